/** People are erased: by the shop, and by themselves. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { OfShopQuerySchema } from '../api/catalog-schema.ts'
import {
  EraseMeRequestSchema,
  EraseRequestSchema,
  ErasureParamsSchema,
  ErasureSchema,
} from '../api/erasure-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { modelsBefore } from '../jobs/models-before.ts'
import type { Outcome } from '../jobs/sink.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { requireServer } from './access.ts'
import { shopperOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

const tags = ['shoppers']
/** A small shop is done by then; of a large one, the caller is told how far it is. */
const WAIT_MS = 5_000
const HOUR_MS = 3_600_000

/** @throws AisleError ERASURE_UNKNOWN */
const shownErasure = async (runtime: ShopRuntime, erasureId: string, context: ServerContext) => {
  const { erasures, models, settings } = context
  const status = erasures.get(runtime, erasureId)
  if (status === undefined)
    throw new AisleError('ERASURE_UNKNOWN', `There is no erasure ${JSON.stringify(erasureId.slice(0, 80))}.`)
  const before = await modelsBefore(models, runtime, runtime.view.erasures.find(erasureId) ?? {})
  const serving = before.find(({ isServing }) => isServing)
  return {
    ...status,
    modelsBefore: before,
    retrainingAt:
      serving === undefined || settings.trainEveryHours === 0
        ? null
        : serving.trainedAt + settings.trainEveryHours * HOUR_MS,
  }
}

/** @throws AisleError CUSTOMER_UNKNOWN when the shop holds nothing of them */
const eraseCustomer = async (runtime: ShopRuntime, customerId: string, context: ServerContext) => {
  const status = (await context.erasures.start(runtime, [customerId])).get(customerId)
  if (status === undefined)
    throw new AisleError('CUSTOMER_UNKNOWN', 'The shop holds nothing of this customer.', {
      field: '/customerId',
      fix: 'There is nothing to be done.',
    })
  await context.erasures.ended(status.erasureId, WAIT_MS)
  return shownErasure(runtime, status.erasureId, context)
}

/** Deletes as `deletions` of other documents, and begins to erase. */
export const deleteCustomers = async (
  runtime: ShopRuntime,
  customerIds: readonly string[],
  { erasures }: ServerContext,
): Promise<readonly Outcome[]> => {
  const begun = await erasures.start(runtime, customerIds)
  return customerIds.map((id, k) =>
    begun.has(id) && customerIds.indexOf(id) === k
      ? { status: 'accepted', id }
      : {
          status: 'rejected',
          code: 'UNKNOWN',
          field: '',
          message: `there is no customer ${JSON.stringify(id)}`,
          fix: 'Nothing was to be done.',
        },
  )
}

export const addErasureRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: Static<typeof EraseRequestSchema> }>(
    '/api/v1/customers/erase',
    {
      schema: {
        operationId: 'eraseCustomer',
        summary: 'Erase a customer from everything',
        description:
          'Nothing of them is found from here on. Answers when it is done, or after five seconds as it stands: ask for it by its id then.',
        tags,
        body: EraseRequestSchema,
        response: { 200: ErasureSchema },
      },
    },
    async (request) => {
      const { shop, customerId } = request.body
      const runtime = context.shops.get(shop)
      requireServer(request, runtime)
      return eraseCustomer(runtime, customerId, context)
    },
  )
  app.get<{ Params: { erasureId: string }; Querystring: { shop?: string } }>(
    '/api/v1/erasures/:erasureId',
    {
      schema: {
        operationId: 'getErasure',
        summary: 'How the erasing of a customer stands',
        tags,
        params: ErasureParamsSchema,
        querystring: OfShopQuerySchema,
        response: { 200: ErasureSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      requireServer(request, runtime)
      return shownErasure(runtime, request.params.erasureId, context)
    },
  )
  app.delete<{ Body: Static<typeof EraseMeRequestSchema> }>(
    '/api/v1/me',
    {
      schema: {
        operationId: 'eraseMe',
        summary: 'Erase the shopper of the token from everything',
        description:
          'As POST /api/v1/customers/erase. The token is good for nothing afterwards; a browser begins with a new visitor id.',
        tags,
        body: EraseMeRequestSchema,
        response: { 200: ErasureSchema },
      },
    },
    async (request) => {
      const { shop, customerId } = request.body
      const runtime = context.shops.get(shop)
      const me = shopperOf(request, runtime, context, customerId)
      if (me.isEmulated)
        throw new AisleError('FORBIDDEN', 'Who acts as a shopper cannot erase them.', {
          fix: 'Use POST /api/v1/customers/erase with a key of role `server`.',
        })
      return eraseCustomer(runtime, me.customerId, context)
    },
  )
}
