/** What a shopper's history says of some candidates: read once, from the newest act back, for all of them. */
import { DAY_MS } from '../../domain/local-day.ts'
import { PURCHASE, VIEW } from '../acts.ts'
import type { ItemStatistics } from './item-statistics.ts'
import type { Query } from '../query.ts'

/** Acts that are looked at, the newest: what bounds the cost of a long history. */
const ACTS_MAX = 2000

/** Columns by place among the candidates. What never happened is 0 as a count and NaN as a time. */
export type CandidateTrace = {
  readonly views: Int32Array
  /** Put into a basket or onto a wish list. */
  readonly carts: Int32Array
  /** Orders that held it. */
  readonly orders: Int32Array
  /** ms UTC */
  readonly touchedAt: Float64Array
  /** ms UTC */
  readonly boughtAt: Float64Array
  /** ms UTC: the oldest purchase that was looked at */
  readonly firstBoughtAt: Float64Array
  /** Acts since the newest one on it, itself not counted. */
  readonly actsSince: Float64Array
  readonly ordersSince: Float64Array
  readonly sessionTouches: Int32Array
}

export type ShopperTrace = {
  readonly now: number
  readonly actCount: number
  readonly orderCount: number
  readonly sessionActCount: number
  readonly sessionItemCount: number
  /** NaN when there is no act */
  readonly daysSinceAct: number
  readonly firstOrderAt: number
  /** Of log prices of what was bought, or touched where nothing was; NaN when none is known. */
  readonly logPriceMean: number
  readonly logPriceDeviation: number
  readonly lastLogPrice: number
  readonly candidates: CandidateTrace
  /** Share of acts whose item has the tag, by tag: of all, of the running session, of the newest act. */
  readonly tagShares: Float32Array
  readonly sessionTagShares: Float32Array
  readonly lastTags: Float32Array
}

/** Log prices of one shopper spread at least this much: nobody buys at one price only. */
const LOG_PRICE_DEVIATION_MIN = 0.3

/**
 * @returns reads a history for candidates; what it gives is valid until the next call
 * @complexity a call: O(min(acts, 2,000) · tags of an item + candidates + tags)
 */
export const openShopperTrace = (
  statistics: ItemStatistics,
): ((query: Query, candidates: Int32Array) => ShopperTrace) => {
  const { itemCount, tagCount, logPrice } = statistics
  const placeOf = new Int32Array(itemCount).fill(-1)
  const isInSession = new Uint8Array(itemCount)
  const tagShares = new Float32Array(tagCount)
  const sessionTagShares = new Float32Array(tagCount)
  const lastTags = new Float32Array(tagCount)
  return ({ now, history, sessionStart }, candidates) => {
    const { items, at, kinds, orders } = history
    candidates.forEach((item, place) => {
      placeOf[item] = place
    })
    for (const shares of [tagShares, sessionTagShares, lastTags]) shares.fill(0)
    const traced = openCandidates(candidates.length)
    const bought = new PriceMoments()
    const touched = new PriceMoments()
    const first = Math.max(0, items.length - ACTS_MAX)
    const sessionActCount = Math.max(0, items.length - Math.max(sessionStart, first))
    const sessionItems: number[] = []
    let orderCount = 0
    let order = -1
    let firstOrderAt = Number.NaN
    let isNewest = true
    let lastLogPrice = Number.NaN
    for (let act = items.length - 1; act >= first; act--) {
      const item = items[act]
      if (kinds[act] === PURCHASE) {
        if (orders[act] !== order || orders[act] < 0) orderCount++
        order = orders[act]
        firstOrderAt = at[act]
      }
      if (!(item >= 0 && item < itemCount)) continue
      touched.add(logPrice[item])
      if (kinds[act] === PURCHASE) bought.add(logPrice[item])
      addTags(statistics, item, tagShares, 1 / (items.length - first))
      if (isNewest) {
        addTags(statistics, item, lastTags, 1)
        lastLogPrice = logPrice[item]
        isNewest = false
      }
      if (act >= sessionStart) {
        addTags(statistics, item, sessionTagShares, 1 / sessionActCount)
        if (isInSession[item] === 0) sessionItems.push(item)
        isInSession[item] = 1
      }
      const place = placeOf[item]
      if (place >= 0)
        traced.add(
          place,
          kinds[act],
          at[act],
          orders[act],
          items.length - 1 - act,
          orderCount,
          act >= sessionStart,
        )
    }
    for (const item of candidates) placeOf[item] = -1
    for (const item of sessionItems) isInSession[item] = 0
    const prices = bought.count > 0 ? bought : touched
    return {
      now,
      actCount: items.length,
      orderCount,
      sessionActCount,
      sessionItemCount: sessionItems.length,
      daysSinceAct: items.length === 0 ? Number.NaN : (now - at[items.length - 1]) / DAY_MS,
      firstOrderAt,
      logPriceMean: prices.mean(),
      logPriceDeviation: Math.max(LOG_PRICE_DEVIATION_MIN, prices.deviation()),
      lastLogPrice,
      candidates: traced.columns,
      tagShares,
      sessionTagShares,
      lastTags,
    }
  }
}

const addTags = (
  { tagStarts, tagColumns }: ItemStatistics,
  item: number,
  shares: Float32Array,
  weight: number,
): void => {
  for (let k = tagStarts[item]; k < tagStarts[item + 1]; k++) shares[tagColumns[k]] += weight
}

const openCandidates = (count: number) => {
  const columns: CandidateTrace = {
    views: new Int32Array(count),
    carts: new Int32Array(count),
    orders: new Int32Array(count),
    touchedAt: new Float64Array(count).fill(Number.NaN),
    boughtAt: new Float64Array(count).fill(Number.NaN),
    firstBoughtAt: new Float64Array(count).fill(Number.NaN),
    actsSince: new Float64Array(count).fill(Number.NaN),
    ordersSince: new Float64Array(count).fill(Number.NaN),
    sessionTouches: new Int32Array(count),
  }
  const lastOrder = new Int32Array(count).fill(-1)
  /** The next act back. */
  const add = (
    place: number,
    kind: number,
    at: number,
    order: number,
    actsSince: number,
    orderCount: number,
    isInSession: boolean,
  ): void => {
    if (Number.isNaN(columns.touchedAt[place])) {
      columns.touchedAt[place] = at
      columns.actsSince[place] = actsSince
    }
    if (isInSession) columns.sessionTouches[place]++
    if (kind === VIEW) columns.views[place]++
    else if (kind !== PURCHASE) columns.carts[place]++
    else {
      if (Number.isNaN(columns.boughtAt[place])) {
        columns.boughtAt[place] = at
        columns.ordersSince[place] = orderCount - 1
      }
      columns.firstBoughtAt[place] = at
      if (lastOrder[place] !== order || order < 0) columns.orders[place]++
      lastOrder[place] = order
    }
  }
  return { columns, add }
}

/** Mean and spread of the prices that are known. */
class PriceMoments {
  count = 0
  #sum = 0
  #squares = 0

  add(logPrice: number): void {
    if (Number.isNaN(logPrice)) return
    this.count++
    this.#sum += logPrice
    this.#squares += logPrice * logPrice
  }

  mean(): number {
    return this.#sum / this.count
  }

  deviation(): number {
    return Math.sqrt(Math.max(0, this.#squares / this.count - this.mean() ** 2))
  }
}
