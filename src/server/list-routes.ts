/** Lists out, each with its id, its reasons and its versions. */
import type { FastifyInstance } from 'fastify'
import {
  type RecommendationsRequest,
  RecommendationsRequestSchema,
  RecommendationsResponseSchema,
} from '../api/list-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { NAMED_LISTS } from '../serving/list-names.ts'
import { PLACEMENTS } from '../serving/placements.ts'
import { recommend } from '../serving/recommend.ts'
import type { ShopView } from '../views/shop-view.ts'
import { requireServer, roleOf, shopsServing } from './access.ts'
import { rankingOf, type ServerContext } from './server-context.ts'

/** What a tile shows of an item. One without a picture of its own gets the one that is drawn for it. */
const cardOf = ({ shop, catalog, items }: ShopView, itemId: string) => {
  const item = catalog.document(items.find(itemId))
  const drawn = {
    url: `/pictures/${shop.shop}/${encodeURIComponent(itemId)}.svg`,
    alt: item?.title ?? itemId,
  }
  return {
    itemId,
    title: item?.title ?? itemId,
    brand: item?.brand,
    priceMinor: item?.priceMinor,
    listPriceMinor: item?.listPriceMinor,
    currency: item?.currency ?? shop.currency,
    categories: item?.categories,
    pictures: [item?.pictures?.[0] ?? drawn],
    url: item?.url,
  }
}

export const addListRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: RecommendationsRequest }>(
    '/api/v1/recommendations',
    {
      schema: {
        summary: 'A list',
        description: 'By its own name or by placement. Live: what happened before this request counts in it.',
        tags: ['lists'],
        body: RecommendationsRequestSchema,
        response: { 200: RecommendationsResponseSchema },
      },
      // The answer is ours and needs no second look: plain JSON is faster than serializing by schema.
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const { body } = request
      const runtime = context.shops.get(body.shop)
      const now = context.now()
      const role = roleOf(request, runtime)
      const { view } = runtime
      const model = context.models.get(runtime.shop)
      const answer = recommend(body, {
        view,
        ranking: rankingOf(runtime),
        model,
        now,
        mayNameCustomer: role === 'server',
      })
      const items =
        body.withItems === true
          ? answer.items.map((entry) => ({ ...entry, item: cardOf(view, entry.itemId) }))
          : answer.items
      const response = {
        recommendationId: context.newId(),
        shop: body.shop,
        ...answer,
        items,
        versions: {
          engine: context.engineVersion,
          logSeq: runtime.logSeq,
          model: model?.modelVersion ?? null,
        },
      }
      context.decisions.add({
        recommendationId: response.recommendationId,
        shop: body.shop,
        decidedAt: now,
        request: body,
        response: { ...response, items: answer.items },
      })
      return reply.header('cache-control', 'no-store').send(response)
    },
  )

  app.get(
    '/api/v1/lists',
    { schema: { summary: 'The lists and placements there are', tags: ['lists'] } },
    async () => ({
      lists: NAMED_LISTS,
      placements: PLACEMENTS,
    }),
  )

  app.get<{ Params: { recommendationId: string } }>(
    '/api/v1/decisions/:recommendationId',
    {
      schema: {
        summary: 'Why a list came out as it did: what was asked and what was answered',
        tags: ['lists'],
      },
    },
    async (request) => {
      const decision = await context.decisions.find(
        request.params.recommendationId,
        shopsServing(request, context.shops),
      )
      if (decision === undefined)
        throw new AisleError('DECISION_UNKNOWN', 'This decision is not, or no longer, kept.')
      requireServer(request, context.shops.get(decision.shop))
      return decision
    },
  )
}
