/** Questions about a session as a whole, asked of nobody in particular. */
import { NO_HISTORY, type Query } from '../models/query.ts'
import { rng } from '../math/rng.ts'
import type { TrainingData } from '../models/training-data.ts'
import { type Case, type CaseWindow, isWithin, sampled } from './cases.ts'

const ofStranger = (now: number, seeds: Int32Array): Query => ({
  now,
  seeds,
  history: NO_HISTORY,
  sessionStart: 0,
})

/** Rows of each session that begins in the window. */
const sessionsOf = (data: TrainingData, window: CaseWindow): readonly Int32Array[] => {
  const { acts, bySession } = data
  const sessions: Int32Array[] = []
  for (let session = 0; session < data.sessionCount; session++) {
    const rows = bySession.rows.subarray(bySession.starts[session], bySession.starts[session + 1])
    if (rows.length > 0 && isWithin(window, acts.at[rows[0]])) sessions.push(rows)
  }
  return sessions
}

/** Popular: the items of a session, asked for when it begins. */
export const popularCases = (data: TrainingData, window: CaseWindow): readonly Case[] =>
  sampled(sessionsOf(data, window), window.caseMax, window.seed).map((rows) => ({
    query: ofStranger(data.acts.at[rows[0]], new Int32Array(0)),
    relevant: new Set(Array.from(rows, (row) => data.acts.item[row])),
    cluster: data.acts.session[rows[0]],
  }))

/** Similar: from an item of a session, drawn at random, the next other item. */
export const similarCases = (data: TrainingData, window: CaseWindow): readonly Case[] => {
  const { acts } = data
  const withTwo = sessionsOf(data, window).filter((rows) =>
    rows.some((row) => acts.item[row] !== acts.item[rows[0]]),
  )
  return sampled(withTwo, window.caseMax, window.seed).map((rows) => {
    const session = acts.session[rows[0]]
    const steps = rows.filter((row, k) => k > 0 && acts.item[row] !== acts.item[rows[k - 1]])
    const step = rng(window.seed, 'similar', session).pick([...steps])
    const seed = acts.item[rows[rows.indexOf(step) - 1]]
    return {
      query: ofStranger(acts.at[step], Int32Array.of(seed)),
      relevant: new Set([acts.item[step]]),
      cluster: session,
    }
  })
}
