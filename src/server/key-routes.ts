/** Keys, for those who have one of role server, and for the owner of the machine. */
import type { FastifyInstance } from 'fastify'
import { OfShopQuerySchema } from '../api/catalog-schema.ts'
import {
  KeyAnswerSchema,
  KeyRequestSchema,
  KeysAnswerSchema,
  RevokeAnswerSchema,
  RevokeRequestSchema,
} from '../api/key-schema.ts'
import type { KeyRole } from '../views/shop-view.ts'
import { requireServer } from './access.ts'
import { listKeys, makeKey, revokeKey } from './api-keys.ts'
import type { ServerContext } from './server-context.ts'

export const addKeyRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: { shop: string; role: KeyRole; label?: string } }>(
    '/api/v1/keys',
    {
      schema: {
        operationId: 'createKey',
        summary: 'Make a key; it is shown this once',
        tags: ['keys'],
        body: KeyRequestSchema,
        response: { 201: KeyAnswerSchema },
      },
    },
    async (request, reply) => {
      const { shop, ...wanted } = request.body
      const runtime = context.shops.get(shop)
      requireServer(request, runtime)
      const made = await makeKey(context.ingest, runtime, {
        ...wanted,
        keyId: context.newId(),
        now: context.now(),
      })
      return reply.code(201).send(made)
    },
  )
  app.get<{ Querystring: { shop: string } }>(
    '/api/v1/keys',
    {
      schema: {
        operationId: 'listKeys',
        summary: 'The keys of a shop, without their secret',
        tags: ['keys'],
        querystring: OfShopQuerySchema,
        response: { 200: KeysAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop)
      requireServer(request, runtime)
      return { keys: listKeys(runtime) }
    },
  )
  app.delete<{ Body: { shop: string; keyId: string } }>(
    '/api/v1/keys',
    {
      schema: {
        operationId: 'revokeKey',
        summary: 'Take a key back; it opens nothing any more',
        tags: ['keys'],
        body: RevokeRequestSchema,
        response: { 200: RevokeAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.body.shop)
      requireServer(request, runtime)
      await revokeKey(context.ingest, runtime, request.body.keyId)
      return { revoked: request.body.keyId }
    },
  )
}
