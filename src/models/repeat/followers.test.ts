import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { followers } from './followers.ts'
import { orderTable } from './order-table.ts'
import { dataOf, dataOfOrders } from '../training-data.test-support.ts'

const ITEMS = 5
const options = { neighborMax: 10, halfLifeDays: 1e9 }

/** P(j | i) over a map. */
const naive = (histories: readonly (readonly (readonly number[])[])[], i: number, j: number): number => {
  let next = 0
  let held = 0
  for (const orders of histories) {
    const first = orders.findIndex((order) => order.includes(i))
    if (first < 0) continue
    const later = orders.slice(first + 1, first + 11)
    next += later.length
    held += later.filter((order) => order.includes(j)).length
  }
  return held / (next + 10)
}

test('it is the share of later orders that hold an item, as by the formula', () => {
  const history = fc.array(fc.uniqueArray(fc.nat(ITEMS - 1), { minLength: 1, maxLength: 3 }), {
    maxLength: 14,
  })
  fc.assert(
    fc.property(fc.array(history, { maxLength: 4 }), (histories) => {
      const owner = histories.flatMap((orders, shopper) => orders.map(() => shopper))
      const table = orderTable(dataOfOrders(histories.flat(), ITEMS, (order) => owner[order]))
      const { starts, columns, values } = followers(table, ITEMS, table.count, options)
      for (let i = 0; i < ITEMS; i++) {
        const row = new Map<number, number>()
        for (let k = starts[i]; k < starts[i + 1]; k++) row.set(columns[k], values[k])
        for (let j = 0; j < ITEMS; j++)
          expect(row.get(j) ?? 0).toBeCloseTo(i === j ? 0 : naive(histories, i, j), 5)
      }
    }),
  )
})

test('orders from a place on are not looked at, and older ones count less', () => {
  const buy = (item: number, day: number) => ({
    shopper: 0,
    item,
    at: day * DAY_MS,
    kind: 'purchase' as const,
  })
  const table = orderTable(dataOf([buy(0, 0), buy(1, 10), buy(2, 20), buy(3, 30)]))
  const { starts, columns, values } = followers(table, 4, 3, { neighborMax: 10, halfLifeDays: 10 })
  expect([...columns.subarray(starts[0], starts[1])]).toEqual([2, 1])
  expect(values[0]).toBeCloseTo(1 / 11.5)
  expect(values[1]).toBeCloseTo(0.5 / 11.5)
})

test('only the first ten orders after an item follow it', () => {
  const orders = [[0], ...Array.from({ length: 10 }, () => [1]), [2]]
  const table = orderTable(dataOfOrders(orders, 3, () => 0))
  const { starts, columns } = followers(table, 3, table.count, options)
  expect([...columns.subarray(starts[0], starts[1])]).toEqual([1])
})

test('of many followers the likeliest are kept, the likeliest first', () => {
  const table = orderTable(dataOfOrders([[0], [1, 2, 3], [2, 3], [3]], 4, () => 0))
  const { starts, columns } = followers(table, 4, table.count, { neighborMax: 2, halfLifeDays: 1e9 })
  expect([...columns.subarray(starts[0], starts[1])]).toEqual([3, 2])
})
