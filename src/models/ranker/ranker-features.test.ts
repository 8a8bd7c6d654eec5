import { expect, test } from 'vitest'
import { csrOfPairs } from '../../math/csr.ts'
import { DAY_MS } from '../../domain/local-day.ts'
import { CART, PURCHASE, VIEW } from '../acts.ts'
import { noFacts } from '../item-facts.ts'
import { itemStatistics } from './item-statistics.ts'
import { NO_HISTORY, type Query } from '../query.ts'
import { featureNames, openRankerFeatures, type SourceAnswer } from './ranker-features.ts'
import { dataOf } from '../training-data.test-support.ts'

const ITEMS = 4
const facts = {
  ...noFacts(ITEMS),
  priceMinor: Float64Array.of(100, 200, 400, Number.NaN),
  // Items 0 and 1 share a tag, item 2 has another, item 3 none.
  tags: csrOfPairs(Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 1), ITEMS, 2),
}
const statistics = itemStatistics(dataOf([], { facts, itemCount: ITEMS, now: 100 * DAY_MS }))

/** Two orders with item 0, ten days apart; in the running session a view of item 1 and a basket with item 2. */
const query: Query = {
  now: 40 * DAY_MS,
  seeds: new Int32Array(0),
  history: {
    items: Int32Array.of(0, 0, 3, 1, 2),
    at: Float64Array.of(10, 20, 20, 39, 39).map((day) => day * DAY_MS),
    kinds: Uint8Array.of(PURCHASE, PURCHASE, PURCHASE, VIEW, CART),
    orders: Int32Array.of(0, 1, 1, -1, -1),
  },
  sessionStart: 3,
}
const answer = (proposed: readonly number[]): SourceAnswer => ({
  proposed: Int32Array.from(proposed),
  scoreOf: (item) => (proposed.includes(item) ? 8 / (1 + proposed.indexOf(item)) : 0),
})

const featuresOf = (
  asked: Query,
  candidates: readonly number[],
  answers: readonly SourceAnswer[],
): ReadonlyMap<string, number>[] => {
  const names = featureNames(answers.map((_, k) => `source${k}`))
  const rows = openRankerFeatures(statistics, answers.length)(asked, Int32Array.from(candidates), answers)
  expect(rows.length).toBe(candidates.length * names.length)
  return candidates.map((_, k) => new Map(names.map((name, f) => [name, rows[k * names.length + f]])))
}

test('what a shopper did with a candidate is told', () => {
  const [first, second, third] = featuresOf(query, [0, 1, 2], [])
  expect(first.get('own orders')).toBe(2)
  expect(first.get('own share of orders')).toBe(1)
  expect(first.get('own days since purchase')).toBe(20)
  expect(first.get('own gap ratio')).toBe(2)
  expect(first.get('own orders since purchase')).toBe(0)
  expect(first.get('own session touches')).toBe(0)
  expect(second.get('own views')).toBe(1)
  expect(second.get('own acts since touch')).toBe(1)
  expect(second.get('own days since purchase')).toBeNaN()
  expect(third.get('own carts')).toBe(1)
  expect(third.get('own session touches')).toBe(1)
})

test('prices and tags are held against those of the shopper', () => {
  const [first, second, third, fourth] = featuresOf(query, [0, 1, 2, 3], [])
  expect(first.get('price fit')).toBeCloseTo(0)
  expect(third.get('price fit')).toBeGreaterThan(second.get('price fit') ?? 0)
  expect(second.get('price against last')).toBeCloseTo(Math.log(0.5))
  expect(first.get('tag share')).toBeCloseTo(0.6)
  expect(first.get('tag share of session')).toBeCloseTo(0.5)
  expect(third.get('tags shared with last')).toBe(1)
  expect(first.get('tags shared with last')).toBe(0)
  expect(fourth.get('tag share')).toBeNaN()
  expect(fourth.get('price fit')).toBeNaN()
})

test('what sources say is told by score and place', () => {
  const [first, second, third] = featuresOf(query, [0, 1, 2], [answer([1, 0]), answer([1])])
  expect([first.get('source0 score'), first.get('source0 share of best score')]).toEqual([4, 0.5])
  expect([first.get('source0 place'), second.get('source0 place')]).toEqual([2, 1])
  expect(third.get('source0 place')).toBeNaN()
  const proposals = [first, second, third].map((features) => features.get('sources that propose it'))
  expect(proposals).toEqual([1, 2, 0])
})

test('one question leaves nothing behind for the next', () => {
  const open = openRankerFeatures(statistics, 1)
  const stranger: Query = { ...query, history: NO_HISTORY, sessionStart: 0 }
  const before = open(stranger, Int32Array.of(0, 1, 2), [answer([2])])
  open(query, Int32Array.of(0, 1, 2, 3), [answer([1, 2])])
  expect(open(stranger, Int32Array.of(0, 1, 2), [answer([2])])).toEqual(before)
  const fresh = openRankerFeatures(statistics, 1)(query, Int32Array.of(3), [answer([])])
  expect(open(query, Int32Array.of(3), [answer([])])).toEqual(fresh)
})

test('unknown items in a history are passed over', () => {
  const odd = { ...query.history, items: Int32Array.of(-1, 999_999, 3, 1, 2) }
  const [first] = featuresOf({ ...query, history: odd }, [0], [])
  expect(first.get('own orders')).toBe(0)
  expect(first.get('shopper acts')).toBe(5)
})
