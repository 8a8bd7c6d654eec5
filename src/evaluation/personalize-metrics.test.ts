/** Worked examples of the Amazon Personalize Developer Guide, to the digits that it prints. */
import { expect, test } from 'vitest'
import { personalizeNdcgAt, rewardsAt, trendAccuracyAt } from './personalize-metrics.ts'
import { precisionAt, reciprocalRankAt } from './rank-metrics.ts'

const fiveItems = Int32Array.of(1, 2, 3, 4, 5)
/** Hits on places 2 and 5. */
const hits = new Set([2, 5])

test('reciprocal rank at 25, hits on places 2 and 5: 0.5000', () => {
  expect(reciprocalRankAt(fiveItems, hits, 25).toFixed(4)).toBe('0.5000')
})

test('NDCG at 5, hits on places 2 and 5: 0.6241', () => {
  expect(personalizeNdcgAt(fiveItems, hits, 5).toFixed(4)).toBe('0.6241')
})

test('NDCG of a perfect list holds the hits of the list, not all that was right', () => {
  expect(personalizeNdcgAt(fiveItems, new Set([2, 5, 70, 71, 72]), 5).toFixed(4)).toBe('0.6241')
  expect(personalizeNdcgAt(fiveItems, new Set([70]), 5)).toBe(0)
})

test('precision at 5, hits on places 2 and 5: 0.4000', () => {
  expect(precisionAt(fiveItems, hits, 5).toFixed(4)).toBe('0.4000')
})

test('mean reciprocal rank at 25, first hits on places 4, 2 and 6: 0.3056', () => {
  const ranks = [4, 2, 6].map((place) =>
    reciprocalRankAt(Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8), new Set([place, 8]), 25),
  )
  expect((ranks.reduce((sum, rank) => sum + rank, 0) / 3).toFixed(4)).toBe('0.3056')
})

test('a first hit beyond place 25 counts nothing', () => {
  const ranked = Int32Array.from({ length: 30 }, (_, item) => item)
  expect(reciprocalRankAt(ranked, new Set([25]), 25)).toBe(0)
  expect(reciprocalRankAt(ranked, new Set([24]), 25)).toBe(1 / 25)
})

test('rewards are the share that the first k earn', () => {
  const rewardOf = new Map([
    [1, 2],
    [4, 6],
    [99, 100],
  ])
  expect(rewardsAt(fiveItems, rewardOf, 3)).toBe(0.25)
  expect(rewardsAt(fiveItems, rewardOf, 5)).toBe(1)
  expect(rewardsAt(fiveItems, new Map(), 5)).toBeNaN()
})

test('trend accuracy is growth of what was shown against the most there was; falling items count nothing', () => {
  const increases = Float64Array.of(10, -5, 30, 0, 20)
  expect(trendAccuracyAt(Int32Array.of(2, 4), increases, 2)).toBe(1)
  expect(trendAccuracyAt(Int32Array.of(0, 1), increases, 2)).toBe(0.2)
  expect(trendAccuracyAt(Int32Array.of(0), new Float64Array(3), 2)).toBeNaN()
})
