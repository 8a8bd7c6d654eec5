import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { inlineCompute } from '../compute.ts'
import { daysInUsualRhythm, type PersonalFrequencyOptions, personalFrequency } from './personal-frequency.ts'
import type { Query } from '../query.ts'
import { bestOf, lookup } from '../scores.ts'
import { dataOf, dataOfOrders, type GivenAct, queryOf } from '../training-data.test-support.ts'
import type { TrainingData } from '../training-data.ts'

const [coffee, sofa, milk] = [0, 1, 2]
const PLAIN: PersonalFrequencyOptions = {
  ...personalFrequency.defaults,
  orderDecay: 1,
  halfLifeDays: 1e6,
  dueWeight: 0,
  popularityWeight: 0.001,
  popularityHalfLifeDays: 1e6,
}
const learn = async (data: TrainingData, options: Partial<PersonalFrequencyOptions> = {}) =>
  personalFrequency.scorer(
    await personalFrequency.train(
      data,
      { ...PLAIN, ...options },
      { compute: inlineCompute, seed: 1, report: () => {} },
    ),
  )

const buy = (shopper: number, item: number, day: number): GivenAct => ({
  shopper,
  item,
  at: day * DAY_MS,
  kind: 'purchase',
})
/** Milk every 3 days, coffee every 14, one sofa. */
const household = (shopper: number): GivenAct[] => [
  buy(shopper, sofa, 0),
  ...Array.from({ length: 20 }, (_, k) => buy(shopper, coffee, 14 * k)),
  ...Array.from({ length: 90 }, (_, k) => buy(shopper, milk, 3 * k)),
]
/** A shopper who bought coffee, milk and a sofa once, all at day 0. */
const after = (days: number): Query => queryOf({ orders: [[coffee, milk, sofa]], now: days * DAY_MS })

test('coffee is due after two weeks and not after two days, a sofa never', async () => {
  const score = await learn(dataOf(Array.from({ length: 30 }, (_, shopper) => household(shopper)).flat()), {
    dueWeight: 1,
    aheadDays: 3,
  })
  const scoresAfter = (days: number): ((item: number) => number) => lookup(score(after(days)))
  expect(scoresAfter(2)(milk)).toBeGreaterThan(10 * scoresAfter(2)(coffee))
  expect(scoresAfter(13)(coffee)).toBeGreaterThan(20 * scoresAfter(2)(coffee))
  for (const days of [2, 7, 13, 40, 100])
    expect(scoresAfter(days)(sofa)).toBeLessThan(scoresAfter(13)(coffee) / 20)
})

test('the order of a minute ago counts at once', async () => {
  const score = await learn(dataOfOrders([[coffee], [milk]], 3))
  expect(bestOf(score(queryOf({ orders: [[sofa]], now: 60_000 })), 1).items[0]).toBe(sofa)
})

test('without decay and due it is GP-TopFreq: personal counts, then popularity', async () => {
  const orders = fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 4 }), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(orders, orders, async (sold, own) => {
      const score = lookup((await learn(dataOfOrders(sold, 8)))(queryOf({ orders: own })))
      const count = (lists: readonly number[][], item: number) =>
        lists.filter((list) => list.includes(item)).length
      for (let item = 0; item < 8; item++)
        expect(score(item)).toBeCloseTo(
          count(own, item) + (PLAIN.popularityWeight * count(sold, item)) / Math.max(1, sold.length),
          5,
        )
    }),
  )
})

test('older orders weigh less, by place and by time', async () => {
  const query = queryOf({ orders: [[coffee], [milk]], now: 1 + 10 * DAY_MS })
  const byPlace = lookup((await learn(dataOf([], { itemCount: 3 }), { orderDecay: 0.8 }))(query))
  expect(byPlace(coffee)).toBeCloseTo(0.8)
  expect(byPlace(milk)).toBeCloseTo(1)
  const byTime = lookup((await learn(dataOf([], { itemCount: 3 }), { halfLifeDays: 10 }))(query))
  expect(byTime(milk)).toBeCloseTo(0.5)
})

test('strangers are told what is popular, and seeds never', async () => {
  const score = await learn(dataOfOrders([[coffee, milk], [coffee], [sofa]]))
  expect([...bestOf(score(queryOf({})), 5).items]).toEqual([coffee, sofa, milk])
  expect([...bestOf(score(queryOf({ seeds: [coffee], orders: [[coffee]] })), 5).items]).toEqual([sofa, milk])
})

test('a slow shopper is given more time, the more so the more of their intervals are known', () => {
  const rhythm = (ownCount: number, ownDays: number): number =>
    daysInUsualRhythm(20, { usualDays: 10, ownDays, ownCount, shrinkage: 2 })
  expect(rhythm(1, 0)).toBe(20)
  expect(rhythm(2, 20)).toBeCloseTo(20 / ((20 + 20) / 3 / 10))
  expect(rhythm(100, 99 * 20)).toBeCloseTo(10, 0)
  expect(rhythm(5, 40)).toBeCloseTo(20)
})
