/** What merchandisers write, as it is put and read. */
import { Type, type TObject } from 'typebox'
import { OutcomesSchema } from './event-schema.ts'
import { ShopIdSchema } from './field-schema.ts'
import { ScreenLayoutSchema } from './layout-schema.ts'
import {
  CuratedListSchema,
  PlacementSchema,
  RuleSchema,
  SavedFilterSchema,
  StrategySchema,
} from './merchandise-schema.ts'
import { records } from './records-schema.ts'

export const MERCHANDISE_PER_REQUEST_MAX = 1_000

export const WarningsSchema = Type.Array(
  Type.Object({
    ruleIds: Type.Array(Type.String(), { description: 'The winner first.' }),
    text: Type.String(),
  }),
  { description: 'Rules that get in each other’s way.' },
)

export const ShelfOutcomesSchema = Type.Object({
  ...OutcomesSchema.properties,
  warnings: Type.Optional(WarningsSchema),
})

const isShipped = Type.Boolean({ description: 'True for what comes with the program.' })
const put = <const F extends string, S extends TObject>(field: F, schema: S) =>
  Type.Object(
    { shop: ShopIdSchema, [field]: records(schema, MERCHANDISE_PER_REQUEST_MAX) },
    { additionalProperties: false },
  )

/** By the name of the collection in bodies. */
export const ShelfRequestSchemas = {
  strategies: put('strategies', StrategySchema),
  placements: put('placements', PlacementSchema),
  rules: put('rules', RuleSchema),
  curatedLists: put('curatedLists', CuratedListSchema),
  filters: put('filters', SavedFilterSchema),
  screenLayouts: put('screenLayouts', ScreenLayoutSchema),
}

export const ShelfAnswerSchemas = {
  strategies: Type.Object({
    strategies: Type.Array(Type.Object({ ...StrategySchema.properties, isShipped })),
  }),
  placements: Type.Object({
    placements: Type.Array(Type.Object({ ...PlacementSchema.properties, isShipped })),
  }),
  rules: Type.Object({ rules: Type.Array(Type.Object({ ...RuleSchema.properties, isShipped })) }),
  curatedLists: Type.Object({
    curatedLists: Type.Array(Type.Object({ ...CuratedListSchema.properties, isShipped })),
  }),
  filters: Type.Object({ filters: Type.Array(Type.Object({ ...SavedFilterSchema.properties, isShipped })) }),
  screenLayouts: Type.Object({
    screenLayouts: Type.Array(Type.Object({ ...ScreenLayoutSchema.properties, isShipped })),
  }),
}
export type ShelfField = keyof typeof ShelfAnswerSchemas
