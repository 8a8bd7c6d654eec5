/** The models that are kept: looked at, let serve, taken back. */
import type { FastifyInstance } from 'fastify'
import { OfShopQuerySchema } from '../api/catalog-schema.ts'
import {
  ModelParamsSchema,
  ModelSchema,
  ModelsAnswerSchema,
  PublishRequestSchema,
  RollBackAnswerSchema,
  RollBackRequestSchema,
} from '../api/model-schema.ts'
import type { ModelManifest } from '../artifacts/model-manifest.ts'
import { requireServer } from './access.ts'
import type { ServerContext } from './server-context.ts'

/** A model as it is shown: without the ids of its items. */
export type ShownModel = Omit<ModelManifest, 'itemIds'> & { readonly isServing: boolean }

export const shownModel = (
  { itemIds: _, ...manifest }: ModelManifest,
  servingVersion: string | undefined,
): ShownModel => ({ ...manifest, isServing: manifest.modelVersion === servingVersion })

export const addModelRoutes = (app: FastifyInstance, { shops, models }: ServerContext): void => {
  app.get<{ Querystring: { shop: string } }>(
    '/api/v1/models',
    {
      schema: {
        operationId: 'listModels',
        summary: 'The models that are kept, newest first, with what each was made from and whether it passed',
        tags: ['models'],
        querystring: OfShopQuerySchema,
        response: { 200: ModelsAnswerSchema },
      },
    },
    async (request) => {
      const runtime = shops.get(request.query.shop)
      requireServer(request, runtime)
      const serving = models.get(runtime.shop)?.modelVersion
      return {
        models: (await models.list(runtime)).map((manifest) => shownModel(manifest, serving)),
        unreadable: await models.unreadable(runtime),
      }
    },
  )
  app.post<{ Params: { modelVersion: string }; Body: { shop: string; force?: boolean } }>(
    '/api/v1/models/:modelVersion/publish',
    {
      schema: {
        operationId: 'publishModel',
        summary: 'Let a model serve that is kept',
        tags: ['models'],
        params: ModelParamsSchema,
        body: PublishRequestSchema,
        response: { 200: ModelSchema },
      },
    },
    async (request) => {
      const runtime = shops.get(request.body.shop)
      requireServer(request, runtime)
      const { modelVersion } = request.params
      const manifest = await models.publish(runtime, modelVersion, request.body.force === true)
      return shownModel(manifest, modelVersion)
    },
  )
  app.post<{ Body: { shop: string } }>(
    '/api/v1/models/rollback',
    {
      schema: {
        operationId: 'rollBackModel',
        summary: 'Let the model serve again that served before',
        tags: ['models'],
        body: RollBackRequestSchema,
        response: { 200: RollBackAnswerSchema },
      },
    },
    async (request) => {
      const runtime = shops.get(request.body.shop)
      requireServer(request, runtime)
      const { passedOver, ...manifest } = await models.rollBack(runtime)
      return { ...shownModel(manifest, manifest.modelVersion), passedOver }
    },
  )
}
