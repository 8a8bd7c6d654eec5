/** What makes lists good besides being right: that they reach the whole catalog, surprise, vary and fit a taste. */
import type { Csr } from '../math/csr.ts'

/** How often each item was shown. */
export const exposureOf = (lists: Iterable<Int32Array>, itemCount: number): Int32Array => {
  const exposure = new Int32Array(itemCount)
  for (const list of lists) for (const item of list) exposure[item]++
  return exposure
}

/** Share of the catalog that was shown at all. In [0, 1]; NaN without items. */
export const coverageOf = (exposure: Int32Array): number =>
  exposure.reduce((shown, count) => shown + (count > 0 ? 1 : 0), 0) / exposure.length

/** Gini coefficient of exposure: 0 when all items are shown alike, near 1 when one takes all. NaN when none is shown. */
export const giniOf = (exposure: Int32Array): number => {
  const ascending = exposure.toSorted()
  let total = 0
  let weighted = 0
  for (const [k, count] of ascending.entries()) {
    total += count
    weighted += (2 * (k + 1) - ascending.length - 1) * count
  }
  return weighted / (ascending.length * total)
}

/** Shannon entropy of exposure in bits: 2 to its power is the number of items that share the exposure as evenly. */
export const entropyOf = (exposure: Int32Array): number => {
  const total = exposure.reduce((sum, count) => sum + count, 0)
  let bits = 0
  for (const count of exposure) if (count > 0) bits -= (count / total) * Math.log2(count / total)
  return bits
}

/**
 * What it tells that somebody takes an item, in bits: −log₂ of the share of shoppers who do. An item that nobody took
 * counts as if half a shopper had.
 *
 * @source Zhou et al., "Solving the apparent diversity-accuracy dilemma of recommender systems", PNAS 107(10), 2010
 */
export const selfInformationOf = (shoppersOfItem: Int32Array, shopperCount: number): Float64Array =>
  Float64Array.from(shoppersOfItem, (count) => Math.log2(Math.max(shopperCount, 1) / Math.max(count, 0.5)))

/** Share of items less popular than each, ties by half: 1 is the most popular, 0 the least. */
export const popularityPercentiles = (counts: Int32Array): Float64Array => {
  const ascending = counts.toSorted()
  const below = new Map<number, number>()
  const upTo = new Map<number, number>()
  for (const [k, count] of ascending.entries()) {
    if (!below.has(count)) below.set(count, k)
    upTo.set(count, k)
  }
  const last = Math.max(counts.length - 1, 1)
  return Float64Array.from(counts, (count) => ((below.get(count) ?? 0) + (upTo.get(count) ?? 0)) / 2 / last)
}

/** Mean of what is known of the items; NaN for none. */
export const meanOver = (items: Iterable<number>, valueOf: Float64Array): number => {
  let sum = 0
  let count = 0
  for (const item of items) {
    sum += valueOf[item]
    count++
  }
  return sum / count
}

/**
 * Mean distance of two items of the list, 1 − shared tags / all tags of the two. In [0, 1]; NaN for less than two items
 * with tags.
 *
 * @complexity O(k² · tags of an item)
 */
export const diversityOf = (list: Int32Array, tags: Csr): number => {
  let sum = 0
  let pairs = 0
  for (let a = 0; a < list.length; a++)
    for (let b = a + 1; b < list.length; b++) {
      const distance = tagDistance(tags, list[a], list[b])
      if (Number.isNaN(distance)) continue
      sum += distance
      pairs++
    }
  return sum / pairs
}

/** Tags of a row are ascending, so one pass finds what two rows share. */
const tagDistance = (tags: Csr, a: number, b: number): number => {
  const endA = tags.starts[a + 1]
  const endB = tags.starts[b + 1]
  let p = tags.starts[a]
  let q = tags.starts[b]
  if (p === endA || q === endB) return Number.NaN
  const count = endA - p + endB - q
  let shared = 0
  while (p < endA && q < endB) {
    const difference = tags.columns[p] - tags.columns[q]
    if (difference === 0) shared++
    if (difference <= 0) p++
    if (difference >= 0) q++
  }
  return 1 - shared / (count - shared)
}

/** How far the list may fall short of a tag before it costs without end. */
const SMOOTHING = 0.01

/**
 * How far a list is from the taste that a history shows: Kullback-Leibler divergence of the shares of tags.
 *
 *   Σ p(t) · log₂(p(t) / q̃(t))        q̃ = (1 − α) q + α p,   p of the history, q of the list
 *
 * @returns bits, ≥ 0; 0 when the shares are alike; NaN when either has no tags
 * @source Steck, "Calibrated recommendations", RecSys 2018, equations 5 and 6, α = 0.01
 */
export const miscalibrationOf = (history: Int32Array, list: Int32Array, tags: Csr): number => {
  const taste = tagShares(history, tags)
  const shown = tagShares(list, tags)
  if (taste.size === 0 || shown.size === 0) return Number.NaN
  let bits = 0
  for (const [tag, share] of taste)
    bits += share * Math.log2(share / ((1 - SMOOTHING) * (shown.get(tag) ?? 0) + SMOOTHING * share))
  return Math.max(0, bits)
}

/** Each item gives its tags equal shares of 1. */
const tagShares = (items: Int32Array, tags: Csr): ReadonlyMap<number, number> => {
  const shares = new Map<number, number>()
  let total = 0
  for (const item of items) {
    const count = tags.starts[item + 1] - tags.starts[item]
    if (!(count > 0)) continue
    total++
    for (let k = tags.starts[item]; k < tags.starts[item + 1]; k++)
      shares.set(tags.columns[k], (shares.get(tags.columns[k]) ?? 0) + 1 / count)
  }
  for (const [tag, sum] of shares) shares.set(tag, sum / total)
  return shares
}
