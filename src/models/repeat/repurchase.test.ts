import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { type Csr, csrOfPairs } from '../../math/csr.ts'
import { orderTable } from './order-table.ts'
import {
  dueShare,
  dueWithin,
  medianIntervalDays,
  type RepurchaseModel,
  repeatProbability,
  trainRepurchase,
} from './repurchase.ts'
import { dataOf, type GivenAct } from '../training-data.test-support.ts'

const [coffee, sofa, tea] = [0, 1, 2]
const buy = (shopper: number, item: number, day: number): GivenAct => ({
  shopper,
  item,
  at: day * DAY_MS,
  kind: 'purchase',
})
const tagsOf = (...tags: readonly number[]): Csr =>
  csrOfPairs(
    Int32Array.from(tags, (_, item) => item),
    Int32Array.from(tags),
    tags.length,
    2,
  )
const learn = (acts: readonly GivenAct[], tags: Csr, { now = 400, shrinkage = 1 } = {}): RepurchaseModel =>
  trainRepurchase(orderTable(dataOf(acts, { itemCount: tags.rowCount })), tags, now * DAY_MS, shrinkage)

/** Forty shoppers: coffee every 14 days for a year, one sofa. */
const household = Array.from({ length: 40 }, (_, shopper) => [
  buy(shopper, sofa, shopper % 7),
  ...Array.from({ length: 28 }, (_, k) => buy(shopper, coffee, (shopper % 14) + 14 * k)),
]).flat()
const home = learn(household, tagsOf(0, 1, 0))

test('coffee comes back after its two weeks, a sofa does not', () => {
  expect(repeatProbability(home, coffee)).toBeGreaterThan(0.9)
  expect(repeatProbability(home, sofa)).toBeLessThan(0.3)
  expect(medianIntervalDays(home, coffee)).toBeGreaterThan(12)
  expect(medianIntervalDays(home, coffee)).toBeLessThan(15)
})

test('coffee is due on day 14 and not on day 2', () => {
  expect(dueShare(home, coffee, 2)).toBeLessThan(0.05)
  expect(dueShare(home, coffee, 15)).toBeGreaterThan(0.9)
  expect(dueWithin(home, coffee, 2, 3)).toBeLessThan(0.05)
  expect(dueWithin(home, coffee, 12, 3)).toBeGreaterThan(0.9)
})

test('an item that nobody has bought yet is bought again as others of its tags are', () => {
  expect(repeatProbability(home, tea)).toBeGreaterThan(0.9)
  expect(dueShare(home, tea, 2)).toBeLessThan(0.05)
})

test('that coffee is due says nothing of sofas, even when both are all the data there is', () => {
  const untagged = csrOfPairs(new Int32Array(0), new Int32Array(0), 2, 0)
  const model = learn(household, untagged, { shrinkage: 10 })
  expect(dueWithin(model, coffee, 12, 3)).toBeGreaterThan(0.8)
  expect(dueWithin(model, sofa, 12, 3)).toBeLessThan(0.1)
})

test('an item of two tags is expected to be bought again as the mean of both', () => {
  const [both, first, second] = [3, 4, 5]
  // Tag 0 is that of coffee, tag 1 that of sofas; the last three items nobody has bought.
  const tags = csrOfPairs(
    Int32Array.of(coffee, sofa, both, both, first, second),
    Int32Array.of(0, 1, 0, 1, 0, 1),
    6,
    2,
  )
  const model = learn(household, tags)
  expect(dueWithin(model, both, 12, 3)).toBeCloseTo(
    (dueWithin(model, first, 12, 3) + dueWithin(model, second, 12, 3)) / 2,
    5,
  )
})

test('who was followed for a short time only is no proof against buying again', () => {
  const all = tagsOf(0)
  const regulars = Array.from({ length: 20 }, (_, shopper) => [
    buy(shopper, 0, 0),
    buy(shopper, 0, 30),
  ]).flat()
  const newcomers = Array.from({ length: 200 }, (_, shopper) => buy(20 + shopper, 0, 39))
  const model = learn([...regulars, ...newcomers], all, { now: 40 })
  expect(repeatProbability(model, 0)).toBeGreaterThan(0.9)
  const followed = learn([...regulars, ...newcomers], all, { now: 700 })
  expect(repeatProbability(followed, 0)).toBeLessThan(0.2)
})

test('with next to no belief in others, shares are those of the item itself', () => {
  // Of four purchases that were followed for long, one came back on day 3 and one on day 9.
  const acts = [buy(0, 0, 0), buy(0, 0, 3), buy(1, 0, 0), buy(1, 0, 9)]
  const model = learn(acts, tagsOf(0), { now: 2000, shrinkage: 1e-9 })
  expect(repeatProbability(model, 0)).toBeCloseTo(1 / 2)
  expect(dueShare(model, 0, 4)).toBeCloseTo(1 / 2)
  expect(dueShare(model, 0, 10)).toBeCloseTo(1)
})

test('who was followed for two years and did not buy again, or did so later, counts against buying again', () => {
  // Of ten, one bought again on day 600 and one on day 900; all were followed for far longer.
  const acts = [
    ...Array.from({ length: 10 }, (_, shopper) => buy(shopper, 0, 0)),
    buy(0, 0, 600),
    buy(1, 0, 900),
  ]
  const model = learn(acts, tagsOf(0), { now: 3_000, shrinkage: 1e-9 })
  // Twelve purchases were followed to the end of the last bin or bought again in it: one was.
  expect(repeatProbability(model, 0)).toBeCloseTo(1 / 12)
})

test('where nobody buys again, nothing is ever due', () => {
  const model = learn([buy(0, 0, 0)], tagsOf(0))
  expect(repeatProbability(model, 0)).toBe(0)
  expect(dueShare(model, 0, 100)).toBe(0)
  expect(dueWithin(model, 0, 100, 7)).toBe(0)
  expect(medianIntervalDays(model, 0)).toBe(Number.POSITIVE_INFINITY)
})

test('shares are in [0, 1] and never fall with time, for any purchases', () => {
  const purchase = fc.tuple(fc.nat(4), fc.nat(2), fc.nat(500)).map(([who, item, day]) => buy(who, item, day))
  fc.assert(
    fc.property(fc.array(purchase, { maxLength: 40 }), fc.nat(2), (acts, item) => {
      const model = learn(acts, tagsOf(0, 1, 0), { now: 500 })
      const shares = Array.from({ length: 20 }, (_, k) => dueShare(model, item, k * 40))
      shares.forEach((share, k) => {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
        expect(share).toBeGreaterThanOrEqual((shares[k - 1] ?? 0) - 1e-6)
      })
      const median = medianIntervalDays(model, item)
      expect(median === Number.POSITIVE_INFINITY ? 0.5 : dueShare(model, item, median)).toBeCloseTo(0.5, 4)
    }),
  )
})
