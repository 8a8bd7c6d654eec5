/**
 * Trains factors by turns: shoppers against fixed items, then items against fixed shoppers. The rows of a side do not
 * depend on each other, so parts of them are given to threads, each with a copy of the fixed side.
 */
import { blockSweepBytes } from '../../kernels/block-sweep.ts'
import { whiteningOf } from '../../kernels/short-rows.ts'
import { type Csr, transposed } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { type Compute, sharedFloats } from '../compute.ts'
import {
  type Batches,
  batchesOf,
  PART_ACTS,
  PART_ROWS,
  partCountOf,
  type Side,
  sideOf,
} from './ials-sides.ts'
import { ialsBlocksTask, ialsGramTask, ialsShortTask, ialsWhitenTask } from './ials-tasks.ts'
import type { Training } from '../recipe.ts'

export type FactorOptions = {
  /** Numbers that describe a shopper or an item: a multiple of 8. */
  readonly dimensions: number
  /** Numbers that are solved for at a time: a multiple of 8, at most `dimensions`, which is then an exact solution. */
  readonly block: number
  /** How often both sides are gone through. */
  readonly epochs: number
  /** w0: what a pair without acts weighs, beside 1 for a pair with one. Above 0. */
  readonly unobservedWeight: number
  /** λ. Above 0. */
  readonly ridge: number
  /** ν: 1 holds rows of many acts back as strongly as others, 0 less. In [0, 1]. */
  readonly ridgeExponent: number
  /** Of a row's length before training. */
  readonly initialDeviation: number
}

export type Factors = {
  /** items × dimensions; 0 for items without acts */
  readonly items: Float32Array
  /** Σ itemᵀ · item, dimensions × dimensions */
  readonly gram: Float32Array
}

const GRAM_PARTS_MAX = 16
/** Rows of a part, where rows cost little each. */
const STRETCH = 1024
/** A kernel's memory ends at 4 GB. */
const COPY_BYTES_MAX = 3e9
/** Copies of the larger side that threads may hold together: so many are counted as memory. */
const COPIES_MAX = 2

/** What the turns of both sides share. */
type Turn = {
  readonly options: FactorOptions
  readonly compute: Compute
  readonly onPart: () => void
  readonly copyBytesMax: number
  /** size × size */
  readonly gram: Float32Array
  /** GRAM_PARTS_MAX × size × size */
  readonly partials: Float32Array
  readonly whitening: Float32Array
  /** rows of the larger side × size; empty when no rows are short */
  readonly whitened: Float32Array
}

type Work = Side & { readonly ridges: Float32Array; readonly batches: Batches }

/**
 * @param weights       shoppers × items, above 0: how much it counts that the shopper chose the item
 * @param copyBytesMax  beyond this, and where threads are many, they do not copy the fixed side as a whole, but row by row
 *   as acts ask for it
 */
export const trainFactors = async (
  weights: Csr,
  options: FactorOptions,
  { compute, seed, report }: Training,
  copyBytesMax = COPY_BYTES_MAX,
): Promise<Factors> => {
  const { dimensions: size, epochs } = options
  const shoppers = workOf(weights, options)
  const items = workOf(transposed(weights), options)
  initialize(items, size, options.initialDeviation, seed)
  const partCount = epochs * (partCountOfAll(shoppers.batches) + partCountOfAll(items.batches))
  const hasShort = shoppers.batches.short.length + items.batches.short.length > 0
  let doneCount = 0
  const turn: Turn = {
    options,
    compute,
    onPart: () => report(++doneCount / partCount),
    copyBytesMax,
    gram: sharedFloats(size * size),
    partials: sharedFloats(GRAM_PARTS_MAX * size * size),
    whitening: sharedFloats(size * size),
    whitened: sharedFloats(hasShort ? size * Math.max(shoppers.rowCount, items.rowCount) : 0),
  }
  for (let epoch = 0; epoch < epochs; epoch++) {
    await improve(shoppers, items, turn)
    await improve(items, shoppers, turn)
  }
  await sumGram(items, 1, turn)
  return { items: items.factors.slice(), gram: turn.gram.slice() }
}

const improve = async (side: Work, other: Side, turn: Turn): Promise<void> => {
  const { options, compute, onPart, gram, whitening } = turn
  const { dimensions: size, block, unobservedWeight } = options
  await sumGram(other, unobservedWeight, turn)
  const largerBytes = Math.max(side.factors.byteLength, other.factors.byteLength)
  const isCopied =
    other.factors.byteLength <= turn.copyBytesMax &&
    compute.threadCount * other.factors.byteLength <= COPIES_MAX * largerBytes
  const { blocks, short } = side.batches
  const shared = { side: sideAlone(side), size, isCopied }
  await compute.run(
    ialsBlocksTask,
    { ...shared, batch: blocks, others: other.factors, block, gram, ridges: side.ridges },
    partCountOf(blocks),
    onPart,
  )
  for (const { ridge, ...batch } of short) {
    const matrix = gram.slice()
    for (let k = 0; k < size; k++) matrix[k * (size + 1)] += ridge
    whitening.set(whiteningOf(matrix, size))
    const whitened = turn.whitened.subarray(0, other.factors.length)
    const stretches = { factors: other.factors, rowCount: other.rowCount, size, stretch: STRETCH }
    await compute.run(
      ialsWhitenTask,
      { ...stretches, whitening, whitened },
      Math.ceil(other.rowCount / STRETCH),
    )
    await compute.run(
      ialsShortTask,
      { ...shared, batch, others: whitened, whitening },
      partCountOf(batch),
      onPart,
    )
  }
}

/** Sums in the order of the parts, so that it is the same whoever did them. */
const sumGram = async (
  { factors, rowCount }: Side,
  factor: number,
  { options, compute, gram, partials }: Turn,
): Promise<void> => {
  const partCount = Math.min(GRAM_PARTS_MAX, Math.ceil(rowCount / STRETCH))
  const stretch = Math.ceil(rowCount / partCount)
  await compute.run(
    ialsGramTask,
    { factors, rowCount, size: options.dimensions, stretch, partials },
    partCount,
  )
  gram.fill(0)
  for (let part = 0; part < partCount; part++)
    for (let k = 0; k < gram.length; k++) gram[k] += factor * partials[part * gram.length + k]
}

const workOf = (pairs: Csr, options: FactorOptions): Work => {
  const { dimensions: size, block } = options
  const side = sideOf(pairs, size)
  const otherCount = pairs.columnCount
  const ridgeOfLength = (actCount: number): number => ridgeOf(options, actCount, otherCount)
  const ridges = sharedFloats(side.rowCount)
  for (let row = 0; row < side.rowCount; row++)
    ridges[row] = ridgeOfLength(side.starts[row + 1] - side.starts[row])
  return { ...side, ridges, batches: batchesOf(side, { size, block, otherCount, ridgeOf: ridgeOfLength }) }
}

/** Only what threads need. */
const sideAlone = ({ factors, rowCount, starts, columns, weights }: Side): Side => ({
  factors,
  rowCount,
  starts,
  columns,
  weights,
})

const partCountOfAll = ({ blocks, short }: Batches): number =>
  [blocks, ...short].reduce((sum, batch) => sum + partCountOf(batch), 0)

/** Evenly between ± deviation · √(3 / size): as good as the normal curve of that deviation / √size, at one draw each. */
const initialize = (
  { factors, starts, rowCount }: Side,
  size: number,
  deviation: number,
  seed: number,
): void => {
  const random = rng(seed, 'ials')
  const most = deviation * Math.sqrt(3 / size)
  for (let row = 0; row < rowCount; row++)
    if (starts[row + 1] > starts[row])
      for (let k = row * size; k < (row + 1) * size; k++) factors[k] = random.between(-most, most)
}

type RidgeOptions = Pick<FactorOptions, 'ridge' | 'ridgeExponent' | 'unobservedWeight'>

/** What holds a row of so many acts near 0. */
export const ridgeOf = (
  { ridge, ridgeExponent, unobservedWeight }: RidgeOptions,
  actCount: number,
  otherCount: number,
): number => ridge * (actCount + unobservedWeight * otherCount) ** ridgeExponent

/** Bytes that training holds at most: both sides' factors and acts, and the copies of the other side that threads take. */
export const trainFactorsBytes = (
  shopperCount: number,
  itemCount: number,
  pairCount: number,
  { dimensions: size, block }: FactorOptions,
): number => {
  const larger = Math.max(shopperCount, itemCount)
  const perThread = blockSweepBytes({
    size,
    block,
    rowMax: PART_ROWS,
    actMax: PART_ACTS + larger,
    otherMax: larger,
  })
  const rows = shopperCount + itemCount
  const squares = (GRAM_PARTS_MAX + 6) * size ** 2
  return (
    4 * (size * (rows + itemCount + larger) + squares) + 24 * rows + 32 * pairCount + COPIES_MAX * perThread
  )
}
