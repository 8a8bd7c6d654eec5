import fc from 'fast-check'
import { expect, test } from 'vitest'
import { median, quantile, spread } from './statistics.ts'

test('a quantile is one of the values, the smallest that enough of them do not exceed', () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (given, share) => {
      const found = quantile(given, share)
      const below = (limit: number): number => given.filter((value) => value <= limit).length / given.length
      expect(given).toContain(found)
      expect(below(found)).toBeGreaterThanOrEqual(share)
      expect(given.filter((value) => value < found && below(value) >= share)).toEqual([])
    }),
  )
})

test('the order of the values does not matter, and ten sorts after nine', () => {
  expect(quantile([10, 9, 1, 2], 0.99)).toBe(10)
  expect(median([3, 10, 2])).toBe(3)
})

test('nothing measured has no median', () => {
  expect(median([])).toBeNaN()
})

test('the spread is the distance of the rounds as a share of their median', () => {
  expect(spread([90, 100, 110])).toBeCloseTo(0.2)
})
