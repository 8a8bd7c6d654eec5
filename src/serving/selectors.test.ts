import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Item } from '../domain/catalog.ts'
import { given } from './given.test-support.ts'
import { type Refinement, refinedCondition, selectorsOf } from './selectors.ts'

const bag = (itemId: string, color: string, brand: string, priceMinor: number): Item => ({
  itemId,
  brand,
  priceMinor,
  categories: ['Bags'],
  attributes: { color, serial: itemId },
})
const BAGS = [
  bag('a', 'red', 'Elm', 1_000),
  bag('b', 'red', 'Oak', 2_000),
  bag('c', 'blue', 'Elm', 3_000),
  bag('d', 'blue', 'Oak', 4_000),
  bag('e', 'blue', 'Oak', 9_000),
]

const counts = (refinements: readonly Refinement[], field: string): unknown =>
  selectorsOf(BAGS, refinements, 'web')
    .find((selector) => selector.field === field)
    ?.values?.map(({ value, itemCount }) => [value, itemCount])

test('a list can be narrowed by what tells its items apart, and by nothing else', () => {
  expect(selectorsOf(BAGS, [], 'web').map(({ field }) => field)).toEqual([
    'item.priceMinor',
    'item.brand',
    'item.attributes.color',
    'item.attributes.serial',
  ])
  expect(counts([], 'item.brand')).toEqual([
    ['Oak', 3],
    ['Elm', 2],
  ])
  const many = Array.from({ length: 40 }, (_, k) => bag(`bag-${k}`, 'red', 'Elm', 1_000))
  expect(selectorsOf(many, [], 'web')).toEqual([])
  expect(selectorsOf([], [], 'web')).toEqual([])
})

test('a choice counts what it leaves beside what is chosen of the other selectors, not of its own', () => {
  const red: Refinement = { field: 'item.attributes.color', values: ['red'] }
  expect(counts([red], 'item.brand')).toEqual([
    ['Elm', 1],
    ['Oak', 1],
  ])
  expect(counts([red], 'item.attributes.color')).toEqual([
    ['blue', 3],
    ['red', 2],
  ])
})

const refinement: fc.Arbitrary<Refinement> = fc.oneof(
  fc.record({
    field: fc.constant('item.brand'),
    values: fc.subarray(['Elm', 'Oak', 'Ash'], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constant('item.attributes.color'),
    values: fc.subarray(['red', 'blue'], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constant('item.priceMinor'),
    ranges: fc.array(
      fc.record(
        { fromMinor: fc.integer({ min: 0, max: 9_500 }), toMinor: fc.integer({ min: 0, max: 9_500 }) },
        { requiredKeys: [] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  }),
)

test('the filter of what is chosen leaves as many items as the selectors say', () => {
  const { ask } = given({ items: BAGS })
  const left = (chosen: readonly Refinement[]): number =>
    ask({ list: 'new', filter: { where: refinedCondition(chosen) } }).items.length
  const choices = fc.uniqueArray(refinement, { selector: ({ field }) => field, maxLength: 3 })
  fc.assert(
    fc.property(choices, (chosen) => {
      for (const { field, values = [], ranges = [] } of selectorsOf(BAGS, chosen, 'web')) {
        const others = chosen.filter((each) => each.field !== field)
        for (const { value, itemCount } of values)
          expect(itemCount).toBe(left([...others, { field, values: [value] }]))
        for (const { itemCount, ...range } of ranges)
          expect(itemCount).toBe(left([...others, { field, ranges: [range] }]))
      }
    }),
  )
})
