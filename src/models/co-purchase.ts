/**
 * Co-purchase: items are alike when the same orders hold them.
 *
 *   sim(i, j) = n(i, j) / sqrt(n(i) · n(j)) · n(i, j) / (n(i, j) + shrinkage)      n = number of orders
 *
 * The second factor takes pairs that met once or twice for what they are: chance. When to use it: an item's page, where
 * one seed is known. Not for whole baskets: it adds up pairs and knows nothing of what goes with the pair together.
 *
 * @source Deshpande & Karypis, "Item-based top-N recommendation algorithms", ACM TOIS 22(1), 2004; the shrinkage is that
 *   of Bell & Koren, "Scalable collaborative filtering with jointly derived neighborhood interpolation weights", ICDM 2007
 */
import { type Csr, transposed } from '../math/csr.ts'
import { topByScore } from '../math/top.ts'
import type { Recipe } from './recipe.ts'

export type CoPurchaseOptions = {
  /** Neighbours kept for each item, the most alike first. */
  readonly neighborMax: number
  /** Orders that a pair must share to count at all. */
  readonly sharedOrderMin: number
  /** Orders at which a pair is believed by half. ≥ 0 */
  readonly shrinkage: number
  /** Larger orders are wholesale and say little of what goes together; they are passed over. */
  readonly orderItemMax: number
}

/** Row i: what is bought with item i, most alike first, and how alike in (0, 1]. */
export type CoPurchaseModel = { readonly alike: Csr }

const isBefore = (a: number, b: number): boolean => a < b

const train: Recipe<CoPurchaseOptions, CoPurchaseModel>['train'] = ({ orders }, options) => {
  const byItem = transposed(orders)
  const itemCount = orders.columnCount
  const sizeOf = (order: number): number => orders.starts[order + 1] - orders.starts[order]
  const ordersOf = new Float64Array(itemCount)
  for (let order = 0; order < orders.rowCount; order++) {
    if (sizeOf(order) > options.orderItemMax) continue
    for (let k = orders.starts[order]; k < orders.starts[order + 1]; k++) ordersOf[orders.columns[k]]++
  }

  const starts = new Int32Array(itemCount + 1)
  const columns: number[] = []
  const values: number[] = []
  const shared = new Float64Array(itemCount)
  const alike = new Float64Array(itemCount)
  for (let i = 0; i < itemCount; i++) {
    const met: number[] = []
    for (let k = byItem.starts[i]; k < byItem.starts[i + 1]; k++) {
      const order = byItem.columns[k]
      if (sizeOf(order) > options.orderItemMax) continue
      for (let m = orders.starts[order]; m < orders.starts[order + 1]; m++) {
        const j = orders.columns[m]
        if (j !== i && shared[j]++ === 0) met.push(j)
      }
    }
    const close = met.filter((j) => shared[j] >= options.sharedOrderMin)
    for (const j of close)
      alike[j] =
        (shared[j] / Math.sqrt(ordersOf[i] * ordersOf[j])) * (shared[j] / (shared[j] + options.shrinkage))
    for (const j of topByScore(Int32Array.from(close), alike, options.neighborMax, isBefore)) {
      columns.push(j)
      values.push(alike[j])
    }
    starts[i + 1] = columns.length
    for (const j of met) shared[j] = 0
  }
  return {
    alike: {
      rowCount: itemCount,
      columnCount: itemCount,
      starts,
      columns: Int32Array.from(columns),
      values: Float32Array.from(values),
    },
  }
}

const propose: Recipe<CoPurchaseOptions, CoPurchaseModel>['propose'] = ({ alike }, seeds) => {
  const scoreByItem = new Map<number, number>()
  for (const seed of seeds) {
    if (seed < 0 || seed >= alike.rowCount) continue
    for (let k = alike.starts[seed]; k < alike.starts[seed + 1]; k++)
      scoreByItem.set(alike.columns[k], (scoreByItem.get(alike.columns[k]) ?? 0) + alike.values[k])
  }
  for (const seed of seeds) scoreByItem.delete(seed)
  return { items: Int32Array.from(scoreByItem.keys()), scores: Float64Array.from(scoreByItem.values()) }
}

/** @complexity training: time O(Σ |order|²), memory O(items + kept neighbours); proposing: O(seeds · neighborMax) */
export const coPurchase: Recipe<CoPurchaseOptions, CoPurchaseModel> = {
  name: 'co-purchase',
  defaults: { neighborMax: 100, sharedOrderMin: 2, shrinkage: 5, orderItemMax: 200 },
  train,
  propose,
}
