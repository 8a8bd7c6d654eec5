/** A shop of a few items, and every kind of rule over it, for laws. */
import fc from 'fast-check'
import type { Condition } from '../domain/condition.ts'
import type { Rule, RuleAction, RuleScope, Selector } from '../domain/rule.ts'
import type { CompileRulesDeps } from './compile-rules.ts'

export const ITEM_COUNT = 14
export const idOf = (item: number): string => `i${item}`

/** Fails, other than a cast, when a test asks something that the small shop cannot answer. */
const brandIn = (condition: Condition): string => {
  if (!('than' in condition) || typeof condition.than === 'number' || !('value' in condition.than))
    throw new Error(`not a condition of the small shop: ${JSON.stringify(condition)}`)
  return String(condition.than.value)
}

export const ofBrand = (brand: string): Condition => ({
  field: 'item.brand',
  is: '=',
  than: { value: brand },
})

const brandOf = (item: number): string | undefined => (item % 4 === 3 ? undefined : `b${item % 4}`)

export const SMALL_SHOP: CompileRulesDeps = {
  indexOf: (itemId) => {
    const item = Number(itemId.slice(1))
    return item < ITEM_COUNT ? item : -1
  },
  matches: (condition) => (item) => brandOf(item) === brandIn(condition),
  brandOf,
  categoryOf: (item) => (item % 5 === 4 ? undefined : `c${item % 5}`),
}

export const anItem = fc.nat(ITEM_COUNT - 1)
const anId = fc.oneof({ weight: 20, arbitrary: anItem.map(idOf) }, fc.constant('i99'))
const ids = fc.array(anId, { minLength: 1, maxLength: 5 })
const aCondition = fc.nat(2).map((brand) => ofBrand(`b${brand}`))
const aSelector: fc.Arbitrary<Selector> = fc.oneof(
  ids.map((itemIds) => ({ itemIds })),
  aCondition.map((where) => ({ where })),
  fc.tuple(ids, aCondition).map(([itemIds, where]) => ({ itemIds, where })),
)

export const anAction: fc.Arbitrary<RuleAction> = fc.oneof(
  ids.map((itemIds): RuleAction => ({ do: 'include', itemIds })),
  aSelector.map((items): RuleAction => ({ do: 'exclude', items })),
  {
    weight: 3,
    arbitrary: fc
      .tuple(anId, fc.integer({ min: 1, max: 18 }))
      .map(([itemId, slot]): RuleAction => ({ do: 'pin', itemId, slot })),
  },
  aSelector.map((items): RuleAction => ({ do: 'boost', items, factor: 3 })),
  aSelector.map((items): RuleAction => ({ do: 'bury', items, factor: 0.5 })),
  aSelector.map((items): RuleAction => ({ do: 'bury', items })),
  fc
    .tuple(fc.constantFrom('brand' as const, 'category' as const), fc.integer({ min: 1, max: 4 }))
    .map(([by, countMax]): RuleAction => ({ do: 'diversify', by, countMax })),
)

const some = (...names: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 })
const lists = some('trending', 'new')
const placements = some('home', 'cart')
const seedItemIds = some('i0', 'i1', 'i2')
const categories = some('A', 'A > B', 'A > B > C', 'D')
const channels = some('web', 'store')
const scopeFields = { lists, placements, seedItemIds, categories, channels, audience: aCondition }
const aScope: fc.Arbitrary<RuleScope> = fc.oneof(
  fc.constant({}),
  fc.oneof(
    fc.record({ lists }),
    fc.record({ placements }),
    fc.record({ seedItemIds }),
    fc.record({ categories }),
    fc.record({ channels }),
  ),
  fc.record(scopeFields, { requiredKeys: [] }),
)
const aWindow: fc.Arbitrary<Pick<Rule, 'from' | 'until'>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({ from: fc.nat(20), until: fc.nat(20) }, { requiredKeys: [] }),
)

/** Each with an id of its own, in any order. */
export const someRules = (countMax: number): fc.Arbitrary<readonly Rule[]> =>
  fc.uniqueArray(
    fc
      .tuple(
        fc.record(
          {
            ruleId: fc.integer({ min: 0, max: 99 }).map((n) => `r${n}`),
            isEnabled: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
            priority: fc.integer({ min: -1, max: 1 }),
            scope: aScope,
            action: anAction,
          },
          { requiredKeys: ['ruleId', 'action'] },
        ),
        aWindow,
      )
      .map(([rule, window]) => ({ ...rule, ...window })),
    { maxLength: countMax, selector: ({ ruleId }) => ruleId },
  )
