/** What each list says of given figures; Adobe's tests 7 and 9. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ListParameters } from '../domain/catalog.ts'
import { DAY_MS } from '../domain/local-day.ts'
import type { Metric } from '../domain/metric.ts'
import type { ListInput, ListRecipe } from './list.ts'
import { LIST_RECIPES } from './lists.ts'
import { momentum } from './momentum.ts'
import { mostAddedToCart } from './most-added-to-cart.ts'
import { mostPurchased } from './most-purchased.ts'
import { mostViewed } from './most-viewed.ts'
import { newItems } from './new-items.ts'
import { viewToCart } from './view-to-cart.ts'
import { viewToPurchase } from './view-to-purchase.ts'

const NOW = Date.UTC(2026, 5, 15, 12)
type Figures = Partial<Record<Metric, readonly number[]>>
type Hourly = { readonly recent: readonly number[]; readonly before: readonly number[] }

/** Figures of items 0, 1, 2 …; `hourly` are sessions of the last 24 hours, and of those before. */
const input = (figures: Figures, { recent, before }: Hourly = { recent: [], before: [] }): ListInput => {
  const size = Math.max(recent.length, ...Object.values(figures).map((sums) => sums.length))
  const padded = (sums: readonly number[] = []): Float64Array =>
    Float64Array.from({ length: size }, (_, item) => sums[item] ?? 0)
  return {
    candidates: Int32Array.from({ length: size }, (_, item) => item),
    since: new Float64Array(size).fill(NOW - DAY_MS),
    now: NOW,
    dayOf: (at) => Math.floor(at / DAY_MS),
    sums: (metric) => padded(figures[metric]),
    hourlySums: (metric, from) => padded(metric === 'orders' ? [] : from < 24 ? recent : before),
  }
}

const ranked = (
  recipe: ListRecipe,
  given: ListInput,
  parameters: ListParameters = recipe.defaults,
): readonly number[] => {
  const { members, scores } = recipe.score(given, parameters)
  return [...members].sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
}
const reasonOf = (recipe: ListRecipe, given: ListInput, item: number, parameters = recipe.defaults) => {
  const { scores, factsOf } = recipe.score(given, parameters)
  return recipe.reason(scores[item] as number, parameters, factsOf?.(item))
}

test('Most viewed counts sessions, and raw views when asked to', () => {
  const given = input({ sessions: [1, 2, 0], views: [50, 2, 0] })
  expect(ranked(mostViewed, given)).toEqual([1, 0])
  expect(ranked(mostViewed, given, { windowDays: 30, viewMeasure: 'views' })).toEqual([0, 1])
  expect(reasonOf(mostViewed, given, 0)).toEqual({
    code: 'VIEWED_IN_WINDOW',
    text: 'Viewed in 1 session in the last 30 days',
    values: { sessions: 1, windowDays: 30 },
  })
})

test('Most purchased goes by orders and Most added to cart by times, in seven days', () => {
  const given = input({ orders: [1, 3, 0], units: [90, 3, 5], carts: [2, 0, 7] })
  expect(ranked(mostPurchased, given)).toEqual([1, 0])
  expect(ranked(mostAddedToCart, given)).toEqual([2, 0])
  expect(reasonOf(mostPurchased, given, 1).values).toEqual({ orders: 3, windowDays: 7 })
  expect(reasonOf(mostAddedToCart, given, 2).text).toBe('Put into the basket 7 times in the last 7 days')
})

test('Adobe test 9: four sessions and one order are told as 25 %', () => {
  const given = input({ sessions: [4, 996], purchaseSessions: [1, 40] })
  expect(reasonOf(viewToPurchase, given, 0)).toEqual({
    code: 'VIEW_LED_TO_PURCHASE',
    text: '1 of 4 sessions with it led to an order (25 %), in the last 7 days',
    values: { sessions: 4, purchaseSessions: 1, rate: 0.25, windowDays: 7 },
  })
})

test('Adobe test 9: one of one is not on top, nor is anything that few have seen or nobody bought', () => {
  const given = input({ sessions: [1, 3, 100, 8, 1_000], purchaseSessions: [1, 3, 30, 0, 20] })
  expect(ranked(viewToPurchase, given)).toEqual([2, 4])
  const carts = input({ sessions: [1, 10, 200], cartSessions: [1, 4, 60] })
  expect(ranked(viewToCart, carts)).toEqual([1, 2])
})

test('what few have seen stands near the shop’s own share, above what many have seen and left', () => {
  const given = input({ sessions: [4, 100, 10_000], purchaseSessions: [1, 15, 2_000] })
  expect(ranked(viewToPurchase, given)).toEqual([0, 2, 1])
})

test('sessions of nobody are no failed conversions', () => {
  const given = input({ sessions: [50, 10], namelessSessions: [40, 0], cartSessions: [5, 4] })
  expect(ranked(viewToCart, given)).toEqual([0, 1])
  expect(reasonOf(viewToCart, given, 0).values).toEqual({
    sessions: 10,
    cartSessions: 5,
    rate: 0.5,
    windowDays: 7,
  })
})

test('a share that more sessions bear out never stands further behind', () => {
  const count = fc.integer({ min: 4, max: 200 })
  fc.assert(
    fc.property(
      count,
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 0.3, max: 1, noNaN: true }),
      (n, k, rate) => {
        // The rest of the shop buys one time in a hundred, so the item is better than the shop.
        const led = rate * n
        const given = input({ sessions: [n, n * k, 100_000], purchaseSessions: [led, led * k, 1_000] })
        const { scores } = viewToPurchase.score(given, viewToPurchase.defaults)
        expect(scores[1]).toBeGreaterThanOrEqual((scores[0] as number) - 1e-12)
        expect(scores[0]).toBeLessThanOrEqual(rate + 1e-12)
      },
    ),
  )
})

test('Adobe test 7: what triples its share stands before what is always asked for, which is not in the list', () => {
  const given = input({}, { recent: [10_000, 90, 30], before: [30_000, 90, 90] })
  expect(ranked(momentum, given)).toEqual([1])
  const { values, text } = reasonOf(momentum, given, 1)
  expect([values['recent'], values['before']]).toEqual([90, 90])
  expect(values['times']).toBeGreaterThan(2)
  expect(values['times']).toBeLessThan(3)
  expect(text).toBe(
    'Asked for 90 times in the last 24 hours and 90 times in the 72 before: at least 2.2 times its usual share',
  )
})

test('one view after none, and three, are no trend; thirty are', () => {
  const ofNew = (recent: number) => input({}, { recent: [recent, 1_000], before: [0, 3_000] })
  expect([1, 3, 30].map((recent) => ranked(momentum, ofNew(recent)))).toEqual([[], [], [0]])
})

test('a day on which the whole shop is asked for twice as much is no trend of anything', () => {
  const given = input({}, { recent: [200, 400, 20], before: [300, 600, 30] })
  expect(ranked(momentum, given)).toEqual([])
})

test('without the three days before there is no trend', () => {
  expect(ranked(momentum, input({}, { recent: [500, 20], before: [0, 0] }))).toEqual([])
})

test('of the same rise, the one that more bear out stands first', () => {
  const given = input({}, { recent: [40, 400, 10_000], before: [40, 400, 30_000] })
  expect(ranked(momentum, given)).toEqual([1, 0])
})

test('a factor above 1 puts any score further in front, one below 1 further behind, and 1 leaves it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LIST_RECIPES),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: 1.01, max: 100, noNaN: true }),
      (recipe, size, factor) => {
        const score = recipe === newItems ? NOW - Math.round(size * 1e9) : size
        expect(recipe.boosted(score, factor, NOW)).toBeGreaterThan(score)
        expect(recipe.boosted(score, 1 / factor, NOW)).toBeLessThan(score)
        expect(recipe.boosted(score, 1, NOW)).toBe(score)
      },
    ),
  )
})

test('twice as new is half as old', () => {
  expect(newItems.boosted(NOW - 10 * DAY_MS, 2, NOW)).toBe(NOW - 5 * DAY_MS)
})
