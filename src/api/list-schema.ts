/** Asking for a list, and its answer. */
import { Type, type Static } from 'typebox'
import { ListParametersSchema } from './document-schema.ts'
import { ShopIdSchema, id, text } from './field-schema.ts'

export const LIST_LIMIT_DEFAULT = 12
export const LIST_LIMIT_MAX = 1_000
export const LIST_SKIP_MAX = 1_000_000

export const RecommendationsRequestSchema = Type.Object(
  {
    shop: ShopIdSchema,
    list: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description:
          'The list: new, best-selling, trending, most-viewed, recently-viewed, people-also-like, or an alias. This or `placement`.',
        examples: ['best-selling'],
      }),
    ),
    placement: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Where the list shows; it names the list and its fallbacks.',
        examples: ['home.trending'],
      }),
    ),
    shopper: Type.Optional(
      Type.Object(
        { visitorId: Type.Optional(id('A browser.')), customerId: Type.Optional(id('A known person.')) },
        { additionalProperties: false },
      ),
    ),
    context: Type.Optional(
      Type.Object(
        {
          channel: Type.Optional(
            id(
              'Its own sales count and what it sells is listed. Left out, all sales count and what the web sells is listed.',
            ),
          ),
          category: Type.Optional(text(1_000, 'Category path; left out, the whole shop.')),
          includeDescendants: Type.Optional(
            Type.Boolean({ description: 'Also items of the categories below; default false.' }),
          ),
          itemId: Type.Optional(id('The item of the page; never in its own list.')),
        },
        { additionalProperties: false },
      ),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 0, maximum: LIST_LIMIT_MAX, description: `Default ${LIST_LIMIT_DEFAULT}.` }),
    ),
    skip: Type.Optional(Type.Integer({ minimum: 0, maximum: LIST_SKIP_MAX })),
    parameters: Type.Optional(
      Type.Object(ListParametersSchema.properties, {
        additionalProperties: false,
        description: 'Instead of the settings of the shop, for this request.',
      }),
    ),
    withItems: Type.Optional(
      Type.Boolean({ description: 'Also the title, price and picture of each item.' }),
    ),
  },
  { additionalProperties: false },
)
export type RecommendationsRequest = Static<typeof RecommendationsRequestSchema>

const ReasonSchema = Type.Object({
  code: Type.String({ examples: ['SOLD_IN_WINDOW'] }),
  text: Type.String({ examples: ['41 sold in the last 30 days'] }),
  values: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()])),
})

export const RecommendationsResponseSchema = Type.Object({
  recommendationId: Type.String(),
  shop: Type.String(),
  list: Type.String(),
  placement: Type.Optional(Type.String()),
  title: Type.String(),
  items: Type.Array(
    Type.Object({
      itemId: Type.String(),
      score: Type.Number(),
      reasons: Type.Array(ReasonSchema),
      item: Type.Optional(
        Type.Unknown({ description: 'With `withItems`: title, brand, price, categories, picture.' }),
      ),
    }),
  ),
  totalItems: Type.Integer({ description: 'How long the whole list is.' }),
  skip: Type.Integer(),
  limit: Type.Integer(),
  fallback: Type.Union(
    [Type.Null(), Type.Object({ asked: Type.String(), cause: Type.String(), text: Type.String() })],
    { description: 'Set when another list than the one asked for answered, or none could.' },
  ),
  parameters: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()])),
  versions: Type.Object({
    engine: Type.String(),
    logSeq: Type.Integer({ description: 'The log up to here was read.' }),
    model: Type.Union([Type.Null(), Type.String()]),
  }),
})
