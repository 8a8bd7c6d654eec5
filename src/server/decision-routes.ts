/** What was decided, newest first. */
import type { FastifyInstance } from 'fastify'
import {
  DECISIONS_LIMIT_MAX,
  DecisionsAnswerSchema,
  DecisionsQuerySchema,
  INSTANT_MAX,
} from '../api/decision-schema.ts'
import { requireServer } from './access.ts'
import { wholeNumber } from './event-routes.ts'
import type { ServerContext } from './server-context.ts'

const DECISIONS_LIMIT_DEFAULT = 20

export const addDecisionRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: { shop: string; limit?: string; from?: string; until?: string } }>(
    '/api/v1/decisions',
    {
      schema: {
        operationId: 'listDecisions',
        summary: 'Decisions of a shop, newest first',
        description: '`from` and `until` are ms UTC; go on with the `decidedAt` of the last one as `until`.',
        tags: ['lists'],
        querystring: DecisionsQuerySchema,
        response: { 200: DecisionsAnswerSchema },
      },
    },
    async (request) => {
      const { shop, limit, from, until } = request.query
      const runtime = context.shops.get(shop)
      requireServer(request, runtime)
      const decisions = await context.decisions.list(runtime.shop, {
        limit: wholeNumber(limit, 'limit', DECISIONS_LIMIT_DEFAULT, DECISIONS_LIMIT_MAX),
        from: wholeNumber(from, 'from', 0, INSTANT_MAX),
        until: wholeNumber(until, 'until', INSTANT_MAX, INSTANT_MAX),
      })
      return { decisions, writing: context.decisions.figures(runtime.shop) }
    },
  )
}
