/** Shopper tokens, and what shoppers see of themselves, on the wire. */
import { Type } from 'typebox'
import { patchOf } from './catalog-schema.ts'
import { CustomerSchema } from './document-schema.ts'
import { OrderSchema } from './order-schema.ts'
import { id, ShopIdSchema, wholeNumberText } from './field-schema.ts'

const strict = { additionalProperties: false }

export const ShopperTokenRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    customerId: id('Who has signed in at the shop.'),
    ttlSeconds: Type.Optional(
      Type.Integer({ minimum: 60, maximum: 2_592_000, description: 'How long it is good; default 3,600.' }),
    ),
  },
  strict,
)

const ExpiresAt = Type.Number({ description: 'ms UTC.' })
export const ShopperTokenAnswerSchema = Type.Object({
  token: Type.String({ description: 'To be sent in the header `aisle-shopper`.' }),
  customerId: Type.String(),
  expiresAt: ExpiresAt,
})

export const EndTokensRequestSchema = Type.Object(
  { shop: ShopIdSchema, customerId: id('Who is signed out everywhere.') },
  strict,
)
export const EndMyTokensRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    customerId: Type.Optional(id('For callers of role server; left out, the customer of the shopper token.')),
  },
  strict,
)
export const EndedTokensAnswerSchema = Type.Object({
  customerId: Type.String({ description: 'No shopper token of theirs that was made before holds any more.' }),
})

export const MeQuerySchema = Type.Object({
  shop: ShopIdSchema,
  customerId: Type.Optional(id('For callers of role server; left out, the customer of the shopper token.')),
})
export const MeAnswerSchema = Type.Object({
  customer: CustomerSchema,
  consent: Type.Object(
    { personalization: Type.Boolean(), tracking: Type.Boolean() },
    { description: 'As it holds: what the customer said, else what the consent model of the shop says.' },
  ),
  isEmulated: Type.Boolean({ description: 'Somebody acts as this customer.' }),
})

const { name, email, phone, birthYear, gender, addresses, wishlist, dismissed } = CustomerSchema.properties
const said = Type.Optional(Type.Union([Type.Null(), Type.Boolean()]))

/** What shoppers may change of themselves. */
export const MePatchSchema = patchOf(
  Type.Object(
    {
      shop: ShopIdSchema,
      customerId: MeQuerySchema.properties.customerId,
      name,
      email,
      phone,
      birthYear,
      gender,
      addresses,
      wishlist,
      dismissed,
      consent: Type.Optional(Type.Object({ personalization: said, tracking: said }, strict)),
    },
    { ...strict, description: 'The fields that change; null removes one.' },
  ),
)

export const ORDERS_LIMIT_MAX = 50
export const ORDERS_SKIP_MAX = 1_000_000

export const MyOrdersQuerySchema = Type.Object({
  ...MeQuerySchema.properties,
  limit: Type.Optional(wholeNumberText('How many; default 10.', ORDERS_LIMIT_MAX)),
  skip: Type.Optional(wholeNumberText('How many are passed over; default 0.', ORDERS_SKIP_MAX)),
})
export const MyOrdersAnswerSchema = Type.Object({
  orders: Type.Array(OrderSchema, { description: 'Newest first.' }),
  totalOrders: Type.Integer(),
})
