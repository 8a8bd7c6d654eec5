/**
 * Metrics as Amazon Personalize defines them, where they differ from the usual: for reading our figures beside theirs.
 * Precision and reciprocal rank are those of `rank-metrics.ts`.
 *
 * @source Amazon Personalize Developer Guide, "Evaluating a solution version with metrics", 2026; its worked examples are
 *   the tests
 */
import { hitCountAt, ndcgAt } from './rank-metrics.ts'

/** The perfect list holds the hits of this list at its top, not all that was relevant: a list that misses most can reach 1. */
export const personalizeNdcgAt = (ranked: Int32Array, relevant: ReadonlySet<number>, k: number): number =>
  ndcgAt(ranked, relevant, k, hitCountAt(ranked, relevant, k))

/**
 * Share of the reward in a list of all recommendations that its first k earn.
 *
 * @param rewardOf  what each item acted on was worth, ≥ 0
 * @returns in [0, 1]; NaN when nothing in the list earned anything
 */
export const rewardsAt = (ranked: Int32Array, rewardOf: ReadonlyMap<number, number>, k: number): number => {
  let earned = 0
  let total = 0
  for (const [p, item] of ranked.entries()) {
    const reward = rewardOf.get(item) ?? 0
    total += reward
    if (p < k) earned += reward
  }
  return earned / total
}

/**
 * By how much the first k grew more popular, against the k items that grew most.
 *
 * @param increases  of each item, in acts or a rate; what fell counts 0
 * @returns in [0, 1]; NaN when nothing grew
 */
export const trendAccuracyAt = (ranked: Int32Array, increases: Float64Array, k: number): number => {
  const growth = (item: number): number => Math.max(0, increases[item] ?? 0)
  let shown = 0
  for (let p = 0; p < k && p < ranked.length; p++) shown += growth(ranked[p])
  const most = Float64Array.from(increases, (_, item) => growth(item))
    .sort()
    .subarray(-k)
  return shown / most.reduce((sum, increase) => sum + increase, 0)
}
