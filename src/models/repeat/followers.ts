/**
 * Followers: what shoppers order next who have bought an item before.
 *
 *   P(j | i) = Σ next(j, i) / (Σ next(i) + 10)        next(i): orders after the first one with i, the first few of each
 *                                                     shopper; next(j, i): those that hold j; an order that is
 *                                                     `halfLifeDays` old counts by half
 *
 * Other than items bought together, it tells what comes later: beans after the coffee machine. The 10 keeps items down
 * that few have bought.
 */
import { DAY_MS } from '../../domain/local-day.ts'
import type { Csr } from '../../math/csr.ts'
import { topByScore } from '../../math/top.ts'
import { groupsBy } from '../acts.ts'
import type { OrderTable } from './order-table.ts'

export type FollowerOptions = {
  readonly neighborMax: number
  /** Days after which an order counts by half. Above 0 */
  readonly halfLifeDays: number
}

/** Orders after the first one with an item that count as its followers. It bounds the cost. */
const NEXT_ORDER_MAX = 10
const SHRINKAGE = 10

/**
 * Row i: the items that follow item i and P(j | i), the likeliest first; never i itself.
 *
 * @param orderEnd  orders of the table from here on are not looked at
 * @complexity time O(lines · 10 · lines of an order), memory O(lines + items · neighborMax)
 */
export const followers = (
  table: OrderTable,
  itemCount: number,
  orderEnd: number,
  { neighborMax, halfLifeDays }: FollowerOptions,
): Csr => {
  const firsts = firstPurchases(table, orderEnd)
  const byItem = groupsBy(firsts.item, itemCount)
  const now = orderEnd > 0 ? table.at[orderEnd - 1] : 0
  const { starts, rows } = table.byShopper
  const sums = new Float64Array(itemCount)
  const ends = new Int32Array(itemCount + 1)
  const columns: number[] = []
  const values: number[] = []
  for (let item = 0; item < itemCount; item++) {
    const met: number[] = []
    let total = SHRINKAGE
    for (let f = byItem.starts[item]; f < byItem.starts[item + 1]; f++) {
      const first = firsts.row[byItem.rows[f]]
      const end = Math.min(starts[firsts.shopper[byItem.rows[f]] + 1], first + 1 + NEXT_ORDER_MAX)
      for (let row = first + 1; row < end && rows[row] < orderEnd; row++) {
        const order = rows[row]
        const weight = 2 ** ((table.at[order] - now) / DAY_MS / halfLifeDays)
        if (weight === 0) continue
        total += weight
        for (let k = table.starts[order]; k < table.starts[order + 1]; k++) {
          const next = table.items[k]
          if (sums[next] === 0) met.push(next)
          sums[next] += weight
        }
      }
    }
    const others = Int32Array.from(met.filter((other) => other !== item))
    for (const other of topByScore(others, sums, neighborMax, (a, b) => a < b)) {
      columns.push(other)
      values.push(sums[other] / total)
    }
    ends[item + 1] = columns.length
    for (const other of met) sums[other] = 0
  }
  return {
    rowCount: itemCount,
    columnCount: itemCount,
    starts: ends,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  }
}

/** Where each shopper bought each of their items for the first time: a row of `byShopper.rows`. */
const firstPurchases = (
  table: OrderTable,
  orderEnd: number,
): { readonly item: Int32Array; readonly row: Int32Array; readonly shopper: Int32Array } => {
  const item: number[] = []
  const row: number[] = []
  const shopper: number[] = []
  const { starts, rows } = table.byShopper
  const bought = new Set<number>()
  for (let who = 0; who + 1 < starts.length; who++) {
    bought.clear()
    for (let r = starts[who]; r < starts[who + 1] && rows[r] < orderEnd; r++)
      for (let k = table.starts[rows[r]]; k < table.starts[rows[r] + 1]; k++) {
        if (bought.has(table.items[k])) continue
        bought.add(table.items[k])
        item.push(table.items[k])
        row.push(r)
        shopper.push(who)
      }
  }
  return { item: Int32Array.from(item), row: Int32Array.from(row), shopper: Int32Array.from(shopper) }
}
