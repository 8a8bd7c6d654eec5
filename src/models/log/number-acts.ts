/** Gives items, shoppers, orders and sessions of cleaned acts their numbers, dense and in an order that the log alone decides. */
import { type Acts, PURCHASE } from '../acts.ts'
import type { Cleaned } from './clean-acts.ts'
import type { RawActs } from './raw-acts.ts'

/** A visit without an id ends when its shopper does nothing for so long. */
export const SESSION_GAP_MS = 30 * 60_000

export type NumberedActs = {
  readonly acts: Acts
  readonly shopperCount: number
  readonly orderCount: number
  readonly sessionCount: number
}

/** Numbers in the order in which they are asked for. */
class Renumbering {
  readonly #numberOf: Int32Array
  count = 0

  constructor(size: number) {
    this.#numberOf = new Int32Array(size).fill(-1)
  }

  of(number: number): number {
    if (number < 0) return -1
    if (this.#numberOf[number] < 0) this.#numberOf[number] = this.count++
    return this.#numberOf[number]
  }
}

/**
 * @param itemOf  by number of an item in `raw`: its number from now on
 * @param sizes   how many numbers there are in `raw`
 */
export const numberActs = (
  raw: RawActs,
  { rows, units }: Cleaned,
  itemOf: Int32Array,
  sizes: { readonly shopperCount: number; readonly orderCount: number; readonly sessionCount: number },
): NumberedActs => {
  const shoppers = new Renumbering(sizes.shopperCount)
  const orders = new Renumbering(sizes.orderCount)
  const acts: Acts = {
    count: rows.length,
    at: new Float64Array(rows.length),
    shopper: new Int32Array(rows.length),
    item: new Int32Array(rows.length),
    kind: new Uint8Array(rows.length),
    order: new Int32Array(rows.length),
    session: new Int32Array(rows.length),
    units: new Float32Array(rows.length),
    priceMinor: new Float64Array(rows.length),
  }
  for (let k = 0; k < rows.length; k++) {
    const r = rows[k]
    acts.at[k] = raw.at[r]
    acts.shopper[k] = shoppers.of(raw.shopper[r])
    acts.item[k] = itemOf[raw.item[r]]
    acts.kind[k] = raw.kind[r]
    acts.order[k] = raw.kind[r] === PURCHASE ? orders.of(raw.order[r]) : -1
    acts.units[k] = units[r]
    acts.priceMinor[k] = raw.priceMinor[r]
  }
  const sessionCount = numberSessions(raw, rows, acts, shoppers.count, sizes.sessionCount)
  return { acts, shopperCount: shoppers.count, orderCount: orders.count, sessionCount }
}

/** By the id of the visit; without one, what a shopper does follows on what they did before, until there is a gap. */
const numberSessions = (
  raw: RawActs,
  rows: Uint32Array,
  { at, shopper, session }: Acts,
  shopperCount: number,
  rawSessionCount: number,
): number => {
  const named = new Int32Array(rawSessionCount).fill(-1)
  const lastAt = new Float64Array(shopperCount).fill(Number.NEGATIVE_INFINITY)
  const lastSession = new Int32Array(shopperCount)
  let count = 0
  for (let k = 0; k < rows.length; k++) {
    const who = shopper[k]
    const name = raw.session[rows[k]]
    if (name >= 0) {
      if (named[name] < 0) named[name] = count++
      session[k] = named[name]
    } else if (who < 0) session[k] = -1
    else session[k] = at[k] - lastAt[who] <= SESSION_GAP_MS ? lastSession[who] : count++
    if (who < 0) continue
    lastAt[who] = at[k]
    lastSession[who] = session[k]
  }
  return count
}
