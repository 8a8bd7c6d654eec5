/** Strategies, placements, rules, lists by hand and filters on the wire. */
import { Type } from 'typebox'
import { LIST_NAME_PATTERN } from '../domain/ids.ts'
import {
  AUDIENCES,
  BOUGHT_POLICIES,
  MODEL_GIVENS,
  MODEL_ROLES,
  PAGE_KINDS,
  STOCK_POLICIES,
} from '../domain/strategy.ts'
import { ListParametersSchema, SHORT_TEXT_MAX } from './document-schema.ts'
import { id, text } from './field-schema.ts'
import { InstantSchema } from './instant.ts'

const strict = { additionalProperties: false }
const oneOf = <const T extends readonly string[]>(values: T) => Type.Enum<[...T]>([...values])
export const CONDITION_TEXT_MAX = 10_000
export const LIST_SIZE_MAX = 1_000
const PLACE_MAX = 1_000

const name = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: LIST_NAME_PATTERN, description })

/** In words or as a tree; what it means is checked where it is parsed. */
export const ConditionSchema = Type.Union(
  [Type.String({ minLength: 1, maxLength: CONDITION_TEXT_MAX }), Type.Object({})],
  {
    description: 'A condition, in words or as a tree: see docs/conditions.md.',
    examples: ['item.priceMinor <= 2000 and item.categories under "Kitchen"'],
  },
)

const SelectorSchema = Type.Object(
  {
    itemIds: Type.Optional(Type.Array(id('An item.'), { minItems: 1, maxItems: 10_000 })),
    where: Type.Optional(ConditionSchema),
  },
  {
    ...strict,
    minProperties: 1,
    description: 'Items by id, or those of which the condition holds, or both.',
  },
)
const slot = Type.Integer({ minimum: 1, maximum: PLACE_MAX, description: 'A place, counted from 1.' })

const RuleActionSchema = Type.Union(
  [
    Type.Object(
      {
        do: Type.Literal('include'),
        itemIds: Type.Array(id('An item.'), { minItems: 1, maxItems: 1_000 }),
      },
      strict,
    ),
    Type.Object({ do: Type.Literal('exclude'), items: SelectorSchema }, strict),
    Type.Object({ do: Type.Literal('pin'), itemId: id('The item.'), slot }, strict),
    Type.Object(
      {
        do: Type.Literal('boost'),
        items: SelectorSchema,
        factor: Type.Number({ exclusiveMinimum: 1, maximum: 1_000 }),
      },
      strict,
    ),
    Type.Object(
      {
        do: Type.Literal('bury'),
        items: SelectorSchema,
        factor: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
      },
      strict,
    ),
    Type.Object(
      {
        do: Type.Literal('diversify'),
        by: oneOf(['brand', 'category']),
        countMax: Type.Integer({ minimum: 1, maximum: PLACE_MAX }),
      },
      strict,
    ),
  ],
  { description: 'One of include, exclude, pin, boost, bury, diversify: see docs/merchandising.md.' },
)

export const RuleSchema = Type.Object(
  {
    ruleId: id('The rule.'),
    title: Type.Optional(text(SHORT_TEXT_MAX, 'What it is for.')),
    isEnabled: Type.Optional(Type.Boolean({ description: 'Default true.' })),
    priority: Type.Optional(
      Type.Integer({
        minimum: -1_000_000,
        maximum: 1_000_000,
        description: 'Higher goes first; default 0. Ties go to the rule whose id comes first.',
      }),
    ),
    scope: Type.Optional(
      Type.Object(
        {
          lists: Type.Optional(Type.Array(name('A list.'), { minItems: 1, maxItems: 100 })),
          placements: Type.Optional(Type.Array(name('A placement.'), { minItems: 1, maxItems: 100 })),
          seedItemIds: Type.Optional(Type.Array(id('An item.'), { minItems: 1, maxItems: 10_000 })),
          categories: Type.Optional(
            Type.Array(text(1_000, 'A path; those below it belong.'), { minItems: 1, maxItems: 1_000 }),
          ),
          channels: Type.Optional(Type.Array(id('A channel.'), { minItems: 1, maxItems: 1_000 })),
          audience: Type.Optional(ConditionSchema),
        },
        { ...strict, description: 'Where it holds: every field that is given must fit.' },
      ),
    ),
    from: Type.Optional(InstantSchema),
    until: Type.Optional(InstantSchema),
    action: RuleActionSchema,
  },
  strict,
)

export const CuratedListSchema = Type.Object(
  {
    curatedListId: name('The list: letters, digits, `_`, `-`, `~`, `.`; not the name of a shipped one.'),
    title: Type.Optional(text(256, 'What shoppers read.')),
    itemIds: Type.Array(id('An item.'), { minItems: 0, maxItems: 1_000, description: 'In this order.' }),
    from: Type.Optional(InstantSchema),
    until: Type.Optional(InstantSchema),
  },
  strict,
)

const weight = Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000 }))
const SourceSchema = Type.Union([
  Type.Object(
    {
      from: Type.Literal('figure'),
      figure: name('An exact list.'),
      parameters: Type.Optional(ListParametersSchema),
      weight,
    },
    strict,
  ),
  Type.Object({ from: Type.Literal('own'), own: oneOf(['viewed', 'bought', 'wished']), weight }, strict),
  Type.Object(
    { from: Type.Literal('model'), model: oneOf(MODEL_ROLES), given: oneOf(MODEL_GIVENS), weight },
    strict,
  ),
  Type.Object({ from: Type.Literal('curated'), curatedListId: name('A list by hand.'), weight }, strict),
  Type.Object(
    { from: Type.Literal('related'), relation: text(64, 'A kind of relation of items.'), weight },
    strict,
  ),
])

export const PromotionSchema = Type.Object(
  {
    name: text(64, 'Shown with the items that it brought.'),
    where: ConditionSchema,
    share: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'Of the places, spread evenly.' }),
    ),
    slots: Type.Optional(Type.Array(slot, { minItems: 1, maxItems: 100 })),
  },
  { ...strict, description: 'Places for items that are promoted: `share` or `slots`.' },
)
export const ExplorationSchema = Type.Object(
  {
    weight: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'Probability that a place goes to a new item.',
    }),
    ageCutOffDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_650, description: 'Default 30.' })),
  },
  strict,
)
export const BoughtPolicySchema = Type.Enum([...BOUGHT_POLICIES])
export const StockPolicySchema = Type.Enum([...STOCK_POLICIES])
export const PersonalizationSchema = Type.Object(
  {
    bought: BoughtPolicySchema,
    ranks: Type.Optional(Type.Boolean({ description: 'Also in the shopper’s own order.' })),
  },
  {
    ...strict,
    description:
      'Apply personalization: drop what was bought; guests and those who opted out see the list as it is.',
  },
)

const servingFields = {
  where: Type.Optional(ConditionSchema),
  stock: Type.Optional(StockPolicySchema),
  promotions: Type.Optional(Type.Array(PromotionSchema, { minItems: 1, maxItems: 10 })),
  exploration: Type.Optional(ExplorationSchema),
}

export const StrategySchema = Type.Object(
  {
    strategyId: name('The strategy; that of a shipped one replaces it.'),
    title: text(256, 'What shoppers read.'),
    aliases: Type.Optional(Type.Array(text(64, 'Another name.'), { maxItems: 20 })),
    audience: Type.Optional(oneOf(AUDIENCES)),
    needs: Type.Optional(oneOf(['item', 'basket', 'item-or-basket'])),
    sources: Type.Array(SourceSchema, { minItems: 1, maxItems: 10 }),
    mix: Type.Optional(oneOf(['fill', 'blend'])),
    bought: Type.Optional(BoughtPolicySchema),
    dropsBasket: Type.Optional(Type.Boolean()),
    ...servingFields,
  },
  strict,
)

export const PlacementSchema = Type.Object(
  {
    placementId: name('The placement; that of a shipped one replaces it.'),
    page: oneOf(PAGE_KINDS),
    strategy: name('Its list.'),
    forCustomer: Type.Optional(name('Its list for known customers whose past may be read.')),
    title: text(256, 'What shoppers read.'),
    size: Type.Optional(Type.Integer({ minimum: 1, maximum: LIST_SIZE_MAX })),
    fallbacks: Type.Optional(Type.Array(name('A list.'), { maxItems: 10 })),
    titleHoldsFor: Type.Optional(
      Type.Array(name('A fallback.'), {
        maxItems: 10,
        description: 'The fallbacks of which the title is true as well; the others answer under their own.',
      }),
    ),
    whenShort: Type.Optional(oneOf(['fill', 'fewer', 'hide'])),
    countMin: Type.Optional(Type.Integer({ minimum: 1, maximum: LIST_SIZE_MAX })),
    personalization: Type.Optional(PersonalizationSchema),
    ...servingFields,
  },
  strict,
)

export const SavedFilterSchema = Type.Object(
  {
    filterId: name('The filter.'),
    title: Type.Optional(text(SHORT_TEXT_MAX, 'What it is for.')),
    where: Type.Optional(ConditionSchema),
    expression: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_500,
        description: 'A filter expression of Amazon Personalize. This or `where`.',
      }),
    ),
  },
  strict,
)
