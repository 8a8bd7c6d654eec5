/**
 * Popularity: what most people did something with.
 *
 *   score(i) = Σ over what is counted of 2^(−age / halfLifeDays), as long as age ≤ windowDays
 *
 * What is counted: each shopper once, each order once, each unit, or each act. An age is that of the newest act that makes
 * the count. When to use it: strangers, fallbacks, and as the baseline that every other recipe must beat. When not: as the
 * only list of a shop, where it makes what sells sell more.
 *
 * @source ours; decay instead of a window alone after Ji et al., "A re-visit of the popularity baseline in recommender
 *   systems", SIGIR 2020
 */
import { DAY_MS } from '../../domain/local-day.ts'
import { ACT_KINDS, type ActKind, groupsBy } from '../acts.ts'
import { actorsOf } from '../actors.ts'
import type { Recipe } from '../recipe.ts'
import { NO_SCORES } from '../scores.ts'
import type { TrainingData } from '../training-data.ts'

export type PopularityOptions = {
  readonly kind: ActKind | 'any'
  /** What one count is. By orders, only acts of an order count; acts of nobody known are of one person each visit. */
  readonly by: 'shoppers' | 'orders' | 'units' | 'acts'
  /** Days before the end of the data that count; 0: all. */
  readonly windowDays: number
  /** Days after which a count weighs half; 0: counts do not age. */
  readonly halfLifeDays: number
}

/** One an item, ≥ 0. */
export type PopularityModel = { readonly scores: Float32Array }

/** Items in blocks of this many are reported as one step. */
const STEP_ITEM_COUNT = 4096

const train: Recipe<PopularityOptions, PopularityModel>['train'] = (data, options, { report }) => {
  const { acts, itemCount, now } = data
  const since = options.windowDays > 0 ? now - options.windowDays * DAY_MS : Number.NEGATIVE_INFINITY
  const kind = options.kind === 'any' ? -1 : ACT_KINDS.indexOf(options.kind)
  const { keyOf, keyCount } = keysOf(data, options.by)
  const countedFor = new Int32Array(keyCount).fill(-1)
  const byItem = groupsBy(acts.item, itemCount)
  const scores = new Float32Array(itemCount)
  for (let item = 0; item < itemCount; item++) {
    if (item % STEP_ITEM_COUNT === 0) report(item / itemCount)
    let score = 0
    for (let k = byItem.starts[item + 1] - 1; k >= byItem.starts[item]; k--) {
      const row = byItem.rows[k]
      if (acts.at[row] < since) break
      if (kind >= 0 && acts.kind[row] !== kind) continue
      const key = keyOf(row)
      if (key === NOT_COUNTED || (key >= 0 && countedFor[key] === item)) continue
      if (key >= 0) countedFor[key] = item
      const ageDays = Math.max(0, now - acts.at[row]) / DAY_MS
      const decay = options.halfLifeDays > 0 ? 2 ** (-ageDays / options.halfLifeDays) : 1
      score += decay * (options.by === 'units' ? acts.units[row] : 1)
    }
    scores[item] = score
  }
  report(1)
  return { scores }
}

const EACH = -1
const NOT_COUNTED = -2

/** What of an item counts once: a number from 0; or `EACH` for rows that count by themselves. */
const keysOf = (
  data: TrainingData,
  by: PopularityOptions['by'],
): { readonly keyOf: (row: number) => number; readonly keyCount: number } => {
  if (by === 'shoppers') {
    const { actorOf, actorCount } = actorsOf(data)
    return { keyOf: actorOf, keyCount: actorCount }
  }
  if (by === 'orders') {
    const { order } = data.acts
    return { keyOf: (row) => (order[row] >= 0 ? order[row] : NOT_COUNTED), keyCount: data.orderCount }
  }
  return { keyOf: () => EACH, keyCount: 0 }
}

/** @complexity training: time and memory O(acts + items + shoppers); a query: nothing, the scores are those of the model */
export const popularity: Recipe<PopularityOptions, PopularityModel> = {
  name: 'popularity',
  version: 1,
  jobs: ['popular'],
  defaults: { kind: 'any', by: 'shoppers', windowDays: 0, halfLifeDays: 30 },
  ranges: {
    kind: { of: ['any', 'view', 'cart', 'purchase'] },
    by: { of: ['shoppers', 'orders', 'units', 'acts'] },
    windowDays: { of: [0, 1, 7, 30, 90, 365] },
    halfLifeDays: { of: [0, 1, 3, 7, 30, 90, 365] },
  },
  memoryBytes: ({ actCount, itemCount, shopperCount, orderCount, sessionCount }) =>
    4 * (actCount + 4 * itemCount + shopperCount + orderCount + sessionCount),
  train,
  scorer:
    ({ scores }) =>
    () =>
      scores.length === 0 ? NO_SCORES : { form: 'all', scores },
}
