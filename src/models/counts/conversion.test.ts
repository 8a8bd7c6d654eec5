import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { csrOfPairs } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { type ConversionOptions, conversion } from './conversion.ts'
import { noFacts } from '../item-facts.ts'
import { dataOf, type GivenAct } from '../training-data.test-support.ts'

const training = { compute: inlineCompute, seed: 1, report: () => {} }
const PLAIN: ConversionOptions = { ...conversion.defaults, caution: 0 }

const learn = async (data: ReturnType<typeof dataOf>, options: Partial<ConversionOptions> = {}) =>
  (await conversion.train(data, { ...PLAIN, ...options }, training)).scores

/** Of so many who viewed the item, the first ones bought it. */
const sold = (item: number, viewed: number, bought: number, at = 0): GivenAct[] =>
  Array.from({ length: viewed }, (_, shopper) => [
    { item, shopper, at },
    ...(shopper < bought ? [{ item, shopper, at: at + 1, kind: 'purchase' as const }] : []),
  ]).flat()

test('2 of 2 is not better than 90 of 100', async () => {
  const scores = await learn(dataOf([...sold(0, 2, 2), ...sold(1, 100, 90), ...sold(2, 1000, 50)]), {
    caution: 1,
  })
  expect(scores[1]).toBeGreaterThan(scores[0])
  expect(scores[0]).toBeGreaterThan(scores[2])
})

test('with much to go by, the score is the share', async () => {
  const scores = await learn(dataOf([...sold(0, 4000, 1000), ...sold(1, 4000, 400)]), { priorTrials: 1 })
  expect(scores[0]).toBeCloseTo(0.25, 2)
  expect(scores[1]).toBeCloseTo(0.1, 2)
})

test('a purchase counts after a view, in time, once a person', async () => {
  const given: GivenAct[] = [
    { item: 0, shopper: 0, at: 0, kind: 'purchase' },
    { item: 0, shopper: 0, at: 1 },
    { item: 0, shopper: 1, at: 0 },
    { item: 0, shopper: 1, at: 40 * DAY_MS, kind: 'purchase' },
    { item: 0, shopper: 2, at: 0 },
    { item: 0, shopper: 2, at: 5 * DAY_MS, kind: 'purchase' },
    { item: 0, shopper: 2, at: 6 * DAY_MS, kind: 'purchase' },
    { item: 0, session: 0, at: 0 },
    { item: 0, session: 0, at: 10, kind: 'purchase' },
    { item: 0, at: 0 },
  ]
  // The people 0 to 2 and the visit are four trials, and two of them count.
  const [score] = await learn(dataOf(given), { priorTrials: 1e-9, windowDays: 30 })
  expect(score).toBeCloseTo(0.5, 5)
})

test('an item that nobody has seen is taken for one of its category', async () => {
  const tags = csrOfPairs(Int32Array.of(0, 0, 1, 2, 2, 3, 3), Int32Array.of(0, 2, 1, 0, 2, 1, 2), 4, 3)
  const facts = { ...noFacts(4), tags, tagNames: ['category:Tea', 'category:Sofas', 'brand:Alba'] }
  const data = dataOf([...sold(0, 900, 300), ...sold(1, 900, 9)], { facts, itemCount: 4 })
  const scores = await learn(data, { priorTrials: 5 })
  expect(scores[2]).toBeCloseTo(1 / 3, 1)
  expect(scores[3]).toBeCloseTo(0.01, 1)
})

test('of the categories of an item the smallest counts, and brands are none', async () => {
  // Tea is the category of all, green tea that of 0 and 3; the brand is of 3 alone.
  const tags = csrOfPairs(Int32Array.of(0, 0, 1, 2, 3, 3, 3), Int32Array.of(0, 1, 0, 0, 0, 1, 2), 4, 3)
  const facts = { ...noFacts(4), tags, tagNames: ['category:Tea', 'category:Tea > Green', 'brand:Alba'] }
  const data = dataOf([...sold(0, 900, 300), ...sold(1, 900, 9), ...sold(2, 900, 9)], { facts, itemCount: 4 })
  const scores = await learn(data, { priorTrials: 5 })
  expect(scores[3]).toBeCloseTo(1 / 3, 1)
})

test('caution keeps scores below the true rate, nearly always', async () => {
  const random = rng(5, 'rates')
  const rates = Array.from({ length: 300 }, () => 0.05 + 0.2 * random.float())
  const given = rates.flatMap((rate, item) => {
    const viewed = 20 + random.int(60)
    return sold(
      item,
      viewed,
      Array.from({ length: viewed }, () => random.chance(rate)).filter(Boolean).length,
    )
  })
  const scores = await learn(dataOf(given), { caution: 1.64 })
  expect(rates.filter((rate, item) => scores[item] <= rate).length).toBeGreaterThan(270)
})
