/** Items, customers, channels and shops: put, patch, delete and read. */
import type { FastifyInstance } from 'fastify'
import { Type, type TSchema } from 'typebox'
import {
  ChannelSchema,
  CustomerSchema,
  DOCUMENTS_PER_REQUEST_MAX,
  ItemSchema,
  ShopSchema,
} from '../api/document-schema.ts'
import { OutcomesSchema } from '../api/event-schema.ts'
import { id, ShopIdSchema } from '../api/field-schema.ts'
import { records } from '../api/records-schema.ts'
import { idFieldOf, parseDocument } from '../api/parse-document.ts'
import type { Shop } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { documentKindOf, type DocumentsKind } from '../jobs/sink.ts'
import { isLocal, requireServer, roleOf } from './access.ts'
import { summarize } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'

const SCHEMAS: Readonly<Record<DocumentsKind, TSchema>> = {
  items: ItemSchema,
  customers: CustomerSchema,
  channels: ChannelSchema,
}

const addKind = (app: FastifyInstance, context: ServerContext, kind: DocumentsKind): void => {
  const documentKind = documentKindOf(kind)
  const path = `/api/v1/${kind}`
  const documents = records(SCHEMAS[kind], DOCUMENTS_PER_REQUEST_MAX)
  for (const [method, op, summary] of [
    ['PUT', 'put', `Put up to 1,000 ${kind}: each replaces what was there`],
    ['PATCH', 'patch', `Patch up to 1,000 ${kind} (RFC 7396: null removes a field)`],
  ] as const)
    app.route<{ Body: { shop: string } & Record<string, unknown> }>({
      method,
      url: path,
      schema: {
        summary,
        tags: ['catalog and customers'],
        body: Type.Object({ shop: ShopIdSchema, [kind]: documents }, { additionalProperties: false }),
        response: { 200: OutcomesSchema },
      },
      handler: async (request) => {
        const runtime = context.shops.get(request.body.shop)
        requireServer(request, runtime)
        const raws = request.body[kind] as readonly unknown[]
        return summarize(await context.ingest.documents(runtime, documentKind, op, raws, { source: 'http' }))
      },
    })
  app.delete<{ Body: { shop: string; ids: readonly string[] } }>(
    path,
    {
      schema: {
        summary: `Delete up to 1,000 ${kind} by id`,
        tags: ['catalog and customers'],
        body: Type.Object(
          {
            shop: ShopIdSchema,
            ids: Type.Array(id(`Of ${kind}.`), { minItems: 1, maxItems: DOCUMENTS_PER_REQUEST_MAX }),
          },
          { additionalProperties: false },
        ),
        response: { 200: OutcomesSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.body.shop)
      requireServer(request, runtime)
      return summarize(await context.ingest.deletions(runtime, documentKind, request.body.ids))
    },
  )
}

const addShops = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Params: { shop: string } }>(
    '/api/v1/shops/:shop',
    { schema: { summary: 'A shop', tags: ['shops'] } },
    async (request) => {
      const runtime = context.shops.get(request.params.shop)
      roleOf(request, runtime)
      return runtime.view.shop
    },
  )
  app.put<{ Body: unknown }>(
    '/api/v1/shops',
    { schema: { summary: 'Create a shop (from this machine only)', tags: ['shops'], body: ShopSchema } },
    async (request, reply) => {
      if (!isLocal(request))
        throw new AisleError('FORBIDDEN', 'Shops are created from the machine of the server.', {
          fix: 'Use `npx aisle shops create` there.',
        })
      const parsed = parseDocument('shop', request.body)
      if ('problem' in parsed)
        throw new AisleError('BAD_REQUEST', parsed.problem.message, {
          field: parsed.problem.field,
          fix: parsed.problem.fix,
        })
      const runtime = await context.shops.create(parsed.body as unknown as Shop)
      return reply.code(201).send(runtime.view.shop)
    },
  )
  app.patch<{ Body: { shop: string } }>(
    '/api/v1/shops',
    {
      schema: {
        summary: 'Change a shop (RFC 7396)',
        tags: ['shops'],
        body: Type.Object({ [idFieldOf('shop')]: ShopIdSchema }, { additionalProperties: true }),
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.body.shop)
      requireServer(request, runtime)
      const [outcome] = await context.ingest.documents(runtime, 'shop', 'patch', [request.body], {
        source: 'http',
      })
      if (outcome?.status === 'rejected')
        throw new AisleError('BAD_REQUEST', outcome.message, { field: outcome.field, fix: outcome.fix })
      return runtime.view.shop
    },
  )
}

export const addDocumentRoutes = (app: FastifyInstance, context: ServerContext): void => {
  for (const kind of ['items', 'customers', 'channels'] as const) addKind(app, context, kind)
  addShops(app, context)
  app.get<{ Params: { customerId: string }; Querystring: { shop?: string } }>(
    '/api/v1/customers/:customerId',
    {
      schema: {
        summary: 'A customer, for those with a server key',
        tags: ['catalog and customers'],
        querystring: Type.Object({ shop: ShopIdSchema }),
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      requireServer(request, runtime)
      const customer = runtime.view.customers.get(request.params.customerId)
      if (customer === undefined) throw new AisleError('CUSTOMER_UNKNOWN', 'There is no such customer.')
      return { customer }
    },
  )
}
