/** Other ways of asking: a page of lists, an order for given items, what comes next, what is alike, why not. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import {
  type NextRequest,
  NextRequestSchema,
  type PageRequest,
  PageRequestSchema,
  PageResponseSchema,
  type RankRequest,
  RankRequestSchema,
  RankResponseSchema,
  RecommendationsResponseSchema,
  type SimilarRequest,
  SimilarRequestSchema,
  type WhyNotRequest,
  WhyNotRequestSchema,
  SimilarResponseSchema,
  WhyNotResponseSchema,
} from '../api/list-schema.ts'
import { isBotUserAgent } from '../api/parse-event.ts'
import { AisleError } from '../domain/errors.ts'
import type { EventKind } from '../domain/event.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import type { PageKind } from '../domain/strategy.ts'
import { cardOf } from '../serving/item-card.ts'
import { priceMinorOf } from '../serving/item-field.ts'
import { narrowedList } from '../serving/narrowed-list.ts'
import { openPage } from '../serving/page.ts'
import { rankItems } from '../serving/rank-items.ts'
import { recommend } from '../serving/recommend.ts'
import { strategyBookOf } from '../serving/strategy-book.ts'
import { whyNot } from '../serving/why-not.ts'
import { requireServer } from './access.ts'
import {
  ASKING_BYTES_MAX,
  type Asking,
  answerWith,
  askingOf,
  keepDecision,
  nextAsking,
  requireExplain,
  versionsOf,
} from './answering.ts'
import { senderOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

const plain = () => JSON.stringify

type AskedOf<Body> = { readonly asking: Asking; readonly body: Body }

type AskingRoute<Body> = {
  readonly way: string
  readonly schema: {
    readonly operationId: string
    readonly summary: string
    readonly description?: string
    readonly body: TSchema
    readonly response: TSchema
  }
  readonly answer: (asked: AskedOf<Body>, request: FastifyRequest) => object | Promise<object>
}

const addRoute = <Body extends { readonly shop: string }>(
  app: FastifyInstance,
  context: ServerContext,
  { way, schema: { response, ...schema }, answer }: AskingRoute<Body>,
): void => {
  app.post<{ Body: object }>(
    `/api/v1/recommendations/${way}`,
    {
      schema: { ...schema, tags: ['lists'], response: { 200: response } },
      serializerCompiler: plain,
      bodyLimit: ASKING_BYTES_MAX,
    },
    async (request, reply) =>
      reply.send(await answer(askingOf(request, request.body as Body, context), request)),
  )
}

/** What opening a page of this kind is, as an event. The others are none. */
const VIEW_OF: Partial<Record<PageKind, EventKind>> = {
  home: 'home-view',
  category: 'category-view',
  product: 'product-view',
  cart: 'cart-view',
  checkout: 'checkout-start',
  'pos-product': 'product-view',
}

const missing = (field: string, kind: PageKind): AisleError =>
  new AisleError('BAD_REQUEST', `The view of a page of kind ${kind} needs ${field}.`, {
    field,
    fix: 'Send it, or leave `view` out.',
  })

/** The item of the page with its price there, when the catalog has one. */
const viewedItem = (itemId: string, channel: string | undefined, { view }: Asking['deps']): object => {
  const item = view.catalog.document(view.items.find(itemId))
  const priceMinor = item === undefined ? undefined : priceMinorOf(item, channel ?? WEB_CHANNEL)
  return priceMinor === undefined
    ? { itemId }
    : { itemId, priceMinor, currency: item?.currency ?? view.shop.currency }
}

/** The view of the page as an event; undefined where such a page is not counted. */
const viewEvent = (
  body: PageRequest,
  kind: PageKind,
  { recommendationId, deps }: Asking,
): object | undefined => {
  const eventKind = VIEW_OF[kind]
  const { view, context, shopper } = body
  if (eventKind === undefined || view === undefined) return undefined
  if (eventKind === 'product-view' && context?.itemId === undefined) throw missing('/context/itemId', kind)
  if (eventKind === 'category-view' && context?.category === undefined)
    throw missing('/context/category', kind)
  return {
    kind: eventKind,
    eventId: view.eventId ?? `view:${recommendationId}`,
    ...(view.sessionId !== undefined && { sessionId: view.sessionId }),
    ...(shopper !== undefined && { shopper }),
    ...(context?.channel !== undefined && { channel: context.channel }),
    ...(eventKind === 'product-view' && viewedItem(context?.itemId as string, context?.channel, deps)),
    ...(eventKind === 'category-view' && { category: context?.category }),
  }
}

const addPage = (app: FastifyInstance, context: ServerContext): void => {
  addRoute<PageRequest>(app, context, {
    way: 'page',
    schema: {
      operationId: 'recommendPage',
      summary: 'A page of lists, no item twice',
      description:
        'Placements in the order of the page: the first keeps an item that several have, the others fill up. With `view`, the page view is logged, and is durable when the answer comes.',
      body: PageRequestSchema,
      response: PageResponseSchema,
    },
    answer: async ({ asking, body }, request) => {
      requireExplain(body, asking)
      const { runtime } = asking
      const [first] = body.placements
      const kind = strategyBookOf(runtime.view.merchandise).placement(
        first?.placement ?? '',
        '/placements/0',
      ).page
      const event = viewEvent(body, kind, asking)
      const makeLists = openPage(body, asking.deps)
      // The disk works while the lists are made; the answer waits for both, and tells the log as the lists read it.
      const versions = versionsOf(asking, context)
      const logged =
        event === undefined
          ? undefined
          : context.ingest.events(runtime, [event], {
              source: 'page',
              isBot: isBotUserAgent(request.headers['user-agent']),
              sender: senderOf(request, runtime, context),
            })
      logged?.catch(() => {})
      const lists = makeLists().map((answered, k) => {
        const own = k === 0 ? asking : { ...nextAsking(asking, context), deps: asking.deps }
        const { versions: _, shop: __, ...list } = answerWith(answered, own, answered.request, context)
        return list
      })
      const [outcome] = (await logged) ?? []
      if (outcome?.status === 'rejected')
        throw new AisleError('BAD_REQUEST', outcome.message, { field: outcome.field, fix: outcome.fix })
      return {
        shop: body.shop,
        lists,
        view: outcome === undefined ? null : { eventId: outcome.id, status: outcome.status },
        versions,
      }
    },
  })
}

const addRank = (app: FastifyInstance, context: ServerContext): void => {
  addRoute<RankRequest>(app, context, {
    way: 'rank',
    schema: {
      operationId: 'rankItems',
      summary: 'Up to 1,000 given items in the shopper’s order',
      body: RankRequestSchema,
      response: RankResponseSchema,
    },
    answer: ({ asking, body }) => {
      requireExplain(body, asking)
      const { shopperKeys, explanation, ...ranked } = rankItems(body, asking.deps)
      const answer = {
        recommendationId: asking.recommendationId,
        shop: body.shop,
        ...ranked,
        versions: versionsOf(asking, context),
      }
      keepDecision(asking, body, answer, { trace: explanation, shopperKeys }, context)
      const items =
        body.withItems === true
          ? ranked.items.map((entry) => ({
              ...entry,
              item: cardOf(asking.runtime.view, entry.itemId, body.context?.channel),
            }))
          : ranked.items
      return { ...answer, items, ...(body.explain === true && { explanation }) }
    },
  })
}

const SIMILAR_LISTS = {
  text: 'more-like-this',
  look: 'similar-looks',
  bought: 'people-also-like',
  viewed: 'viewed-viewed',
} as const

const answerNext = ({ asking, body }: AskedOf<NextRequest>, context: ServerContext) => {
  requireExplain(body, asking)
  const asked = { ...body, list: 'next-items' }
  return answerWith(recommend(asked, asking.deps), asking, asked, context)
}

const answerSimilar = ({ asking, body }: AskedOf<SimilarRequest>, context: ServerContext) => {
  requireExplain(body, asking)
  const { by = 'text', refine = [], withSelectors = false, ...rest } = body
  const asked = { ...rest, list: SIMILAR_LISTS[by] }
  if (!withSelectors && refine.length === 0)
    return answerWith(recommend(asked, asking.deps), asking, asked, context)
  const narrowed = narrowedList(asked, refine, asking.deps)
  const answer = answerWith(narrowed.answered, asking, narrowed.request, context)
  return withSelectors ? { ...answer, selectors: narrowed.selectors } : answer
}

const addNextAndSimilar = (app: FastifyInstance, context: ServerContext): void => {
  addRoute<NextRequest>(app, context, {
    way: 'next',
    schema: {
      operationId: 'nextItems',
      summary: 'What comes next in a visit',
      description: 'After what the shopper did in this visit, and what `context.lookedAt` says besides.',
      body: NextRequestSchema,
      response: RecommendationsResponseSchema,
    },
    answer: (asked) => answerNext(asked, context),
  })
  addRoute<SimilarRequest>(app, context, {
    way: 'similar',
    schema: {
      operationId: 'similarItems',
      summary: 'What is like an item',
      description:
        'By its description, its look, who bought it or who viewed it; with what the list can be narrowed by.',
      body: SimilarRequestSchema,
      response: SimilarResponseSchema,
    },
    answer: (asked) => answerSimilar(asked, context),
  })
}

const addWhyNot = (app: FastifyInstance, context: ServerContext): void => {
  addRoute<WhyNotRequest>(app, context, {
    way: 'why-not',
    schema: {
      operationId: 'whyNot',
      summary: 'Why an item is not in a list: the first thing that keeps it out',
      body: WhyNotRequestSchema,
      response: WhyNotResponseSchema,
    },
    answer: ({ asking, body }, request) => {
      requireServer(request, asking.runtime)
      return {
        shop: body.shop,
        itemId: body.itemId,
        ...whyNot(body, asking.deps),
        versions: versionsOf(asking, context),
      }
    },
  })
}

export const addAskingRoutes = (app: FastifyInstance, context: ServerContext): void => {
  addPage(app, context)
  addRank(app, context)
  addNextAndSimilar(app, context)
  addWhyNot(app, context)
}
