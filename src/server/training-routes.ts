/** Training on demand. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { ShopIdSchema } from '../api/field-schema.ts'
import { requireServer } from './access.ts'
import type { ServerContext } from './server-context.ts'

export const addTrainingRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: { shop: string } }>(
    '/api/v1/train',
    {
      schema: {
        summary: 'Train the models of a shop on its log and let them serve',
        tags: ['models'],
        body: Type.Object({ shop: ShopIdSchema }, { additionalProperties: false }),
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.body.shop)
      requireServer(request, runtime)
      const { itemIds, ...manifest } = await context.models.train(runtime)
      return { ...manifest, itemCount: itemIds.length }
    },
  )
}
