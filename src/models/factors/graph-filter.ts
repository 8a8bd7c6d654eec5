/**
 * Graph filter: shoppers and items are a graph, and what a shopper touched is smoothed over it. Closed form, no training
 * loop. With R the shoppers × items ones, d their counts, and R̃ = d_shopper^−a · R · d_item^−b,
 *
 *   score = x d^−b · R̃ᵀR̃  +  w · x d^−½ · V Σ^p Vᵀ · d^½          x = what this shopper touched, R̃ ≈ U Σ V
 *
 * The first term knows neighbours (of each row only the strongest are kept), the second the large currents of taste; the
 * largest singular value is scaled to 1. GF-CF is p = 0, b = ½; letting values count (p near 1) and popular items keep
 * more of their weight (b below ½) is what makes it better here.
 *
 * When to use it: items for a shopper with a few acts or more, large catalogs too. Not for the next item of a session
 * (it knows no order), not for repeat purchases, and it has nothing to say of items that nobody touched.
 *
 * @source Shen et al., "How powerful is graph convolution for recommendation?", CIKM 2021 (GF-CF); the exponents follow
 *   Peng et al., "Less is more: removing redundancy of graph convolutional networks for recommendation", TOIS 2024
 */
import { openScan } from '../../kernels/scan.ts'
import { type Csr, transposed } from '../../math/csr.ts'
import { type Compute, sharedFloats, type Task } from '../compute.ts'
import type { DataShape, Recipe } from '../recipe.ts'
import { NO_SCORES } from '../scores.ts'
import { keepBest, packed, type RowRoom, roomForRows } from '../row-room.ts'
import { sharedCsr } from '../shared-csr.ts'
import { SparseSum } from '../sparse-sum.ts'
import { truncatedSvd } from './truncated-svd.ts'

export type GraphFilterOptions = {
  /** What makes an item touched. */
  readonly acts: 'all' | 'purchases'
  /** a: how much a shopper's single act fades with their number. */
  readonly shopperExponent: number
  /** b: how much popular items are held back. */
  readonly itemExponent: number
  /** Singular values that are kept; 0 leaves the second term out. */
  readonly factors: number
  /** p */
  readonly spectrumExponent: number
  /** w */
  readonly smoothWeight: number
  /** Neighbours kept for each item. */
  readonly neighborMax: number
  /** Shoppers who touched more are wholesale or no persons; they are passed over in the first term. */
  readonly shopperItemMax: number
}

export type GraphFilterModel = {
  readonly itemCount: number
  readonly neighbors: Csr
  readonly factors: number
  /** itemCount × factors: V Σ^(p/2) √w */
  readonly smooth: Float32Array
  /** √d of each item */
  readonly weight: Float32Array
}

const SVD_ROUNDS = 4
const NOTHING = new Int32Array(0)
/** Items of one part. */
const PART_ITEMS = 256

const train: Recipe<GraphFilterOptions, GraphFilterModel>['train'] = async (data, options, training) => {
  const { compute, seed, report } = training
  const touched = options.acts === 'all' ? data.touched : data.purchases
  const itemCounts = new Float64Array(data.itemCount)
  for (const item of touched.columns) itemCounts[item]++
  const weight = Float32Array.from(itemCounts, Math.sqrt)
  report(0)
  const neighbors = await neighborsOf(touched, itemCounts, options, compute, (share) => report(share / 2))
  const factors = Math.min(options.factors, data.itemCount)
  const smooth = new Float32Array(data.itemCount * factors)
  if (factors > 0 && touched.columns.length > 0) {
    const { values, vectors } = await truncatedSvd(
      scaled(touched, itemCounts, options),
      { rank: factors, roundCount: SVD_ROUNDS, seed },
      compute,
      (share) => report((1 + share) / 2),
    )
    const share = values.map(
      (value) => Math.sqrt(options.smoothWeight) * (value / values[0]) ** (options.spectrumExponent / 2),
    )
    for (let k = 0; k < smooth.length; k++)
      smooth[k] = values[k % factors] > 0 ? vectors[k] * share[k % factors] : 0
  }
  report(1)
  return { itemCount: data.itemCount, neighbors, factors, smooth, weight }
}

/** R̃ */
const scaled = (
  touched: Csr,
  itemCounts: Float64Array,
  { shopperExponent, itemExponent }: GraphFilterOptions,
): Csr => {
  const values = new Float32Array(touched.columns.length)
  for (let shopper = 0; shopper < touched.rowCount; shopper++) {
    const fade = (touched.starts[shopper + 1] - touched.starts[shopper]) ** -shopperExponent
    for (let k = touched.starts[shopper]; k < touched.starts[shopper + 1]; k++)
      values[k] = fade * itemCounts[touched.columns[k]] ** -itemExponent
  }
  return { ...touched, values }
}

type Rows = { readonly starts: Int32Array; readonly columns: Int32Array }
type NeighborArgs = {
  readonly byShopper: Rows
  readonly byItem: Rows
  /** Of a shopper: d^−2a; 0 passes them over. */
  readonly shopperShare: Float32Array
  /** Of an item: d^−b */
  readonly itemShare: Float32Array
  readonly rows: RowRoom
}

export const graphNeighbors: Task<NeighborArgs> = {
  name: 'graph-neighbors',
  open: ({ byShopper, byItem, shopperShare, itemShare, rows }) => {
    const itemCount = itemShare.length
    const sum = new SparseSum(itemCount)
    const fill = (item: number): void => {
      for (let k = byItem.starts[item]; k < byItem.starts[item + 1]; k++) {
        const shopper = byItem.columns[k]
        const share = shopperShare[shopper]
        if (share > 0)
          for (let m = byShopper.starts[shopper]; m < byShopper.starts[shopper + 1]; m++)
            sum.add(byShopper.columns[m], share * itemShare[byShopper.columns[m]])
      }
      const own = itemShare[item] ** 2
      const { items, scores } = sum.take(NOTHING)
      keepBest(
        rows,
        item,
        items,
        scores.map((score) => score * own),
      )
    }
    return (part) => {
      for (let item = part * PART_ITEMS; item < Math.min(itemCount, (part + 1) * PART_ITEMS); item++)
        fill(item)
    }
  },
}

const neighborsOf = async (
  touched: Csr,
  itemCounts: Float64Array,
  { shopperExponent, itemExponent, neighborMax, shopperItemMax }: GraphFilterOptions,
  compute: Compute,
  report: (doneShare: number) => void,
): Promise<Csr> => {
  const itemCount = touched.columnCount
  const shopperShare = sharedFloats(touched.rowCount)
  for (let shopper = 0; shopper < touched.rowCount; shopper++) {
    const size = touched.starts[shopper + 1] - touched.starts[shopper]
    if (size > 1 && size <= shopperItemMax) shopperShare[shopper] = size ** (-2 * shopperExponent)
  }
  const itemShare = sharedFloats(itemCount)
  for (let item = 0; item < itemCount; item++)
    if (itemCounts[item] > 0) itemShare[item] = itemCounts[item] ** -itemExponent
  const rows = roomForRows(itemCount, () => neighborMax)
  const partCount = Math.ceil(itemCount / PART_ITEMS)
  await compute.run(
    graphNeighbors,
    {
      byShopper: sharedCsr(touched),
      byItem: sharedCsr(transposed(touched)),
      shopperShare,
      itemShare,
      rows,
    },
    partCount,
    (done) => report(done / partCount),
  )
  return packed(rows, itemCount)
}

const scorer: Recipe<GraphFilterOptions, GraphFilterModel>['scorer'] = (model) => {
  const { itemCount, neighbors, factors, smooth, weight } = model
  const scan = openScan(smooth, itemCount, factors)
  const taste = new Float32Array(factors)
  return ({ seeds, history }) => {
    const touched = [...new Set([...history.items, ...seeds])].filter((item) => weight[item] > 0)
    if (touched.length === 0) return NO_SCORES
    const scores = new Float32Array(itemCount)
    taste.fill(0)
    for (const item of touched)
      for (let k = 0; k < factors; k++) taste[k] += smooth[item * factors + k] / weight[item]
    if (factors > 0) scan(taste, scores)
    for (let item = 0; item < itemCount; item++) scores[item] *= weight[item]
    for (const item of touched)
      for (let k = neighbors.starts[item]; k < neighbors.starts[item + 1]; k++)
        scores[neighbors.columns[k]] += neighbors.values[k]
    for (const seed of seeds) if (seed in scores) scores[seed] = 0
    return { form: 'all', scores }
  }
}

const memoryBytes = (
  { itemCount, shopperCount, actCount }: DataShape,
  options: GraphFilterOptions,
): number => {
  const width = options.factors + 40
  const perEntry = 40 * actCount
  const neighbors = 16 * itemCount * options.neighborMax
  return perEntry + neighbors + 4 * (shopperCount + 2 * itemCount) * width + 80 * width ** 2 + 1e6
}

/**
 * @complexity training: time O(Σ |shopper|² + acts · factors + (items + shoppers) · factors²), memory
 *   O(items · (factors + neighborMax) + shoppers · factors); answering: O(items · factors + |history| · neighborMax)
 */
export const graphFilter: Recipe<GraphFilterOptions, GraphFilterModel> = {
  name: 'graph-filter',
  version: 1,
  jobs: ['top-n', 'similar', 'completion'],
  defaults: {
    acts: 'all',
    shopperExponent: 0.35,
    itemExponent: 0.4,
    factors: 256,
    spectrumExponent: 1,
    smoothWeight: 0.3,
    neighborMax: 200,
    shopperItemMax: 1_000,
  },
  ranges: {
    acts: { of: ['all', 'purchases'] },
    shopperExponent: { from: 0.1, to: 0.7, scale: 'linear' },
    itemExponent: { from: 0.2, to: 0.6, scale: 'linear' },
    factors: { of: [32, 64, 128, 256, 512] },
    spectrumExponent: { from: 0, to: 2, scale: 'linear' },
    smoothWeight: { from: 0.05, to: 2, scale: 'log' },
  },
  memoryBytes,
  train,
  scorer,
}
