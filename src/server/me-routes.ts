/** What shoppers see of themselves. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { MeAnswerSchema, MeQuerySchema } from '../api/shopper-schema.ts'
import type { Customer } from '../domain/customer.ts'
import { AisleError } from '../domain/errors.ts'
import type { KnownShopper } from '../jobs/event-sender.ts'
import { mayPersonalize, mayTrack } from '../views/consent.ts'
import type { ShopView } from '../views/shop-view.ts'
import { shopperOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

/** The document of a customer; of one that only events tell of, the id. @throws AisleError CUSTOMER_UNKNOWN */
const customerOf = (view: ShopView, customerId: string): Customer => {
  if (view.formerCustomers.has(customerId))
    throw new AisleError('CUSTOMER_UNKNOWN', 'This customer was deleted.')
  return view.customers.get(customerId) ?? { customerId }
}

const meOf = (view: ShopView, { customerId, isEmulated }: KnownShopper) => ({
  customer: customerOf(view, customerId),
  consent: {
    personalization: mayPersonalize(view, customerId),
    tracking: mayTrack(view, customerId),
  },
  isEmulated,
})

export const addMeRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: Static<typeof MeQuerySchema> }>(
    '/api/v1/me',
    {
      schema: {
        operationId: 'getMe',
        summary: 'Who has signed in: profile and consent',
        tags: ['shoppers'],
        querystring: MeQuerySchema,
        response: { 200: MeAnswerSchema },
      },
    },
    async (request) => {
      const { shop, customerId } = request.query
      const runtime = context.shops.get(shop)
      return meOf(runtime.view, shopperOf(request, runtime, context, customerId))
    },
  )
}
