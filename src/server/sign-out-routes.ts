/** Signing out everywhere: by the shop, and by shoppers themselves. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import {
  EndedTokensAnswerSchema,
  EndMyTokensRequestSchema,
  EndTokensRequestSchema,
} from '../api/shopper-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { customerKey } from '../domain/interaction.ts'
import { signOutEverywhere } from '../jobs/sign-outs.ts'
import { requireServer } from './access.ts'
import { shopperOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'
import { requireNotDeleted } from './shopper-routes.ts'

const tags = ['shoppers']

export const addSignOutRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.delete<{ Body: Static<typeof EndTokensRequestSchema> }>(
    '/api/v1/shopper-tokens',
    {
      schema: {
        operationId: 'endShopperTokens',
        summary: 'Sign a customer out everywhere: no shopper token that was made before holds any more',
        description: 'From the next request on; tokens made afterwards hold. Said again, it is done again.',
        tags,
        body: EndTokensRequestSchema,
        response: { 200: EndedTokensAnswerSchema },
      },
    },
    async (request) => {
      const { shop, customerId } = request.body
      const runtime = context.shops.get(shop)
      requireServer(request, runtime)
      requireNotDeleted(runtime, customerId)
      await signOutEverywhere(context.ingest, runtime, customerKey(customerId))
      return { customerId }
    },
  )
  app.delete<{ Body: Static<typeof EndMyTokensRequestSchema> }>(
    '/api/v1/me/tokens',
    {
      schema: {
        operationId: 'endMyTokens',
        summary: 'Sign the shopper of the token out everywhere',
        description:
          'As DELETE /api/v1/shopper-tokens; the token that was sent is good for nothing afterwards either.',
        tags,
        body: EndMyTokensRequestSchema,
        response: { 200: EndedTokensAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.body.shop)
      const { customerId, isEmulated } = shopperOf(request, runtime, context, request.body.customerId)
      if (isEmulated)
        throw new AisleError('FORBIDDEN', 'Who acts as a shopper cannot sign them out.', {
          fix: 'Use DELETE /api/v1/shopper-tokens with a key of role `server`.',
        })
      requireNotDeleted(runtime, customerId)
      await signOutEverywhere(context.ingest, runtime, customerKey(customerId))
      return { customerId }
    },
  )
}
