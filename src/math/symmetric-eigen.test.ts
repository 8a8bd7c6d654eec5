import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from './rng.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

const symmetric = (size: number, seed: number, rank = size): Float64Array => {
  const random = rng(seed, 'eigen')
  const rows = Float64Array.from({ length: size * rank }, () => random.between(-1, 1))
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (let k = 0; k < rank; k++)
        matrix[i * size + j] += (k % 2 === 0 ? 1 : -1) * rows[i * rank + k] * rows[j * rank + k]
  return matrix
}

const expectDecomposed = (matrix: Float64Array, size: number) => {
  const { values, vectors } = symmetricEigen(matrix, size)
  for (let k = 1; k < size; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1])
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let again = 0
      let inner = 0
      for (let k = 0; k < size; k++) {
        again += vectors[i * size + k] * values[k] * vectors[j * size + k]
        inner += vectors[k * size + i] * vectors[k * size + j]
      }
      expect(again).toBeCloseTo(matrix[i * size + j], 8)
      expect(inner).toBeCloseTo(i === j ? 1 : 0, 8)
    }
}

test('vectors and values give the matrix again, and vectors are at right angles', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (size, seed) =>
      expectDecomposed(symmetric(size, seed), size),
    ),
  )
})

test('also when values are zero or equal', () => {
  for (const size of [1, 2, 3, 7]) {
    expectDecomposed(new Float64Array(size * size), size)
    expectDecomposed(
      Float64Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 2 : 0)),
      size,
    )
    expectDecomposed(symmetric(size, 5, 1), size)
  }
})

test('a known one: 2 and −1 beside the diagonal', () => {
  const { values } = symmetricEigen(Float64Array.of(2, -1, 0, -1, 2, -1, 0, -1, 2), 3)
  expect([...values]).toEqual(
    [2 + Math.SQRT2, 2, 2 - Math.SQRT2].map((value) => expect.closeTo(value, 12) as number),
  )
})

test('what is no number is refused', () => {
  expect(() => symmetricEigen(Float64Array.of(Number.POSITIVE_INFINITY), 1)).toThrow(RangeError)
  expect(() => symmetricEigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toThrow(RangeError)
})
