import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashText, mix32, rng } from './rng.ts'

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw)
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

test('the same seed and keys give the same stream, whatever was drawn elsewhere', () => {
  const first = rng(7, 'item', 12)
  const expected = draws(20, () => first.float())
  const other = rng(7, 'item', 13)
  draws(5, () => other.float())
  const again = rng(7, 'item', 12)
  expect(draws(20, () => again.float())).toEqual(expected)
})

test('another seed, another key or another order of keys is another stream', () => {
  const heads = [rng(7), rng(8), rng(7, 1), rng(7, 'a', 'b'), rng(7, 'b', 'a'), rng(7, 'ab')].map((r) =>
    r.float(),
  )
  expect(new Set(heads).size).toBe(heads.length)
})

test('this stream never changes between versions', () => {
  const r = rng(42, 'kettle')
  expect(draws(3, () => r.int(1_000_000))).toMatchInlineSnapshot(`
    [
      894638,
      142146,
      272040,
    ]
  `)
})

test('neighbouring streams are not alike: first draws of 10,000 keys are even over ten bins', () => {
  const bins = new Float64Array(10)
  for (let key = 0; key < 10_000; key++) bins[rng(1, key).int(10)]++
  for (const bin of bins) expect(bin).toBeGreaterThan(880)
})

test('floats and whole numbers stay in range', () => {
  const law = (): void =>
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1e9 }), (seed, count) => {
        const r = rng(seed)
        const float = r.float()
        const whole = r.int(count)
        const between = r.between(-5, count)
        return (
          float >= 0 &&
          float < 1 &&
          between >= -5 &&
          between < count &&
          Number.isInteger(whole) &&
          whole >= 0 &&
          whole < count
        )
      }),
    )
  expect(law).not.toThrow()
})

test('a weight of 0 is never drawn and the others are drawn in proportion', () => {
  const r = rng(3)
  const counts = [0, 0, 0, 0]
  for (let k = 0; k < 20_000; k++) counts[r.weighted([0, 1, 3, 0])]++
  expect(counts[0]).toBe(0)
  expect(counts[3]).toBe(0)
  expect(counts[2] / counts[1]).toBeCloseTo(3, 0)
})

test('drawing by running sums agrees with drawing by weights', () => {
  const law = (): void =>
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }),
        (seed, weights) => {
          let total = 0
          const sums = Float64Array.from(weights, (weight) => (total += weight))
          return rng(seed).weightedBySums(sums) === rng(seed).weighted(weights)
        },
      ),
    )
  expect(law).not.toThrow()
})

test('draws between two numbers have the mean of the two', () => {
  const r = rng(6)
  expect(mean(draws(10_000, () => r.between(10, 20)))).toBeCloseTo(15, 0)
})

test('the normal and the Poisson draws have the mean and the spread asked for', () => {
  const r = rng(5)
  const normals = draws(20_000, () => r.normal(10, 2))
  expect(mean(normals)).toBeCloseTo(10, 1)
  expect(mean(normals.map((value) => (value - 10) ** 2))).toBeCloseTo(4, 0)
  for (const rate of [0, 0.5, 4, 60]) {
    const counts = draws(20_000, () => r.poisson(rate))
    expect(Math.abs(mean(counts) - rate)).toBeLessThan(0.02 + rate / 50)
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true)
  }
})

test('a shuffle keeps every element and leaves the list alone', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, list) => {
      const before = [...list]
      const shuffled = rng(seed).shuffle(list)
      expect(list).toEqual(before)
      expect(shuffled.toSorted()).toEqual(before.toSorted())
    }),
  )
})

test('every place of a shuffle is reached as often', () => {
  const places = new Float64Array(5)
  for (let k = 0; k < 5_000; k++) places[rng(9, k).shuffle([0, 1, 2, 3, 4]).indexOf(0)]++
  for (const count of places) expect(Math.abs(count - 1_000)).toBeLessThan(120)
})

test('mixing is one to one and texts hash apart', () => {
  const mixed = new Set<number>()
  for (let value = -5_000; value < 5_000; value++) mixed.add(mix32(value))
  expect(mixed.size).toBe(10_000)
  expect(hashText('ab')).not.toBe(hashText('ba'))
})
