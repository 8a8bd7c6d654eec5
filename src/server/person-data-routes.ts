/** Everything known of a person, as a file: for the shop, and for themselves. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import { CustomerParamsSchema, OfShopQuerySchema } from '../api/catalog-schema.ts'
import { PersonDataSchema } from '../api/erasure-schema.ts'
import { MeQuerySchema } from '../api/shopper-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { isKnownCustomer } from '../jobs/erasures.ts'
import { personData } from '../jobs/person-data.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { isFormer } from '../views/consent.ts'
import { requireServer } from './access.ts'
import { shopperOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

const tags = ['shoppers']
/** That people of one address beyond this machine take along: each file is a reading of the whole log. */
const FILES_PER_MINUTE_MAX = 6

/** @throws AisleError CUSTOMER_UNKNOWN */
const sendData = (
  reply: FastifyReply,
  runtime: ShopRuntime,
  customerId: string,
  { store, models, decisions, now }: ServerContext,
): FastifyReply => {
  if (isFormer(runtime.view, customerId) || !isKnownCustomer(runtime.view, customerId))
    throw new AisleError('CUSTOMER_UNKNOWN', 'The shop holds nothing of this customer.')
  const at = now()
  const day = new Date(at).toISOString().slice(0, 10)
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="my-data-${runtime.shop}-${day}.json"`)
    .send(Readable.from(personData(runtime, customerId, { store, models, decisions, now: at })))
}

export const addPersonDataRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Params: { customerId: string }; Querystring: { shop?: string } }>(
    '/api/v1/customers/:customerId/data',
    {
      schema: {
        operationId: 'exportCustomer',
        summary: 'Everything known of a customer, as a JSON file',
        tags,
        params: CustomerParamsSchema,
        querystring: OfShopQuerySchema,
        response: { 200: PersonDataSchema },
      },
    },
    async (request, reply) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      requireServer(request, runtime)
      return sendData(reply, runtime, request.params.customerId, context)
    },
  )
  app.get<{ Querystring: Static<typeof MeQuerySchema> }>(
    '/api/v1/me/data',
    {
      schema: {
        operationId: 'exportMe',
        summary: 'Everything known of the shopper of the token, as a JSON file',
        tags,
        querystring: MeQuerySchema,
        response: { 200: PersonDataSchema },
      },
      config: { rateLimit: { max: FILES_PER_MINUTE_MAX, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { shop, customerId } = request.query
      const runtime = context.shops.get(shop)
      const me = shopperOf(request, runtime, context, customerId)
      return sendData(reply, runtime, me.customerId, context)
    },
  )
}
