/** Questions with known answers, made from what shoppers did after a cut in time. */
import { rng } from '../math/rng.ts'
import type { Query } from '../models/query.ts'

export type Case = {
  readonly query: Query
  /** What was right; at least one. */
  readonly relevant: ReadonlySet<number>
  /** Cases of one shopper or session have the same number: they rise and fall together. */
  readonly cluster: number
  /** Items that may be proposed; left out: all but those below. */
  readonly candidates?: ReadonlySet<number>
  /** Items that may not be proposed. */
  readonly excluded?: ReadonlySet<number>
}

/** Which stretch of time gives the cases, and how many at most: more are sampled. */
export type CaseWindow = {
  /** ms UTC; the model knows nothing from here on. */
  readonly from: number
  /** ms UTC, the first instant that no longer counts. */
  readonly until: number
  readonly caseMax: number
  readonly seed: number
}

export const isWithin = ({ from, until }: CaseWindow, at: number): boolean => at >= from && at < until

/** A uniform sample in the order that was given. */
export const sampled = <T>(list: readonly T[], countMax: number, seed: number): readonly T[] => {
  if (list.length <= countMax) return list
  const random = rng(seed, 'sample')
  const kept: T[] = []
  // Each is taken with the chance that still has to be filled (Fan, Muller & Rezucha 1962, method 1).
  for (const [k, element] of list.entries())
    if (random.float() * (list.length - k) < countMax - kept.length) kept.push(element)
  return kept
}
