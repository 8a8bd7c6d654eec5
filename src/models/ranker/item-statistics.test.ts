import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { itemStatistics } from './item-statistics.ts'
import { dataOf, type GivenAct } from '../training-data.test-support.ts'

const bought = (item: number, shopper: number, day: number, order: number): GivenAct => ({
  item,
  shopper,
  order,
  at: day * DAY_MS,
  kind: 'purchase',
  priceMinor: 100,
})

test('purchases are counted by window, and momentum compares the newest with the longest', () => {
  const { logPurchases, momentum } = itemStatistics(
    dataOf([bought(0, 0, 1, 0), bought(0, 1, 60, 1), bought(1, 0, 98, 2), bought(1, 1, 99, 3)], {
      now: 100 * DAY_MS,
    }),
  )
  const counts = [...logPurchases].map((count) => Math.round(Math.expm1(count)))
  expect(counts).toEqual([0, 0, 1, 2, 2, 2, 2, 2])
  expect(momentum[1]).toBeGreaterThan(momentum[0])
})

test('who comes back for an item, and after how long', () => {
  const { repeatRate, gapDays, soldAt } = itemStatistics(
    dataOf([
      bought(0, 0, 0, 0),
      // Two lines of one order are one purchase.
      bought(0, 0, 0, 0),
      bought(0, 1, 1, 1),
      bought(0, 0, 10, 2),
      bought(0, 0, 30, 3),
      bought(1, 1, 30, 4),
    ]),
  )
  expect(repeatRate[0]).toBeCloseTo(0.5)
  expect(gapDays[0]).toBeCloseTo(15)
  expect(soldAt[0]).toBe(30 * DAY_MS)
  expect(repeatRate[1]).toBe(0)
  expect(gapDays[1]).toBeNaN()
})

test('nothing is made up of an item that nobody touched', () => {
  const { repeatRate, conversion, logPrice, bornAt, soldAt, logPurchases } = itemStatistics(
    dataOf([], { itemCount: 1 }),
  )
  for (const column of [repeatRate, conversion, logPrice, bornAt, soldAt]) expect(column[0]).toBeNaN()
  expect([...logPurchases]).toEqual([0, 0, 0, 0])
})

test('few views say little of how often an item is bought', () => {
  const views = Array.from({ length: 200 }, (): GivenAct => ({ item: 0 }))
  const { conversion } = itemStatistics(
    dataOf([...views, { item: 1 }, bought(1, 0, 1, 0), bought(0, 0, 1, 1)]),
  )
  expect(conversion[1]).toBeGreaterThan(conversion[0])
  expect(conversion[1]).toBeLessThan(0.1)
})
