import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partitionTop } from './partition-top.ts'

test('the best stand first, of equals those of higher places, and none is lost', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(keys, fc.nat(60), (given, wished) => {
      const count = Math.min(wished, given.length)
      const places = Int32Array.from(given.keys())
      partitionTop(places, places.length, count, Float64Array.from(given))
      const byRank = [...given.keys()].sort((a, b) => (given[b] ?? 0) - (given[a] ?? 0) || b - a)
      const ascending = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b)
      expect(ascending(places.subarray(0, count))).toEqual(ascending(byRank.slice(0, count)))
      expect(ascending(places)).toEqual([...given.keys()])
    }),
    { numRuns: 500 },
  )
})

test('what stands beyond the size is left alone', () => {
  const places = Int32Array.of(0, 1, 2, 3)
  partitionTop(places, 2, 1, Float64Array.of(1, 2, 9, 9))
  expect([...places]).toEqual([1, 0, 2, 3])
})

test('many keys in order take no longer than many in disorder', () => {
  const count = 200_000
  const keys = Float64Array.from({ length: count }, (_, k) => k)
  const places = Int32Array.from(keys)
  partitionTop(places, count, 1000, keys)
  expect(Math.min(...places.subarray(0, 1000))).toBe(count - 1000)
})
