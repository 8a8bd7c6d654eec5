/**
 * Conversion: of those who saw it, how many went on to buy it, at the low end of what that may be.
 *
 *   s of t people who did `from` did `to` at most windowDays later
 *   rate of the shop p, of a category q = (Σs + k·p) / (Σt + k)        k = priorTrials
 *   α = s + k·q,  β = t − s + k·(1 − q)
 *   score(i) = 1 / (1 + exp(−(ln(α / β) − caution · √(1/α + 1/β))))
 *
 * So an item seen twice and bought twice is not better than one bought by 90 of 100: with little of its own it is taken
 * for one of its category, and that for the shop. Of an item's categories the smallest one counts.
 *
 * When to use it: to weigh what is shown often against what is bought once seen; as a feature of a ranker. When not: alone
 * on a page, for the cheap and the urgent convert best. Sellers of the shelf without views are passed over.
 *
 * @source Beta posterior with priors from the data: Efron & Morris, "Data analysis using Stein's estimator and its
 *   generalizations", JASA 70, 1975; normal interval of the logit: Agresti, "Categorical Data Analysis", 3rd ed., 3.1
 */
import { DAY_MS } from '../../domain/local-day.ts'
import { ACT_KINDS, type ActKind, groupsBy } from '../acts.ts'
import { actorsOf } from '../actors.ts'
import type { ItemFacts } from '../item-facts.ts'
import type { Recipe } from '../recipe.ts'
import { NO_SCORES } from '../scores.ts'
import type { TrainingData } from '../training-data.ts'

export type ConversionOptions = {
  readonly from: ActKind
  readonly to: ActKind
  /** Days that `to` may come after the first `from`. */
  readonly windowDays: number
  /** Trials that a prior weighs as much as. > 0 */
  readonly priorTrials: number
  /** Standard errors that a rate is taken down by. ≥ 0 */
  readonly caution: number
}

/** One an item: the rate that is surely reached, in (0, 1). */
export type ConversionModel = { readonly scores: Float32Array }

const CATEGORY_PREFIX = 'category:'
/** Keeps the rates of a shop that sold nothing, or to everyone, off 0 and 1. */
const HALF = 0.5

const train: Recipe<ConversionOptions, ConversionModel>['train'] = (data, options, { report }) => {
  const { trials, successes } = countTrials(data, options, (doneShare) => report(0.9 * doneShare))
  const categoryOf = smallestCategories(data.facts, data.itemCount)
  const { priorTrials, caution } = options
  const triedIn = new Float64Array(data.facts.tags.columnCount)
  const wonIn = new Float64Array(data.facts.tags.columnCount)
  let tried = 0
  let won = 0
  for (let item = 0; item < data.itemCount; item++) {
    tried += trials[item]
    won += successes[item]
    if (categoryOf[item] < 0) continue
    triedIn[categoryOf[item]] += trials[item]
    wonIn[categoryOf[item]] += successes[item]
  }
  const shopRate = (won + HALF) / (tried + 2 * HALF)
  const scores = new Float32Array(data.itemCount)
  for (let item = 0; item < data.itemCount; item++) {
    const category = categoryOf[item]
    const rate =
      category < 0 ? shopRate : (wonIn[category] + priorTrials * shopRate) / (triedIn[category] + priorTrials)
    const alpha = successes[item] + priorTrials * rate
    const beta = trials[item] - successes[item] + priorTrials * (1 - rate)
    scores[item] = 1 / (1 + Math.exp(caution * Math.sqrt(1 / alpha + 1 / beta) - Math.log(alpha / beta)))
  }
  report(1)
  return { scores }
}

/** A trial is a person and an item, once; who cannot be told apart from others is no trial. */
const countTrials = (
  data: TrainingData,
  { from, to, windowDays }: ConversionOptions,
  report: (doneShare: number) => void,
) => {
  const { acts, itemCount } = data
  const { actorOf, actorCount } = actorsOf(data)
  const fromCode = ACT_KINDS.indexOf(from)
  const toCode = ACT_KINDS.indexOf(to)
  const byItem = groupsBy(acts.item, itemCount)
  const trials = new Float64Array(itemCount)
  const successes = new Float64Array(itemCount)
  const triedFor = new Int32Array(actorCount).fill(-1)
  const wonFor = new Int32Array(actorCount).fill(-1)
  const triedAt = new Float64Array(actorCount)
  for (let item = 0; item < itemCount; item++) {
    if (item % STEP_ITEM_COUNT === 0) report(item / itemCount)
    for (let k = byItem.starts[item]; k < byItem.starts[item + 1]; k++) {
      const row = byItem.rows[k]
      const actor = actorOf(row)
      if (actor < 0) continue
      const isTried = triedFor[actor] === item
      const isInTime = isTried && acts.at[row] - triedAt[actor] <= windowDays * DAY_MS
      if (acts.kind[row] === toCode && isInTime && wonFor[actor] !== item) {
        wonFor[actor] = item
        successes[item]++
      } else if (acts.kind[row] === fromCode && !isTried) {
        triedFor[actor] = item
        triedAt[actor] = acts.at[row]
        trials[item]++
      }
    }
  }
  return { trials, successes }
}
const STEP_ITEM_COUNT = 4096

/** The category of an item that holds the fewest; -1 when it has none. */
const smallestCategories = ({ tags, tagNames }: ItemFacts, itemCount: number): Int32Array => {
  const sizes = new Int32Array(tags.columnCount)
  for (const tag of tags.columns) sizes[tag]++
  const isCategory = tagNames.map((name) => name.startsWith(CATEGORY_PREFIX))
  const smallest = new Int32Array(itemCount).fill(-1)
  for (let item = 0; item < itemCount; item++)
    for (let k = tags.starts[item]; k < tags.starts[item + 1]; k++) {
      const tag = tags.columns[k]
      if (isCategory[tag] && (smallest[item] < 0 || sizes[tag] < sizes[smallest[item]])) smallest[item] = tag
    }
  return smallest
}

/** @complexity training: time and memory O(acts + items + shoppers); a query: nothing, the scores are those of the model */
export const conversion: Recipe<ConversionOptions, ConversionModel> = {
  name: 'conversion',
  version: 1,
  jobs: ['popular'],
  defaults: { from: 'view', to: 'purchase', windowDays: 30, priorTrials: 20, caution: 1 },
  ranges: {
    from: { of: ['view', 'cart', 'wish'] },
    to: { of: ['cart', 'purchase'] },
    windowDays: { of: [1, 7, 30, 90] },
    priorTrials: { from: 1, to: 500, scale: 'log' },
    caution: { from: 0, to: 3, scale: 'linear' },
  },
  memoryBytes: ({ actCount, itemCount, shopperCount, orderCount, sessionCount }) =>
    4 * actCount + 64 * itemCount + 16 * (shopperCount + orderCount + sessionCount),
  train,
  scorer:
    ({ scores }) =>
    () =>
      scores.length === 0 ? NO_SCORES : { form: 'all', scores },
}
