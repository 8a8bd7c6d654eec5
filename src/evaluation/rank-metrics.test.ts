import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hitAt, hitCountAt, ndcgAt, precisionAt, recallAt, reciprocalRankAt } from './rank-metrics.ts'

const ranked = Int32Array.of(7, 3, 9, 1, 5)

test('only the first k count', () => {
  const relevant = new Set([9, 5])
  expect(hitCountAt(ranked, relevant, 2)).toBe(0)
  expect(hitCountAt(ranked, relevant, 3)).toBe(1)
  expect(hitCountAt(ranked, relevant, 50)).toBe(2)
  expect(hitAt(ranked, relevant, 2)).toBe(0)
  expect(hitAt(ranked, relevant, 3)).toBe(1)
})

test('recall is of what was right, precision of the places', () => {
  expect(recallAt(ranked, new Set([7, 1, 100, 101]), 4)).toBe(0.5)
  expect(precisionAt(ranked, new Set([7, 1, 100, 101]), 4)).toBe(0.5)
  expect(precisionAt(ranked, new Set([7]), 10)).toBe(0.1)
  expect(recallAt(ranked, new Set(), 4)).toBeNaN()
})

test('the reciprocal rank is that of the first right one', () => {
  expect(reciprocalRankAt(ranked, new Set([9, 5]), 5)).toBeCloseTo(1 / 3, 12)
  expect(reciprocalRankAt(ranked, new Set([9, 5]), 2)).toBe(0)
})

test('NDCG counts places as 1 / log2(1 + p), against a perfect list', () => {
  expect(ndcgAt(ranked, new Set([3, 1]), 5)).toBeCloseTo(
    (1 / Math.log2(3) + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3)),
    12,
  )
  expect(ndcgAt(ranked, new Set([7, 3, 9, 1, 5, 8]), 3)).toBe(1)
  expect(ndcgAt(ranked, new Set([7, 3]), 3, 3)).toBeLessThan(1)
})

test('every metric is in [0, 1], and moving a right item up lowers none', () => {
  const lists = fc
    .uniqueArray(fc.nat(30), { minLength: 2, maxLength: 12 })
    .chain((items) =>
      fc.tuple(
        fc.constant(items),
        fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: items.length - 1 }),
        fc.integer({ min: 1, max: 15 }),
      ),
    )
  fc.assert(
    fc.property(lists, ([items, right, place, k]) => {
      const relevant = new Set([...right, items[place]])
      const better = [...items]
      better.splice(place - 1, 2, items[place], items[place - 1])
      for (const metric of [ndcgAt, recallAt, precisionAt, reciprocalRankAt, hitAt]) {
        const value = metric(Int32Array.from(items), relevant, k)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1 + 1e-12)
        expect(metric(Int32Array.from(better), relevant, k)).toBeGreaterThanOrEqual(value)
      }
    }),
  )
})
