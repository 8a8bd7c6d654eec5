/**
 * Next basket: what will this shopper order next, old and new, in one order of merit.
 *
 * Candidates are what the shopper bought, what is popular among first purchases, and what follows what they bought
 * (`followers.ts`). Trees (`lambda-mart.ts`) put them in order by 25 figures (`next-basket-features.ts`): how often, how
 * lately and in which rhythm the shopper bought the item; how popular it is and how fast that changes; how often others
 * buy it again, and after how many days; how it follows the history; and how the shopper shops.
 *
 * The trees learn from the newest orders: what was ordered, against the candidates there were. All figures of an example
 * are those of its moment: orders pass by in time, and each is taken in after it served as an example.
 *
 * Why trees and not a sum: repeats and new items are different worlds. A count of 1 means much for rice and nothing for a
 * sofa, popularity breaks ties of what is owned and is all there is for what is new. Sums of scores have to choose.
 *
 * When to use it: shops where people come back, from some thousand orders of known shoppers on. When not: with less it
 * falls back on personal counts and popularity, which `personal-frequency` does better; for strangers it says what is
 * popular; and it reads orders only: views and baskets of the running visit are for the ranker.
 *
 * Personal data: none is stored; what is personal is read from the query.
 *
 * @source ours; candidates and a learned order as Covington, Adams & Sargin, RecSys 2016; rhythm features after Bhagat
 *   et al., "Buy it again", KDD 2018; what it is measured against: Li et al., ACM TOIS 41(4), 2023
 */
import type { Csr } from '../../math/csr.ts'
import { followers } from './followers.ts'
import { type Forest, predict } from '../ranker/forest.ts'
import { LAMBDA_MART_DEFAULTS, trainForest } from '../ranker/lambda-mart.ts'
import {
  NEW_MIDDLE,
  NEXT_BASKET_FEATURE_COUNT,
  FeatureWriter,
  OWN_COUNT,
  ownForFeatures,
  SHARE_MIDDLE,
} from './next-basket-features.ts'
import { basketExamples, popularNewcomers } from './next-basket-examples.ts'
import { ITEM_FIGURE_COUNT } from './order-memory.ts'
import { orderTable, ordersOf } from './order-table.ts'
import type { Recipe } from '../recipe.ts'
import { NO_SCORES, type Scores } from '../scores.ts'

export type NextBasketOptions = {
  /** Newest orders to learn from. Memory and time of training grow with it. */
  readonly exampleMax: number
  /** Candidates that are popular, by each of a short and a middle memory. */
  readonly popularMax: number
  /** Candidates that follow the history. */
  readonly followerMax: number
  /** Followers kept of each item. */
  readonly neighborMax: number
  /** Days after which an order counts by half among followers. Above 0 */
  readonly followerHalfLifeDays: number
  /** Days after which an order counts by half for popularity: short and middle memory; the long one is 365. Above 0 */
  readonly shortDays: number
  readonly middleDays: number
  readonly trees: number
  readonly leaves: number
  readonly learningRate: number
  readonly minLeafRows: number
}

export type NextBasketModel = Forest & {
  readonly itemCount: number
  readonly followerMax: number
  /** items × `ITEM_FIGURES` */
  readonly figures: Float32Array
  readonly followers: Csr
  /** candidates for everyone */
  readonly popular: Int32Array
}

const LONG_DAYS = 365

const train: Recipe<NextBasketOptions, NextBasketModel>['train'] = async (data, options, training) => {
  const table = orderTable(data)
  const { report } = training
  const { itemCount } = data
  report(0.1)
  const { rows, memory } = basketExamples(
    table,
    itemCount,
    { ...options, seed: training.seed, halfLivesDays: [options.shortDays, options.middleDays, LONG_DAYS] },
    (share) => report(0.1 + 0.2 * share),
  )
  report(0.3)
  const forest = await trainForest(
    rows,
    {
      ...LAMBDA_MART_DEFAULTS,
      trees: options.trees,
      leaves: options.leaves,
      learningRate: options.learningRate,
      minLeafRows: options.minLeafRows,
      truncation: 20,
    },
    { ...training, report: (share) => report(0.3 + 0.6 * share) },
  )
  const figures = new Float32Array(itemCount * ITEM_FIGURE_COUNT)
  for (let item = 0; item < itemCount; item++) memory.write(item, figures, item * ITEM_FIGURE_COUNT)
  report(1)
  return {
    ...forest,
    itemCount,
    followerMax: options.followerMax,
    figures,
    followers: followers(table, itemCount, table.count, {
      neighborMax: options.neighborMax,
      halfLifeDays: options.followerHalfLifeDays,
    }),
    popular: popularNewcomers(memory, options.popularMax),
  }
}

const scorer: Recipe<NextBasketOptions, NextBasketModel>['scorer'] = (model) => {
  const writer = new FeatureWriter(model.itemCount)
  const writeFigures = (item: number, into: Float32Array, start: number): void => {
    for (let k = 0; k < ITEM_FIGURE_COUNT; k++) into[start + k] = model.figures[item * ITEM_FIGURE_COUNT + k]
  }
  return (query): Scores => {
    const past = ordersOf(query, model.itemCount)
    const own = ownForFeatures(past)
    const { count, items, rows } = writer.write({ now: query.now, past, own }, { ...model, writeFigures })
    if (count === 0) return NO_SCORES
    // The trees have seen no strangers, and without trees the counts must do.
    const isPlain = past.count === 0 || model.roots.length === 0
    const scores = isPlain
      ? plainScores(rows, count)
      : Float32Array.from(predict(model, rows, count), likelihood)
    return without(query.seeds, items, scores)
  }
}

/** Scores may be anything; a proposal's are above 0. */
const likelihood = (score: number): number => 1 / (1 + Math.exp(-score))

/** Personal counts, ties by popularity; then what is popular with those who buy it for the first time. */
const plainScores = (rows: Float32Array, rowCount: number): Float32Array => {
  const scores = new Float32Array(rowCount)
  for (let c = 0; c < rowCount; c++) {
    const start = c * NEXT_BASKET_FEATURE_COUNT
    const count = rows[start + OWN_COUNT]
    scores[c] = count > 0 ? count + rows[start + SHARE_MIDDLE] : rows[start + NEW_MIDDLE]
  }
  return scores
}

const without = (seeds: Int32Array, items: Int32Array, scores: Float32Array): Scores => {
  let kept = 0
  for (let c = 0; c < items.length; c++) {
    if (!(scores[c] > 0) || seeds.includes(items[c])) continue
    items[kept] = items[c]
    scores[kept++] = scores[c]
  }
  return { form: 'few', items: items.subarray(0, kept), scores: scores.subarray(0, kept) }
}

/**
 * @complexity training: O(lines · lines of a history + examples · candidates · trees), memory about 40 KB an example; a
 *   query: O(own items · neighborMax + candidates · (features + trees)), below a millisecond
 */
export const nextBasket: Recipe<NextBasketOptions, NextBasketModel> = {
  name: 'next-basket',
  version: 1,
  jobs: ['next-basket'],
  defaults: {
    exampleMax: 10_000,
    popularMax: 80,
    followerMax: 80,
    neighborMax: 100,
    followerHalfLifeDays: 180,
    shortDays: 4,
    middleDays: 60,
    trees: 100,
    leaves: 15,
    learningRate: 0.1,
    minLeafRows: 100,
  },
  ranges: {
    shortDays: { from: 1, to: 20, scale: 'log' },
    middleDays: { from: 20, to: 200, scale: 'log' },
    followerHalfLifeDays: { from: 20, to: 1000, scale: 'log' },
    trees: { of: [50, 100, 200] },
    leaves: { of: [7, 15, 31] },
    minLeafRows: { of: [20, 100, 500] },
  },
  memoryBytes: ({ itemCount, shopperCount, orderCount, actCount }, { exampleMax, neighborMax }) =>
    Math.min(exampleMax, orderCount + actCount) * 60_000 +
    itemCount * (400 + 24 * neighborMax) +
    shopperCount * 16 +
    actCount * 100,
  train,
  scorer,
}
