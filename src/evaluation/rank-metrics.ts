/**
 * How good one ranked list is. `ranked` are items best first, none twice; `relevant` are those that were right.
 *
 * @source Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, with gains of
 *   0 and 1: position p, from 1, counts 1 / log2(1 + p)
 */

/** Right ones among the first k. */
export const hitCountAt = (ranked: Int32Array, relevant: ReadonlySet<number>, k: number): number => {
  let hits = 0
  for (let p = 0; p < k && p < ranked.length; p++) if (relevant.has(ranked[p])) hits++
  return hits
}

/** 1 when any of the first k is right, else 0. */
export const hitAt = (ranked: Int32Array, relevant: ReadonlySet<number>, k: number): number =>
  hitCountAt(ranked, relevant, k) > 0 ? 1 : 0

/** Share of what was right that is among the first k. In [0, 1]; NaN when nothing was right. */
export const recallAt = (ranked: Int32Array, relevant: ReadonlySet<number>, k: number): number =>
  hitCountAt(ranked, relevant, k) / relevant.size

/** Share of the first k that is right; lists shorter than k count as if filled with wrong ones. */
export const precisionAt = (ranked: Int32Array, relevant: ReadonlySet<number>, k: number): number =>
  hitCountAt(ranked, relevant, k) / k

/** 1 / place of the first right one among the first k; 0 when there is none. */
export const reciprocalRankAt = (ranked: Int32Array, relevant: ReadonlySet<number>, k: number): number => {
  for (let p = 0; p < k && p < ranked.length; p++) if (relevant.has(ranked[p])) return 1 / (p + 1)
  return 0
}

/** Discounted gain that a perfect list of k with this many right ones has. */
const idealGain = (count: number): number => {
  let gain = 0
  for (let p = 0; p < count; p++) gain += 1 / Math.log2(p + 2)
  return gain
}

/**
 * Normalized discounted cumulative gain.
 *
 * @param idealCount  right ones that a perfect list would show: `min(k, relevant)` as a rule; some published protocols
 *   take all that are relevant, Amazon Personalize the hits that the list has
 */
export const ndcgAt = (
  ranked: Int32Array,
  relevant: ReadonlySet<number>,
  k: number,
  idealCount = Math.min(k, relevant.size),
): number => {
  let gain = 0
  for (let p = 0; p < k && p < ranked.length; p++) if (relevant.has(ranked[p])) gain += 1 / Math.log2(p + 2)
  return gain === 0 ? 0 : gain / idealGain(idealCount)
}
