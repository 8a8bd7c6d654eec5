import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { meanInterval, pairedDifference } from './bootstrap.ts'

const own = (count: number): Int32Array => Int32Array.from({ length: count }, (_, k) => k)
const coins = (count: number, chance: number, seed: number): Float64Array => {
  const random = rng(seed, 'coins')
  return Float64Array.from({ length: count }, () => (random.chance(chance) ? 1 : 0))
}

test('the mean lies in its interval, and values that say nothing are not counted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.constant(Number.NaN)), {
        maxLength: 60,
      }),
      (values) => {
        const known = values.filter((value) => !Number.isNaN(value))
        const { mean, low, high, count } = meanInterval(Float64Array.from(values), own(values.length), 1)
        expect(count).toBe(known.length)
        fc.pre(count > 0)
        expect(mean).toBeCloseTo(known.reduce((sum, value) => sum + value, 0) / count, 10)
        expect(low).toBeLessThanOrEqual(high)
        expect(low).toBeGreaterThanOrEqual(Math.min(...known) - 1e-9)
        expect(high).toBeLessThanOrEqual(Math.max(...known) + 1e-9)
      },
    ),
    { numRuns: 40 },
  )
})

test('the interval holds the true mean about 95 times in 100', () => {
  let held = 0
  for (let seed = 0; seed < 200; seed++) {
    const { low, high } = meanInterval(coins(200, 0.3, seed), own(200), seed)
    if (low <= 0.3 && 0.3 <= high) held++
  }
  // Three standard deviations of a count of 200 draws with 0.95.
  expect(held).toBeGreaterThanOrEqual(180)
  expect(held).toBeLessThan(200)
})

test('the width is that of theory, 1.96 standard errors to each side, also where clusters are merged', () => {
  for (const count of [400, 5_000]) {
    const { low, high } = meanInterval(coins(count, 0.5, 3), own(count), 3)
    const theory = 2 * 1.96 * Math.sqrt(0.25 / count)
    expect((high - low) / theory).toBeGreaterThan(0.85)
    expect((high - low) / theory).toBeLessThan(1.15)
  }
})

test('cases of one session are not counted as if they were many', () => {
  const values = coins(100, 0.5, 4)
  const tenfold = Float64Array.from({ length: 1_000 }, (_, k) => values[Math.floor(k / 10)])
  const clusters = Int32Array.from({ length: 1_000 }, (_, k) => Math.floor(k / 10))
  const apart = meanInterval(tenfold, own(1_000), 5)
  const together = meanInterval(tenfold, clusters, 5)
  expect((together.high - together.low) / (apart.high - apart.low)).toBeGreaterThan(2.5)
})

test('a recipe that is better everywhere is better beyond chance; one that differs by luck is not', () => {
  const base = coins(300, 0.3, 6)
  const better = base.map((value, k) => (k % 5 === 0 ? 1 : value))
  const clear = pairedDifference(better, base, own(300), 1)
  expect(clear.low).toBeGreaterThan(0)
  expect(clear.p).toBeLessThan(0.01)
  const luck = pairedDifference(coins(300, 0.3, 7), coins(300, 0.3, 8), own(300), 1)
  expect(luck.p).toBeGreaterThan(0.01)
  expect(pairedDifference(base, base, own(300), 1)).toMatchObject({ mean: 0, low: 0, high: 0, p: 1 })
})

test('no values give no interval, and the same seed the same one', () => {
  expect(meanInterval(new Float64Array(0), own(0), 1)).toEqual({ mean: NaN, low: NaN, high: NaN, count: 0 })
  const values = coins(50, 0.5, 1)
  expect(meanInterval(values, own(50), 9)).toEqual(meanInterval(values, own(50), 9))
})
