/**
 * Basket completion: what is missing in a basket, told from all that is in it.
 *
 *   score(j | basket) = Σ w(i, j) over i in the basket + Σ v(a, b, j) over pairs {a, b} in the basket
 *
 * For each item j, w(·, j) and v(·, ·, j) answer best, by weighted ridge regression over past orders, whether an order
 * holds j from the other things it holds: leave one out over every line there is. Weights can be negative, and neighbours
 * that say the same share what they say, so three teacups in a basket do not count three times. In five points:
 *
 *   neighbours    only the `neighborMax` items closest to j by cosine take part: a small system for each item, solved
 *                 exactly, in parallel. It is more accurate than all items at once (fewer weights to get wrong)
 *   pairs         v is learned only where orders that hold a and b hold j far more or less often than the sum of both
 *                 tells (`interaction.ts`): a pan and eggs ask for salt, though neither alone does
 *   size and age  an order weighs size^−sizeExponent · 2^(−age / halfLifeDays)
 *   content       words and tags stand as further orders, each of the items that have it: `contentWeight` of an order
 *                 altogether. So new items get weights, and rare ones better ones
 *   cost          orders of more than `orderItemMax` items are wholesale; they are passed over
 *
 * When to use it: a basket, or a page "frequently bought together". When not: where nobody buys two things at once.
 *
 * @source Ning & Karypis, "SLIM: sparse linear methods for top-N recommender systems", ICDM 2011, with the closed form of
 *   Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019; pairs: Christakopoulou & Karypis, "HOSLIM:
 *   higher-order sparse linear method", PAKDD 2014; content as rows: Jeunen et al., "Closed-form models for collaborative
 *   filtering with side-information", RecSys 2020
 */
import { DAY_MS } from '../../domain/local-day.ts'
import { type Csr, transposed } from '../../math/csr.ts'
import { PAIR_ITEMS, pairTableOf } from './basket-pairs.ts'
import { basketRidgeTask } from './basket-ridge-task.ts'
import { type BasketModel, basketScorer } from './basket-scorer.ts'
import { sharedFloats, sharedInts } from '../compute.ts'
import { featureGram } from './feature-gram.ts'
import type { Recipe } from '../recipe.ts'
import { packed, roomForRows } from '../row-room.ts'
import { sharedCsr } from '../shared-csr.ts'
import { textFeatures } from '../content/text-features.ts'
import type { TrainingData } from '../training-data.ts'

export type BasketOptions = {
  /** Items whose presence is taken into account for an item: those closest to it. */
  readonly neighborMax: number
  /** Ridge, in weight of orders. > 0 */
  readonly l2: number
  /** Takes from large orders. ≥ 0 */
  readonly sizeExponent: number
  /** Days after which an order counts half; 0: orders do not age. */
  readonly halfLifeDays: number
  /** Orders that what is known of an item by words and tags counts as. ≥ 0 */
  readonly contentWeight: number
  /** Pairs that may speak for or against an item, at most. */
  readonly pairMax: number
  /** Standard errors by which a pair must say something of its own. */
  readonly pairCaution: number
  /** Orders of more items are passed over. */
  readonly orderItemMax: number
}

/** Others of an item that are looked at, by weight of shared orders. It bounds memory. */
const MET_MAX = 4_096
/** Words that more items have say little of what they go with. */
const COMMON_SHARE = 0.1
const CONTENT = { titleWeight: 1, otherWeight: 0.3, tagWeight: 0.5, pieceWeight: 0, pieceSize: 4 }
const PART_ITEM_COUNT = 32

const train: Recipe<BasketOptions, BasketModel>['train'] = async (data, options, { compute, report }) => {
  const { itemCount } = data
  const orders = weightedOrders(data, options)
  const byItem = transposed(orders)
  const together = await featureGram(byItem, MET_MAX, compute, (doneShare) => report(0.2 * doneShare))
  const features = textFeatures(data.facts, options.contentWeight > 0 ? itemCount : 0, {
    ...CONTENT,
    commonShare: COMMON_SHARE,
  })
  const content = await featureGram(widened(features, itemCount), MET_MAX, compute, (doneShare) =>
    report(0.2 + 0.1 * doneShare),
  )
  const rows = roomForRows(itemCount, () => Math.min(options.neighborMax, Math.max(0, itemCount - 1)))
  const pairItems = sharedInts(itemCount * options.pairMax * PAIR_ITEMS).fill(-1)
  const pairValues = sharedFloats(itemCount * options.pairMax)
  const bias = sharedFloats(itemCount)
  const partCount = Math.ceil(itemCount / PART_ITEM_COUNT)
  await compute.run(
    basketRidgeTask,
    {
      ...options,
      partItemCount: PART_ITEM_COUNT,
      orders: sharedCsr(orders),
      byItem: sharedCsr(byItem),
      together: sharedCsr(together),
      content: sharedCsr(content),
      bias,
      rows,
      pairItems,
      pairValues,
    },
    partCount,
    (doneCount) => report(0.3 + (0.7 * doneCount) / partCount),
  )
  report(1)
  return {
    bias: bias.slice(),
    weights: transposed(packed(rows, itemCount)),
    ...pairTableOf(pairItems, pairValues, itemCount, options.pairMax),
  }
}

/** orders × items: the root of the order's weight, so that products of columns sum up weights. */
const weightedOrders = (
  data: TrainingData,
  { orderItemMax, sizeExponent, halfLifeDays }: BasketOptions,
): Csr => {
  const { rowCount, columnCount, starts, columns } = data.orders
  const keptStarts = new Int32Array(rowCount + 1)
  const kept = new Int32Array(columns.length)
  const values = new Float32Array(columns.length)
  let size = 0
  for (let order = 0; order < rowCount; order++) {
    const lineCount = starts[order + 1] - starts[order]
    if (lineCount <= orderItemMax && lineCount > 0) {
      const at = data.acts.at[data.byOrder.rows[data.byOrder.starts[order]]]
      const ageDays = Math.max(0, data.now - at) / DAY_MS
      const decay = halfLifeDays > 0 ? 2 ** (-ageDays / halfLifeDays) : 1
      values.fill(Math.sqrt(decay * lineCount ** -sizeExponent), size, size + lineCount)
      kept.set(columns.subarray(starts[order], starts[order + 1]), size)
      size += lineCount
    }
    keptStarts[order + 1] = size
  }
  return {
    rowCount,
    columnCount,
    starts: keptStarts,
    columns: kept.slice(0, size),
    values: values.slice(0, size),
  }
}

/** With a row for every item, also when no content was asked for. */
const widened = (features: Csr, itemCount: number): Csr =>
  features.rowCount === itemCount
    ? features
    : { ...features, rowCount: itemCount, starts: new Int32Array(itemCount + 1) }

const BYTES_OF_ACT = 64
/** Another of an item, by orders or by content: as it is found, packed, and once more for the threads. */
const BYTES_OF_MET = 24

/**
 * @complexity training: time O(Σ |order|² + items · (neighborMax³ / 6 + met items of the neighbours)), memory O(acts + items ·
 *   met items, at most 4,096 each); a query: O(basket · neighborMax)
 */
export const basket: Recipe<BasketOptions, BasketModel> = {
  name: 'basket',
  version: 1,
  jobs: ['completion', 'similar'],
  defaults: {
    neighborMax: 100,
    l2: 4,
    sizeExponent: 0.35,
    halfLifeDays: 180,
    contentWeight: 3,
    pairMax: 4,
    pairCaution: 5,
    orderItemMax: 500,
  },
  ranges: {
    neighborMax: { from: 30, to: 300, scale: 'log', isWhole: true },
    l2: { from: 0.5, to: 200, scale: 'log' },
    sizeExponent: { from: 0, to: 1, scale: 'linear' },
    halfLifeDays: { of: [0, 30, 60, 90, 180, 365] },
    contentWeight: { from: 0, to: 10, scale: 'linear' },
    pairMax: { of: [0, 4, 8] },
    pairCaution: { from: 3, to: 8, scale: 'linear' },
  },
  memoryBytes: ({ actCount, itemCount }, { neighborMax, orderItemMax, pairMax, contentWeight }) => {
    const metMax = itemCount * Math.min(itemCount, MET_MAX)
    const metCount = Math.min(metMax, actCount * orderItemMax) + (contentWeight > 0 ? metMax : 0)
    const ofItem = 128 + 24 * neighborMax + 48 * pairMax
    return BYTES_OF_ACT * actCount + BYTES_OF_MET * metCount + ofItem * itemCount
  },
  train,
  scorer: basketScorer,
  prior: ({ bias }) => bias,
}
