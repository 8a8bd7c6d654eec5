/** How popular items are among orders: the plain background of every personal list. */
import { DAY_MS } from '../../domain/local-day.ts'
import { topByScore } from '../../math/top.ts'
import type { Orders } from './order-table.ts'

/**
 * Share of orders that hold each item, in [0, 1]; an order that is `halfLifeDays` old counts by half.
 *
 * @complexity O(lines + items)
 */
export const orderShares = (
  orders: Orders,
  itemCount: number,
  now: number,
  halfLifeDays: number,
): Float32Array => {
  const sums = new Float64Array(itemCount)
  let total = 0
  for (let order = 0; order < orders.count; order++) {
    const weight = 2 ** ((orders.at[order] - now) / DAY_MS / halfLifeDays)
    total += weight
    for (let k = orders.starts[order]; k < orders.starts[order + 1]; k++) sums[orders.items[k]] += weight
  }
  // Orders so old that their weights are 0 together say nothing, and not 0 / 0.
  return Float32Array.from(sums, (sum) => (total > 0 ? sum / total : 0))
}

/** The items with the highest numbers above 0, highest first, ties by the lower number of the item. */
export const topItems = (values: Float32Array | Float64Array, count: number): Int32Array => {
  const known: number[] = []
  for (let item = 0; item < values.length; item++) if (values[item] > 0) known.push(item)
  return topByScore(Int32Array.from(known), Float64Array.from(values), count, (a, b) => a < b)
}
