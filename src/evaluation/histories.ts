/** What was known of a shopper before a certain act, cut from columns that are laid out once. */
import type { Acts, Groups } from '../models/acts.ts'
import { PURCHASE } from '../models/acts.ts'
import { type History, NO_HISTORY } from '../models/query.ts'

/** The acts of all shoppers (or all sessions), one after the other; histories are views of it. */
export class Histories {
  readonly #groups: Groups
  readonly #all: History
  readonly #placeOf: Int32Array

  constructor(acts: Acts, groups: Groups) {
    const { rows, starts } = groups
    this.#groups = groups
    this.#placeOf = new Int32Array(acts.count).fill(-1)
    for (let place = 0; place < rows.length; place++) this.#placeOf[rows[place]] = place
    this.#all = {
      items: Int32Array.from(rows, (row) => acts.item[row]),
      at: Float64Array.from(rows, (row) => acts.at[row]),
      kinds: Uint8Array.from(rows, (row) => acts.kind[row]),
      orders: ordersWithin(acts, rows, starts),
    }
  }

  /** Acts of a group that come before a row of it. */
  before(group: number, row: number): History {
    return this.#cut(this.#groups.starts[group], this.#placeOf[row])
  }

  /** Acts of a group before an instant. @complexity O(log acts of the group) */
  beforeInstant(group: number, at: number): History {
    let low = this.#groups.starts[group]
    let high = this.#groups.starts[group + 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#all.at[middle] < at) low = middle + 1
      else high = middle
    }
    return this.#cut(this.#groups.starts[group], low)
  }

  #cut(start: number, end: number): History {
    if (end <= start) return NO_HISTORY
    const { items, at, kinds, orders } = this.#all
    return {
      items: items.subarray(start, end),
      at: at.subarray(start, end),
      kinds: kinds.subarray(start, end),
      orders: orders.subarray(start, end),
    }
  }
}

/** Numbers of orders, anew from 0 in each group. */
const ordersWithin = (acts: Acts, rows: Int32Array, starts: Int32Array): Int32Array => {
  const orders = new Int32Array(rows.length).fill(-1)
  for (let group = 0; group + 1 < starts.length; group++) {
    const numbers = new Map<number, number>()
    for (let place = starts[group]; place < starts[group + 1]; place++) {
      const row = rows[place]
      if (acts.kind[row] !== PURCHASE) continue
      const number = numbers.get(acts.order[row]) ?? numbers.size
      numbers.set(acts.order[row], number)
      orders[place] = number
    }
  }
  return orders
}

/** Where the running session begins in a history: the first act at or after an instant. */
export const sessionStartOf = (history: History, startedAt: number): number => {
  let start = history.at.length
  while (start > 0 && history.at[start - 1] >= startedAt) start--
  return start
}
