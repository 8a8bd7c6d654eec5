/** Training: asked for, followed, cancelled. Serving goes on meanwhile. */
import type { FastifyInstance } from 'fastify'
import { OfShopQuerySchema } from '../api/catalog-schema.ts'
import {
  TrainingParamsSchema,
  TrainingRequestSchema,
  TrainingSchema,
  TrainingsAnswerSchema,
} from '../api/model-schema.ts'
import { requireServer } from './access.ts'
import type { ServerContext } from './server-context.ts'

export const addTrainingRoutes = (app: FastifyInstance, { shops, trainings }: ServerContext): void => {
  app.post<{ Body: { shop: string; force?: boolean; recipes?: readonly string[] } }>(
    '/api/v1/training',
    {
      schema: {
        operationId: 'startTraining',
        summary: 'Train the models of a shop on its log',
        description:
          'Answers at once; ask for the training by its id. When one of the shop is not over yet, that one is answered. The model serves when it passes its gates.',
        tags: ['models'],
        body: TrainingRequestSchema,
        response: { 202: TrainingSchema },
      },
    },
    async (request, reply) => {
      const { shop, force, recipes } = request.body
      const runtime = shops.get(shop)
      requireServer(request, runtime)
      const status = await trainings.start(runtime, { isForced: force === true, recipes: recipes ?? [] })
      return reply.code(202).send(status)
    },
  )
  app.get<{ Querystring: { shop: string } }>(
    '/api/v1/training',
    {
      schema: {
        operationId: 'listTrainings',
        summary: 'The trainings of a shop since the server started, newest first',
        tags: ['models'],
        querystring: OfShopQuerySchema,
        response: { 200: TrainingsAnswerSchema },
      },
    },
    async (request) => {
      const runtime = shops.get(request.query.shop)
      requireServer(request, runtime)
      return { trainings: trainings.list(runtime.shop) }
    },
  )
  app.get<{ Params: { trainingId: string } }>(
    '/api/v1/training/:trainingId',
    {
      schema: {
        operationId: 'getTraining',
        summary: 'How a training stands',
        tags: ['models'],
        params: TrainingParamsSchema,
        response: { 200: TrainingSchema },
      },
    },
    async (request) => {
      const status = trainings.get(request.params.trainingId)
      requireServer(request, shops.get(status.shop))
      return status
    },
  )
  app.delete<{ Params: { trainingId: string } }>(
    '/api/v1/training/:trainingId',
    {
      schema: {
        operationId: 'cancelTraining',
        summary: 'Cancel a training',
        description: 'Recipes that are done stay done: the next training on the same data takes them over.',
        tags: ['models'],
        params: TrainingParamsSchema,
        response: { 200: TrainingSchema },
      },
    },
    async (request) => {
      const { trainingId } = request.params
      requireServer(request, shops.get(trainings.get(trainingId).shop))
      return trainings.cancel(trainingId)
    },
  )
}
