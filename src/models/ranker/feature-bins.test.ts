import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { binFeatures, edgesOf, MISSING_BIN } from './feature-bins.ts'

const binsOf = async (values: readonly number[]): Promise<readonly number[]> => {
  const { bins } = await binFeatures(Float32Array.from(values), values.length, 1, inlineCompute)
  return values.map((_, row) => bins[4 * row])
}

test('bins ascend with the values, and a larger bin is a larger value', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 600 }),
      async (values) => {
        const bins = await binsOf(values)
        const order = values.map((_, row) => row).sort((a, b) => values[a] - values[b])
        expect(order.every((row, k) => k === 0 || bins[row] >= bins[order[k - 1]])).toBe(true)
        const valueOfBin = new Map(order.map((row) => [bins[row], values[row]]))
        expect(values.every((value, row) => value <= (valueOfBin.get(bins[row]) ?? Number.NaN))).toBe(true)
      },
    ),
    { numRuns: 50 },
  )
})

test('what is not known has a bin of its own', async () => {
  const bins = await binsOf([Number.NaN, 1, Number.NaN, 2])
  expect([bins[0], bins[2]]).toEqual([MISSING_BIN, MISSING_BIN])
  expect(bins[1]).toBeLessThan(MISSING_BIN)
})

test('many values share bins evenly, but for one that is frequent', () => {
  const random = rng(1, 'values')
  const values = Float32Array.from({ length: 20_000 }, () =>
    random.chance(0.5) ? 0 : random.normal(),
  ).sort()
  const edges = edgesOf(values)
  expect(edges.length).toBeGreaterThan(230)
  expect(edges.length).toBeLessThan(MISSING_BIN)
  const counts = new Int32Array(edges.length + 1)
  for (const value of values) counts[edges.filter((edge) => edge < value).length]++
  expect(counts.toSorted().at(-1)).toBeGreaterThan(9_000)
  expect(counts.toSorted().at(-2)).toBeLessThan(120)
})

test('values with nothing between them are told apart', async () => {
  const [lower, upper] = new Float32Array(new Int32Array([0x3f800001, 0x3f800002]).buffer)
  expect(edgesOf(Float32Array.of(lower, lower, lower, upper, upper, upper))).toEqual([lower])
  expect(await binsOf([lower, upper, lower, upper, lower, upper])).toEqual([0, 1, 0, 1, 0, 1])
})
