/** What merchandisers write: strategies, placements, rules, lists by hand, filters, screens of tills. Effective on the next request. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { idsToDelete, OfShopQuerySchema } from '../api/catalog-schema.ts'
import { OutcomesSchema } from '../api/event-schema.ts'
import { idFieldOf } from '../api/parse-document.ts'
import {
  type ShelfField,
  ShelfAnswerSchemas,
  ShelfOutcomesSchema,
  ShelfRequestSchemas,
} from '../api/shelf-schema.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { usersOf } from '../jobs/merchandise-meaning.ts'
import { conflictsOf } from '../merchandising/conflicts.ts'
import { layoutsOf } from '../merchandising/shipped-layouts.ts'
import { strategyBookOf } from '../serving/strategy-book.ts'
import type { MerchandiseKind, MerchandiseView } from '../views/merchandise-view.ts'
import { requireServer } from './access.ts'
import { summarize } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'

/** Of a shop, of one kind: all are read for every list. */
const KEPT_MAX = 20_000

type Shelf = {
  readonly path: string
  /** Its name in bodies. */
  readonly field: ShelfField
  readonly kind: MerchandiseKind
  readonly what: string
}

const SHELVES: readonly Shelf[] = [
  { path: 'strategies', field: 'strategies', kind: 'strategy', what: 'how lists are made' },
  { path: 'placements', field: 'placements', kind: 'placement', what: 'where lists show' },
  { path: 'rules', field: 'rules', kind: 'rule', what: 'what comes in front, where, not, more or less' },
  { path: 'curated-lists', field: 'curatedLists', kind: 'curated-list', what: 'lists made by hand' },
  { path: 'filters', field: 'filters', kind: 'filter', what: 'filters under a name' },
  {
    path: 'screen-layouts',
    field: 'screenLayouts',
    kind: 'screen-layout',
    what: 'how registers show lists and buttons',
  },
]

/** Of the rules that were just written: what gets in their way, and who wins. */
const warningsOf = (runtime: ShopRuntime, ruleIds: readonly string[], now: number) =>
  conflictsOf(runtime.view.merchandise.all('rule'), { about: new Set(ruleIds), now })

/** What `GET` adds is no part of the document: what was read can be changed and put back. */
const withoutShipped = (raw: unknown): unknown => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  const { isShipped: _, ...document } = raw as Record<string, unknown>
  return document
}

/** @throws AisleError BAD_REQUEST */
const refuseMore = (raws: readonly unknown[], { kind, path, field }: Shelf, kept: MerchandiseView): void => {
  const isNew = (raw: unknown): boolean =>
    kept.find(kind, String((raw as Record<string, unknown> | null)?.[idFieldOf(kind)])) === undefined
  if (kept.all(kind).length + raws.filter(isNew).length > KEPT_MAX)
    throw new AisleError('BAD_REQUEST', `A shop has at most ${KEPT_MAX} ${path}.`, {
      field: `/${field}`,
      fix: 'Delete some first.',
    })
}

/** The shop's own, with those that ship where some do. */
const allOf = (kind: MerchandiseKind, merchandise: MerchandiseView): readonly object[] => {
  if (kind === 'strategy') return strategyBookOf(merchandise).strategies
  if (kind === 'placement') return strategyBookOf(merchandise).placements
  if (kind === 'screen-layout') return layoutsOf(merchandise.all(kind))
  return merchandise.all(kind)
}

const addShelf = (app: FastifyInstance, context: ServerContext, shelf: Shelf): void => {
  const { path, field, kind, what } = shelf
  const url = `/api/v1/${path}`
  const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}`
  const tags = ['merchandising']
  const serverOf = (request: FastifyRequest, shop: string): ShopRuntime => {
    const runtime = context.shops.get(shop)
    requireServer(request, runtime)
    return runtime
  }
  app.put<{ Body: { shop: string } & Record<string, unknown> }>(
    url,
    {
      schema: {
        operationId: `put${name}`,
        summary: `Put ${path}: ${what}`,
        description: 'Each replaces what was there under its id, and holds from the next request on.',
        tags,
        body: ShelfRequestSchemas[field],
        response: { 200: ShelfOutcomesSchema },
      },
    },
    async (request) => {
      const runtime = serverOf(request, request.body.shop)
      const raws = (request.body[field] as readonly unknown[]).map(withoutShipped)
      refuseMore(raws, shelf, runtime.view.merchandise)
      const outcomes = await context.ingest.documents(runtime, kind, 'put', raws, { source: 'http' })
      const written = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [] : [outcome.id]))
      return {
        ...summarize(outcomes),
        ...(kind === 'rule' && { warnings: warningsOf(runtime, written, context.now()) }),
      }
    },
  )
  app.delete<{ Body: { shop: string; ids: readonly string[] } }>(
    url,
    {
      schema: {
        operationId: `delete${name}`,
        summary: `Delete ${path} by id`,
        description: 'What ships comes back in the place of its own.',
        tags,
        body: idsToDelete(path),
        response: { 200: OutcomesSchema },
      },
    },
    async (request) => {
      const { ids, shop } = request.body
      const runtime = serverOf(request, shop)
      for (const [k, one] of ids.entries()) {
        const [user] = usersOf(kind, one, runtime.view.merchandise)
        if (user !== undefined)
          throw new AisleError('IN_USE', `${JSON.stringify(one)} is named by ${user}.`, {
            field: `/ids/${k}`,
          })
      }
      return summarize(await context.ingest.deletions(runtime, kind, ids))
    },
  )
  app.get<{ Querystring: { shop: string } }>(
    url,
    {
      schema: {
        operationId: `list${name}`,
        summary: `The shop’s ${path}`,
        description:
          kind === 'strategy' || kind === 'placement' || kind === 'screen-layout'
            ? 'Those that ship and its own.'
            : 'In the order of their ids.',
        tags,
        querystring: OfShopQuerySchema,
        response: { 200: ShelfAnswerSchemas[field] },
      },
    },
    async (request) => {
      const { merchandise } = serverOf(request, request.query.shop).view
      const own = merchandise.all(kind) as readonly object[]
      const all = allOf(kind, merchandise)
      const ownIds = new Set(own.map((document) => (document as Record<string, unknown>)[idFieldOf(kind)]))
      const isOwn = (document: object): boolean =>
        ownIds.has((document as Record<string, unknown>)[idFieldOf(kind)])
      return { [field]: all.map((document) => ({ ...document, isShipped: !isOwn(document) })) }
    },
  )
}

export const addMerchandiseRoutes = (app: FastifyInstance, context: ServerContext): void => {
  for (const shelf of SHELVES) addShelf(app, context, shelf)
}
