/** Orders as recipes for repeat purchase read them: what one order held, once each, in time. */
import { type Groups, groupsBy, PURCHASE } from '../acts.ts'
import type { Query } from '../query.ts'
import type { TrainingData } from '../training-data.ts'

/** Oldest first; order k holds `items[starts[k]]` up to `items[starts[k + 1] - 1]`, none twice. */
export type Orders = {
  readonly count: number
  /** ms UTC, ascending */
  readonly at: Float64Array
  /** length count + 1 */
  readonly starts: Int32Array
  readonly items: Int32Array
}

/** Orders of everyone; order k is that of `shopper[k]`, -1 when nobody is named. */
export type OrderTable = Orders & {
  readonly shopper: Int32Array
  /** Orders of each shopper, oldest first. */
  readonly byShopper: Groups
}

/** What is read of one shopper at the most: the newest orders, and lines in them. So a query's cost is bounded. */
export const PAST_ORDER_MAX = 200
export const PAST_LINE_MAX = 2_000

/**
 * Purchases with the same number of an order are an order; those without a number are one when the same shopper made
 * them at the same instant. Purchases of nobody without a number are left out.
 *
 * @complexity time and memory O(acts)
 */
export const orderTable = ({ acts, orderCount, shopperCount }: TrainingData): OrderTable => {
  const placeOfOrder = new Int32Array(orderCount).fill(-1)
  const placeOfShopper = new Int32Array(shopperCount).fill(-1)
  const at: number[] = []
  const shopper: number[] = []
  const place = new Int32Array(acts.count).fill(-1)
  for (let r = 0; r < acts.count; r++) {
    if (acts.kind[r] !== PURCHASE) continue
    const who = acts.shopper[r]
    const isNumbered = acts.order[r] >= 0
    if (!isNumbered && who < 0) continue
    let order = isNumbered ? placeOfOrder[acts.order[r]] : placeOfShopper[who]
    if (order < 0 || (!isNumbered && at[order] !== acts.at[r])) {
      order = at.push(acts.at[r]) - 1
      shopper.push(who)
      if (isNumbered) placeOfOrder[acts.order[r]] = order
      else placeOfShopper[who] = order
    }
    place[r] = order
  }
  const rows = groupsBy(place, at.length)
  const starts = new Int32Array(at.length + 1)
  const items = new Int32Array(rows.rows.length)
  let size = 0
  for (let order = 0; order < at.length; order++) {
    const lines = rows.rows.subarray(rows.starts[order], rows.starts[order + 1])
    const held = Int32Array.from(lines, (row) => acts.item[row]).sort()
    for (let k = 0; k < held.length; k++) if (k === 0 || held[k] !== held[k - 1]) items[size++] = held[k]
    starts[order + 1] = size
  }
  const shoppers = Int32Array.from(shopper)
  return {
    count: at.length,
    at: Float64Array.from(at),
    starts,
    items: items.slice(0, size),
    shopper: shoppers,
    byShopper: groupsBy(shoppers, shopperCount),
  }
}

/** Orders of one shopper that are older than the order at this place of the group; the newest `PAST_ORDER_MAX` of them. */
export const ordersBefore = (table: OrderTable, shopper: number, place: number): Orders => {
  const { starts, rows } = table.byShopper
  let first = place
  let lineCount = 0
  while (first > 0 && place - first < PAST_ORDER_MAX) {
    const order = rows[starts[shopper] + first - 1]
    const size = table.starts[order + 1] - table.starts[order]
    if (lineCount > 0 && lineCount + size > PAST_LINE_MAX) break
    lineCount += size
    first--
  }
  const orders = rows.subarray(starts[shopper] + first, starts[shopper] + place)
  const ends = new Int32Array(orders.length + 1)
  const items = new Int32Array(lineCount)
  for (let k = 0; k < orders.length; k++) {
    const held = table.items.subarray(table.starts[orders[k]], table.starts[orders[k] + 1])
    items.set(held, ends[k])
    ends[k + 1] = ends[k] + held.length
  }
  return {
    count: orders.length,
    at: Float64Array.from(orders, (order) => table.at[order]),
    starts: ends,
    items,
  }
}

/**
 * The newest orders of a query's shopper, the one of a minute ago included. Items that the model has not seen, and
 * orders of nothing else, are passed over.
 */
export const ordersOf = ({ history }: Query, itemCount: number): Orders => {
  const isLine = (act: number): boolean =>
    history.kinds[act] === PURCHASE &&
    history.orders[act] >= 0 &&
    history.items[act] >= 0 &&
    history.items[act] < itemCount
  let first = history.items.length
  let orderCount = 0
  let lineCount = 0
  let order = -1
  for (; first > 0 && lineCount < PAST_LINE_MAX; first--) {
    if (!isLine(first - 1)) continue
    if (history.orders[first - 1] !== order && ++orderCount > PAST_ORDER_MAX) break
    order = history.orders[first - 1]
    lineCount++
  }
  const at: number[] = []
  const starts: number[] = []
  const items: number[] = []
  const held = new Set<number>()
  order = -1
  for (let act = first; act < history.items.length; act++) {
    if (!isLine(act)) continue
    if (history.orders[act] !== order) {
      order = history.orders[act]
      at.push(history.at[act])
      starts.push(items.length)
      held.clear()
    }
    if (held.has(history.items[act])) continue
    held.add(history.items[act])
    items.push(history.items[act])
  }
  starts.push(items.length)
  return {
    count: at.length,
    at: Float64Array.from(at),
    starts: Int32Array.from(starts),
    items: Int32Array.from(items),
  }
}

/** What one shopper bought, an item a row, in the order of its first purchase. */
export type OwnItems = {
  readonly items: Int32Array
  /** orders that held the item */
  readonly counts: Float64Array
  /** weights of those orders, summed up */
  readonly weights: Float64Array
  /** place of its first and newest order */
  readonly first: Int32Array
  readonly last: Int32Array
}

/**
 * @param weightOf  what an order counts by its place; left out: 1
 * @complexity O(lines)
 */
export const ownItems = (orders: Orders, weightOf: (order: number) => number = () => 1): OwnItems => {
  const rowOf = new Map<number, number>()
  const weights = new Float64Array(orders.items.length)
  const counts = new Float64Array(orders.items.length)
  const first = new Int32Array(orders.items.length)
  const last = new Int32Array(orders.items.length)
  for (let order = 0; order < orders.count; order++) {
    const weight = weightOf(order)
    for (let k = orders.starts[order]; k < orders.starts[order + 1]; k++) {
      let row = rowOf.get(orders.items[k])
      if (row === undefined) {
        row = rowOf.size
        rowOf.set(orders.items[k], row)
        first[row] = order
      }
      counts[row]++
      weights[row] += weight
      last[row] = order
    }
  }
  const size = rowOf.size
  return {
    items: Int32Array.from(rowOf.keys()),
    counts: counts.subarray(0, size),
    weights: weights.subarray(0, size),
    first: first.subarray(0, size),
    last: last.subarray(0, size),
  }
}
