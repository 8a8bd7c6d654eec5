/** Events in, and what was wrong with those that were refused. */
import type { FastifyInstance } from 'fastify'
import {
  EventsRequestSchema,
  OutcomesSchema,
  REJECTS_LIMIT_MAX,
  RejectsAnswerSchema,
  RejectsQuerySchema,
} from '../api/event-schema.ts'
import { isBotUserAgent } from '../api/parse-event.ts'
import { AisleError } from '../domain/errors.ts'
import type { Outcome } from '../jobs/sink.ts'
import { requireServer } from './access.ts'
import { senderOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

/** Counts beside the outcomes, so that most callers need not look further. */
export const summarize = (results: readonly Outcome[]) => ({
  accepted: results.filter(({ status }) => status === 'accepted').length,
  duplicates: results.filter(({ status }) => status === 'duplicate').length,
  rejected: results.filter(({ status }) => status === 'rejected').length,
  results,
})

/** A whole number from a query string. */
export const wholeNumber = (
  text: string | undefined,
  name: string,
  fallback: number,
  max: number,
): number => {
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new AisleError('BAD_REQUEST', `${name} is ${JSON.stringify(text)}.`, {
      field: `/${name}`,
      fix: `Send a whole number from 0 to ${max}.`,
    })
  return value
}

export const addEventRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: { shop: string; sentAt?: number; events: readonly unknown[]; shopperToken?: string } }>(
    '/api/v1/events',
    {
      schema: {
        operationId: 'sendEvents',
        summary: 'Send 1 to 1,000 events',
        description:
          'Answered event by event, once all that were accepted are durable. Sending an event again changes nothing.',
        tags: ['events'],
        body: EventsRequestSchema,
        response: { 200: OutcomesSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.body.shop)
      const sender = senderOf(request, runtime, context, request.body.shopperToken)
      const isBot =
        isBotUserAgent(request.headers['user-agent']) && request.headers.authorization === undefined
      return summarize(
        await context.ingest.events(runtime, request.body.events, {
          source: 'http',
          isBot,
          sender,
          sentAt: request.body.sentAt,
        }),
      )
    },
  )

  app.get<{ Querystring: { shop?: string; limit?: string; before?: string } }>(
    '/api/v1/events/rejects',
    {
      schema: {
        operationId: 'listRejects',
        summary: 'What was refused, newest first, with counts by cause',
        tags: ['events'],
        querystring: RejectsQuerySchema,
        response: { 200: RejectsAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      requireServer(request, runtime)
      const limit = wholeNumber(request.query.limit, 'limit', 50, REJECTS_LIMIT_MAX)
      const before =
        request.query.before === undefined
          ? undefined
          : wholeNumber(request.query.before, 'before', 0, Number.MAX_SAFE_INTEGER)
      const [rejects, counts] = await Promise.all([
        context.store.listRejects(runtime.shop, before, limit),
        context.store.countRejects(runtime.shop),
      ])
      return {
        total: counts.reduce((sum, { count }) => sum + count, 0),
        counts,
        rejects,
        nextBefore: rejects.length === limit && limit > 0 ? rejects.at(-1)?.rejectId : null,
      }
    },
  )
}
