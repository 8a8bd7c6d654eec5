/** A list in the shopper's own order: what the list says and what their taste says, added up. */
import type { Candidate, Stream } from './found.ts'

/** How far down the list is looked. What is behind keeps its order. */
export const REORDERED_MAX = 200
const RANK_OFFSET = 60
/** What the whole of taste is worth, in first places of the list. */
const TASTE_WEIGHT = 3

/** @param tasteOf  above 0 where something is known of the item */
export const inPersonalOrder = (stream: Stream, tasteOf: (item: number) => number): Stream => {
  let ordered: readonly Candidate[] | undefined
  let place = 0
  const order = (): readonly Candidate[] => {
    const drawn: { readonly candidate: Candidate; readonly sum: number; readonly at: number }[] = []
    while (drawn.length < REORDERED_MAX) {
      const candidate = stream.next()
      if (candidate === undefined) break
      const at = drawn.length
      const sum = 1 / (RANK_OFFSET + at + 1) + (TASTE_WEIGHT / (RANK_OFFSET + 1)) * tasteOf(candidate.item)
      drawn.push({ candidate, sum, at })
    }
    return drawn.sort((a, b) => b.sum - a.sum || a.at - b.at).map(({ candidate }) => candidate)
  }
  return {
    ...stream,
    next: () => {
      ordered ??= order()
      return place < ordered.length ? ordered[place++] : stream.next()
    },
  }
}
