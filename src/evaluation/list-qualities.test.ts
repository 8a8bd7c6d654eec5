import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csrOfPairs } from '../math/csr.ts'
import {
  coverageOf,
  diversityOf,
  entropyOf,
  exposureOf,
  giniOf,
  meanOver,
  miscalibrationOf,
  popularityPercentiles,
  selfInformationOf,
} from './list-qualities.ts'

/** Items 0 and 1: bread; 2: bread and organic; 3: jam; 4: nothing. */
const tags = csrOfPairs(Int32Array.of(0, 1, 2, 2, 3), Int32Array.of(0, 0, 0, 1, 2), 5, 3)

test('coverage is the share of items that were shown at all', () => {
  const exposure = exposureOf([Int32Array.of(0, 1), Int32Array.of(1, 3)], 5)
  expect([...exposure]).toEqual([1, 2, 0, 1, 0])
  expect(coverageOf(exposure)).toBe(0.6)
})

test('Gini is 0 when all are shown alike and near 1 when one takes all', () => {
  expect(giniOf(Int32Array.of(3, 3, 3))).toBeCloseTo(0, 12)
  expect(giniOf(Int32Array.from({ length: 1000 }, (_, k) => (k === 7 ? 50 : 0)))).toBeCloseTo(0.999, 12)
})

test('Gini is the mean difference of two items over twice the mean', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 12 }), (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0)
      fc.pre(total > 0)
      const differences = counts.flatMap((a) => counts.map((b) => Math.abs(a - b)))
      const naive = differences.reduce((sum, d) => sum + d, 0) / (2 * counts.length * total)
      expect(giniOf(Int32Array.from(counts))).toBeCloseTo(naive, 10)
    }),
  )
})

test('entropy in bits: 2 to its power is how many items share the exposure', () => {
  expect(2 ** entropyOf(Int32Array.of(4, 4, 4, 4, 0))).toBeCloseTo(4, 12)
  expect(entropyOf(Int32Array.of(9, 0))).toBe(0)
})

test('what half of the shoppers take tells one bit; what nobody takes, more than what one does', () => {
  const bits = selfInformationOf(Int32Array.of(4, 8, 1, 0), 8)
  expect([...bits]).toEqual([1, 0, 3, 4])
})

test('percentiles go from the least to the most popular, ties by half', () => {
  expect([...popularityPercentiles(Int32Array.of(5, 1, 9, 5, 0))]).toEqual([0.625, 0.25, 1, 0.625, 0])
  expect([...popularityPercentiles(Int32Array.of(3))]).toEqual([0])
})

test('the mean over nothing is not a number', () => {
  expect(meanOver([], Float64Array.of(1))).toBeNaN()
  expect(meanOver([0, 1], Float64Array.of(1, 2))).toBe(1.5)
})

test('items with the same tags are no distance apart, with other tags a whole one', () => {
  expect(diversityOf(Int32Array.of(0, 1), tags)).toBe(0)
  expect(diversityOf(Int32Array.of(0, 3), tags)).toBe(1)
  expect(diversityOf(Int32Array.of(0, 2), tags)).toBe(0.5)
  expect(diversityOf(Int32Array.of(0, 1, 3), tags)).toBeCloseTo(2 / 3, 12)
  expect(diversityOf(Int32Array.of(0, 4), tags)).toBeNaN()
})

test('a list with the shares of the history is calibrated; one without its tags is far from it', () => {
  const history = Int32Array.of(0, 1, 3, 3)
  expect(miscalibrationOf(history, Int32Array.of(1, 3), tags)).toBeCloseTo(0, 12)
  const onlyBread = miscalibrationOf(history, Int32Array.of(0, 1), tags)
  expect(onlyBread).toBeCloseTo(0.5 * Math.log2(0.5 / 0.995) + 0.5 * Math.log2(0.5 / 0.005), 12)
  expect(miscalibrationOf(Int32Array.of(4), Int32Array.of(1), tags)).toBeNaN()
  expect(miscalibrationOf(Int32Array.of(-1, 900, 0), Int32Array.of(1), tags)).toBeCloseTo(0, 12)
})
