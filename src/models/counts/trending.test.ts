import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { type TrendingOptions, trending } from './trending.ts'
import { dataOf, type GivenAct } from '../training-data.test-support.ts'

const NOW = 100 * DAY_MS
const training = { compute: inlineCompute, seed: 1, report: () => {} }
const OPTIONS: TrendingOptions = { ...trending.defaults, windowDays: 7, baselineDays: 7, isWeekly: false }

const scoresOf = async (acts: readonly GivenAct[], options: Partial<TrendingOptions> = {}) => {
  const data = dataOf(acts, { now: NOW })
  return [...(await trending.train(data, { ...OPTIONS, ...options }, training)).scores]
}

/** So many acts on a day, counted back from the end. */
const acts = (item: number, count: number, age: number, shopper = -1): GivenAct[] =>
  Array.from({ length: count }, () => ({
    item,
    at: NOW - age * DAY_MS - 1,
    shopper,
    kind: 'purchase' as const,
  }))

test('3 after 0 does not beat 300 after 150, and 300 after 300 is no trend', async () => {
  const scores = await scoresOf([
    ...acts(0, 3, 1),
    ...acts(1, 150, 9),
    ...acts(1, 300, 2),
    ...acts(2, 300, 9),
    ...acts(2, 300, 2),
  ])
  expect(scores[0]).toBe(0)
  expect(scores[1]).toBeGreaterThan(0.4)
  expect(scores[2]).toBe(0)
})

test('60 after 0 is a trend', async () => {
  const [fresh] = await scoresOf([...acts(0, 60, 1), ...acts(1, 60, 9), ...acts(1, 60, 1)])
  expect(fresh).toBeGreaterThan(1)
})

test('what falls and what is gone score 0', async () => {
  expect(await scoresOf([...acts(0, 90, 9), ...acts(0, 20, 1), ...acts(1, 50, 9)])).toEqual([0, 0])
})

test('what was not there in the window is no trend, however little caution is asked for', async () => {
  const scores = await scoresOf([...acts(2, 9, 1), ...acts(1, 1, 29)], { baselineDays: 28, caution: 0 })
  expect(scores.map((score) => score > 0)).toEqual([false, false, true])
})

test('a rise is told by rates: a long baseline is no rise of itself', async () => {
  const given = Array.from({ length: 35 }, (_, age) => acts(0, 10, age)).flat()
  const [steady] = await scoresOf(given, { baselineDays: 28, caution: 0 })
  expect(steady).toBeCloseTo(0, 1)
})

test('one eager shopper counts once a day', async () => {
  const crowd = Array.from({ length: 40 }, (_, shopper) => acts(1, 1, 1, shopper)).flat()
  const [eager, wanted] = await scoresOf([
    ...acts(0, 40, 1, 99),
    ...crowd,
    ...acts(0, 5, 9),
    ...acts(1, 5, 9),
  ])
  expect(eager).toBe(0)
  expect(wanted).toBeGreaterThan(0)
})

test('a window of busy days is held against busy days', async () => {
  // Every seventh and first day back is a Saturday, with five times the sales; the window of two days has one.
  const given = Array.from({ length: 30 }, (_, age) => acts(0, age % 7 === 0 ? 100 : 20, age)).flat()
  const options = { windowDays: 2, baselineDays: 28 }
  const [plain] = await scoresOf(given, options)
  const [weekly] = await scoresOf(given, { ...options, isWeekly: true })
  expect(plain).toBeGreaterThan(0.2)
  expect(weekly).toBe(0)
})

test('where items swing for no reason, a rise must be larger', async () => {
  const random = rng(1, 'swings')
  const swinging = Array.from({ length: 60 }, (_, item) => [
    ...acts(item + 1, random.poisson(100 * (0.4 + 1.2 * random.float())), 9),
    ...acts(item + 1, random.poisson(100 * (0.4 + 1.2 * random.float())), 1),
  ]).flat()
  const steady = Array.from({ length: 60 }, (_, item) => [
    ...acts(item + 1, random.poisson(100), 9),
    ...acts(item + 1, random.poisson(100), 1),
  ]).flat()
  const riser = [...acts(0, 100, 9), ...acts(0, 200, 1)]
  const [amongSwinging] = await scoresOf([...riser, ...swinging])
  const [amongSteady] = await scoresOf([...riser, ...steady])
  expect(amongSteady).toBeGreaterThan(0.3)
  expect(amongSwinging).toBeLessThan(amongSteady / 2)
})

test('of items without a trend, few are listed', async () => {
  const random = rng(2, 'steady')
  const given = Array.from({ length: 1000 }, (_, item) => {
    const level = 3 + random.int(40)
    return [...acts(item, random.poisson(level), 9), ...acts(item, random.poisson(level), 1)]
  }).flat()
  const listed = (await scoresOf(given)).filter((score) => score > 0).length
  expect(listed).toBeLessThan(70)
})
