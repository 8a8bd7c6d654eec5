/** Splits of the literature that take the last of each shopper away. They mix times: what others did later is known. */
import { PURCHASE } from '../models/acts.ts'
import type { TrainingData } from '../models/training-data.ts'
import type { Case } from './cases.ts'
import { Histories } from './histories.ts'
import { dataWithout } from './splits.ts'

export type HoldOut = { readonly train: TrainingData; readonly cases: readonly Case[] }

/** The last act of each shopper with at least two is hidden. Items taken before may not be proposed. */
export const leaveLastOut = (data: TrainingData): HoldOut => {
  const { acts, byShopper } = data
  const histories = new Histories(acts, byShopper)
  const hidden = new Set<number>()
  const cases: Case[] = []
  for (let shopper = 0; shopper < data.shopperCount; shopper++) {
    const last = byShopper.rows[byShopper.starts[shopper + 1] - 1]
    if (byShopper.starts[shopper + 1] - byShopper.starts[shopper] < 2) continue
    const history = histories.before(shopper, last)
    hidden.add(last)
    const excluded = new Set(history.items)
    if (!excluded.has(acts.item[last]))
      cases.push({
        query: { now: acts.at[last], seeds: new Int32Array(0), history, sessionStart: 0 },
        relevant: new Set([acts.item[last]]),
        cluster: shopper,
        excluded,
      })
  }
  return { train: dataWithout(data, (row) => hidden.has(row)), cases }
}

/** The last order of each shopper with at least two is hidden, and with it all that came after its first line. */
export const leaveLastBasketOut = (data: TrainingData): HoldOut => {
  const { acts, byShopper } = data
  const histories = new Histories(acts, byShopper)
  const hidden = new Set<number>()
  const cases: Case[] = []
  for (let shopper = 0; shopper < data.shopperCount; shopper++) {
    const rows = byShopper.rows.subarray(byShopper.starts[shopper], byShopper.starts[shopper + 1])
    const bought = rows.filter((row) => acts.kind[row] === PURCHASE)
    const order = acts.order[bought[bought.length - 1]]
    const lines = bought.filter((row) => acts.order[row] === order)
    if (lines.length === 0 || lines.length === bought.length) continue
    const history = histories.before(shopper, lines[0])
    for (let k = rows.indexOf(lines[0]); k < rows.length; k++) hidden.add(rows[k])
    cases.push({
      query: {
        now: acts.at[lines[0]],
        seeds: new Int32Array(0),
        history,
        sessionStart: history.items.length,
      },
      relevant: new Set(Array.from(lines, (row) => acts.item[row])),
      cluster: shopper,
    })
  }
  return { train: dataWithout(data, (row) => hidden.has(row)), cases }
}
