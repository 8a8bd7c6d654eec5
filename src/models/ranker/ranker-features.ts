/** Features of candidates: what is known of the shopper and the item, of the item alone, and what sources say of it. */
import { DAY_MS } from '../../domain/local-day.ts'
import { type ItemStatistics, STATISTICS_WINDOWS } from './item-statistics.ts'
import type { Query } from '../query.ts'
import { openShopperTrace, type ShopperTrace } from './shopper-trace.ts'

/** What one source of candidates says. */
export type SourceAnswer = {
  /** The best items, best first. */
  readonly proposed: Int32Array
  /** What any item scores; 0 where it says nothing. */
  readonly scoreOf: (item: number) => number
}

/** The candidate at hand. */
type Candidate = {
  readonly trace: ShopperTrace
  readonly statistics: ItemStatistics
  item: number
  /** Its place among the candidates. */
  place: number
}

type Feature = readonly [name: string, of: (candidate: Candidate) => number]

const days = (from: number, until: number): number => (until - from) / DAY_MS

/** Mean days between the shopper's own orders of the item; NaN when there were fewer than two. */
const ownGapDays = ({ trace, place }: Candidate): number => {
  const { orders, boughtAt, firstBoughtAt } = trace.candidates
  return orders[place] < 2 ? Number.NaN : days(firstBoughtAt[place], boughtAt[place]) / (orders[place] - 1)
}

/** Mean share of acts over the tags of the item; NaN when it has none. */
const tagMean = (
  { statistics: { tagStarts, tagColumns }, item }: Candidate,
  shares: Float32Array,
): number => {
  let sum = 0
  for (let k = tagStarts[item]; k < tagStarts[item + 1]; k++) sum += shares[tagColumns[k]]
  return sum / (tagStarts[item + 1] - tagStarts[item])
}

/** Of the shopper: the same for all candidates, they tell trees when to trust which of the others. */
const SHOPPER_FEATURES: readonly Feature[] = [
  ['shopper acts', ({ trace }) => trace.actCount],
  ['shopper orders', ({ trace }) => trace.orderCount],
  ['shopper days since last act', ({ trace }) => trace.daysSinceAct],
  ['session acts', ({ trace }) => trace.sessionActCount],
  ['session items', ({ trace }) => trace.sessionItemCount],
]

/** Of the shopper and the item. */
const OWN_FEATURES: readonly Feature[] = [
  ['own views', ({ trace, place }) => trace.candidates.views[place]],
  ['own carts', ({ trace, place }) => trace.candidates.carts[place]],
  ['own orders', ({ trace, place }) => trace.candidates.orders[place]],
  ['own share of orders', ({ trace, place }) => trace.candidates.orders[place] / trace.orderCount],
  ['own days since touch', ({ trace, place }) => days(trace.candidates.touchedAt[place], trace.now)],
  ['own days since purchase', ({ trace, place }) => days(trace.candidates.boughtAt[place], trace.now)],
  ['own acts since touch', ({ trace, place }) => trace.candidates.actsSince[place]],
  ['own orders since purchase', ({ trace, place }) => trace.candidates.ordersSince[place]],
  [
    'own gap ratio',
    (c) => days(c.trace.candidates.boughtAt[c.place], c.trace.now) / Math.max(1, ownGapDays(c)),
  ],
  [
    'usual gap ratio',
    ({ trace, place, statistics, item }) =>
      days(trace.candidates.boughtAt[place], trace.now) / Math.max(1, statistics.gapDays[item]),
  ],
  ['own session touches', ({ trace, place }) => trace.candidates.sessionTouches[place]],
  [
    'price fit',
    ({ trace, statistics, item }) =>
      (statistics.logPrice[item] - trace.logPriceMean) / trace.logPriceDeviation,
  ],
  ['price against last', ({ trace, statistics, item }) => statistics.logPrice[item] - trace.lastLogPrice],
  ['tag share', (c) => tagMean(c, c.trace.tagShares)],
  ['tag share of session', (c) => tagMean(c, c.trace.sessionTagShares)],
  ['tags shared with last', (c) => tagMean(c, c.trace.lastTags)],
]

const COUNTS = STATISTICS_WINDOWS.length + 1

/** Of the item alone. */
const ITEM_FEATURES: readonly Feature[] = [
  ...STATISTICS_WINDOWS.map(
    (length, w): Feature => [
      `purchases in ${length} days`,
      ({ statistics, item }) => statistics.logPurchases[item * COUNTS + w],
    ],
  ),
  ['purchases ever', ({ statistics, item }) => statistics.logPurchases[item * COUNTS + COUNTS - 1]],
  ['acts in 7 days', ({ statistics, item }) => statistics.logActs[item]],
  ['momentum', ({ statistics, item }) => statistics.momentum[item]],
  ['repeat rate', ({ statistics, item }) => statistics.repeatRate[item]],
  ['usual gap days', ({ statistics, item }) => statistics.gapDays[item]],
  ['conversion', ({ statistics, item }) => statistics.conversion[item]],
  ['price', ({ statistics, item }) => statistics.logPrice[item]],
  ['age days', ({ statistics, item }) => days(statistics.bornAt[item], statistics.countedAt)],
  ['days since sold', ({ statistics, item }) => days(statistics.soldAt[item], statistics.countedAt)],
]

const FEATURES = [...SHOPPER_FEATURES, ...OWN_FEATURES, ...ITEM_FEATURES]
/** Of each source. */
const SOURCE_FEATURES = ['score', 'share of best score', 'place'] as const

/** Names of the features in their order; 'place' is NaN beyond what the source proposes. */
export const featureNames = (sourceNames: readonly string[]): readonly string[] => [
  ...FEATURES.map(([name]) => name),
  ...sourceNames.flatMap((source) => SOURCE_FEATURES.map((feature) => `${source} ${feature}`)),
  'sources that propose it',
]

/**
 * Features of candidates in one pass over the history.
 *
 * @returns rows × features, row k of candidate k; NaN where it is not known. Items of the candidates are known ones.
 * @complexity O(acts of the history, at most 2,000, + candidates · features): half a millisecond for 300 candidates
 */
export const openRankerFeatures = (
  statistics: ItemStatistics,
  sourceCount: number,
): ((query: Query, candidates: Int32Array, answers: readonly SourceAnswer[]) => Float32Array) => {
  const traceOf = openShopperTrace(statistics)
  const width = FEATURES.length + SOURCE_FEATURES.length * sourceCount + 1
  const placeIn = new Int32Array(statistics.itemCount)
  return (query, candidates, answers) => {
    const rows = new Float32Array(candidates.length * width)
    const candidate: Candidate = { trace: traceOf(query, candidates), statistics, item: 0, place: 0 }
    for (let place = 0, at = 0; place < candidates.length; place++, at += width) {
      candidate.item = candidates[place]
      candidate.place = place
      for (let f = 0; f < FEATURES.length; f++) rows[at + f] = FEATURES[f][1](candidate)
    }
    answers.forEach(({ proposed, scoreOf }, source) => {
      for (let k = 0; k < proposed.length; k++) placeIn[proposed[k]] = k + 1
      const best = proposed.length === 0 ? 0 : scoreOf(proposed[0])
      for (let place = 0; place < candidates.length; place++) {
        const at = place * width + FEATURES.length + SOURCE_FEATURES.length * source
        const score = scoreOf(candidates[place])
        const rank = placeIn[candidates[place]]
        rows[at] = score
        rows[at + 1] = best > 0 ? score / best : 0
        rows[at + 2] = rank === 0 ? Number.NaN : rank
        if (rank > 0) rows[(place + 1) * width - 1]++
      }
      for (const item of proposed) placeIn[item] = 0
    })
    return rows
  }
}
