/** Decisions as they are read. */
import { Type } from 'typebox'
import { ShopIdSchema, wholeNumberText } from './field-schema.ts'

export const DECISIONS_LIMIT_MAX = 200
/** The end of time, as dates know it. */
export const INSTANT_MAX = 8.64e15

export const DecisionSchema = Type.Object(
  {
    recommendationId: Type.String(),
    shop: Type.String(),
    decidedAt: Type.Number({ description: 'ms UTC.' }),
    request: Type.Unknown({ description: 'As it was asked.' }),
    response: Type.Object(
      { items: Type.Array(Type.Unknown()) },
      { description: 'As it was answered, without what `withItems` and `explain` add.' },
    ),
    trace: Type.Optional(Type.Unknown({ description: 'How it came out so, step by step.' })),
    shopperKeys: Type.Optional(Type.Array(Type.String(), { description: 'Whose past went into it.' })),
    isNameless: Type.Optional(
      Type.Boolean({
        description: 'Somebody’s past went into it who is not to be remembered, and is not named.',
      }),
    ),
    taken: Type.Optional(Type.Array(Type.String(), { description: 'Items of the lists above it.' })),
    seed: Type.Optional(Type.Number({ description: 'Of the chances that were drawn.' })),
    mayNameCustomer: Type.Optional(Type.Boolean()),
    variation: Type.Optional(Type.Unknown({ description: 'Which side of an experiment answered.' })),
    latencyMs: Type.Optional(Type.Number()),
  },
  { description: 'One answer with what was asked for.' },
)

export const DecisionsQuerySchema = Type.Object({
  shop: ShopIdSchema,
  limit: Type.Optional(wholeNumberText('How many; default 20.', DECISIONS_LIMIT_MAX)),
  from: Type.Optional(wholeNumberText('Only decisions from here on; ms UTC.', INSTANT_MAX)),
  until: Type.Optional(wholeNumberText('Only decisions before; ms UTC.', INSTANT_MAX)),
})
export const DecisionsAnswerSchema = Type.Object({
  decisions: Type.Array(DecisionSchema),
  writing: Type.Object(
    {
      waitingCount: Type.Integer(),
      writtenCount: Type.Integer(),
      droppedCount: Type.Integer(),
      problem: Type.Union([Type.Null(), Type.String()]),
    },
    { description: 'Of decisions to disk, since the start.' },
  ),
})
export const DecisionParamsSchema = Type.Object({
  recommendationId: Type.String({ description: 'The id that came with the list.' }),
})
