/** How sure a mean over queries is, and whether one recipe is better than another. */
import { rng } from '../math/rng.ts'

/** In [low, high] the true mean lies with 95 %. */
export type Interval = {
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Values that were counted. */
  readonly count: number
}

export type Difference = Interval & {
  /** Two-sided: how often chance alone gives a difference as large. */
  readonly p: number
}

const RESAMPLES = 1_000
const CONFIDENCE = 0.95
/** More clusters than this are merged at random: the interval stays true and the cost bounded. */
const GROUP_MAX = 1_000

/** Sums and counts of the values of each group. Group of a value: that of its cluster. */
type Groups = { readonly sums: Float64Array; readonly counts: Float64Array }

const groupsOf = (values: Float64Array, clusters: Int32Array, seed: number): Groups => {
  const groupOf = new Map<number, number>()
  for (let k = 0; k < values.length; k++)
    if (!Number.isNaN(values[k]) && !groupOf.has(clusters[k])) groupOf.set(clusters[k], groupOf.size)
  const groupCount = Math.min(groupOf.size, GROUP_MAX)
  const order = rng(seed, 'groups').shuffle(
    Array.from({ length: groupOf.size }, (_, group) => group % groupCount),
  )
  const sums = new Float64Array(groupCount)
  const counts = new Float64Array(groupCount)
  for (let k = 0; k < values.length; k++) {
    if (Number.isNaN(values[k])) continue
    const group = order[groupOf.get(clusters[k]) as number]
    sums[group] += values[k]
    counts[group]++
  }
  return { sums, counts }
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/**
 * Mean with its percentile bootstrap interval. Whole clusters are drawn, because queries of one shopper or session rise
 * and fall together; drawing queries one by one would promise too much.
 *
 * @param values    one a query; NaN where the metric says nothing
 * @param clusters  beside values: queries with the same number belong together
 * @returns NaN for no values; low = high = mean for one cluster
 * @complexity O(values + 1,000 · min(clusters, 1,000))
 * @source Efron & Tibshirani, "An introduction to the bootstrap", 1993, chapter 13; clusters: Davison & Hinkley,
 *   "Bootstrap methods and their application", 1997, section 3.8
 */
export const meanInterval = (values: Float64Array, clusters: Int32Array, seed: number): Interval => {
  const { sums, counts } = groupsOf(values, clusters, seed)
  const count = sumOf(counts)
  const mean = sumOf(sums) / count
  if (sums.length === 0) return { mean, low: mean, high: mean, count }
  const random = rng(seed, 'resamples')
  const means = new Float64Array(RESAMPLES)
  for (let r = 0; r < RESAMPLES; r++) {
    let sum = 0
    let drawn = 0
    for (let g = 0; g < sums.length; g++) {
      const group = random.int(sums.length)
      sum += sums[group]
      drawn += counts[group]
    }
    means[r] = sum / drawn
  }
  means.sort()
  const tail = Math.floor(((1 - CONFIDENCE) / 2) * RESAMPLES)
  return { mean, low: means[tail], high: means[RESAMPLES - 1 - tail], count }
}

/**
 * Mean of a − b over the same queries, with its interval, and p by Fisher's randomization: under the null hypothesis the
 * two change places in any cluster without anybody noticing.
 *
 * @param a  beside b: query k of both is the same query
 * @source Smucker, Allan & Carterette, "A comparison of statistical significance tests for information retrieval
 *   evaluation", CIKM 2007
 */
export const pairedDifference = (
  a: Float64Array,
  b: Float64Array,
  clusters: Int32Array,
  seed: number,
): Difference => {
  const differences = a.map((value, k) => value - b[k])
  const interval = meanInterval(differences, clusters, seed)
  const { sums } = groupsOf(differences, clusters, seed)
  const observed = Math.abs(sumOf(sums))
  const random = rng(seed, 'signs')
  let asLarge = 0
  for (let r = 0; r < RESAMPLES; r++) {
    let sum = 0
    for (const groupSum of sums) sum += random.chance(0.5) ? groupSum : -groupSum
    // Sums of the same numbers in another order differ in their last bits.
    if (Math.abs(sum) >= observed * (1 - 1e-12)) asLarge++
  }
  return { ...interval, p: (asLarge + 1) / (RESAMPLES + 1) }
}
