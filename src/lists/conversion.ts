/**
 * The share of sessions with an item that led to an act, for lists of what is wanted once it is seen.
 *
 *   score = (c + prior · p) / (n + prior)
 *
 * n counts sessions with the item whose shopper is known, c those that led to the act then or later, and p is the share of
 * the whole shop. So little is known of an item that few have seen that it stands near p; below `SESSIONS_MIN` sessions it
 * is not listed at all, and neither is what led to nothing.
 *
 * @source Adobe Commerce, "View to purchase conversion" and "View to cart conversion": the proportion of sessions with a
 *   view of the product that eventually registered the act. Shrinkage is the mean of a beta posterior: Gelman et al.,
 *   Bayesian Data Analysis, 3rd ed., section 2.4
 */
import type { Metric } from '../domain/metric.ts'
import {
  counted,
  type Facts,
  type ListInput,
  type ListRecipe,
  multiplied,
  type Reason,
  type Scored,
  total,
} from './list.ts'

/** Sessions that the shop's own share counts as. */
const PRIOR_SESSIONS = 20
/** One session of one is no conversion of 100 %, nor are three of three. */
const SESSIONS_MIN = 4
const DAYS = 7

type Outcome = 'cartSessions' | 'purchaseSessions'

const shares = ({ candidates, sums }: ListInput, outcome: Outcome, windowDays: number): Scored => {
  const sessions = sums('sessions', windowDays)
  const nameless = sums('namelessSessions', windowDays)
  const led = sums(outcome, windowDays)
  const known = total(sessions) - total(nameless)
  const prior = known > 0 ? (PRIOR_SESSIONS * total(led)) / known : 0
  const scores = new Float64Array(sessions.length)
  const members = candidates.filter((item) => {
    const count = sessions[item] - nameless[item]
    if (count < SESSIONS_MIN || !(led[item] > 0)) return false
    scores[item] = (led[item] + prior) / (count + PRIOR_SESSIONS)
    return true
  })
  const factsOf = (item: number): Facts => {
    const count = sessions[item] - nameless[item]
    return { sessions: count, [outcome]: led[item], rate: led[item] / count }
  }
  return { members, scores, factsOf }
}

const reasonOf = (
  code: string,
  outcome: Outcome,
  words: string,
  { sessions = 0, [outcome]: led = 0, rate = 0 }: Facts,
  windowDays: number,
): Reason => ({
  code,
  text: `${led} of ${counted(sessions, 'session')} with it led to ${words} (${Math.round(rate * 100)} %), in the last ${windowDays} days`,
  values: { sessions, [outcome]: led, rate, windowDays },
})

/** A recipe but for its names. */
export const conversion = (
  outcome: Outcome,
  code: string,
  words: string,
): Omit<ListRecipe, 'list' | 'title' | 'aliases'> => ({
  defaults: { windowDays: DAYS },
  settingsOf: () => undefined,
  metricsOf: (): readonly Metric[] => ['sessions', 'namelessSessions', outcome],
  score: (input, { windowDays = DAYS }) => shares(input, outcome, windowDays),
  boosted: multiplied,
  reason: (_, { windowDays = DAYS }, facts = {}) => reasonOf(code, outcome, words, facts, windowDays),
  emptyBecause: {
    code: 'TOO_FEW_SESSIONS',
    text: `Nothing that belongs here was seen in ${SESSIONS_MIN} sessions and led to ${words} in the window.`,
  },
})
