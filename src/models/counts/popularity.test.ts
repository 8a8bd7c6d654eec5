import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { inlineCompute } from '../compute.ts'
import { type PopularityOptions, popularity } from './popularity.ts'
import { bestOf } from '../scores.ts'
import { dataOf, type GivenAct, queryOf } from '../training-data.test-support.ts'

const [bread, butter, jam] = [0, 1, 2]
const PLAIN: PopularityOptions = { kind: 'any', by: 'acts', windowDays: 0, halfLifeDays: 0 }
const training = { compute: inlineCompute, seed: 1, report: () => {} }

const scoresOf = async (
  acts: readonly GivenAct[],
  options: Partial<PopularityOptions> = {},
  now?: number,
) => {
  const data = dataOf(acts, now === undefined ? {} : { now })
  return [...(await popularity.train(data, { ...PLAIN, ...options }, training)).scores]
}

test('counts shoppers once, orders once, units and acts', async () => {
  const acts: GivenAct[] = [
    { item: bread, shopper: 0, order: 0, kind: 'purchase', units: 5 },
    { item: bread, shopper: 0, order: 1, kind: 'purchase', units: 2 },
    { item: bread, shopper: 0, order: 1, kind: 'purchase' },
    { item: butter, shopper: 0 },
    { item: butter, shopper: 1 },
  ]
  expect(await scoresOf(acts, { by: 'shoppers' })).toEqual([1, 2])
  expect(await scoresOf(acts, { by: 'orders' })).toEqual([2, 0])
  expect(await scoresOf(acts, { by: 'units' })).toEqual([8, 2])
  expect(await scoresOf(acts, { by: 'acts' })).toEqual([3, 2])
  expect(await scoresOf(acts, { by: 'acts', kind: 'view' })).toEqual([0, 2])
})

test('acts of nobody known are of one person each visit, else each order', async () => {
  const acts: GivenAct[] = [
    { item: bread, session: 0 },
    { item: bread, session: 0, order: 0, kind: 'purchase' },
    { item: bread, session: 1 },
    { item: butter, order: 1, kind: 'purchase' },
    { item: butter, order: 1, kind: 'purchase' },
    { item: jam },
    { item: jam },
  ]
  expect(await scoresOf(acts, { by: 'shoppers' })).toEqual([2, 1, 2])
})

test('a shopper, a visit and an order of the same number are three people', async () => {
  expect(
    await scoresOf(
      [
        { item: bread, shopper: 0 },
        { item: bread, session: 0 },
        { item: bread, order: 0 },
      ],
      {
        by: 'shoppers',
      },
    ),
  ).toEqual([3])
})

test('only the window counts, and in it the old counts less', async () => {
  const acts: GivenAct[] = [
    { item: bread, at: 0 },
    { item: butter, at: 5 * DAY_MS },
    { item: jam, at: 10 * DAY_MS },
  ]
  expect(await scoresOf(acts, { windowDays: 5 })).toEqual([0, 1, 1])
  expect(await scoresOf(acts, { halfLifeDays: 5 })).toEqual([0.25, 0.5, 1])
  expect(await scoresOf(acts, { halfLifeDays: 5 }, 15 * DAY_MS)).toEqual([0.125, 0.25, 0.5])
})

test('a shopper counts by the newest act', async () => {
  const acts: GivenAct[] = [
    { item: bread, shopper: 0, at: 0 },
    { item: bread, shopper: 0, at: 4 * DAY_MS },
  ]
  expect(await scoresOf(acts, { by: 'shoppers', halfLifeDays: 2 }, 6 * DAY_MS)).toEqual([0.5])
})

test('answers the same whoever asks', async () => {
  const model = await popularity.train(
    dataOf([{ item: bread }, { item: butter }, { item: butter }]),
    PLAIN,
    training,
  )
  const best = (seeds: number[]) => [...bestOf(popularity.scorer(model)(queryOf({ seeds })), 5).items]
  expect(best([])).toEqual([butter, bread])
  expect(best([butter])).toEqual([butter, bread])
})

test('counts of shoppers agree with sets', async () => {
  const act = fc.record({ item: fc.nat(4), shopper: fc.nat(5), at: fc.nat(30).map((day) => day * DAY_MS) })
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 40 }), fc.nat(30), async (acts, windowDays) => {
      const now = 30 * DAY_MS
      const scores = await scoresOf(acts, { by: 'shoppers', windowDays }, now)
      for (const [item, score] of scores.entries()) {
        const counted = acts.filter(
          (given) => given.item === item && (windowDays === 0 || given.at >= now - windowDays * DAY_MS),
        )
        expect(score).toBe(new Set(counted.map(({ shopper }) => shopper)).size)
      }
    }),
    { numRuns: 60 },
  )
})
