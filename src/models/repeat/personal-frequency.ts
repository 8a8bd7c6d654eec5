/**
 * Personal frequency: shoppers buy what they have bought, the more often and the later the better, when it is due.
 *
 *   score(i | u) = f(u, i) · due(i | u)^dueWeight + popularityWeight · share(i)
 *   f(u, i)      = Σ orderDecay^(orders since) · 2^(−days since / halfLifeDays)      over u's orders that hold i
 *   due(i | u)   = chance that who waited so long buys i within `aheadDays`            (`repurchase.ts`)
 *
 * `due` knows that coffee comes back after two weeks and a sofa does not. Days are counted in the shopper's own rhythm:
 * one who buys an item every 20 days while others do every 10 is given twice the time, the more so the more intervals of
 * theirs are known. With `dueWeight` 0, `orderDecay` 1 and a long half-life this is GP-TopFreq, the baseline of the
 * papers, with ties broken by popularity: personal counts are mostly 1, and ties decide.
 *
 * When to use it: everyday goods, lists to buy again; it is very hard to beat on repeats, learns in seconds and needs
 * nothing but the shopper's own orders, the one of a minute ago included. When not: to find anything new, as it fills up
 * with bestsellers.
 *
 * Personal data: none is stored; what is personal is read from the query.
 *
 * @source GP-TopFreq: Li et al., "A next basket recommendation reality check", ACM TOIS 41(4), 2023; `due`: Bhagat et
 *   al., "Buy it again", KDD 2018, with a hazard in place of their fitted distribution. Decay and rhythm in this form: ours
 */
import { DAY_MS } from '../../domain/local-day.ts'
import { orderShares, topItems } from './order-share.ts'
import { orderTable, ordersOf, ownItems } from './order-table.ts'
import type { Query } from '../query.ts'
import type { Recipe } from '../recipe.ts'
import { dueWithin, medianIntervalDays, trainRepurchase } from './repurchase.ts'
import type { Scores } from '../scores.ts'
import { SparseSum } from '../sparse-sum.ts'

export type PersonalFrequencyOptions = {
  /** What an order weighs beside the next newer one. In (0, 1] */
  readonly orderDecay: number
  /** Days after which an order counts by half. Above 0 */
  readonly halfLifeDays: number
  /** 0: whether an item is due does not matter. ≥ 0 */
  readonly dueWeight: number
  /** Days until the next visit, for which things should be due. Above 0 */
  readonly aheadDays: number
  /** Purchases' worth of belief in what similar items do; intervals' worth in what other shoppers do. Above 0 */
  readonly shrinkage: number
  /** What the share of all orders is worth beside one order of the shopper's own. Above 0; at 0.001 it only breaks ties */
  readonly popularityWeight: number
  /** Days after which an order counts by half for popularity. Above 0 */
  readonly popularityHalfLifeDays: number
  /** Popular items that fill up the list. */
  readonly popularMax: number
}

export type PersonalFrequencyModel = PersonalFrequencyOptions & {
  readonly itemCount: number
  /** as in `RepurchaseModel` */
  readonly boughtAgain: Float32Array
  /** one an item, in [0, 1] */
  readonly shares: Float32Array
  /** the most popular items, most popular first */
  readonly popular: Int32Array
}

const train: Recipe<PersonalFrequencyOptions, PersonalFrequencyModel>['train'] = (
  data,
  options,
  { report },
) => {
  const table = orderTable(data)
  report(0.5)
  const { itemCount, boughtAgain } = trainRepurchase(table, data.facts.tags, data.now, options.shrinkage)
  const shares = orderShares(table, itemCount, data.now, options.popularityHalfLifeDays)
  report(1)
  return { ...options, itemCount, boughtAgain, shares, popular: topItems(shares, options.popularMax) }
}

/** Days since an item was bought, as those of a shopper of the usual rhythm. */
export const daysInUsualRhythm = (
  daysSince: number,
  {
    usualDays,
    ownDays,
    ownCount,
    shrinkage,
  }: { usualDays: number; ownDays: number; ownCount: number; shrinkage: number },
): number => {
  if (ownCount < 2 || !(usualDays > 0) || !Number.isFinite(usualDays)) return daysSince
  const expected = (ownDays + shrinkage * usualDays) / (ownCount - 1 + shrinkage)
  return expected > 0 ? (daysSince * usualDays) / expected : daysSince
}

/** Less is nothing: single precision, in which scores are, ends at about 1e-38. */
const SCORE_MIN = 1e-30

/** Intervals' worth of belief in others' rhythm: two own ones are believed by half. */
const RHYTHM_SHRINKAGE = 2

const scorer: Recipe<PersonalFrequencyOptions, PersonalFrequencyModel>['scorer'] = (model) => {
  const sum = new SparseSum(model.itemCount)
  const medians = Float32Array.from({ length: model.itemCount }, (_, item) => medianIntervalDays(model, item))
  return (query: Query): Scores => {
    const { now } = query
    const orders = ordersOf(query, model.itemCount)
    const own = ownItems(orders, (order) => {
      const days = Math.max(0, now - orders.at[order]) / DAY_MS
      return model.orderDecay ** (orders.count - 1 - order) * 2 ** (-days / model.halfLifeDays)
    })
    const isOwn = new Set(own.items)
    for (let row = 0; row < own.items.length; row++) {
      const item = own.items[row]
      const last = orders.at[own.last[row]]
      const daysSince = Math.max(0, now - last) / DAY_MS
      const days = daysInUsualRhythm(daysSince, {
        usualDays: medians[item],
        ownDays: (last - orders.at[own.first[row]]) / DAY_MS,
        ownCount: own.counts[row],
        shrinkage: RHYTHM_SHRINKAGE,
      })
      const due = model.dueWeight === 0 ? 1 : dueWithin(model, item, days, model.aheadDays) ** model.dueWeight
      const amount = own.weights[row] * due + model.popularityWeight * model.shares[item]
      if (amount > SCORE_MIN) sum.add(item, amount)
    }
    for (const item of model.popular)
      if (!isOwn.has(item) && model.popularityWeight * model.shares[item] > SCORE_MIN)
        sum.add(item, model.popularityWeight * model.shares[item])
    return sum.take(query.seeds)
  }
}

/** @complexity training: time O(lines + items · 26), memory O(items · 26); a query: O(lines of the shopper + popularMax) */
export const personalFrequency: Recipe<PersonalFrequencyOptions, PersonalFrequencyModel> = {
  name: 'personal-frequency',
  version: 1,
  jobs: ['next-basket'],
  defaults: {
    orderDecay: 0.97,
    halfLifeDays: 1000,
    dueWeight: 0.3,
    aheadDays: 7,
    shrinkage: 5,
    popularityWeight: 1,
    popularityHalfLifeDays: 60,
    popularMax: 200,
  },
  ranges: {
    orderDecay: { from: 0.7, to: 1, scale: 'linear' },
    halfLifeDays: { from: 20, to: 2000, scale: 'log' },
    dueWeight: { from: 0, to: 1.5, scale: 'linear' },
    aheadDays: { of: [1, 3, 7, 14, 30] },
    shrinkage: { from: 2, to: 200, scale: 'log' },
    popularityWeight: { from: 0.001, to: 10, scale: 'log' },
    popularityHalfLifeDays: { from: 5, to: 1000, scale: 'log' },
  },
  memoryBytes: ({ itemCount, actCount }) => 26 * itemCount * 30 + actCount * 60,
  train,
  scorer,
}
