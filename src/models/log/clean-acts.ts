/**
 * Takes out of the log what teaches nothing of taste: what was given back, what machines did, what cost nothing,
 * wholesale. Each rule counts the rows that it took.
 */
import { CART, groupsBy, PURCHASE, VIEW, WISH } from '../acts.ts'
import { type RawActs, REFUND } from './raw-acts.ts'

export type CleaningLimits = {
  /** Acts other than purchases that people do in an hour at most. */
  readonly actsPerHourMax: number
  /** Hours above it that make a shopper a machine. One may be a shared till or a clock that stood still. */
  readonly busyHoursMax: number
  /** Items of an order of a household. */
  readonly orderItemMax: number
  /** A line is giant when it has more than this many times the units that 99 of 100 lines stay within … */
  readonly giantTimes: number
  /** … and more units than this. */
  readonly giantUnits: number
  /** The same item seen again by the same shopper within this time, with nothing in between, was seen once. */
  readonly repeatMs: number
}

export const CLEANING_LIMITS: CleaningLimits = {
  actsPerHourMax: 300,
  busyHoursMax: 3,
  orderItemMax: 500,
  giantTimes: 20,
  giantUnits: 100,
  repeatMs: 30 * 60_000,
}

export type Cleaned = {
  /** Rows that stay, oldest first; none is a refund. */
  readonly rows: Uint32Array
  /** By row: what of it was kept, after what was given back. */
  readonly units: Float64Array
  readonly counts: {
    readonly bots: number
    readonly returned: number
    readonly free: number
    readonly giantLines: number
    readonly giantOrders: number
    readonly repeatedViews: number
    readonly mergedLines: number
  }
}

export type RawSizes = {
  readonly itemCount: number
  readonly shopperCount: number
  readonly orderCount: number
}

/** @complexity O(rows + items + shoppers + orders), but for a sort of the quantities */
export const cleanActs = (
  acts: RawActs,
  sizes: RawSizes,
  limits: CleaningLimits = CLEANING_LIMITS,
): Cleaned => {
  const isGone = new Uint8Array(acts.count)
  const units = acts.units.slice()
  const counts = {
    bots: dropBots(acts, sizes, limits, isGone),
    mergedLines: mergeLines(acts, sizes, units, isGone),
    returned: takeBack(acts, sizes, units, isGone),
    free: dropFree(acts, isGone),
    giantLines: dropGiantLines(acts, limits, units, isGone),
    giantOrders: dropGiantOrders(acts, sizes, limits, isGone),
    repeatedViews: dropRepeats(acts, sizes, limits, isGone),
  }
  let kept = 0
  const rows = new Uint32Array(acts.count)
  for (let r = 0; r < acts.count; r++) if (isGone[r] === 0 && acts.kind[r] !== REFUND) rows[kept++] = r
  return { rows: rows.slice(0, kept), units, counts }
}

/** All but the purchases of shoppers who were too fast in several hours. */
const dropBots = (
  { count, at, shopper, kind }: RawActs,
  { shopperCount }: RawSizes,
  { actsPerHourMax, busyHoursMax }: CleaningLimits,
  isGone: Uint8Array,
): number => {
  const hourOf = new Float64Array(shopperCount).fill(Number.NEGATIVE_INFINITY)
  const actsInHour = new Int32Array(shopperCount)
  const busyHours = new Int32Array(shopperCount)
  for (let r = 0; r < count; r++) {
    const who = shopper[r]
    if (who < 0 || kind[r] === PURCHASE || kind[r] === REFUND) continue
    const hour = Math.floor(at[r] / 3_600_000)
    if (hour !== hourOf[who]) {
      hourOf[who] = hour
      actsInHour[who] = 0
    }
    if (++actsInHour[who] === actsPerHourMax + 1) busyHours[who]++
  }
  let dropped = 0
  for (let r = 0; r < count; r++) {
    const who = shopper[r]
    if (who < 0 || busyHours[who] <= busyHoursMax) continue
    if (kind[r] !== VIEW && kind[r] !== CART && kind[r] !== WISH) continue
    isGone[r] = 1
    dropped++
  }
  return dropped
}

/** One row an item in each order: the first, with the units of all. */
const mergeLines = (
  { kind, order, item }: RawActs,
  { itemCount, orderCount }: RawSizes,
  units: Float64Array,
  isGone: Uint8Array,
): number => {
  const { starts, rows } = groupsBy(order, orderCount)
  const lines = new NewestOf(itemCount)
  let merged = 0
  for (let o = 0; o < orderCount; o++)
    for (let k = starts[o]; k < starts[o + 1]; k++) {
      const r = rows[k]
      if (kind[r] !== PURCHASE) continue
      const first = lines.of(o, item[r])
      if (first < 0) lines.set(o, item[r], r)
      else {
        units[first] += units[r]
        isGone[r] = 1
        merged++
      }
    }
  return merged
}

/** A row for each item of one group at a time. */
class NewestOf {
  readonly #row: Int32Array
  readonly #group: Int32Array

  constructor(itemCount: number) {
    this.#row = new Int32Array(itemCount)
    this.#group = new Int32Array(itemCount).fill(-1)
  }

  /** -1 when there is none */
  of(group: number, item: number): number {
    return this.#group[item] === group ? this.#row[item] : -1
  }

  set(group: number, item: number, row: number): void {
    this.#group[item] = group
    this.#row[item] = row
  }
}

/**
 * A refund takes back from its order; what the order does not hold, from the newest purchases before it of the same
 * item by the same shopper.
 *
 * @param units  of refunds: what is left to take back
 */
const takeBack = (acts: RawActs, sizes: RawSizes, units: Float64Array, isGone: Uint8Array): number => {
  if (!acts.kind.includes(REFUND)) return 0
  let returned = 0
  const takeFrom = (bought: number, refund: number): void => {
    const taken = Math.min(units[bought], units[refund])
    units[bought] -= taken
    units[refund] -= taken
    if (units[bought] > 0) return
    isGone[bought] = 1
    returned++
  }
  takeFromOrders(acts, sizes, isGone, takeFrom)
  takeFromShoppers(acts, sizes, units, isGone, takeFrom)
  return returned
}

const takeFromOrders = (
  { kind, order, item }: RawActs,
  { itemCount, orderCount }: RawSizes,
  isGone: Uint8Array,
  takeFrom: (bought: number, refund: number) => void,
): void => {
  const { starts, rows } = groupsBy(order, orderCount)
  const lines = new NewestOf(itemCount)
  for (let o = 0; o < orderCount; o++) {
    for (let k = starts[o]; k < starts[o + 1]; k++)
      if (kind[rows[k]] === PURCHASE && isGone[rows[k]] === 0) lines.set(o, item[rows[k]], rows[k])
    for (let k = starts[o]; k < starts[o + 1]; k++) {
      const line = kind[rows[k]] === REFUND ? lines.of(o, item[rows[k]]) : -1
      if (line >= 0 && isGone[line] === 0) takeFrom(line, rows[k])
    }
  }
}

const takeFromShoppers = (
  { count, shopper, kind, item }: RawActs,
  { itemCount, shopperCount }: RawSizes,
  units: Float64Array,
  isGone: Uint8Array,
  takeFrom: (bought: number, refund: number) => void,
): void => {
  const { starts, rows } = groupsBy(shopper, shopperCount)
  const newest = new NewestOf(itemCount)
  /** By row: the purchase of the same item by the same shopper before it. */
  const before = new Int32Array(count)
  for (let s = 0; s < shopperCount; s++)
    for (let k = starts[s]; k < starts[s + 1]; k++) {
      const r = rows[k]
      let bought = newest.of(s, item[r])
      if (kind[r] === PURCHASE && isGone[r] === 0) {
        before[r] = bought
        newest.set(s, item[r], r)
      } else if (kind[r] === REFUND) {
        for (; bought >= 0 && units[r] > 0; bought = before[bought]) {
          if (isGone[bought] === 0) takeFrom(bought, r)
          if (isGone[bought] === 0) break
        }
        newest.set(s, item[r], bought)
      }
    }
}

/** Lines at price 0, unless that is what most lines of the shop cost. */
const dropFree = ({ count, kind, priceMinor }: RawActs, isGone: Uint8Array): number => {
  let free = 0
  let priced = 0
  for (let r = 0; r < count; r++) {
    if (kind[r] !== PURCHASE || isGone[r] === 1) continue
    if (priceMinor[r] === 0) free++
    else if (priceMinor[r] > 0) priced++
  }
  if (free === 0 || free >= priced) return 0
  for (let r = 0; r < count; r++) if (kind[r] === PURCHASE && priceMinor[r] === 0) isGone[r] = 1
  return free
}

const dropGiantLines = (
  { count, kind }: RawActs,
  { giantTimes, giantUnits }: CleaningLimits,
  units: Float64Array,
  isGone: Uint8Array,
): number => {
  const sold = units.filter((_, r) => kind[r] === PURCHASE && isGone[r] === 0).sort()
  if (sold.length === 0) return 0
  const limit = Math.max(giantUnits, giantTimes * sold[Math.floor(0.99 * (sold.length - 1))])
  let dropped = 0
  for (let r = 0; r < count; r++)
    if (kind[r] === PURCHASE && isGone[r] === 0 && units[r] > limit) {
      isGone[r] = 1
      dropped++
    }
  return dropped
}

const dropGiantOrders = (
  { count, kind, order }: RawActs,
  { orderCount }: RawSizes,
  { orderItemMax }: CleaningLimits,
  isGone: Uint8Array,
): number => {
  const sizes = new Int32Array(orderCount)
  const isLine = (r: number): boolean => kind[r] === PURCHASE && order[r] >= 0 && isGone[r] === 0
  for (let r = 0; r < count; r++) if (isLine(r)) sizes[order[r]]++
  let dropped = 0
  for (let r = 0; r < count; r++)
    if (isLine(r) && sizes[order[r]] > orderItemMax) {
      isGone[r] = 1
      dropped++
    }
  return dropped
}

const dropRepeats = (
  { count, at, shopper, item, kind }: RawActs,
  { shopperCount }: RawSizes,
  { repeatMs }: CleaningLimits,
  isGone: Uint8Array,
): number => {
  const last = new Int32Array(shopperCount).fill(-1)
  let dropped = 0
  for (let r = 0; r < count; r++) {
    const who = shopper[r]
    if (who < 0 || isGone[r] === 1) continue
    const before = last[who]
    last[who] = r
    if (before < 0 || kind[r] !== VIEW || kind[before] !== VIEW) continue
    if (item[before] !== item[r] || at[r] - at[before] > repeatMs) continue
    isGone[r] = 1
    dropped++
  }
  return dropped
}
