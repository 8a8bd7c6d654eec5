/** Asking for lists, and their answers. */
import { Type, type Static } from 'typebox'
import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX } from '../domain/list-limits.ts'
import { ListParametersSchema } from './document-schema.ts'
import { ShopIdSchema, id, text } from './field-schema.ts'
import {
  BoughtPolicySchema,
  ConditionSchema,
  ExplorationSchema,
  PersonalizationSchema,
  PlacementSchema,
  PromotionSchema,
  StockPolicySchema,
} from './merchandise-schema.ts'

export const LIST_SKIP_MAX = 1_000_000
export const BASKET_ITEMS_MAX = 500

const strict = { additionalProperties: false }
const name = (description: string, examples: readonly string[] = []) =>
  Type.String({ minLength: 1, maxLength: 64, description, examples: [...examples] })

export const ShopperSchema = Type.Object(
  { visitorId: Type.Optional(id('A browser.')), customerId: Type.Optional(id('A known person.')) },
  { ...strict, description: 'Who it is for.' },
)

export const ListContextSchema = Type.Object(
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
    basket: Type.Optional(
      Type.Array(id('An item.'), {
        maxItems: BASKET_ITEMS_MAX,
        description: 'What lies in the basket; left out, the basket that the shopper’s events tell of.',
      }),
    ),
    lookedAt: Type.Optional(
      Type.Array(id('An item.'), {
        maxItems: 100,
        description: 'What was looked at in this visit, oldest first, besides what events tell.',
      }),
    ),
  },
  strict,
)

const ParameterValue = Type.Union([
  Type.String({ maxLength: 1_000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.Union([Type.String({ maxLength: 1_000 }), Type.Number()]), { maxItems: 1_000 }),
])
export const RequestFilterSchema = Type.Object(
  {
    where: Type.Optional(ConditionSchema),
    expression: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_500,
        description: 'A filter expression of Amazon Personalize.',
      }),
    ),
    filterId: Type.Optional(name('A filter that was put before.')),
    values: Type.Optional(
      Type.Record(Type.String({ maxLength: 50 }), ParameterValue, {
        maxProperties: 100,
        description: 'For the `$NAME`s of the filter.',
      }),
    ),
  },
  {
    ...strict,
    minProperties: 1,
    description: 'Only items of which all of this holds. It works before the limit.',
  },
)

/** What every way of asking takes. */
export const AskingFields = {
  shop: ShopIdSchema,
  shopper: Type.Optional(ShopperSchema),
  context: Type.Optional(ListContextSchema),
  filter: Type.Optional(RequestFilterSchema),
  withItems: Type.Optional(Type.Boolean({ description: 'Also the title, price and picture of each item.' })),
  explain: Type.Optional(
    Type.Boolean({ description: 'Also candidates, filters, rules and scores by component.' }),
  ),
}

const listFields = {
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
  stock: Type.Optional(StockPolicySchema),
  bought: Type.Optional(BoughtPolicySchema),
  personalization: Type.Optional(PersonalizationSchema),
  promotions: Type.Optional(Type.Array(PromotionSchema, { minItems: 1, maxItems: 10 })),
  exploration: Type.Optional(ExplorationSchema),
}

export const RecommendationsRequestSchema = Type.Object(
  {
    ...AskingFields,
    list: Type.Optional(
      name('The list: a strategy by its name or alias, or a list by hand. This or `placement`.', [
        'best-selling',
      ]),
    ),
    placement: Type.Optional(
      name('Where the list shows; it names the list and its fallbacks.', ['home.trending']),
    ),
    ...listFields,
  },
  strict,
)
export type RecommendationsRequest = Static<typeof RecommendationsRequestSchema>

export const PageRequestSchema = Type.Object(
  {
    ...AskingFields,
    placements: Type.Array(
      Type.Object(
        {
          placement: name('A placement.', ['home.trending']),
          limit: listFields.limit,
        },
        strict,
      ),
      {
        minItems: 1,
        maxItems: 20,
        description: 'In the order of the page: the first keeps an item that several have.',
      },
    ),
    view: Type.Optional(
      Type.Object(
        {
          eventId: Type.Optional(id('Makes a retry harmless.')),
          sessionId: Type.Optional(id('The visit.')),
        },
        {
          ...strict,
          description: 'The page was opened: it counts as the view of the page, logged before the answer.',
        },
      ),
    ),
  },
  strict,
)
export type PageRequest = Static<typeof PageRequestSchema>

export const RankRequestSchema = Type.Object(
  {
    ...AskingFields,
    itemIds: Type.Array(id('An item.'), {
      minItems: 1,
      maxItems: 1_000,
      description:
        'What to put in the shopper’s order. Items of which nothing is known keep theirs, at the end.',
    }),
  },
  strict,
)
export type RankRequest = Static<typeof RankRequestSchema>

export const NextRequestSchema = Type.Object({ ...AskingFields, limit: listFields.limit }, strict)
export type NextRequest = Static<typeof NextRequestSchema>

const priceBorder = Type.Optional(Type.Integer({ minimum: 0, maximum: 1e13 }))
const RefinementSchema = Type.Object(
  {
    field: Type.String({
      pattern: '^item\\.(categories|brand|priceMinor|attributes\\..+)$',
      maxLength: 256,
      description: 'Of a selector.',
      examples: ['item.brand'],
    }),
    values: Type.Optional(Type.Array(text(1_000, 'Any of them will do.'), { minItems: 1, maxItems: 24 })),
    ranges: Type.Optional(
      Type.Array(Type.Object({ fromMinor: priceBorder, toMinor: priceBorder }, strict), {
        minItems: 1,
        maxItems: 10,
        description: 'Of prices, from `fromMinor`, below `toMinor`; any of them will do.',
      }),
    ),
  },
  strict,
)

export const SimilarRequestSchema = Type.Object(
  {
    ...AskingFields,
    by: Type.Optional(Type.Enum(['text', 'look', 'bought', 'viewed'], { description: 'Default text.' })),
    limit: listFields.limit,
    skip: listFields.skip,
    refine: Type.Optional(
      Type.Array(RefinementSchema, {
        maxItems: 10,
        description: 'What was chosen of `selectors`; all of it must hold.',
      }),
    ),
    withSelectors: Type.Optional(
      Type.Boolean({
        description: 'Also what the list can be narrowed by, and how many items each choice would leave.',
      }),
    ),
  },
  strict,
)
export type SimilarRequest = Static<typeof SimilarRequestSchema>

export const WhyNotRequestSchema = Type.Object(
  { ...RecommendationsRequestSchema.properties, itemId: id('The item that is missed.') },
  strict,
)
export type WhyNotRequest = Static<typeof WhyNotRequestSchema>

const ReasonSchema = Type.Object({
  code: Type.String({ examples: ['SOLD_IN_WINDOW'] }),
  text: Type.String({ examples: ['41 sold in the last 30 days'] }),
  values: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()])),
})

/** What a tile shows. */
export const ItemCardSchema = Type.Object({
  itemId: Type.String(),
  title: Type.String(),
  brand: Type.Optional(Type.String()),
  priceMinor: Type.Optional(Type.Number()),
  listPriceMinor: Type.Optional(Type.Number()),
  currency: Type.String(),
  categories: Type.Optional(Type.Array(Type.String())),
  pictures: Type.Array(Type.Object({ url: Type.String(), alt: Type.Optional(Type.String()) })),
  url: Type.Optional(Type.String()),
})
const card = Type.Optional(ItemCardSchema)

const RecommendedSchema = Type.Object({
  itemId: Type.String(),
  score: Type.Number(),
  reasons: Type.Array(ReasonSchema),
  filledFrom: Type.Optional(
    Type.String({ description: 'The list that filled this place, where the one asked for had too few.' }),
  ),
  propensity: Type.Optional(
    Type.Number({ description: 'With exploration: how probable this item was at its place.' }),
  ),
  item: card,
})
export const VersionsSchema = Type.Object({
  engine: Type.String(),
  logSeq: Type.Integer({ description: 'The log up to here was read.' }),
  model: Type.Union([Type.Null(), Type.String()]),
})

const answerFields = {
  list: Type.String(),
  placement: Type.Optional(Type.String()),
  title: Type.String(),
  items: Type.Array(RecommendedSchema),
  totalItems: Type.Integer({ description: 'How long the whole list is.' }),
  isTotalExact: Type.Boolean({
    description:
      'False where `totalItems` is the most there can be, as with filters that depend on the request, and where promotions, new items or other lists add to it.',
  }),
  skip: Type.Integer(),
  limit: Type.Integer(),
  isPersonal: Type.Boolean({ description: 'Whether what the shopper did was read for it.' }),
  isHidden: Type.Optional(
    Type.Boolean({ description: 'The placement shows nothing rather than too little.' }),
  ),
  fallback: Type.Union(
    [Type.Null(), Type.Object({ asked: Type.String(), cause: Type.String(), text: Type.String() })],
    { description: 'Set when another list than the one asked for answered, or none could.' },
  ),
  parameters: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()])),
  explanation: Type.Optional(Type.Unknown({ description: 'With `explain`: see docs/lists.md.' })),
}

const itemCount = Type.Integer({ description: 'Left by it, with what is chosen of the other selectors.' })
const SelectorSchema = Type.Object({
  field: Type.String({ examples: ['item.brand'] }),
  values: Type.Optional(Type.Array(Type.Object({ value: Type.String(), itemCount }))),
  ranges: Type.Optional(Type.Array(Type.Object({ fromMinor: priceBorder, toMinor: priceBorder, itemCount }))),
})

/** A list that nobody was given: without an id. */
export const ListAnswerSchema = Type.Object(answerFields)

export const RecommendationsResponseSchema = Type.Object({
  recommendationId: Type.String(),
  shop: Type.String(),
  ...answerFields,
  versions: VersionsSchema,
})

export const SimilarResponseSchema = Type.Object({
  ...RecommendationsResponseSchema.properties,
  selectors: Type.Optional(
    Type.Array(SelectorSchema, { description: 'With `withSelectors`: category, price, brand, attributes.' }),
  ),
})

export const PageResponseSchema = Type.Object({
  shop: Type.String(),
  lists: Type.Array(Type.Object({ recommendationId: Type.String(), ...answerFields })),
  view: Type.Union([
    Type.Null(),
    Type.Object({ eventId: Type.String(), status: Type.String({ examples: ['accepted', 'duplicate'] }) }),
  ]),
  versions: VersionsSchema,
})

export const RankResponseSchema = Type.Object({
  recommendationId: Type.String(),
  shop: Type.String(),
  items: Type.Array(
    Type.Object({
      itemId: Type.String(),
      score: Type.Number(),
      reasons: Type.Array(ReasonSchema),
      item: card,
    }),
  ),
  leftOut: Type.Array(Type.Object({ itemId: Type.String(), cause: Type.String(), text: Type.String() })),
  isPersonal: Type.Boolean(),
  fallback: answerFields.fallback,
  explanation: answerFields.explanation,
  versions: VersionsSchema,
})

export const WhyNotResponseSchema = Type.Object({
  shop: Type.String(),
  list: Type.String(),
  itemId: Type.String(),
  place: Type.Union([Type.Null(), Type.Integer()], {
    description: 'Where it stands, counted from 1; null when it does not.',
  }),
  cause: Type.Union([Type.Null(), Type.Object({ code: Type.String(), text: Type.String() })], {
    description: 'The first thing that keeps it out; null when it is in the page asked for.',
  }),
  passed: Type.Array(Type.String(), { description: 'What it passed before that, in this order.' }),
  versions: VersionsSchema,
})

export const BATCH_LINES_MAX = 10_000

/** One line of the answer to a batch. */
export const BatchLineSchema = Type.Union([
  Type.Object({
    line: Type.Integer({ description: 'Of the request, counted from 1.' }),
    ...RecommendationsResponseSchema.properties,
  }),
  Type.Object({
    line: Type.Integer({ description: 'Of the request, counted from 1.' }),
    error: Type.Object({
      code: Type.String(),
      message: Type.String(),
      fix: Type.String(),
      field: Type.Optional(Type.String()),
    }),
  }),
])

export const ListsQuerySchema = Type.Object({ shop: Type.Optional(ShopIdSchema) })
export const ListsAnswerSchema = Type.Object({
  lists: Type.Array(
    Type.Object({
      list: Type.String(),
      title: Type.String(),
      aliases: Type.Array(Type.String(), { description: 'Other names that it answers to.' }),
      parameters: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()]), {
        description: 'Of its figure, with their defaults.',
      }),
    }),
  ),
  placements: Type.Array(Type.Object(PlacementSchema.properties)),
})
