import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindCode } from './interaction-block.ts'
import { OrderView } from './order-view.ts'

const ORDER = kindCode('order')

test('an order of several lines is one order', () => {
  const view = new OrderView()
  view.fold(7, ORDER, 100, 2)
  view.fold(7, ORDER, 100, 2)
  view.fold(8, kindCode('product-view'), 200, 2)
  view.fold(9, ORDER, 300, -1)
  expect(view.ordersOf([2])).toEqual([{ seq: 7, at: 100 }])
  expect(view.ordersOf([])).toEqual([])
  expect(view.ordersOf([-1, 0, 50])).toEqual([])
})

test('the orders of a person are those of all their names, newest first', () => {
  const orders = fc.array(
    fc.record({ shopper: fc.nat(4), at: fc.nat(20), lines: fc.integer({ min: 1, max: 3 }) }),
  )
  fc.assert(
    fc.property(orders, fc.uniqueArray(fc.nat(5)), (placed, names) => {
      const view = new OrderView()
      for (const [k, { shopper, at, lines }] of placed.entries())
        for (let line = 0; line < lines; line++) view.fold(k + 1, ORDER, at, shopper)
      const expected = placed
        .map(({ shopper, at }, k) => ({ shopper, at, seq: k + 1 }))
        .filter(({ shopper }) => names.includes(shopper))
        .sort((a, b) => b.at - a.at || b.seq - a.seq)
        .map(({ seq, at }) => ({ seq, at }))
      expect(view.ordersOf(names)).toEqual(expected)
    }),
  )
})
