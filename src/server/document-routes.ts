/** Items, customers, channels and shops: put, patch, delete and read. */
import type { FastifyInstance } from 'fastify'
import {
  idsToDelete,
  PatchSchemas,
  PutSchemas,
  ShopAnswerSchema,
  ShopParamsSchema,
  ShopPatchSchema,
} from '../api/catalog-schema.ts'
import { ShopSchema } from '../api/document-schema.ts'
import { OutcomesSchema } from '../api/event-schema.ts'
import { parseDocument } from '../api/parse-document.ts'
import type { Shop } from '../domain/catalog.ts'
import { AisleError } from '../domain/errors.ts'
import { documentKindOf, type RecordKind } from '../jobs/sink.ts'
import { isLocal, requireServer, roleOf } from './access.ts'
import { summarize } from './event-routes.ts'
import { deleteCustomers } from './erasure-routes.ts'
import type { ServerContext } from './server-context.ts'

type DocumentsKind = Exclude<RecordKind, 'events'>

const NAMES: Readonly<Record<DocumentsKind, string>> = {
  items: 'Items',
  customers: 'Customers',
  channels: 'Channels',
}

const addKind = (app: FastifyInstance, context: ServerContext, kind: DocumentsKind): void => {
  const documentKind = documentKindOf(kind)
  const path = `/api/v1/${kind}`
  for (const [method, op, summary] of [
    ['PUT', 'put', `Put up to 1,000 ${kind}: each replaces what was there`],
    ['PATCH', 'patch', `Patch up to 1,000 ${kind} (RFC 7396: null removes a field)`],
  ] as const)
    app.route<{ Body: { shop: string } & Record<string, unknown> }>({
      method,
      url: path,
      schema: {
        operationId: `${op}${NAMES[kind]}`,
        summary,
        tags: ['catalog and customers'],
        body: (op === 'put' ? PutSchemas : PatchSchemas)[kind],
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
        operationId: `delete${NAMES[kind]}`,
        summary: `Delete up to 1,000 ${kind} by id`,
        tags: ['catalog and customers'],
        body: idsToDelete(kind),
        response: { 200: OutcomesSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.body.shop)
      requireServer(request, runtime)
      const { ids } = request.body
      return summarize(
        documentKind === 'customer'
          ? await deleteCustomers(runtime, ids, context)
          : await context.ingest.deletions(runtime, documentKind, ids),
      )
    },
  )
}

const addShops = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Params: { shop: string } }>(
    '/api/v1/shops/:shop',
    {
      schema: {
        operationId: 'getShop',
        summary: 'A shop',
        tags: ['shops'],
        params: ShopParamsSchema,
        response: { 200: ShopAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.params.shop)
      roleOf(request, runtime)
      return runtime.view.shop
    },
  )
  app.put<{ Body: unknown }>(
    '/api/v1/shops',
    {
      schema: {
        operationId: 'createShop',
        summary: 'Create a shop (from this machine only)',
        tags: ['shops'],
        body: ShopSchema,
        response: { 201: ShopAnswerSchema },
      },
    },
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
        operationId: 'patchShop',
        summary: 'Change a shop (RFC 7396)',
        tags: ['shops'],
        body: ShopPatchSchema,
        response: { 200: ShopAnswerSchema },
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
}
