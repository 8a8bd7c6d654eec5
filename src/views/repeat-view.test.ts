import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../domain/local-day.ts'
import { HistoryView } from './history-view.ts'
import { kindCode } from './interaction-block.ts'
import { RepeatView } from './repeat-view.ts'

const ORDER = kindCode('order')
const COFFEE = 0
const SOFA = 1

type Order = { readonly day: number; readonly shopper: number; readonly item: number }

const repeatsOf = (orders: readonly Order[]): RepeatView => {
  const history = new HistoryView()
  const repeats = new RepeatView(history)
  orders.forEach(({ day, shopper, item }, seq) => {
    repeats.fold(ORDER, day * DAY_MS, shopper, item)
    history.fold(seq + 1, ORDER, day * DAY_MS, shopper, item, 0, false)
  })
  return repeats
}

test('what is ordered again and again has the mean of its gaps, and what is bought once has none', () => {
  const orders = [0, 1, 2].flatMap((shopper) => [
    ...[0, 14, 28, 44].map((day) => ({ day, shopper, item: COFFEE })),
    { day: 3, shopper, item: SOFA },
  ])
  const repeats = repeatsOf(orders)
  expect(repeats.gapDays(COFFEE)).toBeCloseTo(44 / 3)
  expect(repeats.gapDays(SOFA)).toBeUndefined()
})

test('a few that bought again among many that did not say nothing', () => {
  const once = Array.from({ length: 100 }, (_, shopper) => ({ day: 1, shopper, item: SOFA }))
  const again = Array.from({ length: 5 }, (_, shopper) => ({ day: 40, shopper, item: SOFA }))
  expect(repeatsOf([...once, ...again]).gapDays(SOFA)).toBeUndefined()
  expect(repeatsOf([...once.slice(0, 20), ...again]).gapDays(SOFA)).toBeCloseTo(39)
})

test('two orders on one day are no repeat, and nameless ones are not joined', () => {
  const sameDay = Array.from({ length: 10 }, () => ({ day: 1, shopper: 0, item: COFFEE }))
  const nameless = Array.from({ length: 10 }, (_, day) => ({ day, shopper: -1, item: COFFEE }))
  expect(repeatsOf([...sameDay, ...nameless]).entry(COFFEE)).toEqual([10, 0, 0])
})

test('orders, repeats and gaps are those of a plain count, in the order of the log', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          day: fc.integer({ min: 0, max: 60 }),
          shopper: fc.integer({ min: 0, max: 3 }),
          item: fc.integer({ min: 0, max: 2 }),
        }),
        { maxLength: 60 },
      ),
      (orders) => {
        const repeats = repeatsOf(orders)
        for (const item of [0, 1, 2]) {
          const expected = [0, 0, 0]
          orders.forEach((order, k) => {
            if (order.item !== item) return
            expected[0]++
            const before = orders
              .slice(0, k)
              .filter(
                (other) => other.item === item && other.shopper === order.shopper && other.day <= order.day,
              )
              .map(({ day }) => day)
            const gap = order.day - Math.max(...before)
            if (before.length === 0 || gap < 1) return
            expected[1]++
            expected[2] += gap * 24
          })
          expect(repeats.entry(item)).toEqual(expected)
        }
      },
    ),
  )
})
