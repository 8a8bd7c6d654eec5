/** Small shops of every sort, and requests to them: what the laws of lists are checked on. */
import fc from 'fast-check'
import type { RecommendationsRequest } from '../../src/api/list-schema.ts'
import type { Item } from '../../src/domain/catalog.ts'
import type { Condition } from '../../src/domain/condition.ts'
import type { ShopEvent } from '../../src/domain/event.ts'
import type { Rule, RuleAction } from '../../src/domain/rule.ts'
import { MODEL_ROLES, type Placement, type Strategy } from '../../src/domain/strategy.ts'
import { hashText } from '../../src/math/rng.ts'
import type { Query } from '../../src/models/query.ts'
import { daysAgo, given } from '../../src/serving/given.test-support.ts'
import type { RoleScorer, ServingModel } from '../../src/serving/serving-model.ts'
import { SHIPPED_PLACEMENTS } from '../../src/serving/shipped-placements.ts'
import { SHIPPED_STRATEGIES } from '../../src/serving/shipped-strategies.ts'

export const ITEM_IDS: readonly string[] = Array.from({ length: 16 }, (_, k) => `i${k}`)
export const CUSTOMER_IDS = ['anna', 'ben', 'cleo'] as const
/** She takes no personal lists. */
export const OPTED_OUT = 'cleo'
const CATEGORIES = ['Food', 'Food > Bread', 'Home'] as const

export type Request = Partial<RecommendationsRequest>

const itemId = fc.constantFrom(...ITEM_IDS)
const itemIds = fc.uniqueArray(itemId, { minLength: 1, maxLength: 4 })
const price = fc.integer({ min: 0, max: 9 })

const itemOf = (id: string): fc.Arbitrary<Item> =>
  fc
    .record({
      priceMinor: price,
      brand: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
      category: fc.constantFrom(...CATEGORIES),
      age: fc.integer({ min: 1, max: 300 }),
      stock: fc.constantFrom(undefined, undefined, undefined, 0, 3),
      status: fc.constantFrom('active', 'active', 'active', 'active', 'blocked'),
      master: fc.option(itemId, { nil: undefined, freq: 6 }),
      related: fc.option(itemIds, { nil: undefined }),
    })
    .map(
      ({ priceMinor, brand, category, age, stock, status, master, related }): Item => ({
        itemId: id,
        title: id,
        priceMinor,
        ...(brand !== undefined && { brand }),
        categories: [category],
        addedAt: daysAgo(age),
        status: status as 'active',
        // A master is no variant itself: those are the first four.
        ...(master !== undefined &&
          ITEM_IDS.indexOf(master) < 4 &&
          ITEM_IDS.indexOf(id) >= 4 && { masterId: master }),
        ...(related !== undefined && { relations: { related } }),
        ...(stock !== undefined && { channels: { web: { stock } } }),
      }),
    )

const shopper = fc.constantFrom(
  { visitorId: 'v1' },
  { visitorId: 'v2' },
  ...CUSTOMER_IDS.map((customerId) => ({ customerId })),
)
const event: fc.Arbitrary<Partial<ShopEvent>> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('order' as const, 'order' as const, 'refund' as const),
    shopper,
    lines: itemIds.map((ids) => ids.map((id) => ({ itemId: id, quantity: 1 }))),
  }),
  fc.record({
    kind: fc.constantFrom(
      'product-view',
      'product-view',
      'cart-add',
      'cart-remove',
      'wishlist-add',
      'product-dismiss',
    ),
    shopper,
    itemId,
  }) as fc.Arbitrary<Partial<ShopEvent>>,
)
/** One after another, the last one just now. */
const events = fc
  .array(event, { maxLength: 40 })
  .map((all) => all.map((one, k) => ({ ...one, at: daysAgo((all.length - k) * 0.9) })))

export const cheaperThan = (value: number): Condition => ({
  field: 'item.priceMinor',
  is: '<',
  than: { value },
})
const selector = fc.oneof(
  itemIds.map((ids) => ({ itemIds: ids })),
  price.map((value) => ({ where: cheaperThan(value) })),
)
const action: fc.Arbitrary<RuleAction> = fc.oneof(
  itemIds.map((ids) => ({ do: 'include' as const, itemIds: ids })),
  selector.map((items) => ({ do: 'exclude' as const, items })),
  fc.record({ do: fc.constant('pin' as const), itemId, slot: fc.integer({ min: 1, max: 9 }) }),
  selector.map((items) => ({ do: 'boost' as const, items, factor: 3 })),
  fc.tuple(selector, fc.boolean()).map(([items, isLight]) => ({
    do: 'bury' as const,
    items,
    ...(isLight && { factor: 0.5 }),
  })),
  fc.record({
    do: fc.constant('diversify' as const),
    by: fc.constantFrom('brand' as const, 'category' as const),
    countMax: fc.integer({ min: 1, max: 3 }),
  }),
)
const rules: fc.Arbitrary<readonly Rule[]> = fc
  .array(
    fc.record({
      priority: fc.integer({ min: -2, max: 2 }),
      isEnabled: fc.constantFrom(true, true, true, false),
      scope: fc.constantFrom(
        {},
        {},
        { lists: ['best-selling', 'new'] },
        { categories: ['Food'] },
        { seedItemIds: ['i1', 'i2'] },
        { audience: { field: 'shopper.isKnown', is: '=', than: { value: true } } as Condition },
      ),
      action,
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((rule, k) => ({ ruleId: `r${k}`, ...rule })))

/** What a model would say that was trained on chance: of each question something else, of a third of the items nothing. */
const chanceModel = (seed: number): ServingModel => {
  const scorerOf = (role: string): RoleScorer['score'] => {
    return ({ seeds, history }: Query) => {
      const asked = `${seed} ${role} ${[...seeds].join()} ${[...history.items].join()}`
      const scores = Float32Array.from(ITEM_IDS, (_, item) =>
        Math.max(0, (hashText(`${asked} ${item}`) % 90) - 30),
      )
      return { form: 'all', scores }
    }
  }
  return {
    modelVersion: 'chance',
    itemIds: ITEM_IDS,
    indexOf: new Map(ITEM_IDS.map((id, k) => [id, k])),
    trainedUntil: daysAgo(1),
    roles: new Map(MODEL_ROLES.map((role) => [role, { role, recipe: 'chance', score: scorerOf(role) }])),
    missing: new Map(),
  }
}

const OURS: Strategy = {
  strategyId: 'ours',
  title: 'Ours',
  sources: [
    { from: 'figure', figure: 'best-selling', weight: 1 },
    { from: 'model', model: 'taste', given: 'history', weight: 2 },
    { from: 'curated', curatedListId: 'hand', weight: 1 },
  ],
  mix: 'blend',
  bought: 'drop',
  where: cheaperThan(8),
}
const FILLED: Placement = {
  placementId: 'home.ours',
  page: 'home',
  strategy: 'ours',
  forCustomer: 'picks-for-you',
  title: 'Ours',
  size: 6,
  fallbacks: ['trending', 'most-viewed', 'new'],
  personalization: { bought: 'drop', ranks: true },
}

export const shops = fc
  .record({
    items: fc.tuple(...ITEM_IDS.map(itemOf)),
    events,
    rules,
    hand: itemIds,
    seed: fc.integer({ min: 0, max: 1_000 }),
  })
  .map((shop) => ({
    ...shop,
    open: () =>
      given({
        items: shop.items,
        events: shop.events,
        customers: CUSTOMER_IDS.map((customerId) => ({
          customerId,
          ...(customerId === OPTED_OUT && { consent: { personalization: false } }),
        })),
        merchandise: [
          ...shop.rules.map((rule) => ['rule', rule.ruleId, rule] as const),
          ['curated-list', 'hand', { curatedListId: 'hand', itemIds: shop.hand }],
          ['strategy', 'ours', OURS],
          ['placement', 'home.ours', FILLED],
        ],
        model: chanceModel(shop.seed),
      }),
  }))
export type SmallShop = typeof shops extends fc.Arbitrary<infer S> ? S : never

const LISTS = [...SHIPPED_STRATEGIES.map(({ strategyId }) => strategyId), 'ours', 'hand']
/** Lists that are made for anybody. */
export const LISTS_FOR_ANYONE = [
  ...SHIPPED_STRATEGIES.filter(({ audience }) => audience === undefined).map(({ strategyId }) => strategyId),
  'hand',
]
export const PLACEMENTS = [...SHIPPED_PLACEMENTS.map(({ placementId }) => placementId), 'home.ours']

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const without = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T

export const contexts = fc
  .record({
    itemId: optional(itemId),
    basket: optional(fc.uniqueArray(itemId, { maxLength: 3 })),
    category: optional(fc.constantFrom(...CATEGORIES)),
    includeDescendants: optional(fc.boolean()),
    lookedAt: optional(fc.array(itemId, { maxLength: 2 })),
  })
  .map((record) => without(record) as NonNullable<Request['context']>)

/** All that may be asked of a list but which list, for whom and which page. */
const manners = fc
  .record({
    context: contexts,
    filter: optional(price.map((value) => ({ where: `item.priceMinor < ${value}` }))),
    stock: optional(fc.constantFrom('hide' as const, 'last' as const, 'as-is' as const)),
    bought: optional(fc.constantFrom('keep' as const, 'drop' as const, 'drop-until-due' as const)),
    personalization: optional(
      fc.record({ bought: fc.constantFrom('drop' as const, 'keep' as const), ranks: fc.boolean() }),
    ),
    promotions: optional(
      price.map((value) => [{ name: 'sale', where: `item.priceMinor < ${value}`, slots: [2, 3, 7] }]),
    ),
  })
  .map((record) => without(record) as Request)

const named = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...LISTS).map((list): Request => ({ list })) },
  { weight: 1, arbitrary: fc.constantFrom(...PLACEMENTS).map((placement): Request => ({ placement })) },
)
const shopperOrNone = optional(shopper)

export const requests = fc
  .tuple(named, manners, shopperOrNone)
  .map(([name, rest, who]): Request => ({ ...rest, ...name, ...(who !== undefined && { shopper: who }) }))

/** Orders of a customer that were not given back since. */
export const boughtBy = ({ events: all, items }: SmallShop, customerId: string): ReadonlySet<string> => {
  const bought = new Set<string>()
  for (const { kind, shopper: who, lines = [] } of all) {
    if (who?.customerId !== customerId) continue
    for (const line of lines) {
      const shownAs = masterOf(items, line.itemId)
      if (kind === 'order') bought.add(shownAs)
      else if (kind === 'refund') bought.delete(shownAs)
    }
  }
  return bought
}
export const masterOf = (items: readonly Item[], id: string): string =>
  items.find((item) => item.itemId === id)?.masterId ?? id
