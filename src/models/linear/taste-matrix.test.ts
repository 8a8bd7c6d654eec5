import { expect, test } from 'vitest'
import { TASTE_DEFAULTS, type TasteOptions, tasteOf } from './taste-matrix.ts'
import { tasteReader, tasteReadingOf } from './taste-query.ts'
import { dataOf, queryOf } from '../training-data.test-support.ts'
import type { Query } from '../query.ts'

const options = (changed: Partial<TasteOptions>): TasteOptions => ({ ...TASTE_DEFAULTS, ...changed })

/** Entries as `row item weight`, rows numbered as they stand in the matrix. */
const entriesOf = ({ items, byRow }: ReturnType<typeof tasteOf>): readonly string[] =>
  Array.from({ length: byRow.rowCount }, (_, row) => row).flatMap((row) =>
    Array.from(
      byRow.columns.subarray(byRow.starts[row], byRow.starts[row + 1]),
      (column, k) => `${row} ${items[column]} ${byRow.values[byRow.starts[row] + k].toFixed(2)}`,
    ),
  )

const acts = dataOf([
  { shopper: 0, item: 4, kind: 'view', session: 0 },
  { shopper: 0, item: 4, kind: 'purchase', session: 1, order: 0 },
  { shopper: 0, item: 2, kind: 'view', session: 1 },
  { shopper: 0, item: 4, kind: 'view', session: 1 },
  { shopper: 2, item: 2, kind: 'view', session: 2 },
  { shopper: -1, item: 0, kind: 'view', session: 3 },
])

test('an item counts as the strongest act with it, and rows without items fall away', () => {
  const taste = tasteOf(acts, options({ viewWeight: 0.5 }))
  expect(entriesOf(taste)).toEqual(['0 2 0.50', '0 4 1.00', '1 2 0.50'])
  expect([...taste.rowsOf]).toEqual([2, 1])
})

test('acts of kinds that weigh nothing do not count', () => {
  expect(entriesOf(tasteOf(acts, options({ viewWeight: 0 })))).toEqual(['0 4 1.00'])
})

test('rows are sessions, of nobody too, or orders', () => {
  expect(entriesOf(tasteOf(acts, options({ rows: 'sessions' })))).toEqual([
    '0 4 1.00',
    '1 2 1.00',
    '1 4 1.00',
    '2 2 1.00',
    '3 0 1.00',
  ])
  expect(entriesOf(tasteOf(acts, options({ rows: 'orders' })))).toEqual(['0 4 1.00'])
})

test('squares of a row add up to its length to the power that is left', () => {
  const taste = tasteOf(acts, options({ rowExponent: 1 }))
  expect(entriesOf(taste)).toEqual(['0 2 0.71', '0 4 0.71', '1 2 1.00'])
})

test('of too many items the most popular stay, of equals the lower number', () => {
  expect([...tasteOf(acts, options({ itemMax: 1 })).items]).toEqual([2])
  expect([...tasteOf(acts, options({ itemMax: 1, rows: 'sessions' })).items]).toEqual([2])
  expect([...tasteOf(acts, options({ itemMax: 2, rows: 'sessions' })).items]).toEqual([2, 4])
  expect([...tasteOf(acts, options({ itemMax: 0 })).items]).toEqual([])
})

const ITEMS = Int32Array.of(1, 3, 5, 7)
const readWith = (changed: Partial<TasteOptions>, query: Query): readonly (readonly [number, number])[] => {
  const read: [number, number][] = []
  tasteReader(tasteReadingOf(9, ITEMS, options(changed)))(query, (position, weight) => {
    read.push([ITEMS[position], weight])
  })
  return read.sort(([a], [b]) => a - b)
}

test('seeds are the query when there are any', () => {
  const asked = queryOf({ seeds: [3, -1, 99, 4, 3], items: [1, 5] })
  expect(readWith({}, asked)).toEqual([[3, 1]])
})

test('of a history every modelled item counts once, half as much after the half-life', () => {
  const asked = queryOf({ items: [1, 3, 99, -2, 5, 3, 4] })
  expect(readWith({ historyHalfLifeActs: 1 }, asked)).toEqual([
    [1, 0.25],
    [3, 1],
    [5, 0.5],
  ])
  expect(readWith({ historyItemMax: 2 }, asked)).toEqual([
    [3, 1],
    [5, 1],
  ])
})

test('a stronger act counts even when a weaker one is newer', () => {
  const asked = queryOf({ orders: [[3]], items: [3] })
  expect(readWith({ viewWeight: 0.2 }, asked)).toEqual([[3, 1]])
  expect(readWith({ purchaseWeight: 0.5 }, asked)).toEqual([[3, 1]])
})

test('models of sessions read the running session alone', () => {
  const asked = queryOf({ orders: [[1]], items: [5] })
  expect(readWith({ rows: 'sessions' }, asked)).toEqual([[5, 1]])
  expect(readWith({}, asked)).toEqual([
    [1, 1],
    [5, 1],
  ])
})

test('a history of a million acts costs no more than its newest items', () => {
  const items = new Int32Array(1_000_000).map((_, k) => k % 2)
  const history = {
    items,
    at: new Float64Array(items.length),
    kinds: new Uint8Array(items.length),
    orders: new Int32Array(items.length).fill(-1),
  }
  let asked = 0
  const counting = new Proxy(history.items, {
    get: (target, key) => {
      if (key === 'length') return target.length
      asked++
      return target[Number(key)]
    },
  })
  readWith(
    { historyItemMax: 5 },
    {
      now: 0,
      seeds: new Int32Array(0),
      history: { ...history, items: counting },
      sessionStart: 0,
    },
  )
  expect(asked).toBeLessThanOrEqual(100)
})
