import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blendScorer } from '../models/blend.ts'
import { rng } from '../math/rng.ts'
import { bestOf, type Scores } from '../models/scores.ts'
import { queryOf } from '../models/training-data.test-support.ts'
import { hitAt, ndcgAt, recallAt, reciprocalRankAt } from './rank-metrics.ts'
import {
  type BlendCase,
  blendCase,
  blendQuality,
  hitByPlace,
  ndcgByPlace,
  NO_PLACE,
  type PlaceMetric,
  recallByPlace,
  reciprocalRankByPlace,
  searchWeights,
} from './search-weights.ts'

const ITEM_COUNT = 15
const few = (scores: readonly number[]): Scores => {
  const items = Int32Array.from(scores.keys()).filter((item) => (scores[item] ?? 0) > 0)
  return { form: 'few', items, scores: Float32Array.from(items, (item) => scores[item] ?? 0) }
}
/** All different, so that no ties have to be settled. */
const differing = fc
  .uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: ITEM_COUNT, maxLength: ITEM_COUNT })
  .map((scores) => few(scores.map((score) => (score < 4000 ? 0 : score))))
const right = fc.uniqueArray(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 6 })

test('metrics by place are those of the list', () => {
  const metrics: readonly [PlaceMetric, typeof hitAt][] = [
    [hitByPlace(4), hitAt],
    [recallByPlace(4), recallAt],
    [reciprocalRankByPlace(4), reciprocalRankAt],
    [ndcgByPlace(4), ndcgAt],
  ]
  fc.assert(
    fc.property(
      right,
      fc.shuffledSubarray([...Array.from({ length: ITEM_COUNT }).keys()]),
      (relevant, ranked) => {
        const places = Int32Array.from(relevant, (item) => {
          const place = ranked.indexOf(item)
          return place < 0 ? NO_PLACE : place
        })
        for (const [byPlace, ofList] of metrics)
          expect(byPlace(places)).toBeCloseTo(ofList(Int32Array.from(ranked), new Set(relevant), 4))
      },
    ),
  )
})

test('the quality of weights is that of the blend they make', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ parts: fc.tuple(differing, differing), relevant: right }), {
        minLength: 1,
        maxLength: 5,
      }),
      // No ratio of whole numbers: no ties, which single and double precision would settle differently.
      fc.constantFrom([Math.SQRT2, 1], [0.3, Math.SQRT1_2], [Math.PI, 0.5], [1, Math.E]),
      (queries, weights) => {
        const cases = queries.map(({ parts, relevant }) =>
          blendCase(parts, 'max', Int32Array.from(relevant), (item) => item !== 3 || relevant.includes(3)),
        )
        const expected = queries.map(({ parts, relevant }) => {
          const scorer = blendScorer(
            parts.map((scores, p) => ({ scorer: () => scores, weight: weights[p] ?? 0 })),
            'max',
            ITEM_COUNT,
          )
          const list = bestOf(scorer(queryOf({})), 5, (item) => item !== 3 || relevant.includes(3))
          return ndcgAt(list.items, new Set(relevant), 5)
        })
        const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length
        expect(blendQuality(cases, weights, ndcgByPlace(5))).toBeCloseTo(mean, 3)
      },
    ),
  )
})

/** One part knows the answer and shouts, one is noise; a third is right where the first is silent. */
const planted = (count: number): readonly BlendCase[] => {
  const random = rng(1, 'planted')
  return Array.from({ length: count }, (_, k) => {
    const target = random.int(ITEM_COUNT)
    const noise = (): number[] => Array.from({ length: ITEM_COUNT }, () => random.float())
    const knows = noise().map((score, item) => score + (item === target && k % 2 === 0 ? 1 : 0))
    const knowsOther = noise().map((score, item) => score + (item === target && k % 2 === 1 ? 1 : 0))
    const parts = [knows, noise().map((score) => 10 * score), knowsOther]
    return blendCase(parts.map(few), 'raw', Int32Array.of(target))
  })
}

test('the search finds the parts that know, and lets noise go', () => {
  const cases = planted(400)
  const { weights, quality } = searchWeights(cases, 3, reciprocalRankByPlace(10))
  expect(weights[1]).toBe(0)
  expect(Math.abs(weights[0] - weights[2])).toBeLessThan(0.2)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1)
  expect(quality).toBeGreaterThan(blendQuality(cases, [1, 1, 1], reciprocalRankByPlace(10)) + 0.2)
  expect(searchWeights(cases, 3, reciprocalRankByPlace(10))).toEqual({ weights, quality })
})

test('what no metric can tell apart stays as it was, and no cases are no harm', () => {
  const { weights } = searchWeights([], 2, hitByPlace(5))
  expect(weights).toEqual([0.5, 0.5])
})

test('of equals the right item counts as the last, and what scores nothing has no place', () => {
  const equal = few(Array.from({ length: ITEM_COUNT }, () => 1))
  const cases = [blendCase([equal], 'raw', Int32Array.of(0))]
  expect(blendQuality(cases, [1], hitByPlace(ITEM_COUNT - 1))).toBe(0)
  expect(blendQuality(cases, [1], hitByPlace(ITEM_COUNT))).toBe(1)
  expect(blendQuality(cases, [0], hitByPlace(ITEM_COUNT))).toBe(0)
})

test('a case keeps the right items and the best of each part', () => {
  const parts = [few([5, 4, 3, 2, 1]), few([1, 2, 3, 4, 5])]
  const kept = blendCase(parts, 'raw', Int32Array.of(9), undefined, 1)
  expect(kept).toEqual({ values: Float32Array.of(0, 0, 5, 1, 1, 5), candidateCount: 3, relevantCount: 1 })
})
