/** Finding a customer at a till or in a call center, and reading one. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { CustomerAnswerSchema, CustomerParamsSchema, OfShopQuerySchema } from '../api/catalog-schema.ts'
import { CUSTOMERS_FOUND_MAX, CustomersAnswerSchema, CustomersQuerySchema } from '../api/pos-schema.ts'
import type { Customer } from '../domain/customer.ts'
import { AisleError } from '../domain/errors.ts'
import { wishListOf } from '../views/wish-list.ts'
import { requireStaff } from './access.ts'
import { wholeNumber } from './event-routes.ts'
import { findCustomers } from './find-customers.ts'
import type { ServerContext } from './server-context.ts'

const LIMIT_DEFAULT = 10
const tags = ['catalog and customers']

/** What tells customers of the same name apart. */
const shown = ({ customerId, name, email, phone, loyalty, addresses }: Customer) => ({
  customerId,
  name,
  email,
  phone,
  loyalty,
  city: addresses?.[0]?.city,
})

export const addCustomerRoutes = (app: FastifyInstance, context: ServerContext): void => {
  app.get<{ Querystring: Static<typeof CustomersQuerySchema> }>(
    '/api/v1/customers',
    {
      schema: {
        operationId: 'findCustomers',
        summary: 'Find customers by name, e-mail, telephone, loyalty card or id',
        description: 'For servers and registers. It needs two signs to look for, and gives at most 50.',
        tags,
        querystring: CustomersQuerySchema,
        response: { 200: CustomersAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop)
      requireStaff(request, runtime, 'Customers')
      const limit = Math.max(1, wholeNumber(request.query.limit, 'limit', LIMIT_DEFAULT, CUSTOMERS_FOUND_MAX))
      const { customers, isCut } = await findCustomers(runtime.view, request.query.query, limit)
      return { customers: customers.map(shown), isCut }
    },
  )
  app.get<{ Params: { customerId: string }; Querystring: { shop?: string } }>(
    '/api/v1/customers/:customerId',
    {
      schema: {
        operationId: 'getCustomer',
        summary: 'A customer, for servers and registers',
        tags,
        params: CustomerParamsSchema,
        querystring: OfShopQuerySchema,
        response: { 200: CustomerAnswerSchema },
      },
    },
    async (request) => {
      const runtime = context.shops.get(request.query.shop ?? '')
      requireStaff(request, runtime, 'Customers')
      const customer = runtime.view.customers.get(request.params.customerId)
      if (customer === undefined) throw new AisleError('CUSTOMER_UNKNOWN', 'There is no such customer.')
      return { customer, wishlist: wishListOf(runtime.view, customer.customerId) }
    },
  )
}
