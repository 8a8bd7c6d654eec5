import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { openSkinny, skinnyTwin } from './skinny.ts'

const sizes = [fc.integer({ min: 0, max: 150 }), fc.constantFrom(8, 16, 24, 40), fc.nat()] as const
const given = (rowCount: number, columnCount: number, seed: number) => {
  const random = rng(seed, 'skinny')
  const floats = (length: number) => Float32Array.from({ length }, () => random.between(-1, 1))
  return { rows: floats(rowCount * columnCount), square: floats(columnCount ** 2) }
}
/** The largest difference of two arrays of one length. */
const apart = (found: Float32Array, right: Float32Array): number =>
  found.length === right.length
    ? found.reduce((most, value, k) => Math.max(most, Math.abs(value - right[k])), 0)
    : Number.POSITIVE_INFINITY

test('the kernel and its twin give the same Gram matrix, added to what was there', () => {
  fc.assert(
    fc.property(...sizes, (rowCount, columnCount, seed) => {
      const { rows, square } = given(rowCount, columnCount, seed)
      const [found, right] = [square.slice(), square.slice()]
      openSkinny(columnCount).addGram(found, rows)
      skinnyTwin(columnCount).addGram(right, rows)
      expect(apart(found, right)).toBeLessThan(1e-4)
    }),
  )
})

test('the kernel and its twin give the same product', () => {
  fc.assert(
    fc.property(...sizes, (rowCount, columnCount, seed) => {
      const { rows, square } = given(rowCount, columnCount, seed)
      const [found, right] = [rows.slice(), rows.slice()]
      openSkinny(columnCount).multiply(found, square)
      skinnyTwin(columnCount).multiply(right, square)
      expect(apart(found, right)).toBeLessThan(1e-4)
    }),
  )
})

test('the twin gives plain products', () => {
  const twin = skinnyTwin(2)
  const gram = new Float32Array(4)
  twin.addGram(gram, Float32Array.of(1, 2, 3, 4))
  expect([...gram]).toEqual([10, 14, 14, 20])
  const rows = Float32Array.of(1, 2, 3, 4)
  twin.multiply(rows, Float32Array.of(0, 1, 1, 1))
  expect([...rows]).toEqual([2, 3, 4, 7])
})
