/** Every failure as the same JSON: a code, a sentence, the fix, and the field when there is one. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AisleError, type ErrorCode, errorRow } from '../domain/errors.ts'

const RETRY_AFTER_SECONDS = 1

const codeOfFastify = (error: FastifyError): ErrorCode => {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'BODY_TOO_LARGE'
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'CONTENT_TYPE'
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return 'BAD_JSON'
    default:
      return error.statusCode === 429
        ? 'RATE_LIMITED'
        : (error.statusCode ?? 500) < 500
          ? 'BAD_REQUEST'
          : 'INTERNAL'
  }
}

const asAisleError = (error: FastifyError | AisleError): AisleError => {
  if (error instanceof AisleError) return error
  const code = codeOfFastify(error)
  return new AisleError(code, code === 'INTERNAL' ? 'Something went wrong.' : error.message, { cause: error })
}

export const answerError = (
  error: FastifyError | AisleError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const known = asAisleError(error)
  if (known.code === 'INTERNAL') request.log.error({ err: error, requestId: request.id }, 'request failed')
  if (known.status === 429 && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', String(RETRY_AFTER_SECONDS))
  return reply.code(known.status).send({
    error: {
      code: known.code,
      message: known.message,
      fix: known.fix,
      ...(known.field !== undefined && { field: known.field }),
      requestId: request.id,
    },
  })
}

export const addErrorAnswers = (app: FastifyInstance): void => {
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => {
    const { status, fix } = errorRow('NOT_FOUND')
    return reply.code(status).send({
      error: {
        code: 'NOT_FOUND',
        message: `There is nothing at ${request.method} ${request.url.split('?')[0]}.`,
        fix,
        requestId: request.id,
      },
    })
  })
}
