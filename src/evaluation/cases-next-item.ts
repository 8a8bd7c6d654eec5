/** Next item: after each step of a session, the item of the step that follows. */
import { VIEW } from '../models/acts.ts'
import type { TrainingData } from '../models/training-data.ts'
import { type Case, type CaseWindow, isWithin, sampled } from './cases.ts'
import { Histories, sessionStartOf } from './histories.ts'

type Step = { readonly session: number; readonly row: number; readonly startedAt: number }

/**
 * Sessions that begin in the window. Views are predicted, or acts of any kind when the data have no views; a page that is
 * opened again at once is no step. What the shopper did in earlier sessions is in the history.
 */
export const nextItemCases = (data: TrainingData, window: CaseWindow): readonly Case[] => {
  const { acts, bySession } = data
  const hasViews = acts.kind.includes(VIEW)
  const steps: Step[] = []
  for (let session = 0; session < data.sessionCount; session++) {
    const rows = bySession.rows.subarray(bySession.starts[session], bySession.starts[session + 1])
    if (rows.length === 0 || !isWithin(window, acts.at[rows[0]])) continue
    for (let k = 1; k < rows.length; k++) {
      if (hasViews && acts.kind[rows[k]] !== VIEW) continue
      if (acts.item[rows[k]] !== acts.item[rows[k - 1]])
        steps.push({ session, row: rows[k], startedAt: acts.at[rows[0]] })
    }
  }
  const ofShoppers = new Histories(acts, data.byShopper)
  const ofSessions = new Histories(acts, bySession)
  return sampled(steps, window.caseMax, window.seed).map(({ session, row, startedAt }) => {
    const shopper = acts.shopper[row]
    const history = shopper >= 0 ? ofShoppers.before(shopper, row) : ofSessions.before(session, row)
    return {
      query: {
        now: acts.at[row],
        seeds: new Int32Array(0),
        history,
        sessionStart: sessionStartOf(history, startedAt),
      },
      relevant: new Set([acts.item[row]]),
      cluster: session,
    }
  })
}
