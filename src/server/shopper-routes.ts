/** Shopper tokens, for backends of shops: they know who has signed in. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { ShopperTokenAnswerSchema, ShopperTokenRequestSchema } from '../api/shopper-schema.ts'
import { AisleError } from '../domain/errors.ts'
import type { KnownShopper } from '../jobs/event-sender.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { isFormer } from '../views/consent.ts'
import { tokenGeneration } from '../views/token-generation.ts'
import { requireServer } from './access.ts'
import type { ServerContext } from './server-context.ts'
import { signShopperToken, TTL_SECONDS_DEFAULT } from './shopper-token.ts'

export type MadeToken = { readonly token: string; readonly expiresAt: number }

/** @throws AisleError CUSTOMER_UNKNOWN */
export const requireNotDeleted = ({ view }: ShopRuntime, customerId: string): void => {
  if (isFormer(view, customerId))
    throw new AisleError('CUSTOMER_UNKNOWN', 'This customer was deleted.', { field: '/customerId' })
}

/** @throws AisleError CUSTOMER_UNKNOWN when the customer was deleted */
export const makeShopperToken = async (
  runtime: ShopRuntime,
  { customerId, isEmulated }: KnownShopper,
  { shopperSecret, ingest, now }: ServerContext,
  ttlSeconds: number = TTL_SECONDS_DEFAULT,
): Promise<MadeToken> => {
  // A token that is made after a sign-out holds, wherever either was asked for.
  await ingest.hearOthers(runtime)
  requireNotDeleted(runtime, customerId)
  const gen = tokenGeneration(runtime.view, customerId)
  const iat = Math.floor(now() / 1_000)
  const exp = iat + ttlSeconds
  const token = signShopperToken(shopperSecret, {
    sub: customerId,
    aud: runtime.shop,
    iat,
    exp,
    ...(gen > 0 && { gen }),
    ...(isEmulated && { emulated: true }),
  })
  return { token, expiresAt: exp * 1_000 }
}

export const addShopperRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.post<{ Body: Static<typeof ShopperTokenRequestSchema> }>(
    '/api/v1/shopper-tokens',
    {
      schema: {
        operationId: 'createShopperToken',
        summary: 'Make a shopper token, for the browser of somebody who has signed in at the shop',
        description:
          'With it in the header `aisle-shopper`, a browser gets personal lists of that customer, and no other.',
        tags: ['shoppers'],
        body: ShopperTokenRequestSchema,
        response: { 201: ShopperTokenAnswerSchema },
      },
    },
    async (request, reply) => {
      const { shop, customerId, ttlSeconds } = request.body
      const runtime = context.shops.get(shop)
      requireServer(request, runtime)
      const made = await makeShopperToken(runtime, { customerId, isEmulated: false }, context, ttlSeconds)
      return reply.code(201).send({ token: made.token, customerId, expiresAt: made.expiresAt })
    },
  )
}
