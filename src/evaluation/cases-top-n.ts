/** Top-n: items that a known shopper takes for the first time. */
import { PURCHASE } from '../models/acts.ts'
import type { TrainingData } from '../models/training-data.ts'
import { type Case, type CaseWindow, isWithin, sampled } from './cases.ts'
import { Histories } from './histories.ts'

/**
 * One case a shopper who acted before the window: what was bought in it and never touched before, or taken in any way
 * when the data have no purchases. What was touched before may not be proposed.
 */
export const topNCases = (data: TrainingData, window: CaseWindow): readonly Case[] => {
  const { acts, byShopper } = data
  const hasPurchases = acts.kind.includes(PURCHASE)
  const histories = new Histories(acts, byShopper)
  const cases: Case[] = []
  for (let shopper = 0; shopper < data.shopperCount; shopper++) {
    const history = histories.beforeInstant(shopper, window.from)
    if (history.items.length === 0) continue
    const touched = new Set(history.items)
    const relevant = new Set<number>()
    for (let k = byShopper.starts[shopper] + history.items.length; k < byShopper.starts[shopper + 1]; k++) {
      const row = byShopper.rows[k]
      if (!isWithin(window, acts.at[row]) || (hasPurchases && acts.kind[row] !== PURCHASE)) continue
      if (!touched.has(acts.item[row])) relevant.add(acts.item[row])
    }
    if (relevant.size > 0)
      cases.push({
        query: { now: window.from, seeds: new Int32Array(0), history, sessionStart: history.items.length },
        relevant,
        cluster: shopper,
        excluded: touched,
      })
  }
  return sampled(cases, window.caseMax, window.seed)
}
