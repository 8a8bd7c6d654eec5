/** Events on the wire. */
import { Type, type Static } from 'typebox'
import { EVENT_KINDS } from '../domain/event.ts'
import {
  CurrencySchema,
  Properties,
  ShopIdSchema,
  id,
  priceMinor,
  text,
  wholeNumberText,
} from './field-schema.ts'
import { InstantSchema } from './instant.ts'
import { records } from './records-schema.ts'

/** Lines of one order; wholesale orders run to thousands. */
export const LINES_MAX = 20_000
export const EVENTS_PER_REQUEST_MAX = 1_000

export const LineSchema = Type.Object(
  {
    itemId: id('The item bought or in the basket.'),
    sku: Type.Optional(id('The variant.')),
    quantity: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e9, description: 'Default 1.' })),
    priceMinor: Type.Optional(priceMinor('Price of one unit after discounts')),
    discountMinor: Type.Optional(priceMinor('Discount on one unit')),
    recommendationId: Type.Optional(id('The id that came with the list it was taken from.')),
  },
  { description: 'One item of a basket or an order.' },
)

const LinesSchema = Type.Array(LineSchema, { maxItems: LINES_MAX })

export const EventSchema = Type.Object(
  {
    eventId: Type.Optional(id('Makes a retry harmless. Left out, one is given.')),
    kind: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: `One of ${EVENT_KINDS.join(', ')}, or the name that Segment, GA4, Google Retail, Amazon, Adobe, Snowplow or Recombee gives it.`,
        examples: ['product-view', 'OrderCompleted'],
      }),
    ),
    at: Type.Optional(InstantSchema),
    shopper: Type.Optional(
      Type.Object(
        {
          visitorId: Type.Optional(id('A browser or device.')),
          customerId: Type.Optional(id('A known person. With both, the visitor is linked to the customer.')),
        },
        { additionalProperties: false },
      ),
    ),
    sessionId: Type.Optional(id('One visit.')),
    channel: Type.Optional(id('Where it happened; default `web`.')),
    itemId: Type.Optional(id('The item acted on.')),
    sku: Type.Optional(id('The variant acted on.')),
    quantity: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1e9 })),
    priceMinor: Type.Optional(priceMinor('Price shown')),
    currency: Type.Optional(CurrencySchema),
    itemIds: Type.Optional(Type.Array(id('An item of the list that was seen.'), { maxItems: 1_000 })),
    basket: Type.Optional(LinesSchema),
    lines: Type.Optional(LinesSchema),
    orderId: Type.Optional(id('The order.')),
    totalMinor: Type.Optional(Type.Number({ minimum: -1e13, maximum: 1e13 })),
    couponCodes: Type.Optional(Type.Array(text(100, 'A coupon code.'), { maxItems: 50 })),
    query: Type.Optional(text(1_000, 'What was searched for.')),
    category: Type.Optional(text(1_000, 'Category path, names joined by ` > `.')),
    list: Type.Optional(id('The list that was seen or clicked.')),
    recommendationId: Type.Optional(id('The id that came with the list.')),
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
    rating: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    isEmulated: Type.Optional(
      Type.Boolean({
        description: 'True while somebody acts as another shopper: visitor and customer are then not linked.',
      }),
    ),
    properties: Type.Optional(Properties),
  },
  {
    description:
      'Something a shopper did. Fields that are not listed are kept under `properties`; `type`, `event` and `eventType` are read as `kind`.',
  },
)
export type WireEvent = Static<typeof EventSchema>

export const EventsRequestSchema = Type.Object({
  shop: ShopIdSchema,
  sentAt: Type.Optional(
    Type.Number({
      description:
        'The clock of the sender when it sends, as milliseconds since 1970. When it is wrong, `at` of the events is corrected by as much.',
    }),
  ),
  events: records(EventSchema, EVENTS_PER_REQUEST_MAX),
  shopperToken: Type.Optional(
    text(4_096, 'For beacons, which have no headers: what else is sent as `aisle-shopper`.'),
  ),
})

export const OutcomeSchema = Type.Union([
  Type.Object({
    status: Type.Literal('accepted'),
    id: Type.String(),
    warning: Type.Optional(
      Type.Literal('CUSTOMER_NOT_PROVEN', {
        description: 'The customer was left out: the sender did not prove to act for them.',
      }),
    ),
  }),
  Type.Object({ status: Type.Literal('duplicate'), id: Type.String() }),
  Type.Object({
    status: Type.Literal('rejected'),
    code: Type.String(),
    field: Type.String(),
    message: Type.String(),
    fix: Type.String(),
  }),
])

export const OutcomesSchema = Type.Object({
  accepted: Type.Integer(),
  duplicates: Type.Integer(),
  rejected: Type.Integer(),
  results: Type.Array(OutcomeSchema),
})

export const REJECTS_LIMIT_MAX = 500

export const RejectsQuerySchema = Type.Object({
  shop: ShopIdSchema,
  limit: Type.Optional(wholeNumberText('How many; default 50.', REJECTS_LIMIT_MAX)),
  before: Type.Optional(
    wholeNumberText(
      'Only those below this `rejectId`: `nextBefore` of the page before.',
      Number.MAX_SAFE_INTEGER,
    ),
  ),
})
export const RejectsAnswerSchema = Type.Object({
  total: Type.Integer({ description: 'Of all that were ever refused.' }),
  counts: Type.Array(Type.Object({ code: Type.String(), field: Type.String(), count: Type.Integer() })),
  rejects: Type.Array(
    Type.Object({
      rejectId: Type.Integer(),
      rejectedAt: Type.Number({ description: 'ms UTC.' }),
      source: Type.String({ examples: ['http'] }),
      code: Type.String(),
      field: Type.String(),
      message: Type.String(),
      body: Type.String({ description: 'The input as it came, cut when it is long.' }),
    }),
  ),
  nextBefore: Type.Optional(Type.Union([Type.Null(), Type.Integer()])),
})
