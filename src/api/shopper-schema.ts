/** Shopper tokens, and what shoppers see of themselves, on the wire. */
import { Type } from 'typebox'
import { CustomerSchema } from './document-schema.ts'
import { id, ShopIdSchema } from './field-schema.ts'

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
