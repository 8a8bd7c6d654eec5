/** Orders by their number, for who takes something back. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { OfShopQuerySchema } from '../api/catalog-schema.ts'
import { OrderAnswerSchema, OrderParamsSchema } from '../api/order-schema.ts'
import { AisleError } from '../domain/errors.ts'
import { findOrder } from '../jobs/find-order.ts'
import { requireStaff } from './access.ts'
import { shownOrder } from './my-orders.ts'
import type { ServerContext } from './server-context.ts'

export const addOrderRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Params: Static<typeof OrderParamsSchema>; Querystring: { shop?: string } }>(
    '/api/v1/orders/:orderId',
    {
      schema: {
        operationId: 'getOrder',
        summary: 'An order by its number, with what came back of it, for servers and registers',
        description: 'Looks through the newest 200,000 records of the shop.',
        tags: ['point of sale'],
        params: OrderParamsSchema,
        querystring: OfShopQuerySchema,
        response: { 200: OrderAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      requireStaff(request, runtime, 'Orders')
      const { orderId } = request.params
      const found = await findOrder(context.store, runtime.shop, orderId)
      if (found === undefined)
        throw new AisleError('ORDER_UNKNOWN', `There is no order ${JSON.stringify(orderId.slice(0, 80))}.`)
      const { order, refunds } = found
      const { view } = runtime
      const customerId = order.shopper?.customerId ?? view.customerBehind(order.shopper?.visitorId)
      return {
        order: {
          ...shownOrder(view, order),
          ...(customerId !== undefined && { customerId }),
          refundedLines: refunds.flatMap(({ lines = [] }) => lines),
        },
      }
    },
  )
}
