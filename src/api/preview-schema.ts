/** A list as it is beside what it would be. */
import { Type, type TSchema } from 'typebox'
import { id } from './field-schema.ts'
import { ListAnswerSchema, RecommendationsRequestSchema, VersionsSchema } from './list-schema.ts'
import {
  CuratedListSchema,
  PlacementSchema,
  RuleSchema,
  SavedFilterSchema,
  StrategySchema,
} from './merchandise-schema.ts'
import { WarningsSchema } from './shelf-schema.ts'

const PREVIEWED_MAX = 100
const several = <S extends TSchema>(schema: S) =>
  Type.Optional(Type.Array(schema, { maxItems: PREVIEWED_MAX }))

export const PreviewRequestSchema = Type.Object(
  {
    request: RecommendationsRequestSchema,
    filters: several(SavedFilterSchema),
    curatedLists: several(CuratedListSchema),
    strategies: several(StrategySchema),
    placements: several(PlacementSchema),
    rules: several(RuleSchema),
    withoutRuleIds: several(id('A rule that is left out.')),
  },
  { additionalProperties: false },
)

const place = (description: string) => Type.Union([Type.Null(), Type.Integer()], { description })
export const PreviewAnswerSchema = Type.Object({
  shop: Type.String(),
  before: Type.Union([Type.Null(), ListAnswerSchema], {
    description: 'As it is; null when there is no such list yet.',
  }),
  after: ListAnswerSchema,
  changes: Type.Array(
    Type.Object({
      itemId: Type.String(),
      before: place('Counted from 1; null when it was not in the page.'),
      after: place('Counted from 1; null when it is not in the page any more.'),
    }),
    { description: 'What moved, came or went.' },
  ),
  warnings: WarningsSchema,
  problems: Type.Array(Type.Object({ ruleId: Type.String(), text: Type.String() }), {
    description: 'Why rules that hold did not do all they say.',
  }),
  versions: VersionsSchema,
})
