/** Lists out, each with its id, its reasons and its versions. */
import type { FastifyInstance } from 'fastify'
import { DecisionParamsSchema, DecisionSchema } from '../api/decision-schema.ts'
import {
  ListsAnswerSchema,
  ListsQuerySchema,
  type RecommendationsRequest,
  RecommendationsRequestSchema,
  RecommendationsResponseSchema,
} from '../api/list-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { LIST_RECIPES } from '../lists/lists.ts'
import { recommend } from '../serving/recommend.ts'
import { SHIPPED_PLACEMENTS } from '../serving/shipped-placements.ts'
import { SHIPPED_STRATEGIES } from '../serving/shipped-strategies.ts'
import { strategyBookOf } from '../serving/strategy-book.ts'
import { roleOf, requireServer, shopsServing } from './access.ts'
import { ASKING_BYTES_MAX, answerWith, askingOf, requireExplain } from './answering.ts'
import type { ServerContext } from './server-context.ts'

/** A list with the parameters of its figure. */
const listOf = ({ strategyId, title, aliases = [], sources }: (typeof SHIPPED_STRATEGIES)[number]) => {
  const [first] = sources
  const figure = first?.from === 'figure' ? first.figure : undefined
  return {
    list: strategyId,
    title,
    aliases,
    parameters: LIST_RECIPES.find(({ list }) => list === figure)?.defaults ?? {},
  }
}

export const addListRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: RecommendationsRequest }>(
    '/api/v1/recommendations',
    {
      schema: {
        operationId: 'recommend',
        summary: 'A list',
        description: 'By its own name or by placement. Live: what happened before this request counts in it.',
        tags: ['lists'],
        body: RecommendationsRequestSchema,
        response: { 200: RecommendationsResponseSchema },
      },
      // The answer is ours and needs no second look: plain JSON is faster than serializing by schema.
      serializerCompiler: () => JSON.stringify,
      bodyLimit: ASKING_BYTES_MAX,
    },
    async (request, reply) => {
      const { asking, body } = askingOf(request, request.body, context)
      requireExplain(body, asking)
      const response = answerWith(recommend(body, asking.deps), asking, body, context)
      return reply.send(response)
    },
  )

  app.get<{ Querystring: { shop?: string } }>(
    '/api/v1/lists',
    {
      schema: {
        operationId: 'listLists',
        summary: 'The lists and placements there are',
        description: 'With `shop`, those of the shop: what ships, and what it changed or added.',
        tags: ['lists'],
        querystring: ListsQuerySchema,
        response: { 200: ListsAnswerSchema },
      },
    },
    async (request) => {
      const { shop } = request.query
      if (shop === undefined) return { lists: SHIPPED_STRATEGIES.map(listOf), placements: SHIPPED_PLACEMENTS }
      const runtime = context.shops.get(shop)
      roleOf(request, runtime)
      const book = strategyBookOf(runtime.view.merchandise)
      const byHand = runtime.view.merchandise.all('curated-list').map(({ curatedListId, title }) => ({
        list: curatedListId,
        title: title ?? curatedListId,
        aliases: [],
        parameters: {},
      }))
      return { lists: [...book.strategies.map(listOf), ...byHand], placements: book.placements }
    },
  )

  app.get<{ Params: { recommendationId: string } }>(
    '/api/v1/decisions/:recommendationId',
    {
      schema: {
        operationId: 'getDecision',
        summary: 'Why a list came out as it did: what was asked and what was answered',
        tags: ['lists'],
        params: DecisionParamsSchema,
        response: { 200: DecisionSchema },
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
