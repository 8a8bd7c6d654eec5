/** A store to take along: for tills that must go on when the network is down. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { SnapshotBytesSchema, SnapshotQuerySchema } from '../api/pos-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { type SnapshotEncoding, StoreSnapshots } from '../jobs/store-snapshots.ts'
import { requireStaff } from './access.ts'
import { signedInOf } from './register-token.ts'
import type { ServerContext } from './server-context.ts'

const BYTES = 'application/octet-stream'

const encodingOf = ({ headers }: FastifyRequest): SnapshotEncoding | undefined => {
  const accepted = String(headers['accept-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim().split(';')[0])
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding))
}

const isKnown = ({ headers }: FastifyRequest, etag: string): boolean =>
  String(headers['if-none-match'] ?? '')
    .split(',')
    .some((one) => one.trim().replace(/^W\//, '') === etag)

export const addSnapshotRoutes = (app: FastifyInstance, context: ServerContext): void => {
  const snapshots = new StoreSnapshots(context.models, { engine: context.engineVersion })
  app.get<{ Querystring: Static<typeof SnapshotQuerySchema> }>(
    '/api/v1/pos/snapshot',
    {
      schema: {
        operationId: 'getStoreSnapshot',
        summary: 'All that a till needs to answer lists of its store without the server',
        description:
          'For registers and servers. It has nothing of customers. With `If-None-Match` the answer is 304 as long as nothing of the store has changed.',
        tags: ['point of sale'],
        querystring: SnapshotQuerySchema,
        response: {
          200: { description: 'The snapshot.', content: { [BYTES]: { schema: SnapshotBytesSchema } } },
        },
      },
    },
    async (request, reply) => {
      const runtime = context.shops.get(request.query.shop)
      requireStaff(request, runtime, 'Snapshots of stores')
      const channel = request.query.channel ?? signedInOf(request, runtime.view)?.register.channel
      if (channel === undefined || !runtime.view.catalog.knowsChannel(channel))
        throw new AisleError(
          'BAD_REQUEST',
          channel === undefined
            ? 'The request names no store.'
            : `There is no store ${JSON.stringify(channel)}.`,
          { field: '/channel', fix: 'Send the id of a store that GET /api/v1/channels gives.' },
        )
      const { bytes, about, checkedAt, encoded } = await snapshots.of(runtime, channel, context.now())
      const etag = `"${about.snapshotId}"`
      void reply
        .header('etag', etag)
        .header('vary', 'accept-encoding')
        .header('aisle-snapshot-checked-at', String(checkedAt))
      if (isKnown(request, etag)) return reply.code(304).send()
      const encoding = encodingOf(request)
      void reply.type(BYTES)
      if (encoding === undefined) return reply.send(bytes)
      return reply.header('content-encoding', encoding).send(await encoded(encoding))
    },
  )
}
