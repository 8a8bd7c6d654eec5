/** Whether a model answers fast enough to be asked on every request. */
import { ACT_KINDS } from '../models/acts.ts'
import type { Query } from '../models/query.ts'
import { bestOf } from '../models/scores.ts'
import type { ServingScorer } from '../serving/serving-model.ts'

/** A recipe that was chosen may take as long as this for an answer. */
export const ANSWER_MS_MAX = 2
/** Answers whose median counts. */
const ANSWERS = 9
/** What is slow only while the program warms up, or while the machine is busy, has this long to show it. */
const PATIENCE_MS = 250
const HISTORY_ACTS = 30
const ACTS_OF_ORDER = 5
const SESSION_ACTS = 5
const ITEMS_OF_ANSWER = 50

/** A shopper who looked at all of these and bought them, five at a time; every second one has the last in the basket. */
const queryOf = (items: Int32Array, now: number, hasSeeds: boolean): Query => ({
  now,
  seeds: hasSeeds ? items.slice(-1) : new Int32Array(0),
  history: {
    items,
    at: Float64Array.from(items, (_, k) => now - (items.length - k) * 3_600_000),
    kinds: new Uint8Array(items.length).fill(ACT_KINDS.indexOf('purchase')),
    orders: Int32Array.from(items, (_, k) => Math.floor(k / ACTS_OF_ORDER)),
  },
  sessionStart: Math.max(0, items.length - SESSION_ACTS),
})

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

/**
 * Asks until nine answers in a row are fast enough as a rule, or patience ends. Others get their turn between questions.
 *
 * @param now    ms UTC, of the questions
 * @param clock  ms, for what passes
 * @returns the least median of nine answers, ms
 */
export const answerMs = async (
  score: ServingScorer,
  {
    itemCount,
    now,
    clock,
  }: { readonly itemCount: number; readonly now: number; readonly clock: () => number },
): Promise<number> => {
  if (itemCount === 0) return 0
  // Items from all over the catalog first, then what was proposed: items that something is known of.
  let items = Int32Array.from({ length: HISTORY_ACTS }, (_, k) => Math.floor((k * itemCount) / HISTORY_ACTS))
  const beganAt = clock()
  const taken: number[] = []
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; ; k++) {
    const askedAt = clock()
    const { items: proposed } = bestOf(score(queryOf(items, now, k % 2 === 1)), ITEMS_OF_ANSWER)
    const endedAt = clock()
    taken.push(endedAt - askedAt)
    if (taken.length >= ANSWERS) least = Math.min(least, median(taken.slice(-ANSWERS)))
    if (least <= ANSWER_MS_MAX || (taken.length >= ANSWERS && endedAt - beganAt > PATIENCE_MS)) return least
    if (proposed.length >= SESSION_ACTS) items = proposed.slice(0, HISTORY_ACTS)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
