/** The registers of a shop's stores, and who works at them: put, list and delete. */
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { idsToDelete, OfShopQuerySchema } from '../api/catalog-schema.ts'
import { OutcomesSchema } from '../api/event-schema.ts'
import {
  AssociatesAnswerSchema,
  AssociatesRequestSchema,
  RegistersAnswerSchema,
  RegistersRequestSchema,
} from '../api/pos-schema.ts'
import { registerKey } from '../domain/sign-out.ts'
import { putAssociates } from '../jobs/associates.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { signOutEverywhere } from '../jobs/sign-outs.ts'
import type { Outcome } from '../jobs/sink.ts'
import type { ShopView } from '../views/shop-view.ts'
import { requireServer } from './access.ts'
import { summarize } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'

const tags = ['point of sale']

/** By id. */
export const inOrder = <V>(documents: ReadonlyMap<string, V>): readonly V[] =>
  [...documents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document)

type Documents = {
  /** Of the address, and the field of requests and answers. */
  readonly field: 'registers' | 'associates'
  readonly kind: 'register' | 'associate'
  /** In the names of operations. */
  readonly name: string
  readonly put: { readonly summary: string; readonly description?: string; readonly body: TSchema }
  readonly list: { readonly summary: string; readonly answer: TSchema }
  readonly write: (
    raws: readonly unknown[],
    runtime: ShopRuntime,
    context: ServerContext,
  ) => Promise<readonly Outcome[]>
  readonly shown: (view: ShopView) => readonly object[]
  /** Before they are deleted. */
  readonly end?: (ids: readonly string[], runtime: ShopRuntime, context: ServerContext) => Promise<void>
}

const REGISTERS: Documents = {
  field: 'registers',
  kind: 'register',
  name: 'Registers',
  put: { summary: 'Put registers of stores', body: RegistersRequestSchema },
  list: { summary: 'The registers of the shop', answer: RegistersAnswerSchema },
  write: (raws, runtime, { ingest }) =>
    ingest.documents(runtime, 'register', 'put', raws, { source: 'http' }),
  shown: ({ registers }) => inOrder(registers),
  // A register that is put again under the same id is another one. Associates get another hash of their PIN.
  end: async (ids, runtime, { ingest }) => {
    for (const id of ids)
      if (runtime.view.registers.has(id)) await signOutEverywhere(ingest, runtime, registerKey(id))
  },
}

const ASSOCIATES: Documents = {
  field: 'associates',
  kind: 'associate',
  name: 'Associates',
  put: {
    summary: 'Put who works at the registers',
    description: 'The PIN is kept as a salted hash and never shown. Another PIN signs them out.',
    body: AssociatesRequestSchema,
  },
  list: { summary: 'Who works at the registers, without their PINs', answer: AssociatesAnswerSchema },
  write: (raws, runtime, { ingest }) => putAssociates(ingest, runtime, raws),
  shown: ({ associates }) => inOrder(associates).map(({ pinHash: _, ...shown }) => shown),
}

const addDocuments = (app: FastifyInstance, context: ServerContext, documents: Documents): void => {
  const { field, kind, name, put, list, write, shown, end } = documents
  const url = `/api/v1/${field}`
  const runtimeOf = (request: Parameters<typeof requireServer>[0], shop: string): ShopRuntime => {
    const runtime = context.shops.get(shop)
    requireServer(request, runtime)
    return runtime
  }
  app.put<{ Body: { shop: string } & Record<string, unknown> }>(
    url,
    { schema: { operationId: `put${name}`, ...put, tags, response: { 200: OutcomesSchema } } },
    async (request) => {
      const runtime = runtimeOf(request, request.body.shop)
      return summarize(await write(request.body[field] as readonly unknown[], runtime, context))
    },
  )
  app.get<{ Querystring: { shop: string } }>(
    url,
    {
      schema: {
        operationId: `list${name}`,
        summary: list.summary,
        tags,
        querystring: OfShopQuerySchema,
        response: { 200: list.answer },
      },
    },
    async (request) => ({ [field]: shown(runtimeOf(request, request.query.shop).view) }),
  )
  app.delete<{ Body: { shop: string; ids: readonly string[] } }>(
    url,
    {
      schema: {
        operationId: `delete${name}`,
        summary: `Delete ${field} by id; what was signed in there is signed out`,
        tags,
        body: idsToDelete(field),
        response: { 200: OutcomesSchema },
      },
    },
    async (request) => {
      const runtime = runtimeOf(request, request.body.shop)
      await end?.(request.body.ids, runtime, context)
      return summarize(await context.ingest.deletions(runtime, kind, request.body.ids))
    },
  )
}

export const addRegisterRoutes = (app: FastifyInstance, context: ServerContext): void => {
  addDocuments(app, context, REGISTERS)
  addDocuments(app, context, ASSOCIATES)
}
