/** What a shopper ordered, from the log. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import {
  MyOrdersAnswerSchema,
  MyOrdersQuerySchema,
  ORDERS_LIMIT_MAX,
  ORDERS_SKIP_MAX,
} from '../api/shopper-schema.ts'
import type { ShopEvent } from '../domain/event.ts'
import { cardOf } from '../serving/item-card.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import type { Store } from '../stores/ports.ts'
import type { ShopView } from '../views/shop-view.ts'
import { wholeNumber } from './event-routes.ts'
import { shownShopperOf } from './known-shopper.ts'
import type { ServerContext } from './server-context.ts'

const LIMIT_DEFAULT = 10

/** One look-up by key; undefined when the record is no order of the customer any more. */
const readOrder = async (
  store: Store,
  { shop, view }: ShopRuntime,
  customerId: string,
  seq: number,
): Promise<ShopEvent | undefined> => {
  const [record] = await store.readLog(shop, seq - 1, 1)
  if (record?.seq !== seq || record.op !== 'event') return undefined
  const event = JSON.parse(record.body) as ShopEvent
  const { customerId: named, visitorId } = event.shopper ?? {}
  const isTheirs = (named ?? view.customerBehind(visitorId)) === customerId
  return event.kind === 'order' && isTheirs ? event : undefined
}

export const shownOrder = (
  view: ShopView,
  { orderId, eventId, at, channel, totalMinor, currency, lines = [] }: ShopEvent,
) => ({
  orderId: orderId ?? eventId,
  at,
  channel,
  ...(totalMinor !== undefined && { totalMinor }),
  currency: currency ?? view.shop.currency,
  lines: lines.map((line) => ({ ...line, item: cardOf(view, line.itemId, channel) })),
})

export const addMyOrders = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: Static<typeof MyOrdersQuerySchema> }>(
    '/api/v1/me/orders',
    {
      schema: {
        operationId: 'listMyOrders',
        summary: 'What who has signed in ordered, newest first',
        tags: ['shoppers'],
        querystring: MyOrdersQuerySchema,
        response: { 200: MyOrdersAnswerSchema },
      },
    },
    async (request) => {
      const { shop, limit, skip } = request.query
      const runtime = context.shops.get(shop)
      const { view } = runtime
      const { customerId } = shownShopperOf(request, runtime, context, request.query.customerId)
      const first = wholeNumber(skip, 'skip', 0, ORDERS_SKIP_MAX)
      const count = wholeNumber(limit, 'limit', LIMIT_DEFAULT, ORDERS_LIMIT_MAX)
      const placed = view.orders.ordersOf(view.shoppersOf(customerId))
      const orders = await Promise.all(
        placed
          .slice(first, first + count)
          .map(({ seq }) => readOrder(context.store, runtime, customerId, seq)),
      )
      return {
        orders: orders.filter((order) => order !== undefined).map((order) => shownOrder(view, order)),
        totalOrders: placed.length,
      }
    },
  )
}
