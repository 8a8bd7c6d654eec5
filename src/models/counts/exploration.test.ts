import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { rng } from '../../math/rng.ts'
import { EXPLORATION_DEFAULTS, explore, isNewItem, type NewItem, placeShares } from './exploration.ts'

const OPTIONS = { ...EXPLORATION_DEFAULTS, baseRate: 0.05 }
const ranked = Int32Array.of(0, 1, 2, 3, 4, 5)
const fresh = (item: number, impressions = 0, successes = 0): NewItem => ({
  item,
  impressions,
  successes,
  relevance: 1,
})

test('without weight nothing changes, and every place was sure', () => {
  const { items, propensities, isExplored } = explore(
    ranked,
    [fresh(9)],
    4,
    { ...OPTIONS, weight: 0 },
    rng(1),
  )
  expect([...items]).toEqual([0, 1, 2, 3])
  expect([...propensities]).toEqual([1, 1, 1, 1])
  expect([...isExplored]).toEqual([0, 0, 0, 0])
})

test('probabilities of a place sum to 1', () => {
  const item = fc.nat(5)
  fc.assert(
    fc.property(
      fc.option(item, { nil: undefined }),
      fc.array(item),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (best, picks, weight) => {
        const shares = [...placeShares(best, picks, weight).values()]
        const nothing = best === undefined && picks.length === 0
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(nothing ? 0 : 1, 9)
      },
    ),
  )
})

test('propensities are how often an item stands where it stands', () => {
  const news = [fresh(7), fresh(8, 400, 10), fresh(2)]
  const RUNS = 4000
  const seen = new Map<number, number>()
  const told = new Map<number, number>()
  for (let run = 0; run < RUNS; run++) {
    const { items, propensities } = explore(ranked, news, 1, { ...OPTIONS, weight: 0.4 }, rng(run, 'run'))
    seen.set(items[0], (seen.get(items[0]) ?? 0) + 1)
    // Each item weighted by 1 / propensity counts every run once, if propensities are right.
    told.set(items[0], (told.get(items[0]) ?? 0) + 1 / propensities[0])
  }
  expect((seen.get(0) ?? 0) / RUNS).toBeCloseTo(0.6, 1)
  expect(new Set(seen.keys())).toEqual(new Set([0, 7, 8, 2]))
  for (const item of [0, 7, 2]) expect(Math.abs((told.get(item) ?? 0) / RUNS - 1)).toBeLessThan(0.12)
})

test('lists hold no item twice, are as long as they can be, and have a propensity in (0, 1] for each place', () => {
  const news = fc.array(
    fc.record({
      item: fc.nat(9),
      impressions: fc.nat(500),
      successes: fc.nat(20),
      relevance: fc.constant(1),
    }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(9), { maxLength: 8 }),
      news,
      fc.nat(12),
      fc.constantFrom(0, 0.3, 1),
      fc.constantFrom('thompson' as const, 'ucb' as const),
      (order, given, countMax, weight, method) => {
        const { items, propensities } = explore(
          Int32Array.from(order),
          given,
          countMax,
          { ...OPTIONS, weight, method },
          rng(3),
        )
        const possible = new Set(weight > 0 ? [...order, ...given.map(({ item }) => item)] : order)
        expect(new Set(items).size).toBe(items.length)
        expect(items.length).toBe(Math.min(countMax, possible.size))
        expect([...propensities].every((share) => share > 0 && share <= 1)).toBe(true)
      },
    ),
  )
})

/** Share of runs in which an item is the one that is explored first. */
const shareOf = (item: number, news: readonly NewItem[], options: Partial<typeof OPTIONS> = {}): number => {
  const RUNS = 600
  let count = 0
  for (let run = 0; run < RUNS; run++)
    if (explore(ranked, news, 1, { ...OPTIONS, weight: 1, ...options }, rng(run)).items[0] === item) count++
  return count / RUNS
}

test('impressions without success lower the chance of an item, successes raise it', () => {
  const untried = shareOf(7, [fresh(7), fresh(8)])
  expect(untried).toBeCloseTo(0.5, 1)
  expect(shareOf(7, [fresh(7, 300, 0), fresh(8)])).toBeLessThan(0.2)
  expect(shareOf(7, [fresh(7, 300, 45), fresh(8)])).toBeGreaterThan(0.8)
  expect(shareOf(7, [{ ...fresh(7), relevance: 4 }, fresh(8)])).toBeGreaterThan(0.8)
})

test('upper bounds: what was tried little comes first, and what earns', () => {
  const ucb = { method: 'ucb' as const }
  expect(shareOf(8, [fresh(7, 300, 15), fresh(8, 30, 1)], ucb)).toBe(1)
  expect(shareOf(7, [fresh(7, 300, 60), fresh(8, 30, 1)], ucb)).toBe(1)
})

test('the same random numbers give the same list', () => {
  const news = [fresh(7), fresh(8), fresh(9)]
  const run = () => explore(ranked, news, 5, OPTIONS, rng(5, 'shopper'))
  expect(run()).toEqual(run())
})

test('new is what came within the cut-off before the latest act', () => {
  const latestAt = 100 * DAY_MS
  const days = [69, 71, 101, Number.NaN]
  expect(days.map((day) => isNewItem(day * DAY_MS, latestAt, OPTIONS))).toEqual([false, true, true, false])
})
