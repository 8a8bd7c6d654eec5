/**
 * Finds a shopper's factors when they are asked for, from the newest acts: the same least squares as in training, solved
 * outright against the items. So nothing of a shopper is kept in the model, and the act of a moment ago counts.
 */
import { openBlockSweep } from '../../kernels/block-sweep.ts'
import { type ConfidenceOptions, kindWeights } from './act-confidence.ts'
import { ridgeOf } from './ials-train.ts'
import type { Query } from '../query.ts'

export type FoldInOptions = ConfidenceOptions & {
  readonly itemCount: number
  readonly dimensions: number
  readonly unobservedWeight: number
  readonly ridge: number
  readonly ridgeExponent: number
  /** After so many newer items an act counts half; 0: age is of no effect. */
  readonly halfLifeItems: number
}

/** The newest items of a history are looked at, so that a robot's history costs no more than a shopper's. */
const ITEMS_MAX = 1_000
/** Acts that are read to find them. */
const ACTS_MAX = 20_000

/**
 * Factors that go with the seeds, or with the history where there are no seeds; undefined when they hold no item that
 * has factors. The array is the same for every call.
 *
 * @param items  itemCount × dimensions
 * @param gram   Σ itemᵀ · item of the items that shoppers could choose
 * @complexity a query: O(items · d² + d³)
 */
export const openFoldIn = (
  items: Float32Array,
  gram: Float32Array,
  options: FoldInOptions,
): ((query: Query) => Float32Array | undefined) => {
  const { itemCount, dimensions: size, unobservedWeight, repeatExponent } = options
  const solver = openBlockSweep({ size, block: size, rowMax: 1, actMax: ITEMS_MAX, otherMax: ITEMS_MAX })
  solver.gram.set(gram.map((value) => unobservedWeight * value))
  const read = openReader(itemCount, options)
  return (query) => {
    const weightByItem = read(query)
    if (weightByItem.size === 0) return undefined
    let count = 0
    for (const [item, weight] of weightByItem) {
      solver.columns[count] = count
      solver.weights[count] = weight ** repeatExponent
      solver.others.set(items.subarray(item * size, (item + 1) * size), count * size)
      count++
    }
    solver.starts[1] = count
    solver.ridges[0] = ridgeOf(options, count, itemCount)
    solver.rows.fill(0)
    solver.sweep(1)
    return solver.rows
  }
}

/** Sums up what acts weigh, by item, the newest item first; the map is the same for every call. */
const openReader = (
  itemCount: number,
  options: FoldInOptions,
): ((query: Query) => ReadonlyMap<number, number>) => {
  const weightOfKind = kindWeights(options)
  const decay = options.halfLifeItems > 0 ? 0.5 ** (1 / options.halfLifeItems) : 1
  const weightByItem = new Map<number, number>()
  const isKnown = (item: number): boolean => item >= 0 && item < itemCount
  return ({ seeds, history }) => {
    weightByItem.clear()
    for (const seed of seeds) if (isKnown(seed) && weightByItem.size < ITEMS_MAX) weightByItem.set(seed, 1)
    if (seeds.length > 0) return weightByItem
    const oldest = Math.max(0, history.items.length - ACTS_MAX)
    for (let k = history.items.length - 1; k >= oldest && weightByItem.size < ITEMS_MAX; k--) {
      const item = history.items[k]
      const weight = weightOfKind[history.kinds[k]]
      if (!isKnown(item) || !(weight > 0)) continue
      weightByItem.set(item, (weightByItem.get(item) ?? 0) + weight * decay ** weightByItem.size)
    }
    return weightByItem
  }
}
