/**
 * UP-CF: shoppers alike vote for what they bought lately, the more alike the louder.
 *
 *   w(u, i)   = share of u's newest `orderWindow` orders that hold i
 *   sim(u, v) = w(u)·w(v) / (|w(u)|²)^asymmetry (|w(v)|²)^(1 − asymmetry)
 *   score(i)  = w(u, i) + Σ sim(u, v)^locality · w(v, i)
 *
 * A high locality leaves the shopper's own orders and breaks their ties by those most alike. When to use it: grocery,
 * with few orders of each shopper. When not: as `personal-frequency`, it finds next to nothing new.
 *
 * Departure from the paper: voters are the `shopperMax` shoppers who ordered last. Personal data: the model holds what
 * they bought lately, under no name. It goes with each new training.
 *
 * @source Faggioli, Polato & Aiolli, "Recency aware collaborative filtering for next basket recommendation", UMAP 2020
 */
import type { Csr } from '../../math/csr.ts'
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

export type UpCfOptions = {
  /** Newest orders that count. At least 1 */
  readonly orderWindow: number
  /** In [0, 1]; 0.5 is the cosine */
  readonly asymmetry: number
  /** Above 0; at 1 every voter counts by their likeness, higher ones leave only the most alike */
  readonly locality: number
  /** Shoppers who vote. */
  readonly shopperMax: number
}

export type UpCfModel = UpCfOptions & {
  /** shoppers × items: w(u, i) */
  readonly vectors: Csr
}

/** w(u) of the formula. @complexity O(lines) */
export const recentShares = (orders: Orders, orderWindow: number): SparseVector => {
  const first = Math.max(0, orders.count - orderWindow)
  const sums = new Map<number, number>()
  for (let k = orders.starts[first]; k < orders.starts[orders.count]; k++)
    sums.set(orders.items[k], (sums.get(orders.items[k]) ?? 0) + 1 / (orders.count - first))
  return vectorOfSums(sums)
}

const train: Recipe<UpCfOptions, UpCfModel>['train'] = (data, options, { report }) => {
  const table = orderTable(data)
  report(0.5)
  const vectors = shopperVectors(table, data.itemCount, options.shopperMax, (orders) =>
    recentShares(orders, options.orderWindow),
  )
  report(1)
  return { ...options, vectors }
}

/** Votes of less are passed over: they change no order, and there are thousands of them. */
const VOTE_MIN = 1e-9

const scorer: Recipe<UpCfOptions, UpCfModel>['scorer'] = (model) => {
  const { vectors, asymmetry, locality, orderWindow } = model
  const sum = new SparseSum(vectors.columnCount)
  const products = productsWith(vectors)
  const lengths = squaredLengths(vectors).map((length) => length ** (1 - asymmetry))
  return (query) => {
    const own = recentShares(ordersOf(query, vectors.columnCount), orderWindow)
    let ownLength = 0
    for (const value of own.values) ownLength += value ** 2
    const scale = ownLength ** asymmetry
    for (let k = 0; k < own.items.length; k++) sum.add(own.items[k], own.values[k])
    const product = products(own)
    for (let row = 0; row < product.length; row++) {
      if (product[row] === 0) continue
      const vote = (product[row] / (scale * lengths[row])) ** locality
      if (vote < VOTE_MIN) continue
      for (let k = vectors.starts[row]; k < vectors.starts[row + 1]; k++)
        sum.add(vectors.columns[k], vote * vectors.values[k])
    }
    return sum.take(query.seeds)
  }
}

/** @complexity as `tifu-knn`, but for the voters: all who share an item, as far as they are alike enough to count */
export const upCf: Recipe<UpCfOptions, UpCfModel> = {
  name: 'up-cf',
  version: 1,
  jobs: ['next-basket'],
  defaults: { orderWindow: 10, asymmetry: 0.25, locality: 3, shopperMax: 20_000 },
  ranges: {
    orderWindow: { of: [1, 3, 5, 10, 25, 100] },
    asymmetry: { from: 0, to: 1, scale: 'linear' },
    locality: { of: [1, 2, 3, 5, 10, 50] },
  },
  memoryBytes: ({ itemCount, shopperCount, actCount }, { shopperMax }) =>
    actCount * 80 + itemCount * 20 + Math.min(shopperCount, shopperMax) * 100,
  train,
  scorer,
}
