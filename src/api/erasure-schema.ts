/** Erasing people, and what is known of them, on the wire. */
import { Type } from 'typebox'
import { DecisionSchema } from './decision-schema.ts'
import { CustomerSchema } from './document-schema.ts'
import { id, ShopIdSchema } from './field-schema.ts'

const strict = { additionalProperties: false }

export const EraseRequestSchema = Type.Object(
  { shop: ShopIdSchema, customerId: id('Who is to be forgotten.') },
  strict,
)

const count = (description: string) => Type.Integer({ description })

export const ErasedSchema = Type.Object({
  events: count('Of the log, that lost who did them.'),
  documents: count('States of the customer document that are gone.'),
  visitors: count('Browsers that were theirs.'),
  rejects: count('Records kept aside that named them; of all who were erased in one go.'),
  decisions: count('Answers for them that were kept, on this server; of all who were erased in one go.'),
  isPurged: Type.Boolean({
    description: 'False when the file of the store may still hold an id of theirs where nothing reads it.',
  }),
  segments: Type.Optional(count('Log segments that were made again, on this server.')),
})

export const ErasureSchema = Type.Object({
  erasureId: Type.String(),
  shop: ShopIdSchema,
  state: Type.Enum(['running', 'done', 'failed']),
  askedAt: Type.Number({ description: 'ms UTC. From then on nothing of them is found.' }),
  endedAt: Type.Optional(Type.Number({ description: 'ms UTC.' })),
  doneShare: Type.Number({ description: 'In [0, 1].' }),
  erased: Type.Optional(ErasedSchema),
  error: Type.Optional(Type.String({ description: 'Why it failed; it goes on at the next start.' })),
  modelsBefore: Type.Array(
    Type.Object({
      modelVersion: Type.String(),
      trainedAt: Type.Number({ description: 'ms UTC.' }),
      isServing: Type.Boolean(),
      keepsShoppers: Type.Boolean({
        description: 'It holds what single shoppers did, under no name; else sums of what many did.',
      }),
    }),
    { description: 'Models that were trained while they were still read, and are kept.' },
  ),
  retrainingAt: Type.Union([Type.Null(), Type.Number()], {
    description:
      'ms UTC: when a model without them is trained by itself at the latest; null when there is one, or none is.',
  }),
})

export const ErasureParamsSchema = Type.Object({
  erasureId: Type.String({ description: 'The id that came when it was asked for.' }),
})

export const EraseMeRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    customerId: Type.Optional(id('For callers of role server; left out, the customer of the shopper token.')),
  },
  strict,
)

const instant = Type.Number({ description: 'ms UTC.' })

export const PersonDataSchema = Type.Object(
  {
    shop: ShopIdSchema,
    customerId: Type.String(),
    exportedAt: instant,
    profile: Type.Union([Type.Null(), CustomerSchema], { description: 'The document of the customer.' }),
    consent: Type.Object({
      said: Type.Object(
        { personalization: Type.Optional(Type.Boolean()), tracking: Type.Optional(Type.Boolean()) },
        { description: 'What they said themselves.' },
      ),
      holds: Type.Object(
        { personalization: Type.Boolean(), tracking: Type.Boolean() },
        { description: 'What holds, with the consent model of the shop.' },
      ),
    }),
    wishlist: Type.Array(Type.String(), { description: 'Newest first.' }),
    dismissed: Type.Array(Type.String(), { description: 'What they do not want to see, newest first.' }),
    visitorIds: Type.Array(Type.String(), { description: 'Browsers in which they signed in.' }),
    used: Type.Object(
      {
        bought: Type.Array(Type.Object({ itemId: Type.String(), count: Type.Integer(), lastAt: instant })),
        wished: Type.Array(Type.String()),
        dismissed: Type.Array(Type.String()),
        recent: Type.Array(Type.Object({ kind: Type.String(), itemId: Type.String(), at: instant }), {
          description: 'The newest first, at most 100.',
        }),
        baskets: Type.Array(
          Type.Object({
            channel: Type.String(),
            lines: Type.Array(Type.Object({ itemId: Type.String(), quantity: Type.Number() })),
          }),
        ),
      },
      { description: 'What lists read of them now.' },
    ),
    models: Type.Object(
      {
        mayLearn: Type.Boolean({ description: 'Whether training reads what they did.' }),
        serving: Type.Union([Type.Null(), Type.String()]),
        trainedAt: Type.Union([Type.Null(), Type.Number()]),
        keepsShoppers: Type.Boolean({
          description: 'The model holds what single shoppers did, under no name; else sums of what many did.',
        }),
      },
      { description: 'The model that serves.' },
    ),
    events: Type.Array(Type.Unknown(), { description: 'What they did, as it is kept.' }),
    orders: Type.Array(Type.Unknown(), { description: 'The orders and refunds among the events.' }),
    decisions: Type.Array(DecisionSchema, {
      description: 'Answers that were made for them and are still kept.',
    }),
  },
  { description: 'Everything known of a person.' },
)
