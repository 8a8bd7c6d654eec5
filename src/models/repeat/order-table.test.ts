import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Orders,
  orderTable,
  ordersBefore,
  ordersOf,
  ownItems,
  PAST_LINE_MAX,
  PAST_ORDER_MAX,
} from './order-table.ts'
import { dataOf, dataOfOrders, queryOf } from '../training-data.test-support.ts'

const [bread, butter, jam] = [0, 1, 2]
const listsOf = ({ count, starts, items }: Orders): number[][] =>
  Array.from({ length: count }, (_, order) => [...items.subarray(starts[order], starts[order + 1])])

test('an order holds each of its items once', () => {
  const table = orderTable(dataOfOrders([[bread, butter, bread], [jam]]))
  expect(listsOf(table)).toEqual([[bread, butter], [jam]])
  expect([...table.shopper]).toEqual([0, 1])
})

test('purchases without a number are one order when the same shopper made them at the same instant', () => {
  const buy = (shopper: number, item: number, at: number) => ({
    shopper,
    item,
    at,
    kind: 'purchase' as const,
  })
  const table = orderTable(
    dataOf([buy(0, bread, 5), buy(1, jam, 5), buy(0, butter, 5), buy(0, jam, 6), buy(-1, jam, 7)]),
  )
  expect(listsOf(table)).toEqual([[bread, butter], [jam], [jam]])
})

test('views and baskets are no orders', () => {
  const table = orderTable(
    dataOf([
      { item: bread, shopper: 0 },
      { item: jam, shopper: 0, kind: 'cart' },
    ]),
  )
  expect(table.count).toBe(0)
})

const someOrders = fc.array(fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }), { maxLength: 6 })

test('a history is the same, read from a query or from the table of all orders', () => {
  fc.assert(
    fc.property(someOrders, (orders) => {
      const table = orderTable(dataOfOrders(orders, 10, () => 0))
      const read = ordersOf(queryOf({ orders }), 10)
      const written = ordersBefore(table, 0, orders.length)
      expect(listsOf(read).map((items) => items.toSorted())).toEqual(listsOf(written))
      expect(read.at).toEqual(written.at)
    }),
  )
})

test('orders before one are those before it', () => {
  const table = orderTable(dataOfOrders([[bread], [butter], [jam]], 3, () => 0))
  expect(listsOf(ordersBefore(table, 0, 2))).toEqual([[bread], [butter]])
})

test('items that a model has not seen are passed over, and orders of nothing else', () => {
  const query = queryOf({ orders: [[-1, bread], [77], [jam, jam]], items: [butter] })
  expect(listsOf(ordersOf(query, 3))).toEqual([[bread], [jam]])
})

test('of a very long history the newest orders are read', () => {
  const orders = Array.from({ length: 3000 }, (_, k) => [k % 10])
  const newest = orders.slice(-PAST_ORDER_MAX)
  expect(listsOf(ordersOf(queryOf({ orders }), 10))).toEqual(newest)
  const table = orderTable(dataOfOrders(orders, 10, () => 0))
  expect(listsOf(ordersBefore(table, 0, orders.length))).toEqual(newest)
})

test('lines are bounded too', () => {
  const giant = Array.from({ length: 1500 }, (_, item) => item)
  const orders = [giant, giant, giant]
  const table = orderTable(dataOfOrders(orders, 1500, () => 0))
  expect(ordersBefore(table, 0, 3).items.length).toBeLessThanOrEqual(PAST_LINE_MAX)
  expect(ordersOf(queryOf({ orders }), 1500).items.length).toBeLessThanOrEqual(PAST_LINE_MAX)
})

test('own items count orders, and know the first and the newest', () => {
  const own = ownItems(
    ordersOf(queryOf({ orders: [[bread, jam], [bread], [butter, bread]] }), 3),
    (order) => 2 ** order,
  )
  expect([...own.items]).toEqual([bread, jam, butter])
  expect([...own.counts]).toEqual([3, 1, 1])
  expect([...own.weights]).toEqual([7, 1, 4])
  expect([...own.first]).toEqual([0, 0, 2])
  expect([...own.last]).toEqual([2, 0, 2])
})
