/** Questions about an order: what the next one of a shopper holds, and what is missing in one. */
import { rng } from '../math/rng.ts'
import { type History, NO_HISTORY } from '../models/query.ts'
import type { TrainingData } from '../models/training-data.ts'
import { type Case, type CaseWindow, isWithin, sampled } from './cases.ts'
import { Histories } from './histories.ts'

type PlacedOrder = {
  readonly order: number
  readonly shopper: number
  /** First act of the visit in which it was placed: what comes after tells what will be bought. */
  readonly visitFrom: number
  readonly items: ReadonlySet<number>
}

/** Orders of the window whose visit begins in it, too. */
const ordersOf = (data: TrainingData, window: CaseWindow): readonly PlacedOrder[] => {
  const { acts, byOrder, bySession } = data
  const orders: PlacedOrder[] = []
  for (let order = 0; order < data.orderCount; order++) {
    const rows = byOrder.rows.subarray(byOrder.starts[order], byOrder.starts[order + 1])
    if (rows.length === 0 || !isWithin(window, acts.at[rows[0]])) continue
    const session = acts.session[rows[0]]
    const visitFrom = acts.at[session < 0 ? rows[0] : bySession.rows[bySession.starts[session]]]
    // Of a visit that began before the window, the model knows the beginning.
    if (!isWithin(window, visitFrom)) continue
    orders.push({
      order,
      shopper: acts.shopper[rows[0]],
      visitFrom,
      items: new Set(Array.from(rows, (row) => acts.item[row])),
    })
  }
  return orders
}

/** Next basket: the items of an order, asked for before the visit that led to it, of shoppers who had bought before. */
export const nextBasketCases = (data: TrainingData, window: CaseWindow): readonly Case[] => {
  const histories = new Histories(data.acts, data.byShopper)
  const cases: Case[] = []
  for (const { shopper, visitFrom, items } of ordersOf(data, window)) {
    if (shopper < 0) continue
    const history = histories.beforeInstant(shopper, visitFrom)
    if (!history.orders.some((order) => order >= 0)) continue
    cases.push({
      query: { now: visitFrom, seeds: new Int32Array(0), history, sessionStart: history.items.length },
      relevant: items,
      cluster: shopper,
    })
  }
  return sampled(cases, window.caseMax, window.seed)
}

/** Completion: one item of an order is hidden, drawn at random; the others are the basket. */
export const completionCases = (data: TrainingData, window: CaseWindow): readonly Case[] => {
  const histories = new Histories(data.acts, data.byShopper)
  const withTwo = ordersOf(data, window).filter(({ items }) => items.size >= 2)
  return sampled(withTwo, window.caseMax, window.seed).map(({ order, shopper, visitFrom, items }) => {
    const hidden = rng(window.seed, 'hidden', order).pick([...items])
    const history: History = shopper < 0 ? NO_HISTORY : histories.beforeInstant(shopper, visitFrom)
    return {
      query: {
        now: visitFrom,
        seeds: Int32Array.from(items).filter((item) => item !== hidden),
        history,
        sessionStart: history.items.length,
      },
      relevant: new Set([hidden]),
      cluster: shopper < 0 ? -2 - order : shopper,
    }
  })
}
