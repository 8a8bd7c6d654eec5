import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldValue } from '../domain/condition.ts'
import { DAY_MS } from '../domain/local-day.ts'
import { type CompiledCondition, compileCondition, parametersOf } from './compile-condition.ts'
import { andConditions, needsOf } from './condition-tree.ts'
import { conditionArbitrary, factsArbitrary, ITEM_COUNT, NOW } from './conditions.test-support.ts'
import type { Facts, PastAct } from './facts.ts'
import { naiveTest } from './naive-condition.test-support.ts'
import { parseCondition } from './parse-condition.ts'

type Fields = Readonly<Record<string, FieldValue>>

/** Facts of a shop with one item, 0, and a second, 1. */
const factsOf = (
  item: Fields,
  more: Partial<Facts> & { readonly fixed?: Facts['fixed']; readonly other?: Fields } = {},
): Facts => ({
  item: (index, name) => (index === 0 ? item : (more.other ?? {}))[name],
  fixed: () => undefined,
  basket: [],
  past: () => [],
  now: NOW,
  parameters: {},
  ...more,
})

const compiled = (text: string): CompiledCondition => compileCondition(parseCondition(text))
const holds = (text: string, facts: Facts, item = 0): boolean => compiled(text).test(facts, item)

test('a compiled condition says what the plain meaning says, of every item', () => {
  let trueCount = 0
  let count = 0
  fc.assert(
    fc.property(conditionArbitrary, factsArbitrary, (condition, facts) => {
      const { test: holdsOf } = compileCondition(condition)
      for (let item = 0; item < ITEM_COUNT; item++) {
        const isTrue = naiveTest(condition, facts, item)
        expect(holdsOf(facts, item)).toBe(isTrue)
        count++
        if (isTrue) trueCount++
      }
    }),
    { numRuns: 2_000 },
  )
  expect(trueCount / count).toBeGreaterThan(0.2)
  expect(trueCount / count).toBeLessThan(0.8)
})

test('there is an explanation exactly where the condition does not hold', () => {
  fc.assert(
    fc.property(conditionArbitrary, factsArbitrary, (condition, facts) => {
      const { test: holdsOf, explain } = compileCondition(condition)
      for (let item = 0; item < ITEM_COUNT; item++)
        expect(explain(facts, item) === undefined).toBe(holdsOf(facts, item))
    }),
    { numRuns: 1_000 },
  )
})

test('the comparison that keeps an item out does not hold by itself either', () => {
  fc.assert(
    fc.property(conditionArbitrary, factsArbitrary, (condition, facts) => {
      for (let item = 0; item < ITEM_COUNT; item++) {
        const leaf = compileCondition(condition).explain(facts, item)
        expect(leaf !== undefined && naiveTest(parseCondition(leaf.text), facts, item)).toBe(false)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the conditions together hold where each does', () => {
  fc.assert(
    fc.property(
      fc.array(conditionArbitrary, { maxLength: 3 }),
      factsArbitrary.map((facts) => ({ ...facts, parameters: { ONE: 1, two: 'A', T3: true } })),
      (conditions, facts) => {
        for (let item = 0; item < ITEM_COUNT; item++)
          expect(compileCondition(andConditions(conditions)).test(facts, item)).toBe(
            conditions.every((condition) => naiveTest(condition, facts, item)),
          )
      },
    ),
    { numRuns: 300 },
  )
})

test.each([
  'item.stock = 0',
  'item.stock < 1',
  'item.stock >= 0',
  'item.stock in (0)',
  'item.brand contains ""',
  'item.categories under "Kitchen"',
  'item.stock is known',
  'item.priceMinor < seed.priceMinor',
  'item.priceMinor <= seed.priceMinor * 0 + 1000000',
])('%s does not hold of what is missing', (text) => {
  expect(holds(text, factsOf({ priceMinor: 100 }))).toBe(false)
})

test.each(['item.stock != 0', 'item.stock not in (0)', 'item.stock is unknown', 'not (item.stock > 0)'])(
  '%s holds of what is missing',
  (text) => {
    expect(holds(text, factsOf({}))).toBe(true)
    expect(holds(text, factsOf({ stock: 0 }))).toBe(text.includes('not ('))
  },
)

test('an empty list is as good as missing', () => {
  expect(holds('item.categories is unknown', factsOf({ categories: [] }))).toBe(true)
  expect(holds('item.categories != "A"', factsOf({ categories: [] }))).toBe(true)
})

test('of a list one value is enough', () => {
  const facts = factsOf({ categories: ['Kitchen > Kettles', 'Gifts'], 'attributes.sizes': [38, 42] })
  expect(holds('item.categories = "Gifts"', facts)).toBe(true)
  expect(holds('item.categories != "Gifts"', facts)).toBe(false)
  expect(holds('item.categories not in ("Garden")', facts)).toBe(true)
  expect(holds('item.attributes.sizes > 40', facts)).toBe(true)
  expect(holds('item.attributes.sizes > 42', facts)).toBe(false)
  expect(holds('item.categories contains "KETTLE"', facts)).toBe(true)
  expect(holds('item.categories starts with "gif"', facts)).toBe(true)
})

test('under a category is the category and what is below it, by whole names', () => {
  const facts = factsOf({ categories: ['Kitchen > Kettles'] })
  for (const path of ['Kitchen', 'Kitchen > Kettles', ' Kitchen>Kettles '])
    expect(holds(`item.categories under "${path}"`, facts)).toBe(true)
  for (const path of ['Kit', 'Kitchen > Kettle', 'Kettles', 'Kitchen > Kettles > Steel', 'kitchen'])
    expect(holds(`item.categories under "${path}"`, facts)).toBe(false)
  expect(holds('item.categories under ("Garden", "Kitchen")', facts)).toBe(true)
})

test('an item is held against the item of the page', () => {
  const fixed: Facts['fixed'] = (subject, name) =>
    subject === 'seed' ? { priceMinor: 1_000, categories: ['A > B', 'C'] }[name] : undefined
  const rule = 'item.priceMinor <= seed.priceMinor * 1.2 - 100'
  expect(holds(rule, factsOf({ priceMinor: 1_100 }, { fixed }))).toBe(true)
  expect(holds(rule, factsOf({ priceMinor: 1_101 }, { fixed }))).toBe(false)
  expect(holds('item.categories in seed.categories', factsOf({ categories: ['C', 'D'] }, { fixed }))).toBe(
    true,
  )
  expect(holds('item.categories under seed.categories', factsOf({ categories: ['C > D'] }, { fixed }))).toBe(
    true,
  )
  expect(holds('item.categories in seed.categories', factsOf({ categories: ['D'] }, { fixed }))).toBe(false)
})

test('a parameter is a value or a list of them, and without it nothing holds', () => {
  const given = (value: FieldValue) => factsOf({ brand: 'A' }, { parameters: { BRANDS: value } })
  expect(holds('item.brand in $BRANDS', given(['A', 'B']))).toBe(true)
  expect(holds('item.brand = $BRANDS', given('A'))).toBe(true)
  expect(holds('item.brand not in $BRANDS', given(['B']))).toBe(true)
  for (const text of ['item.brand in $BRANDS', 'item.brand not in $BRANDS', 'always or item.brand = $BRANDS'])
    for (const facts of [factsOf({ brand: 'A' }), given([]), factsOf({ brand: 'A' }, { parameters: {} })])
      expect(holds(text, facts)).toBe(false)
  expect(holds('item.brand != $toString', factsOf({ brand: 'A' }))).toBe(false)
  expect(compiled('always or item.brand = $BRANDS').explain(factsOf({ brand: 'A' }), 0)).toEqual({
    text: 'item.brand = $BRANDS',
    actual: undefined,
    expected: undefined,
    missing: '$BRANDS',
  })
  expect([...parametersOf(parseCondition('some line (item.brand = $A) or item.price < $B'))]).toEqual([
    'A',
    'B',
  ])
})

const act = (kind: PastAct['kind'], item: number, daysAgo: number): PastAct => ({
  kind,
  item,
  at: NOW - daysAgo * DAY_MS,
})

test('acts are counted by kind, days and item', () => {
  const facts = factsOf(
    { brand: 'A' },
    {
      other: { brand: 'B' },
      past: () => [act('purchase', 1, 31), act('view', 0, 30), act('purchase', 0, 30), act('view', 1, 1)],
    },
  )
  expect(holds('history(purchase) = 2', facts)).toBe(true)
  expect(holds('history(view purchase) = 4', facts)).toBe(true)
  expect(holds('history(purchase, last 30 days) = 1', facts)).toBe(true)
  expect(holds('history(purchase, last 29 days) > 0', facts)).toBe(false)
  expect(holds('history(purchase, last 30 days, of item) >= 1', facts, 0)).toBe(true)
  expect(holds('history(purchase, last 30 days, of item) >= 1', facts, 1)).toBe(false)
  expect(holds('history(purchase, of (item.brand = "B")) = 1', facts)).toBe(true)
  expect(holds('history(purchase, of (history(view, of item) > 0)) = 2', facts)).toBe(true)
})

test('a sequence is acts in their order within the days, also when the past is built anew each time', () => {
  const past = () => [act('view', 0, 10), act('view', 1, 9), act('purchase', 0, 3), act('view', 0, 3)]
  const facts = factsOf({ brand: 'A' }, { other: { brand: 'B' }, past })
  expect(holds('sequence(view, purchase) within 6 days', facts)).toBe(true)
  expect(holds('sequence(view, purchase) within 5 days', facts)).toBe(false)
  expect(holds('sequence(purchase, view) within 1 day', facts)).toBe(true)
  expect(holds('sequence(view of item, purchase of item) within 7 days', facts, 0)).toBe(true)
  expect(holds('sequence(view of item, purchase of item) within 30 days', facts, 1)).toBe(false)
  expect(holds('sequence(view, view, view) within 30 days', facts)).toBe(true)
  expect(holds('sequence(view, view, view, view) within 30 days', facts)).toBe(false)
  expect(
    holds('sequence(view of (item.brand = "B"), purchase of (item.brand = "A")) within 6 days', facts),
  ).toBe(true)
})

test('lines are those of the basket, whatever the candidate', () => {
  const facts = factsOf({ brand: 'A' }, { other: { brand: 'B' }, basket: [1] })
  expect(holds('some line (item.brand = "B")', facts)).toBe(true)
  expect(holds('some line (item.brand = "A")', facts)).toBe(false)
  expect(holds('every line (item.brand = "B")', facts)).toBe(true)
  expect(holds('no line (item.brand = "B")', facts)).toBe(false)
  const empty = factsOf({ brand: 'A' })
  expect(holds('every line (item.brand = "B") and no line (item.brand = "A")', empty)).toBe(true)
  expect(holds('some line (item.brand = "B")', empty)).toBe(false)
})

test('what is asked of the request is asked once, however many candidates there are', () => {
  const asked = { fixed: 0, past: 0, item: 0 }
  const facts: Facts = {
    item: () => {
      asked.item++
      return 3
    },
    fixed: () => {
      asked.fixed++
      return 5
    },
    basket: [7],
    past: () => {
      asked.past++
      return [act('view', 7, 1)]
    },
    now: NOW,
    parameters: {},
  }
  const { bind } = compiled(
    'item.stock < seed.stock and history(view, of (item.stock = 3)) > 0 and some line (item.stock = 3)',
  )
  const bound = bind(facts)
  for (let item = 0; item < 1_000; item++) expect(bound.test(item)).toBe(true)
  expect(asked).toEqual({ fixed: 1, past: 1, item: 1_002 })
})

test.each<[text: string, item: Fields, leaf: object]>([
  [
    'item.brand = "A" and item.priceMinor <= 200',
    { brand: 'A', priceMinor: 300 },
    { text: 'item.priceMinor <= 200', actual: 300, expected: 200, missing: undefined },
  ],
  [
    'item.brand = "A" and item.stock > 0',
    { brand: 'A' },
    { text: 'item.stock > 0', actual: undefined, expected: 0, missing: 'item.stock' },
  ],
  [
    'not (item.brand in ("A", "B"))',
    { brand: 'B' },
    { text: 'not (item.brand in ("A", "B"))', actual: 'B', expected: ['A', 'B'], missing: undefined },
  ],
  [
    'not (not (item.brand = "A") or item.price > 1)',
    { brand: 'A', price: 2 },
    { text: 'not (item.price > 1)', actual: 2, expected: 1, missing: undefined },
  ],
  [
    'item.price <= seed.price * 2',
    { price: 2 },
    { text: 'item.price <= seed.price * 2', actual: 2, expected: [], missing: 'seed.price' },
  ],
  [
    'history(purchase) >= 1',
    {},
    { text: 'history(purchase) >= 1', actual: 0, expected: 1, missing: undefined },
  ],
  ['some line (always)', {}, { text: 'some line (always)', actual: 0, expected: 1, missing: undefined }],
  [
    'sequence(view, cart) within 1 day',
    {},
    { text: 'sequence(view, cart) within 1 day', actual: false, expected: true, missing: undefined },
  ],
  ['never', {}, { text: 'never', actual: undefined, expected: undefined, missing: undefined }],
  ['not always', {}, { text: 'not (always)', actual: undefined, expected: undefined, missing: undefined }],
])('%s says what keeps an item out', (text, item, leaf) => {
  expect(compiled(text).explain(factsOf(item), 0)).toEqual(leaf)
})

test.each<[text: string, needs: readonly string[]]>([
  ['always', []],
  ['item.brand = "A"', ['item']],
  ['item.price < seed.price and shopper.age > 18', ['item', 'seed', 'shopper']],
  ['not (time.hour < 6) or basket.itemCount = $N', ['basket', 'parameters', 'time']],
  ['some line (item.brand = channel.kind)', ['basket-lines', 'channel']],
  ['history(view, of (item.brand = "A")) > 0', ['history']],
  ['history(view, of item) > 0', ['history', 'item']],
  ['some line (history(view, of item) > 0)', ['basket-lines', 'history']],
  ['sequence(view, cart of item) within 1 day', ['history', 'item']],
  ['session.viewCount > 1', ['session']],
])('%s needs what it reads', (text, needs) => {
  expect([...needsOf(parseCondition(text))].sort()).toEqual(needs)
  expect([...compiled(text).needs].sort()).toEqual(needs)
})
