import fc from 'fast-check'
import { expect, test } from 'vitest'
import { topByScore } from './top.ts'

const isBefore = (a: number, b: number): boolean => a < b

test('the top few are the first few of a full sort', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 }), fc.nat(70), (values, count) => {
      const scores = Float64Array.from(values)
      const candidates = Int32Array.from(values.keys())
      const sorted = [...values.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
      expect([...topByScore(candidates, scores, count, isBefore)]).toEqual(sorted.slice(0, count))
    }),
  )
})

test('only candidates are considered', () => {
  expect([...topByScore(Int32Array.of(2, 0), Float64Array.of(1, 9, 5), 5, isBefore)]).toEqual([2, 0])
})
