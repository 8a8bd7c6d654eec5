/** What shoppers see and say of themselves. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { MeAnswerSchema, MePatchSchema, MeQuerySchema } from '../api/shopper-schema.ts'
import type { Customer } from '../domain/customer.ts'
import { AisleError } from '../domain/errors.ts'
import type { KnownShopper } from '../jobs/event-sender.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { isFormer, mayPersonalize, mayTrack } from '../views/consent.ts'
import { dismissedOf } from '../views/dismissed.ts'
import type { ShopView } from '../views/shop-view.ts'
import { wishListOf } from '../views/wish-list.ts'
import { checkProfile } from './check-profile.ts'
import { customerOfEmail } from './demo-shoppers.ts'
import { shopperOf, shownShopperOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

type MePatch = Static<typeof MePatchSchema>

/** The document of a customer; of one that only events tell of, the id. @throws AisleError CUSTOMER_UNKNOWN */
const customerOf = (view: ShopView, customerId: string): Customer => {
  if (isFormer(view, customerId)) throw new AisleError('CUSTOMER_UNKNOWN', 'This customer was deleted.')
  const wishlist = wishListOf(view, customerId)
  const dismissed = dismissedOf(view, customerId)
  const {
    wishlist: _wishes,
    dismissed: _hidden,
    ...document
  } = view.customers.get(customerId) ?? { customerId }
  return {
    ...document,
    ...(wishlist.length > 0 && { wishlist }),
    ...(dismissed.length > 0 && { dismissed }),
  }
}

const meOf = (view: ShopView, { customerId, isEmulated }: KnownShopper) => ({
  customer: customerOf(view, customerId),
  consent: {
    personalization: mayPersonalize(view, customerId),
    tracking: mayTrack(view, customerId),
  },
  isEmulated,
})

/** In a demo shop, people sign in with their address. @throws AisleError EMAIL_TAKEN */
const checkTaken = (view: ShopView, customerId: string, email: string | null | undefined): void => {
  if (view.shop.isDemo !== true || email == null) return
  const other = customerOfEmail(view, email, customerId)
  if (other !== undefined)
    throw new AisleError('EMAIL_TAKEN', 'Somebody else has this e-mail address.', { field: '/email' })
}

/** @throws AisleError BAD_REQUEST */
const changeCustomer = async (
  runtime: ShopRuntime,
  customerId: string,
  { wishlist, dismissed, ...fields }: Omit<MePatch, 'shop' | 'customerId'>,
  { ingest, now }: ServerContext,
): Promise<void> => {
  const patch = {
    ...fields,
    ...(wishlist !== undefined && { wishlist: wishlist ?? [], wishlistAt: now() }),
    ...(dismissed !== undefined && { dismissed: dismissed ?? [], dismissedAt: now() }),
  }
  if (Object.keys(patch).length === 0) return
  const write = async (op: 'put' | 'patch', rest: object): Promise<void> => {
    const [outcome] = await ingest.documents(runtime, 'customer', op, [{ customerId, ...rest }], {
      source: 'me',
    })
    if (outcome?.status === 'rejected')
      throw new AisleError('BAD_REQUEST', outcome.message, { field: outcome.field, fix: outcome.fix })
  }
  if (!runtime.view.customers.has(customerId)) await write('put', {})
  await write('patch', patch)
}

export const addMeRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: Static<typeof MeQuerySchema> }>(
    '/api/v1/me',
    {
      schema: {
        operationId: 'getMe',
        summary: 'Who has signed in: profile, wish list, what they do not want to see, consent',
        tags: ['shoppers'],
        querystring: MeQuerySchema,
        response: { 200: MeAnswerSchema },
      },
    },
    async (request) => {
      const { shop, customerId } = request.query
      const runtime = context.shops.get(shop)
      return meOf(runtime.view, shownShopperOf(request, runtime, context, customerId))
    },
  )
  app.patch<{ Body: MePatch }>(
    '/api/v1/me',
    {
      schema: {
        operationId: 'patchMe',
        summary:
          'Change profile, wish list, what is not to be shown and consent of who has signed in (RFC 7396)',
        description:
          'Holds from the next request on. `wishlist` and `dismissed` are whole lists, newest first.',
        tags: ['shoppers'],
        body: MePatchSchema,
        response: { 200: MeAnswerSchema },
      },
    },
    async (request) => {
      const { shop, customerId: named, ...patch } = request.body
      const runtime = context.shops.get(shop)
      const shopper = shopperOf(request, runtime, context, named)
      const { customerId } = shopper
      customerOf(runtime.view, customerId)
      checkProfile(patch, context.now())
      checkTaken(runtime.view, customerId, patch.email)
      await changeCustomer(runtime, customerId, patch, context)
      return meOf(runtime.view, shopper)
    },
  )
}
