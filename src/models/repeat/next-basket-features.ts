/** What the next-basket model knows of an item for a shopper: one row of numbers for each candidate. */
import { DAY_MS } from '../../domain/local-day.ts'
import type { Csr } from '../../math/csr.ts'
import { topByScore } from '../../math/top.ts'
import { ITEM_FIGURE_COUNT, ITEM_FIGURES } from './order-memory.ts'
import { type Orders, type OwnItems, ownItems } from './order-table.ts'

export const NEXT_BASKET_FEATURES = [
  ...ITEM_FIGURES,
  /** orders of the shopper that hold the item, and their share; orders that count less the older they are */
  'ownCount',
  'ownShare',
  'ownRecent',
  /** since the newest and the first of them; NaN when there is none */
  'ordersSince',
  'ordersSinceFirst',
  'daysSince',
  /** between the shopper's own purchases of it; NaN with less than two */
  'ownGapDays',
  /** days since, beside the days that are usual for the item and the shopper */
  'waited',
  /** chance that it follows an item of the history: mean over items, sum that forgets, mean over the newest order */
  'followsAny',
  'followsRecent',
  'followsLast',
  /** of the shopper: orders, lines of an order, lines of the newest one, items, days since the newest, share of repeats */
  'orderCount',
  'orderSize',
  'lastSize',
  'itemCount',
  'daysSinceOrder',
  'repeatShare',
] as const
export const NEXT_BASKET_FEATURE_COUNT = NEXT_BASKET_FEATURES.length
const OWN = ITEM_FIGURE_COUNT
/** Figures of what is owned that are 0, and not unknown, for what is not. */
const OWN_COUNTS = 3
const FOLLOWS = OWN + 8
const SHOPPER = FOLLOWS + 3
export const OWN_COUNT = OWN
export const SHARE_MIDDLE = ITEM_FIGURES.indexOf('shareMiddle')
export const NEW_MIDDLE = ITEM_FIGURES.indexOf('newMiddle')

/** What an order weighs beside the next newer one in `ownRecent` and `followsRecent`. */
const RECENT_DECAY = 0.7
/** What the shopper bought, weighed as the features want it. */
export const ownForFeatures = (past: Orders): OwnItems =>
  ownItems(past, (order) => RECENT_DECAY ** (past.count - 1 - order))
/** Intervals' worth of belief in others' rhythm. */
const RHYTHM_SHRINKAGE = 1

/** Whose next order it is. */
export type Asker = {
  /** ms UTC */
  readonly now: number
  readonly past: Orders
  /** as `ownForFeatures` has it */
  readonly own: OwnItems
}

/** What is known of items now. */
export type Known = {
  /** candidates for everyone */
  readonly popular: Int32Array
  readonly followers: Csr
  /** candidates that follow the history */
  readonly followerMax: number
  /** Writes the `ITEM_FIGURES` of an item. */
  readonly writeFigures: (item: number, into: Float32Array, start: number) => void
}

/** Own items that are looked at: those bought last. */
const OWN_MAX = 500

export type Candidates = {
  readonly count: number
  readonly items: Int32Array
  /** candidates × features */
  readonly rows: Float32Array
}

/**
 * Lays out candidates and their features: what the shopper bought, what is popular, what follows what they bought.
 *
 * @complexity a call: O(lines + own items · neighbours + candidates · features)
 */
export class FeatureWriter {
  readonly #byFollowing: readonly [Float64Array, Float64Array, Float64Array]
  readonly #touched: Int32Array
  readonly #ownRow: Int32Array
  readonly #isCandidate: Uint8Array

  constructor(itemCount: number) {
    this.#byFollowing = [
      new Float64Array(itemCount),
      new Float64Array(itemCount),
      new Float64Array(itemCount),
    ]
    this.#touched = new Int32Array(itemCount)
    this.#ownRow = new Int32Array(itemCount).fill(-1)
    this.#isCandidate = new Uint8Array(itemCount)
  }

  write({ now, past, own }: Asker, known: Known): Candidates {
    const touchedCount = this.#addFollowers(past, own, known.followers)
    const touched = this.#touched.subarray(0, touchedCount)
    const following = topByScore(touched, this.#byFollowing[0], known.followerMax, (a, b) => a < b)
    const items = this.#gather(own, known.popular, following)
    const rows = new Float32Array(items.length * NEXT_BASKET_FEATURE_COUNT)
    for (let row = 0; row < own.items.length; row++) this.#ownRow[own.items[row]] = row
    const shopper = shopperFigures(now, past, own)
    for (let c = 0; c < items.length; c++) {
      const start = c * NEXT_BASKET_FEATURE_COUNT
      known.writeFigures(items[c], rows, start)
      writeOwn(this.#ownRow[items[c]], now, past, own, rows, start)
      for (let k = 0; k < 3; k++) rows[start + FOLLOWS + k] = this.#byFollowing[k][items[c]]
      rows.set(shopper, start + SHOPPER)
    }
    for (const item of own.items) this.#ownRow[item] = -1
    for (const item of touched) for (const sums of this.#byFollowing) sums[item] = 0
    return { count: items.length, items, rows }
  }

  /** @returns how many items follow */
  #addFollowers(past: Orders, own: OwnItems, { starts, columns, values }: Csr): number {
    const [any, recent, last] = this.#byFollowing
    const lastSize = past.count === 0 ? 0 : past.starts[past.count] - past.starts[past.count - 1]
    let touchedCount = 0
    for (let row = Math.max(0, own.items.length - OWN_MAX); row < own.items.length; row++) {
      const since = past.count - 1 - own.last[row]
      const weight = RECENT_DECAY ** since
      const share = 1 / own.items.length
      for (let k = starts[own.items[row]]; k < starts[own.items[row] + 1]; k++) {
        const item = columns[k]
        if (any[item] === 0) this.#touched[touchedCount++] = item
        any[item] += share * values[k]
        recent[item] += weight * values[k]
        if (since === 0) last[item] += values[k] / lastSize
      }
    }
    return touchedCount
  }

  /** All of them, each once. */
  #gather(own: OwnItems, popular: Int32Array, following: Int32Array): Int32Array {
    const items: number[] = []
    for (const source of [own.items.subarray(Math.max(0, own.items.length - OWN_MAX)), popular, following])
      for (const item of source) {
        if (this.#isCandidate[item] === 1) continue
        this.#isCandidate[item] = 1
        items.push(item)
      }
    for (const item of items) this.#isCandidate[item] = 0
    return Int32Array.from(items)
  }
}

const writeOwn = (
  row: number,
  now: number,
  past: Orders,
  own: OwnItems,
  into: Float32Array,
  start: number,
): void => {
  if (row < 0) {
    into.fill(Number.NaN, start + OWN + OWN_COUNTS, start + FOLLOWS)
    return
  }
  const count = own.counts[row]
  const last = past.at[own.last[row]]
  const daysSince = Math.max(0, now - last) / DAY_MS
  const ownDays = (last - past.at[own.first[row]]) / DAY_MS
  const usualDays = into[start + ITEM_FIGURE_COUNT - 1]
  const expectedDays = (ownDays + RHYTHM_SHRINKAGE * usualDays) / (count - 1 + RHYTHM_SHRINKAGE)
  into.set(
    [
      count,
      count / past.count,
      own.weights[row],
      past.count - own.last[row],
      past.count - own.first[row],
      daysSince,
      count > 1 ? ownDays / (count - 1) : Number.NaN,
      daysSince / expectedDays,
    ],
    start + OWN,
  )
}

const shopperFigures = (now: number, past: Orders, own: OwnItems): Float32Array => {
  const lines = past.starts[past.count]
  const last = past.count - 1
  return Float32Array.of(
    past.count,
    lines / past.count,
    last < 0 ? 0 : lines - past.starts[last],
    own.items.length,
    last < 0 ? Number.NaN : Math.max(0, now - past.at[last]) / DAY_MS,
    1 - own.items.length / lines,
  )
}
