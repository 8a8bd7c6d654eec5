import { expect, test } from 'vitest'
import { rng } from '../../math/rng.ts'
import type { ItemVectors } from '../item-facts.ts'
import { whitened } from './whiten.ts'

/** Rows with a large common part, one strong direction and five weak ones. */
const sample = (): ItemVectors => {
  const random = rng(1, 'rows')
  const dimensions = 7
  const rows = Array.from({ length: 400 }, () => {
    const row = [3, 2 * random.normal(), ...Array.from({ length: 5 }, () => 0.5 * random.normal())]
    const length = Math.hypot(...row)
    return row.map((value) => value / length)
  })
  return { name: 'picture', dimensions, values: Float32Array.from([...rows.flat(), 0, 0, 0, 0, 0, 0, 0]) }
}

const variances = ({ values, dimensions }: ItemVectors): number[] => {
  const count = values.length / dimensions
  return Array.from({ length: dimensions }, (_, d) => {
    const column = Array.from({ length: count }, (__, item) => values[item * dimensions + d])
    return column.reduce((sum, value) => sum + value * value, 0) / count
  })
}

test('what all have in common is taken away, and directions become alike', () => {
  const { values } = whitened(sample(), { dimensionMax: 6, strength: 1 })
  const plain = variances(whitened(sample(), { dimensionMax: 6, strength: 0 }))
  const even = variances(whitened(sample(), { dimensionMax: 6, strength: 1 }))
  expect(plain[0] / plain[5]).toBeGreaterThan(4)
  expect(even[0] / even[5]).toBeLessThan(2)
  const sums = Array.from({ length: 6 }, (_, d) =>
    values.reduce((sum, value, k) => (k % 6 === d ? sum + value : sum), 0),
  )
  for (const sum of sums) expect(Math.abs(sum / 400)).toBeLessThan(0.1)
})

test('rows have length 1, and an item without a vector stays without', () => {
  const { values, dimensions } = whitened(sample(), { dimensionMax: 3, strength: 0.5 })
  expect(dimensions).toBe(3)
  expect(Math.hypot(...values.subarray(0, 3))).toBeCloseTo(1, 5)
  expect([...values.subarray(1200)]).toEqual([0, 0, 0])
})

test('nothing, and vectors that are all the same, have no directions', () => {
  expect(
    whitened({ name: 'none', dimensions: 0, values: new Float32Array(0) }, { dimensionMax: 4, strength: 1 })
      .values,
  ).toHaveLength(0)
  const same = { name: 'same', dimensions: 2, values: Float32Array.of(1, 0, 1, 0) }
  expect([...whitened(same, { dimensionMax: 2, strength: 1 }).values]).toEqual([0, 0, 0, 0])
})
