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

/** How far vectors · values · vectorsᵀ is from the matrix, vectorsᵀ · vectors from one, and values from falling. */
const faultOf = (matrix: Float64Array, size: number): number => {
  const { values, vectors } = symmetricEigen(matrix, size)
  let fault = 0
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let again = 0
      let inner = 0
      for (let k = 0; k < size; k++) {
        again += vectors[i * size + k] * values[k] * vectors[j * size + k]
        inner += vectors[k * size + i] * vectors[k * size + j]
      }
      const rise = j > i ? values[j] - values[i] : 0
      fault = Math.max(
        fault,
        Math.abs(again - matrix[i * size + j]),
        Math.abs(inner - (i === j ? 1 : 0)),
        rise,
      )
    }
  return fault
}

test('vectors and values give the matrix again, vectors are at right angles, values fall', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (size, seed) => {
      expect(faultOf(symmetric(size, seed), size)).toBeLessThan(1e-8)
    }),
  )
})

test('also when values are zero or equal', () => {
  for (const size of [1, 2, 3, 7]) {
    const twice = Float64Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 2 : 0))
    for (const matrix of [new Float64Array(size * size), twice, symmetric(size, 5, 1)])
      expect(faultOf(matrix, size)).toBeLessThan(1e-8)
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
