/**
 * Co-occurrence: items go together when the same orders, sessions or shoppers hold them.
 *
 *   n(i, j) = Σ weight over groups that hold i as `from` and j as `to`       n(i), n(j) = the same of one item
 *   cosine       n(i, j) / √(n(i) · n(j))                 conditional  n(i, j) / n(i), the share of i that comes with j
 *   jaccard      n(i, j) / (n(i) + n(j) − n(i, j))        lift         n(i, j) · n / (n(i) · n(j))
 *   llr          2 · Σ observed · ln(observed / expected) over the four cells "with i or without, with j or without"
 *   score(i, j)  = measure · n(i, j) / (n(i, j) + shrinkage) · n(j)^−popularityExponent
 *
 * A group counts a pair once, by the newest acts that make it. Its weight is size^−sizeExponent · 2^(−age / halfLifeDays);
 * a pair is as old as the older of its acts, so n(i, j) is never above n(i) or n(j).
 *
 * When to use it: an item's page; what was viewed, then bought; any shop, from its first hundred orders. When not: whole
 * baskets, where sums of pairs say twice what two items say together (`basket`).
 *
 * @source cosine and conditional: Deshpande & Karypis, "Item-based top-N recommendation algorithms", ACM TOIS 22(1), 2004;
 *   llr: Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics 19(1), 1993;
 *   shrinkage: Bell & Koren, "Scalable collaborative filtering with jointly derived neighborhood interpolation weights",
 *   ICDM 2007
 */
import type { Csr } from '../../math/csr.ts'
import type { ActKind } from '../acts.ts'
import { gatherGroups } from './co-occurrence-groups.ts'
import { CO_OCCURRENCE_MEASURES, type CoOccurrenceMeasure, countTogether } from './co-occurrence-task.ts'
import { neighborScorer } from '../neighbor-scorer.ts'
import type { Recipe } from '../recipe.ts'
import { packed, roomForRows } from '../row-room.ts'

export type CoOccurrenceOptions = {
  /** What was done with the item that is asked about. */
  readonly from: ActKind | 'any'
  /** What was done with the item that is proposed. */
  readonly to: ActKind | 'any'
  /** What holds a pair together. */
  readonly within: 'order' | 'session' | 'shopper'
  /** `later`: the proposed item came after; `both`: in any order. */
  readonly direction: 'both' | 'later'
  /** Days that may lie between the two acts; 0: any. */
  readonly windowDays: number
  readonly measure: CoOccurrenceMeasure
  /** Takes from what sells anyhow. ≥ 0 */
  readonly popularityExponent: number
  /** Weight of groups at which a pair is believed by half. ≥ 0 */
  readonly shrinkage: number
  /** Groups that a pair must share to count at all. */
  readonly sharedMin: number
  /** Days after which an act counts half; 0: acts do not age. */
  readonly halfLifeDays: number
  /** Takes from groups that hold much: at 1 each act weighs 1 / acts of its group. ≥ 0 */
  readonly sizeExponent: number
  /** Acts on each side of an act, in time, that it is paired with: what bounds the cost of giant groups. */
  readonly reachMax: number
  /** Neighbours kept for each item, the best first. */
  readonly neighborMax: number
  /** For lists without a seed: acts of the history after which the older ones count half. */
  readonly historyHalfLifeActs: number
}

/** Row i: what goes with item i, best first. */
export type CoOccurrenceModel = { readonly neighbors: Csr; readonly historyHalfLifeActs: number }

/** Items of one part of the work: enough of them that starting a part costs nothing beside it. */
const PART_ITEM_COUNT = 256

const train: Recipe<CoOccurrenceOptions, CoOccurrenceModel>['train'] = async (
  data,
  options,
  { compute, report },
) => {
  const { itemCount } = data
  const groups = gatherGroups(data, options)
  const rows = roomForRows(itemCount, (item) => Math.min(options.neighborMax, groups.reachOf(item)))
  const partCount = Math.ceil(itemCount / PART_ITEM_COUNT)
  await compute.run(
    countTogether,
    { ...groups.columns, ...options, itemCount, partItemCount: PART_ITEM_COUNT, rows },
    partCount,
    (doneCount) => report(doneCount / partCount),
  )
  report(1)
  return {
    neighbors: packed(rows, itemCount),
    historyHalfLifeActs: options.historyHalfLifeActs,
  }
}

const BYTES_OF_ACT = 33
const BYTES_OF_ITEM = 64
const BYTES_OF_NEIGHBOR = 16

/**
 * @complexity training: time O(acts · min(acts of a group, 2 · reachMax)), so linear in orders; memory O(acts + items ·
 *   neighborMax); a query: O(seeds · neighborMax)
 */
export const coOccurrence: Recipe<CoOccurrenceOptions, CoOccurrenceModel> = {
  name: 'co-occurrence',
  version: 1,
  jobs: ['similar', 'completion', 'next-item', 'top-n'],
  defaults: {
    from: 'purchase',
    to: 'purchase',
    within: 'order',
    direction: 'both',
    windowDays: 0,
    measure: 'cosine',
    popularityExponent: 0,
    shrinkage: 1,
    sharedMin: 2,
    halfLifeDays: 180,
    sizeExponent: 1,
    reachMax: 200,
    neighborMax: 100,
    historyHalfLifeActs: 5,
  },
  ranges: {
    from: { of: ['view', 'cart', 'purchase', 'any'] },
    to: { of: ['view', 'cart', 'purchase', 'any'] },
    within: { of: ['order', 'session', 'shopper'] },
    direction: { of: ['both', 'later'] },
    windowDays: { of: [0, 1, 7, 30, 90] },
    measure: { of: CO_OCCURRENCE_MEASURES },
    popularityExponent: { from: 0, to: 0.8, scale: 'linear' },
    shrinkage: { from: 0.3, to: 30, scale: 'log' },
    sharedMin: { from: 1, to: 3, scale: 'linear', isWhole: true },
    halfLifeDays: { of: [0, 14, 30, 90, 180, 365] },
    sizeExponent: { from: 0, to: 1, scale: 'linear' },
    neighborMax: { from: 20, to: 500, scale: 'log', isWhole: true },
    historyHalfLifeActs: { from: 1, to: 50, scale: 'log' },
  },
  memoryBytes: ({ actCount, itemCount }, { neighborMax, reachMax }) =>
    BYTES_OF_ACT * actCount +
    BYTES_OF_ITEM * itemCount +
    BYTES_OF_NEIGHBOR * Math.min(itemCount * neighborMax, actCount * 2 * reachMax),
  train,
  scorer: ({ neighbors, historyHalfLifeActs }) => neighborScorer(neighbors, historyHalfLifeActs),
}
