/**
 * TIFU-kNN: a shopper's orders as one vector that forgets in two steps, blended with the vectors of shoppers alike.
 *
 *   v(u)     = 1/m · Σ groups g of m   groupDecay^(groups since g) · mean over orders t in g of   orderDecay^(orders since t) · [i in t]
 *   score(i) = ownWeight · v(u)[i] + (1 − ownWeight) · mean of v(n)[i] over the neighborCount nearest n (Euclid)
 *
 * When to use it: grocery, where habits of many weeks are known of each shopper; it is the strongest plain baseline of
 * the papers. When not: where shoppers have three orders, ties of the personal part decide and `personal-frequency` is
 * better and 100 times as fast.
 *
 * Departures from the paper: orders since t are counted over the whole history, as in the code of the authors, and not
 * within the group; neighbours are looked for among the `shopperMax` shoppers who ordered last.
 *
 * Personal data: the model holds what those shoppers bought, under no name. It goes with each new training.
 *
 * @source Hu, He, Gao & Zhang, "Modeling personalized item frequency information for next-basket recommendation", SIGIR 2020
 */
import type { Csr } from '../../math/csr.ts'
import { topByScore } from '../../math/top.ts'
import { type Orders, orderTable, ordersOf } from './order-table.ts'
import type { Recipe } from '../recipe.ts'
import {
  productsWith,
  type SparseVector,
  shopperVectors,
  squaredLengths,
  vectorOfSums,
} from './shopper-vectors.ts'
import { SparseSum } from '../sparse-sum.ts'

export type TifuKnnOptions = {
  readonly neighborCount: number
  /** Groups that a history is cut into; shorter histories have a group an order. */
  readonly groupCount: number
  /** In (0, 1] */
  readonly orderDecay: number
  /** In (0, 1] */
  readonly groupDecay: number
  /** What the shopper's own vector is worth beside the neighbours'. In [0, 1] */
  readonly ownWeight: number
  /** Shoppers among whom neighbours are looked for. */
  readonly shopperMax: number
}

export type TifuKnnModel = TifuKnnOptions & {
  /** shoppers × items: v(u) */
  readonly vectors: Csr
}

/** v(u) of the formula. @complexity O(lines) */
export const frequencyVector = (
  orders: Orders,
  { groupCount, orderDecay, groupDecay }: Pick<TifuKnnOptions, 'groupCount' | 'orderDecay' | 'groupDecay'>,
): SparseVector => {
  const groups = Math.min(groupCount, orders.count)
  const sums = new Map<number, number>()
  for (let group = 0; group < groups; group++) {
    const from = Math.floor((group * orders.count) / groups)
    const to = Math.floor(((group + 1) * orders.count) / groups)
    for (let order = from; order < to; order++) {
      const weight =
        (groupDecay ** (groups - 1 - group) * orderDecay ** (orders.count - 1 - order)) / (to - from) / groups
      for (let k = orders.starts[order]; k < orders.starts[order + 1]; k++)
        sums.set(orders.items[k], (sums.get(orders.items[k]) ?? 0) + weight)
    }
  }
  return vectorOfSums(sums)
}

const train: Recipe<TifuKnnOptions, TifuKnnModel>['train'] = (data, options, { report }) => {
  const table = orderTable(data)
  report(0.5)
  const vectors = shopperVectors(table, data.itemCount, options.shopperMax, (orders) =>
    frequencyVector(orders, options),
  )
  report(1)
  return { ...options, vectors }
}

const scorer: Recipe<TifuKnnOptions, TifuKnnModel>['scorer'] = (model) => {
  const { vectors, ownWeight, neighborCount } = model
  const sum = new SparseSum(vectors.columnCount)
  const products = productsWith(vectors)
  const lengths = squaredLengths(vectors)
  const closeness = new Float64Array(vectors.rowCount)
  const all = Int32Array.from({ length: vectors.rowCount }, (_, row) => row)
  return (query) => {
    const own = frequencyVector(ordersOf(query, vectors.columnCount), model)
    // |a − b|² = |a|² + |b|² − 2ab, and |a|² is the same for all.
    const product = products(own)
    for (let row = 0; row < closeness.length; row++) closeness[row] = 2 * product[row] - lengths[row]
    const nearest = topByScore(all, closeness, neighborCount, (a, b) => a < b)
    if (ownWeight > 0)
      for (let k = 0; k < own.items.length; k++) sum.add(own.items[k], ownWeight * own.values[k])
    const weight = (1 - ownWeight) / nearest.length
    if (weight > 0)
      for (const row of nearest)
        for (let k = vectors.starts[row]; k < vectors.starts[row + 1]; k++)
          sum.add(vectors.columns[k], weight * vectors.values[k])
    return sum.take(query.seeds)
  }
}

/**
 * @complexity training: O(lines), memory O(lines of shopperMax shoppers); a query: O(orders of the kept shoppers that
 *   hold one of the shopper's items + shopperMax + lines of the neighbours)
 */
export const tifuKnn: Recipe<TifuKnnOptions, TifuKnnModel> = {
  name: 'tifu-knn',
  version: 1,
  jobs: ['next-basket'],
  defaults: {
    neighborCount: 300,
    groupCount: 7,
    orderDecay: 0.9,
    groupDecay: 0.7,
    ownWeight: 0.7,
    shopperMax: 20_000,
  },
  ranges: {
    neighborCount: { of: [100, 300, 500, 900, 1300] },
    groupCount: { from: 2, to: 20, scale: 'linear', isWhole: true },
    orderDecay: { from: 0.5, to: 1, scale: 'linear' },
    groupDecay: { from: 0.5, to: 1, scale: 'linear' },
    ownWeight: { from: 0, to: 1, scale: 'linear' },
  },
  memoryBytes: ({ itemCount, shopperCount, actCount }, { shopperMax }) =>
    actCount * 80 + itemCount * 20 + Math.min(shopperCount, shopperMax) * 100,
  train,
  scorer,
}
