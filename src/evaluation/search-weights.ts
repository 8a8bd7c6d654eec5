/** Finds the weights of a blend on cases whose answer is known: past queries and what was then right. */
import { type BlendScale, scaled } from '../models/blend.ts'
import { bestOf, lookup, type Scores } from '../models/scores.ts'

/** One query as every part answers it, cut to the items that can come near the top. */
export type BlendCase = {
  /** candidates × parts, row by row, on the common scale; the right items stand first */
  readonly values: Float32Array
  readonly candidateCount: number
  readonly relevantCount: number
}

/**
 * How good one list is, by where the right items stand: places from 0, in no order; `NO_PLACE` for those that a list never
 * shows, however long.
 */
export type PlaceMetric = (places: Int32Array) => number

export const NO_PLACE = 0x7fffffff

/** 1 when any right item is among the first k. */
export const hitByPlace =
  (k: number): PlaceMetric =>
  (places) => {
    for (const place of places) if (place < k) return 1
    return 0
  }

/** Share of the right items among the first k. */
export const recallByPlace =
  (k: number): PlaceMetric =>
  (places) => {
    let hits = 0
    for (const place of places) if (place < k) hits++
    return hits / places.length
  }

/** 1 / place, from 1, of the best right item among the first k, else 0. */
export const reciprocalRankByPlace =
  (k: number): PlaceMetric =>
  (places) => {
    let best = NO_PLACE
    for (const place of places) if (place < best) best = place
    return best < k ? 1 / (best + 1) : 0
  }

/** Normalized discounted cumulative gain at k; a perfect list shows min(k, right items). */
export const ndcgByPlace =
  (k: number): PlaceMetric =>
  (places) => {
    let gain = 0
    for (const place of places) if (place < k) gain += 1 / Math.log2(place + 2)
    let ideal = 0
    for (let p = 0; p < k && p < places.length; p++) ideal += 1 / Math.log2(p + 2)
    return gain / ideal
  }

/**
 * Keeps what a search needs of a query: the best of each part and the right items.
 *
 * @param answers   what each part says, as it says it
 * @param relevant  right items, none twice, at least one
 * @param depth     items kept of each part: an item that no part has among them is taken to be far from the top
 */
export const blendCase = (
  answers: readonly Scores[],
  scale: BlendScale,
  relevant: Int32Array,
  isAllowed?: (item: number) => boolean,
  depth = 200,
): BlendCase => {
  const parts = answers.map((answer) => scaled(answer, scale))
  const candidates = new Set(relevant)
  for (const part of parts) for (const item of bestOf(part, depth, isAllowed).items) candidates.add(item)
  const values = new Float32Array(candidates.size * parts.length)
  parts.forEach((part, p) => {
    const scoreOf = lookup(part)
    let k = p
    for (const item of candidates) {
      values[k] = scoreOf(item)
      k += parts.length
    }
  })
  return { values, candidateCount: candidates.size, relevantCount: relevant.length }
}

/** Mean of the metric over the cases. Of equals the right item is taken to stand last. */
export const blendQuality = (
  cases: readonly BlendCase[],
  weights: readonly number[],
  metric: PlaceMetric,
): number => {
  let scores = new Float64Array(1024)
  let sum = 0
  for (const { values, candidateCount, relevantCount } of cases) {
    if (scores.length < candidateCount) scores = new Float64Array(2 * candidateCount)
    for (let c = 0, k = 0; c < candidateCount; c++) {
      let score = 0
      for (let p = 0; p < weights.length; p++) score += weights[p] * values[k++]
      scores[c] = score
    }
    const places = new Int32Array(relevantCount)
    for (let r = 0; r < relevantCount; r++) places[r] = placeOf(r, scores, candidateCount)
    sum += metric(places)
  }
  return sum / cases.length
}

export type FoundWeights = { readonly weights: readonly number[]; readonly quality: number }

/**
 * Goes up hill one weight at a time: each is tried a step lower, a step higher and at 0; when none gains, the step is
 * halved (on the log scale). The same cases always give the same weights; their sum is 1.
 *
 * @param start  where to begin; left out: all alike
 * @complexity some 100 runs over the cases for three parts; a run costs candidates × parts
 */
export const searchWeights = (
  cases: readonly BlendCase[],
  partCount: number,
  metric: PlaceMetric,
  start: readonly number[] = Array.from({ length: partCount }, () => 1),
): FoundWeights => {
  let weights = [...start]
  let quality = blendQuality(cases, weights, metric)
  for (let step = FIRST_STEP; step > LAST_STEP; step = Math.sqrt(step)) {
    let hasGained = true
    while (hasGained) {
      hasGained = false
      for (let p = 0; p < partCount; p++) {
        const held = weights[p] > 0 ? weights[p] : LEAST_SHARE * Math.max(...weights)
        for (const weight of [held * step, held / step, 0]) {
          if (weight === weights[p]) continue
          const tried = weights.with(p, weight)
          const found = blendQuality(cases, tried, metric)
          if (!(found > quality)) continue
          weights = tried
          quality = found
          hasGained = true
        }
      }
    }
  }
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return { weights: weights.map((weight) => (sum > 0 ? weight / sum : 0)), quality }
}

const FIRST_STEP = 4
const LAST_STEP = 1.05
/** From where a weight of 0 is tried again, as a share of the largest. */
const LEAST_SHARE = 0.05

const placeOf = (r: number, scores: Float64Array, count: number): number => {
  const score = scores[r]
  if (!(score > 0)) return NO_PLACE
  let place = 0
  for (let c = 0; c < count; c++) if (scores[c] >= score && c !== r) place++
  return place
}
