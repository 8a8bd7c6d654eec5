import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { CO_OCCURRENCE_MEASURES } from './co-occurrence-task.ts'
import { type CoOccurrenceOptions, coOccurrence } from './co-occurrence.ts'
import { inlineCompute } from '../compute.ts'
import { bestOf, lookup } from '../scores.ts'
import type { TrainingData } from '../training-data.ts'
import {
  dataOf,
  dataOfOrders,
  dataOfSessions,
  type GivenAct,
  queryOf,
} from '../training-data.test-support.ts'

const [bread, butter, jam, tea] = [0, 1, 2, 3]
const PLAIN: CoOccurrenceOptions = {
  ...coOccurrence.defaults,
  shrinkage: 0,
  sharedMin: 1,
  halfLifeDays: 0,
  sizeExponent: 0,
}

const learn = async (data: TrainingData, options: Partial<CoOccurrenceOptions> = {}) => {
  const training = { compute: inlineCompute, seed: 1, report: () => {} }
  return coOccurrence.scorer(await coOccurrence.train(data, { ...PLAIN, ...options }, training))
}
const scoresOf = async (data: TrainingData, seed: number, options: Partial<CoOccurrenceOptions> = {}) =>
  lookup((await learn(data, options))(queryOf({ seeds: [seed] })))

const breakfasts = dataOfOrders([[bread, butter, jam], [bread, butter], [bread], [tea, jam]])

test('measures are what their formulas say', async () => {
  // Bread is in 3 orders of 4, butter in 2, both in 2.
  const expected = {
    cosine: 2 / Math.sqrt(6),
    conditional: 2 / 3,
    jaccard: 2 / 3,
    lift: (2 * 4) / 6,
    llr: 2 * (2 * Math.log((2 * 4) / 6) + Math.log((1 * 4) / 6) + Math.log((1 * 4) / 2)),
  }
  for (const measure of CO_OCCURRENCE_MEASURES)
    expect((await scoresOf(breakfasts, bread, { measure }))(butter)).toBeCloseTo(expected[measure], 5)
})

test('llr proposes nothing that meets less often than by chance', async () => {
  expect((await scoresOf(breakfasts, bread, { measure: 'llr' }))(jam)).toBe(0)
})

test('shrinkage takes from pairs that met seldom, popularity from what sells anyhow', async () => {
  const plain = (await scoresOf(breakfasts, bread))(butter)
  expect((await scoresOf(breakfasts, bread, { shrinkage: 6 }))(butter)).toBeCloseTo((plain * 2) / 8, 5)
  expect((await scoresOf(breakfasts, bread, { popularityExponent: 1 }))(butter)).toBeCloseTo(plain / 2, 5)
})

test('views lead to purchases: within a session, and only later when asked', async () => {
  const data = dataOf([
    { item: bread, session: 0 },
    { item: butter, session: 0, kind: 'purchase' },
    { item: jam, session: 0 },
  ])
  const bought = { from: 'view', to: 'purchase', within: 'session' } as const
  expect((await scoresOf(data, bread, bought))(butter)).toBeGreaterThan(0)
  expect((await scoresOf(data, jam, bought))(butter)).toBeGreaterThan(0)
  expect((await scoresOf(data, jam, { ...bought, direction: 'later' }))(butter)).toBe(0)
  expect((await scoresOf(data, bread, bought))(jam)).toBe(0)
})

test('what is viewed again in a session counts once', async () => {
  const data = dataOfSessions([[bread, butter, bread, butter], [bread, jam], [jam]])
  const viewed = { from: 'view', to: 'view', within: 'session', measure: 'jaccard' } as const
  expect((await scoresOf(data, bread, viewed))(butter)).toBeCloseTo(1 / 2, 5)
})

test('a pair must share so many orders', async () => {
  const scoreOf = await scoresOf(breakfasts, bread, { sharedMin: 2, sizeExponent: 1 })
  expect([butter, jam].map((item) => scoreOf(item) > 0)).toEqual([true, false])
})

test('a shopper holds acts together for the days of the window', async () => {
  const data = dataOf([
    { item: bread, shopper: 0, at: 0, kind: 'purchase' },
    { item: butter, shopper: 0, at: 5 * DAY_MS, kind: 'purchase' },
    { item: jam, shopper: 0, at: 9 * DAY_MS, kind: 'purchase' },
  ])
  const scoreOf = await scoresOf(data, bread, { within: 'shopper', windowDays: 5 })
  expect([butter, jam].map((item) => scoreOf(item) > 0)).toEqual([true, false])
})

test('an act counts half after its half-life', async () => {
  const data = dataOf([
    { item: bread, order: 0, at: 0, kind: 'purchase' },
    { item: butter, order: 0, at: 0, kind: 'purchase' },
    { item: bread, order: 1, at: 10 * DAY_MS, kind: 'purchase' },
    { item: jam, order: 1, at: 10 * DAY_MS, kind: 'purchase' },
  ])
  const scoreOf = await scoresOf(data, bread, { measure: 'conditional', halfLifeDays: 10 })
  expect(scoreOf(butter)).toBeCloseTo(1 / 3, 5)
  expect(scoreOf(jam)).toBeCloseTo(2 / 3, 5)
})

test('acts so old that they weigh nothing leave whole scores', async () => {
  const data = dataOfOrders([[bread, butter]])
  const old = dataOf(
    [bread, butter].map((item) => ({ item, order: 0, at: 0, kind: 'purchase' as const })),
    { now: 10_000 * DAY_MS },
  )
  expect((await scoresOf(old, bread, { halfLifeDays: 1 }))(butter)).toBeCloseTo(
    (await scoresOf(data, bread))(butter),
    5,
  )
})

test('large orders weigh less when asked', async () => {
  const data = dataOfOrders([
    [bread, butter],
    [bread, jam, tea, 4, 5],
  ])
  const scoreOf = await scoresOf(data, bread, { measure: 'conditional', sizeExponent: 1 })
  expect(scoreOf(butter) / scoreOf(jam)).toBeCloseTo(5 / 2, 5)
})

test('a giant order costs its lines times the reach', async () => {
  const lines = Array.from({ length: 30_000 }, (_, item) => item)
  const scoreOf = await scoresOf(dataOfOrders([lines]), 100, { reachMax: 3 })
  expect([97, 103, 96, 104].map((item) => scoreOf(item) > 0)).toEqual([true, true, false, false])
})

test('without a seed, the newest acts of the history say most', async () => {
  const score = await learn(
    dataOfOrders([
      [bread, butter],
      [jam, tea],
    ]),
  )
  expect([...bestOf(score(queryOf({ items: [bread, jam] })), 2).items]).toEqual([tea, butter])
})

const orders = fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 5 }), { maxLength: 25 })

test('agrees with counting by hand', async () => {
  await fc.assert(
    fc.asyncProperty(orders, fc.nat(7), async (given, seed) => {
      const holding = (...items: number[]) =>
        given.filter((order) => items.every((i) => order.includes(i))).length
      const scoreOf = await scoresOf(dataOfOrders(given, 8), seed)
      for (let item = 0; item < 8; item++) {
        const together = item === seed ? 0 : holding(seed, item)
        const expected = together === 0 ? 0 : together / Math.sqrt(holding(seed) * holding(item))
        expect(scoreOf(item)).toBeCloseTo(expected, 5)
      }
    }),
    { numRuns: 60 },
  )
})

const acts: fc.Arbitrary<GivenAct[]> = fc.array(
  fc.record({
    item: fc.nat(7),
    shopper: fc.nat(3),
    at: fc.nat(60).map((day) => day * DAY_MS),
    kind: fc.constantFrom('view' as const, 'purchase' as const),
  }),
  { maxLength: 40 },
)

test('shares stay shares, whatever ages, windows and repeats', async () => {
  await fc.assert(
    fc.asyncProperty(
      acts,
      fc.constantFrom('cosine' as const, 'conditional' as const, 'jaccard' as const),
      fc.constantFrom(0, 10),
      fc.constantFrom('both' as const, 'later' as const),
      async (given, measure, days, direction) => {
        const options = { measure, direction, within: 'shopper', from: 'any', to: 'any' } as const
        const training = { compute: inlineCompute, seed: 1, report: () => {} }
        const { neighbors } = await coOccurrence.train(
          dataOf(given),
          { ...PLAIN, ...options, windowDays: days, halfLifeDays: days },
          training,
        )
        for (const value of neighbors.values) expect(value).toBeLessThanOrEqual(1.000001)
      },
    ),
    { numRuns: 60 },
  )
})
