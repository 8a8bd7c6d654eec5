/**
 * Session neighbours: past sessions that share items with the running one, and what else they held (VMIS-kNN).
 *
 *   like(n)  = Σ over shared items x: e^(−age(x) / queryFade) · rarity(x)^queryRarity,   ÷ |n|^lengthPower
 *   score(i) = Σ over the neighborMax most alike n that hold i:
 *                like(n) · e^(−age(match) / matchFade) · e^(−recency · share of sessions newer than n) · near(i, match)
 *              · (1 + itemRarity · rarity(i))
 *
 * age counts distinct items back from the newest act; match is the newest item that n shares; rarity(x) = ln(1 + sessions /
 * sessions with x); near = (1 + distance in n)^−distancePower, times backward when i stands before the match in n. The
 * item of the newest act itself counts by lastItem, and seeds are no answer.
 *
 * An index from item to its newest sessions answers in tens of microseconds, and a new session is only a new line in it.
 * When to use it: the next item of a visit, from the first view on; short sequences of any kind. When not: a shopper's
 * whole taste over years (few others share it), and shops whose visits hold one item.
 *
 * Personal data: the model holds what past visits, or shoppers, looked at, under no name. It goes with each new training.
 *
 * @source Kersbergen, Sprangers & Schelter, "Serenade: low-latency session-based recommendation in e-commerce at scale",
 *   SIGMOD 2022; fading by position, recency and distance: Garg et al., "Sequence and time aware neighborhood for
 *   session-based recommendations: STAN", SIGIR 2019
 */
import { partitionTop } from '../../math/partition-top.ts'
import type { Query } from '../query.ts'
import type { Recipe } from '../recipe.ts'
import { NO_SCORES, type Scores } from '../scores.ts'
import { newestItems, SEQUENCE_OWNERS, type SequenceOwner, sequencesOf } from './sequences.ts'
import { SparseSum } from '../sparse-sum.ts'

export type SessionNeighborsOptions = {
  /** What a neighbour is: a visit, or all that a shopper did. */
  readonly of: SequenceOwner
  /** Newest sessions that are listed for an item; the others are forgotten. */
  readonly sessionMax: number
  /** Sessions that have a say in an answer. */
  readonly neighborMax: number
  /** Newest items of the query that are looked up. */
  readonly lastMax: number
  /** Newest acts of a past session that are kept. */
  readonly actMax: number
  /** Items back at which an item of the query has lost 63 % of its weight. Above 0 */
  readonly queryFade: number
  /** The same for how old the newest shared item may be. Above 0 */
  readonly matchFade: number
  readonly queryRarity: number
  readonly itemRarity: number
  readonly recency: number
  readonly lengthPower: number
  readonly distancePower: number
  /** In [0, 1]: 0 for none of what came before the match, 1 for as much as of what came after */
  readonly backward: number
  /** What the item just looked at counts as an answer: 0 for never. */
  readonly lastItem: number
}

export type SessionNeighborsModel = Omit<SessionNeighborsOptions, 'sessionMax' | 'actMax' | 'itemRarity'> & {
  readonly itemCount: number
  /** Item i was in `itemSessions[itemStarts[i]]` up to `itemSessions[itemStarts[i + 1] - 1]`, newest first. */
  readonly itemStarts: Int32Array
  readonly itemSessions: Int32Array
  /** As `Sequences`: sessions are numbered oldest first, and hold an item once. */
  readonly sessionStarts: Int32Array
  readonly sessionItems: Int32Array
  /** rarity ^ queryRarity */
  readonly queryWeights: Float32Array
  /** 1 + itemRarity · rarity */
  readonly itemWeights: Float32Array
}

type Neighbors = Recipe<SessionNeighborsOptions, SessionNeighborsModel>

const train: Neighbors['train'] = (data, { sessionMax, actMax, itemRarity, ...options }, { report }) => {
  const { count, starts, items } = sequencesOf(data, { of: options.of, actMax, isDistinct: true })
  const { itemCount } = data
  const sessionsOf = new Int32Array(itemCount)
  for (const item of items) sessionsOf[item]++
  const itemStarts = new Int32Array(itemCount + 1)
  for (let i = 0; i < itemCount; i++) itemStarts[i + 1] = itemStarts[i] + Math.min(sessionsOf[i], sessionMax)
  const next = itemStarts.slice()
  const itemSessions = new Int32Array(itemStarts[itemCount])
  for (let s = count - 1; s >= 0; s--)
    for (let p = starts[s]; p < starts[s + 1]; p++) {
      const item = items[p]
      if (next[item] < itemStarts[item + 1]) itemSessions[next[item]++] = s
    }
  report(1)
  const rarity = Float64Array.from(sessionsOf, (held) => (held > 0 ? Math.log1p(count / held) : 0))
  return {
    ...options,
    itemCount,
    itemStarts,
    itemSessions,
    sessionStarts: starts,
    sessionItems: items,
    queryWeights: Float32Array.from(rarity, (rare) => rare ** options.queryRarity),
    itemWeights: Float32Array.from(rarity, (rare) => 1 + itemRarity * rare),
  }
}

/** Distances beyond this count as this. */
const DISTANCE_MAX = 256

const scorer: Neighbors['scorer'] = (model) => {
  const { itemSessions, itemStarts, sessionItems, sessionStarts, queryWeights, itemWeights } = model
  const sessionCount = sessionStarts.length - 1
  const likes = new Float64Array(sessionCount)
  const matchAges = new Int32Array(sessionCount)
  const met = new Int32Array(sessionCount)
  const sum = new SparseSum(model.itemCount)
  const nearness = Float64Array.from({ length: DISTANCE_MAX + 1 }, (_, k) => (1 + k) ** -model.distancePower)
  const sizeFactors = Float64Array.from(
    { length: sessionCount },
    (_, s) => (sessionStarts[s + 1] - sessionStarts[s]) ** -model.lengthPower,
  )
  const recencies = Float64Array.from({ length: sessionCount }, (_, s) =>
    Math.exp(-model.recency * (1 - (s + 1) / sessionCount)),
  )
  const matchWeights = Float64Array.from({ length: model.lastMax }, (_, age) =>
    Math.exp(-age / model.matchFade),
  )

  /** Fills `likes`, `matchAges` and `met`; answers how many were met. */
  const meet = (newest: Int32Array): number => {
    let metCount = 0
    for (let age = 0; age < newest.length; age++) {
      const weight = Math.exp(-age / model.queryFade) * queryWeights[newest[age]]
      if (!(weight > 0)) continue
      for (let k = itemStarts[newest[age]]; k < itemStarts[newest[age] + 1]; k++) {
        const session = itemSessions[k]
        if (likes[session] === 0) {
          met[metCount++] = session
          matchAges[session] = age
        }
        likes[session] += weight
      }
    }
    if (model.lengthPower !== 0) for (let k = 0; k < metCount; k++) likes[met[k]] *= sizeFactors[met[k]]
    return metCount
  }

  const addItemsOf = (session: number, newest: Int32Array): void => {
    const age = matchAges[session]
    const weight = likes[session] * matchWeights[age] * recencies[session]
    let match = sessionStarts[session + 1] - 1
    while (sessionItems[match] !== newest[age]) match--
    for (let p = sessionStarts[session]; p < sessionStarts[session + 1]; p++) {
      const distance = Math.min(Math.abs(p - match), DISTANCE_MAX)
      const direction = p < match ? model.backward : 1
      const amount = weight * nearness[distance] * direction * itemWeights[sessionItems[p]]
      if (amount > 0) sum.add(sessionItems[p], amount)
    }
  }

  return (query: Query): Scores => {
    const newest = newestItems(query, model.of, model.lastMax, model.itemCount)
    if (newest.length === 0) return NO_SCORES
    const metCount = meet(newest)
    const neighborCount = Math.min(metCount, model.neighborMax)
    if (neighborCount < metCount) partitionTop(met, metCount, neighborCount, likes)
    for (let k = 0; k < neighborCount; k++) addItemsOf(met[k], newest)
    for (let k = 0; k < metCount; k++) likes[met[k]] = 0
    const last = newest[0]
    const scores = sum.take(model.lastItem > 0 ? query.seeds : Int32Array.of(...query.seeds, last))
    return withFactor(scores, last, model.lastItem)
  }
}

/** Multiplies what one item scores, in place. */
const withFactor = (scores: Scores, item: number, factor: number): Scores => {
  const place = scores.form === 'few' ? scores.items.indexOf(item) : item
  if (place >= 0) scores.scores[place] *= factor
  return scores
}

/** @complexity training: time and memory O(acts); a query: O(items of the query · sessionMax + neighborMax · session) */
export const sessionNeighbors: Neighbors = {
  name: 'session-neighbors',
  version: 1,
  jobs: ['next-item', 'similar'],
  defaults: {
    of: 'session',
    sessionMax: 2500,
    neighborMax: 600,
    lastMax: 30,
    actMax: 200,
    queryFade: 2.5,
    matchFade: 3,
    queryRarity: 1,
    itemRarity: 2,
    recency: 1,
    lengthPower: 0,
    distancePower: 0.7,
    backward: 0.8,
    lastItem: 1,
  },
  ranges: {
    of: { of: SEQUENCE_OWNERS },
    sessionMax: { from: 250, to: 5000, scale: 'log', isWhole: true },
    neighborMax: { from: 50, to: 3000, scale: 'log', isWhole: true },
    queryFade: { from: 1, to: 20, scale: 'log' },
    matchFade: { from: 1, to: 20, scale: 'log' },
    queryRarity: { from: 0, to: 3, scale: 'linear' },
    itemRarity: { from: 0, to: 10, scale: 'linear' },
    recency: { from: 0, to: 5, scale: 'linear' },
    lengthPower: { from: 0, to: 0.5, scale: 'linear' },
    distancePower: { from: 0, to: 1.5, scale: 'linear' },
    backward: { from: 0, to: 1, scale: 'linear' },
    lastItem: { from: 0, to: 1, scale: 'linear' },
  },
  memoryBytes: ({ actCount, itemCount, sessionCount, shopperCount }) =>
    16 * actCount + 32 * itemCount + 8 * Math.max(sessionCount, shopperCount),
  train,
  scorer,
}
