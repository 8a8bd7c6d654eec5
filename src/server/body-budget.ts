/** How many bytes of request bodies may be in memory at once: the bounded queue counts records, and records vary in size. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AisleError } from '../domain/errors.ts'

/**
 * @param bodyBytesMax      of one request; a request that does not say its length is taken to be that long
 * @param inFlightBytesMax  of all requests together
 */
export const addBodyBudget = (app: FastifyInstance, bodyBytesMax: number, inFlightBytesMax: number): void => {
  const bytesOf = new WeakMap<FastifyRequest, number>()
  let inFlightBytes = 0
  const release = async (request: FastifyRequest): Promise<void> => {
    inFlightBytes -= bytesOf.get(request) ?? 0
    bytesOf.delete(request)
  }
  app.addHook('onRequest', async (request) => {
    const { 'content-length': said, 'transfer-encoding': encoding } = request.headers
    const bytes =
      said === undefined ? (encoding === undefined ? 0 : bodyBytesMax) : Math.min(Number(said), bodyBytesMax)
    if (inFlightBytes > 0 && inFlightBytes + bytes > inFlightBytesMax)
      throw new AisleError('QUEUE_FULL', `${inFlightBytes} bytes of requests are waiting to be written.`)
    inFlightBytes += bytes
    bytesOf.set(request, bytes)
  })
  app.addHook('onResponse', release)
  app.addHook('onRequestAbort', release)
}
