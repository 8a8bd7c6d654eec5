/**
 * Sums of gradients by bin, and the best split of a leaf by each feature.
 *
 *   gain of a split = G_left² / (H_left + l2) + G_right² / (H_right + l2) − G² / (H + l2)
 *
 * Of two sisters only the smaller is summed up; the larger is their parent less the smaller. A thread takes some blocks of
 * features and does both, so no sum depends on how many threads there are.
 *
 * @source gains: Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29(5), 2001;
 *   subtraction: Ke et al., "LightGBM", NeurIPS 2017
 */
import { BLOCK_SIZE, type Histogram, LANES, openHistogram } from '../../kernels/histogram.ts'
import type { Task } from '../compute.ts'
import { type FeatureBins, MISSING_BIN } from './feature-bins.ts'

export type GrowthOptions = {
  readonly leaves: number
  readonly learningRate: number
  readonly minLeafRows: number
  readonly minLeafHessian: number
  readonly l2: number
}

/** A leaf: its rows are `rows[start]` up to `rows[start + count - 1]`, its sums lie in a slot of the histograms. */
export type Leaf = {
  readonly slot: number
  readonly start: number
  readonly count: number
  readonly gradient: number
  readonly hessian: number
}

export type HistogramArgs = {
  readonly bins: FeatureBins
  /** 1 where the feature may be split on */
  readonly isUsed: Int32Array
  readonly rows: Int32Array
  /** rows × 2: gradient and hessian */
  readonly gradients: Float32Array
  /** slots × blocks × LANES × 256 × 2 */
  readonly histograms: Float64Array
  /** sides × blocks × LANES × SPLIT_SIZE, written */
  readonly splits: Float64Array
  /** Summed up from its rows. */
  readonly small: Leaf
  /** Its slot holds the parent's sums and gets its own. */
  readonly large: Leaf | undefined
  readonly partCount: number
  readonly options: GrowthOptions
}

/** Numbers of a bin, and of the bins of a feature. */
export const PAIR = 2
const FEATURE_SIZE = (MISSING_BIN + 1) * PAIR
/** gain, bin, missingLeft, gradientLeft, hessianLeft */
export const SPLIT_SIZE = 5

/** One a thread, for as many blocks as were ever asked for. */
let held: { readonly sumUp: Histogram; readonly blockMax: number } | undefined

const histogramFor = (blockCount: number): Histogram => {
  if (held === undefined || held.blockMax < blockCount)
    held = { sumUp: openHistogram(blockCount), blockMax: blockCount }
  return held.sumUp
}

/** A part is some blocks of features: sums up two sisters and finds the best split of each by each feature. */
export const histogramTask: Task<HistogramArgs> = {
  name: 'tree-histograms',
  open: (args) => {
    const { bins, rows, gradients, histograms, partCount, small, large } = args
    const { blockCount } = bins
    const sumUp = histogramFor(Math.ceil(blockCount / partCount))
    const words = new Uint32Array(bins.bins.buffer)
    return (part) => {
      const blockStart = Math.floor((part * blockCount) / partCount)
      const blockEnd = Math.floor(((part + 1) * blockCount) / partCount)
      const smallAt = (small.slot * blockCount + blockStart) * BLOCK_SIZE
      const range = { start: small.start, end: small.start + small.count, blockStart, blockEnd }
      sumUp({ words, blockCount, pairs: gradients, rows, ...range }, histograms, smallAt)
      if (large !== undefined) {
        const shift = (large.slot - small.slot) * blockCount * BLOCK_SIZE
        const end = smallAt + (blockEnd - blockStart) * BLOCK_SIZE
        for (let k = smallAt; k < end; k++) histograms[k + shift] -= histograms[k]
      }
      for (let block = blockStart; block < blockEnd; block++) {
        findSplits(args, block, 0, small)
        if (large !== undefined) findSplits(args, block, 1, large)
      }
    }
  },
}

const findSplits = (args: HistogramArgs, block: number, side: number, leaf: Leaf): void => {
  const { bins, histograms, splits, isUsed, options } = args
  for (let lane = 0; lane < LANES; lane++) {
    const feature = block * LANES + lane
    const out = (side * bins.blockCount * LANES + feature) * SPLIT_SIZE
    splits[out] = 0
    if (feature >= bins.featureCount || isUsed[feature] === 0) continue
    const at = (leaf.slot * bins.blockCount + block) * BLOCK_SIZE + lane * FEATURE_SIZE
    findSplit(histograms, at, leaf, bins.binCounts[feature], bins.hasMissing[feature], options, splits, out)
  }
}

/**
 * The best split of a leaf by a feature, written to `splits[out …]`; a gain of 0 says that there is none. Rows of a bin are
 * estimated from its share of the hessian, as LightGBM does: counting them would cost half as much again.
 */
const findSplit = (
  sums: Float64Array,
  at: number,
  { gradient, hessian, count }: Leaf,
  binCount: number,
  hasMissing: number,
  { minLeafRows, minLeafHessian, l2 }: GrowthOptions,
  splits: Float64Array,
  out: number,
): void => {
  const hessianMin = Math.max(minLeafHessian, ((minLeafRows - 0.5) * hessian) / count)
  const before = (gradient * gradient) / (hessian + l2)
  let best = before + 1e-10 * (1 + before)
  for (let missingLeft = 0; missingLeft <= hasMissing; missingLeft++) {
    let gradientLeft = missingLeft === 1 ? sums[at + PAIR * MISSING_BIN] : 0
    let hessianLeft = missingLeft === 1 ? sums[at + PAIR * MISSING_BIN + 1] : 0
    // After the last bin there is something to the right only when unknown values are.
    const end = hasMissing === 1 && missingLeft === 0 ? binCount : binCount - 1
    for (let bin = 0; bin < end; bin++) {
      const hessianHere = sums[at + PAIR * bin + 1]
      if (hessianHere === 0) continue
      gradientLeft += sums[at + PAIR * bin]
      hessianLeft += hessianHere
      if (hessianLeft < hessianMin) continue
      const hessianRight = hessian - hessianLeft
      if (hessianRight < hessianMin) break
      const gradientRight = gradient - gradientLeft
      const gain =
        (gradientLeft * gradientLeft) / (hessianLeft + l2) +
        (gradientRight * gradientRight) / (hessianRight + l2)
      if (!(gain > best)) continue
      best = gain
      splits[out] = gain - before
      splits[out + 1] = bin
      splits[out + 2] = hasMissing === 1 ? missingLeft : Number(hessianLeft >= hessianRight)
      splits[out + 3] = gradientLeft
      splits[out + 4] = hessianLeft
    }
  }
}
