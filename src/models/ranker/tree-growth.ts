/**
 * Grows one regression tree on gradients, always splitting the leaf that gains most (see `split-search.ts`).
 *
 *   value of a leaf = −learningRate · G / (H + l2),  G and H the sums of gradients and hessians of its rows
 *
 * @source leaf by leaf: Ke et al., "LightGBM", NeurIPS 2017, section 2.1
 */
import { BLOCK_SIZE, LANES } from '../../kernels/histogram.ts'
import { type Compute, inlineCompute, sharedInts } from '../compute.ts'
import { type FeatureBins, MISSING_BIN } from './feature-bins.ts'
import type { Tree } from './forest.ts'
import { type GrowthOptions, histogramTask, type Leaf, PAIR, SPLIT_SIZE } from './split-search.ts'

type Split = {
  readonly gain: number
  readonly feature: number
  /** The last bin that goes left. */
  readonly bin: number
  readonly missingLeft: number
  readonly gradientLeft: number
  readonly hessianLeft: number
}

/** Waking threads costs about as much as this many steps of work. */
const INLINE_STEPS = 100_000
/** More than one, so that a thread that is held up does not hold up the rest. */
const PARTS_OF_THREAD = 2

/** Memory for the trees of one training, taken once. */
export type Growth = {
  readonly bins: FeatureBins
  readonly rows: Int32Array
  readonly moved: Int32Array
  readonly histograms: Float64Array
  readonly splits: Float64Array
}

export const openGrowth = (bins: FeatureBins, leaves: number): Growth => {
  const laneCount = bins.blockCount * LANES
  return {
    bins,
    rows: sharedInts(bins.rowCount),
    moved: new Int32Array(bins.rowCount),
    histograms: sharedDoubles(leaves * bins.blockCount * BLOCK_SIZE),
    splits: sharedDoubles(2 * laneCount * SPLIT_SIZE),
  }
}

export const sharedDoubles = (length: number): Float64Array<SharedArrayBuffer> =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))

/** Bytes that `openGrowth` takes, and the bins themselves. */
export const growthBytes = (rowCount: number, featureCount: number, leaves: number): number => {
  const laneCount = Math.ceil(featureCount / LANES) * LANES
  return rowCount * (2 * laneCount + 8) + 8 * laneCount * ((leaves * BLOCK_SIZE) / LANES + 2 * SPLIT_SIZE)
}

type OpenLeaf = { leaf: Leaf; split: Split }

/** A tree, and which rows came to lie in which of its leaves. */
export type Grown = { readonly tree: Tree; readonly leaves: readonly Leaf[] }

/**
 * @param rowCount  how many of `growth.rows` the tree is grown on: the first ones, ascending. They come out ordered by leaf.
 * @param isUsed    a feature: 1 where it may be split on
 */
export const growTree = async (
  growth: Growth,
  rowCount: number,
  gradients: Float32Array,
  isUsed: Int32Array,
  options: GrowthOptions,
  compute: Compute,
): Promise<Grown> => {
  const { bins, rows, histograms, splits } = growth
  const open = async (small: Leaf, large: Leaf | undefined): Promise<readonly OpenLeaf[]> => {
    const steps = (small.count + MISSING_BIN) * bins.blockCount
    const { threadCount, run } = steps < INLINE_STEPS ? inlineCompute : compute
    const partCount = Math.min(bins.blockCount, PARTS_OF_THREAD * threadCount)
    const args = { bins, isUsed, rows, gradients, histograms, splits, small, large, partCount, options }
    await run(histogramTask, args, partCount)
    return [small, large].flatMap((leaf, side) =>
      leaf === undefined ? [] : [{ leaf, split: bestSplit(growth, side) }],
    )
  }
  const tree = new TreeBuilder(bins)
  let gradient = 0
  let hessian = 0
  for (let k = 0; k < rowCount; k++) {
    gradient += gradients[PAIR * rows[k]]
    hessian += gradients[PAIR * rows[k] + 1]
  }
  const opened: OpenLeaf[] = [
    ...(await open({ slot: 0, start: 0, count: rowCount, gradient, hessian }, undefined)),
  ]
  while (opened.length < options.leaves) {
    const chosen = mostGaining(opened)
    const { leaf, split } = opened[chosen]
    if (!(split.gain > 0)) break
    const countLeft = partition(growth, leaf, split)
    const left = {
      start: leaf.start,
      count: countLeft,
      gradient: split.gradientLeft,
      hessian: split.hessianLeft,
    }
    const right = {
      start: leaf.start + countLeft,
      count: leaf.count - countLeft,
      gradient: leaf.gradient - split.gradientLeft,
      hessian: leaf.hessian - split.hessianLeft,
    }
    tree.split(chosen, split)
    const isLeftSmall = left.count <= right.count
    const small = { ...(isLeftSmall ? left : right), slot: opened.length }
    const large = { ...(isLeftSmall ? right : left), slot: leaf.slot }
    const [openSmall, openLarge] = (await open(small, large)) as [OpenLeaf, OpenLeaf]
    opened[chosen] = isLeftSmall ? openSmall : openLarge
    opened.push(isLeftSmall ? openLarge : openSmall)
  }
  const leaves = opened.map((one) => one.leaf)
  return { tree: tree.finish(leaves, options), leaves }
}

const mostGaining = (opened: readonly OpenLeaf[]): number => {
  let chosen = 0
  for (let k = 1; k < opened.length; k++) if (opened[k].split.gain > opened[chosen].split.gain) chosen = k
  return chosen
}

/** Of all features, ties by the lower one. */
const bestSplit = ({ bins, splits }: Growth, side: number): Split => {
  let best = side * bins.blockCount * LANES * SPLIT_SIZE
  let chosen = 0
  for (let feature = 1; feature < bins.featureCount; feature++) {
    const at = (side * bins.blockCount * LANES + feature) * SPLIT_SIZE
    if (splits[at] <= splits[best]) continue
    best = at
    chosen = feature
  }
  const [gain, bin, missingLeft, gradientLeft, hessianLeft] = splits.subarray(best, best + SPLIT_SIZE)
  return { gain, feature: chosen, bin, missingLeft, gradientLeft, hessianLeft }
}

/** Rows that go left first, each side in its order. @returns how many go left */
const partition = (
  { bins: { columns, rowCount }, rows, moved }: Growth,
  { start, count }: Leaf,
  { feature, bin, missingLeft }: Split,
): number => {
  const from = feature * rowCount
  let left = start
  let right = 0
  for (let k = start; k < start + count; k++) {
    const row = rows[k]
    const own = columns[from + row]
    if (own <= bin || (own === MISSING_BIN && missingLeft === 1)) rows[left++] = row
    else moved[right++] = row
  }
  rows.set(moved.subarray(0, right), left)
  return left - start
}

/** Puts nodes together while leaves split: leaf k keeps its number on the left, the right one gets the next. */
class TreeBuilder {
  readonly #bins: FeatureBins
  readonly #features: number[] = []
  readonly #thresholds: number[] = []
  readonly #missingLeft: number[] = []
  readonly #lefts: number[] = []
  readonly #rights: number[] = []
  /** The node above each leaf, and on which side of it: undefined while the root is a leaf. */
  readonly #above: { children: number[]; node: number }[] = []

  constructor(bins: FeatureBins) {
    this.#bins = bins
  }

  split(leaf: number, { feature, bin, missingLeft }: Split): void {
    const node = this.#features.length
    this.#features.push(feature)
    this.#thresholds.push(this.#bins.edges[feature * MISSING_BIN + bin])
    this.#missingLeft.push(missingLeft)
    const above = this.#above[leaf]
    if (above !== undefined) above.children[above.node] = node
    this.#lefts.push(~leaf)
    this.#rights.push(~(node + 1))
    this.#above[leaf] = { children: this.#lefts, node }
    this.#above[node + 1] = { children: this.#rights, node }
  }

  finish(leaves: readonly Leaf[], { l2, learningRate }: GrowthOptions): Tree {
    return {
      features: this.#features,
      thresholds: this.#thresholds,
      missingLeft: this.#missingLeft,
      lefts: this.#lefts,
      rights: this.#rights,
      leafValues: leaves.map(({ gradient, hessian }) =>
        hessian + l2 > 0 ? Math.fround((-learningRate * gradient) / (hessian + l2)) : 0,
      ),
    }
  }
}
