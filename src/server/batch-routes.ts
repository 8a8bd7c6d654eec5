/** Many lists in one call, as JSON Lines: for e-mail and for what is made overnight. */
import { Readable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { OfShopQuerySchema } from '../api/catalog-schema.ts'
import {
  BATCH_LINES_MAX,
  type RecommendationsRequest,
  RecommendationsRequestSchema,
} from '../api/list-schema.ts'
import { compileCheck } from '../api/problem.ts'
import { AisleError } from '../domain/errors.ts'
import { recommend } from '../serving/recommend.ts'
import { requireServer } from './access.ts'
import { type Asking, answerWith, askingOf, nextAsking } from './answering.ts'
import { askedFor } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

/** Answers between two turns of other requests. */
const LINES_AT_A_TIME = 10

const JSON_LINES = 'application/x-ndjson'
const jsonLines = (description: string) => ({
  content: { [JSON_LINES]: { schema: Type.String({ description }) } },
})

const check = compileCheck(RecommendationsRequestSchema)

/** @throws AisleError BAD_JSON, BAD_REQUEST */
const parseLine = (line: string, shop: string): RecommendationsRequest => {
  let raw: unknown
  try {
    raw = JSON.parse(line)
  } catch (error) {
    throw new AisleError('BAD_JSON', `The line is not JSON: ${(error as Error).message}.`)
  }
  const asked =
    typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw, shop } : (raw as unknown)
  if (check.is(asked)) return asked
  const { field, message, fix } = check.problemOf(asked)
  throw new AisleError('BAD_REQUEST', `${field === '' ? 'The line' : field}: ${message}.`, { field, fix })
}

async function* answers(
  lines: readonly string[],
  first: Asking,
  shop: string,
  context: ServerContext,
): AsyncGenerator<string> {
  for (const [k, line] of lines.entries()) {
    if (k % LINES_AT_A_TIME === 0) await breathe()
    try {
      const asked = askedFor(parseLine(line, shop), first.proven)
      const asking = nextAsking(first, context)
      yield `${JSON.stringify({ line: k + 1, ...answerWith(recommend(asked, asking.deps), asking, asked, context) })}\n`
    } catch (error) {
      if (!(error instanceof AisleError)) throw error
      const { code, message, fix, field } = error
      yield `${JSON.stringify({ line: k + 1, error: { code, message, fix, ...(field !== undefined && { field }) } })}\n`
    }
  }
}

export const addBatchRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.addContentTypeParser([JSON_LINES, 'application/jsonl'], { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.post<{ Querystring: { shop: string }; Body: unknown }>(
    '/api/v1/recommendations/batch',
    {
      schema: {
        operationId: 'recommendBatch',
        summary: 'Many lists, as JSON Lines',
        description: `A request for a list on each line, without \`shop\`; up to ${BATCH_LINES_MAX} of them, sent as \`application/x-ndjson\`. Each answer says its line; a bad line has an \`error\` and stops nothing.`,
        tags: ['lists'],
        querystring: OfShopQuerySchema,
        body: jsonLines('On each line what POST /api/v1/recommendations takes, without `shop`.'),
        response: {
          200: jsonLines(
            'On each line what POST /api/v1/recommendations answers, with `line`; or an `error`.',
          ),
        },
      },
    },
    async (request, reply) => {
      const { shop } = request.query
      requireServer(request, context.shops.get(shop))
      const { asking } = askingOf(request, { shop }, context)
      if (typeof request.body !== 'string')
        throw new AisleError('CONTENT_TYPE', 'A batch is JSON Lines.', {
          fix: 'Send `Content-Type: application/x-ndjson`.',
        })
      const lines = request.body.split('\n').filter((line) => line.trim() !== '')
      if (lines.length === 0 || lines.length > BATCH_LINES_MAX)
        throw new AisleError(
          'BAD_REQUEST',
          `A batch has 1 to ${BATCH_LINES_MAX} lines; this one has ${lines.length}.`,
          {
            fix: 'Send it in parts.',
          },
        )
      return reply
        .header('content-type', JSON_LINES)
        .send(Readable.from(answers(lines, asking, shop, context)))
    },
  )
}
