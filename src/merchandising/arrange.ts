/**
 * Puts a list together, place by place: a place goes to
 *
 *   1. the item that is pinned to it,
 *   2. else the next item to include,
 *   3. else a promoted item, when the place is for one,
 *   4. else the best candidate that is left; those that are buried when no other is left,
 *   5. else the next of the pinned items whose places are beyond the end: they come last.
 *
 * An item that may not show is as if its rule were not there. No item stands twice, and none that is excluded. The list
 * is one sequence, and pages are stretches of it: what stands at a place does not depend on where the page begins or ends.
 */
import type { Arrangement, Cap, Wanted } from './compile-rules.ts'
import { promotedPlaces } from './promoted-places.ts'
import { settlePins } from './settle-pins.ts'

/** An item, by its master's index, with whatever the caller wants back. */
export type Candidate = { readonly item: number }

export type PromotionStream<C extends Candidate> = {
  readonly name: string
  /** Of each page, in (0, 1]; spread evenly. */
  readonly share?: number | undefined
  /** Of the list, counted from 1 through all pages. */
  readonly slots?: readonly number[] | undefined
  /** Promoted items, best first, that pass the caller's filters; undefined at the end. */
  readonly next: () => C | undefined
}

export type Arranging<C extends Candidate> = {
  /** Candidates, best first by scores in which boosts already count; undefined at the end. */
  readonly next: () => C | undefined
  /** Whether an item that a rule brings may show: it is sold, passes the filters, was not bought. */
  readonly allows: (item: number) => boolean
  readonly arrangement: Arrangement
  /** Places to skip. */
  readonly from: number
  /** Places to fill. */
  readonly count: number
  /** Whether it already stands elsewhere on the page. */
  readonly isTaken: (item: number) => boolean
  /** Places of a page, which shares of promotions are counted in. The same for all pages of a list. */
  readonly pageSize: number
  readonly promotions?: readonly PromotionStream<C>[] | undefined
}

export type Placed<C extends Candidate> = {
  readonly item: number
  /** Counted from 1 through all pages. */
  readonly slot: number
} & (
  | { readonly by: 'score'; readonly candidate: C }
  | { readonly by: 'promotion'; readonly promotion: string; readonly candidate: C }
  | { readonly by: 'pin' | 'include'; readonly ruleId: string }
)

/** How many were passed over, from the first place of the list on; promoted ones are not counted. */
export type Dropped = {
  readonly excluded: number
  readonly capped: number
  readonly taken: number
  /** They stand in the list already, or are pinned further down. */
  readonly duplicate: number
  /** Pinned or included, and may not show. */
  readonly notAllowed: number
}

export type Arranged<C extends Candidate> = {
  readonly placed: readonly Placed<C>[]
  readonly dropped: Dropped
  /** There were too few for the places asked for; nothing follows. */
  readonly isExhausted: boolean
}

type DropCause = keyof Dropped

/** How many of each key stand in the list. */
const capCounter = (caps: readonly Cap[]) => {
  const counts = caps.map(() => new Map<string, number>())
  return {
    isFull: (item: number): boolean =>
      caps.some(({ keyOf, countMax }, k) => {
        const key = keyOf(item)
        return key !== undefined && (counts[k]?.get(key) ?? 0) >= countMax
      }),
    count: (item: number): void => {
      for (const [k, { keyOf }] of caps.entries()) {
        const key = keyOf(item)
        if (key !== undefined) counts[k]?.set(key, (counts[k].get(key) ?? 0) + 1)
      }
    },
  }
}

/** What is known of the list so far. */
type Sheet = {
  readonly dropped: Record<DropCause, number>
  /** Why a candidate may not stand in the list; undefined when it may. */
  readonly dropCauseOf: (item: number) => DropCause | undefined
  /** The same for what a rule brings. */
  readonly mayShow: (wanted: Wanted) => boolean
  /** Keeps others from bringing the item again. */
  readonly reserve: (item: number) => void
  readonly isFull: (item: number) => boolean
  readonly count: (item: number) => void
}

const makeSheet = <C extends Candidate>({ arrangement, isTaken, allows }: Arranging<C>): Sheet => {
  const dropped = { excluded: 0, capped: 0, taken: 0, duplicate: 0, notAllowed: 0 }
  const reserved = new Set<number>()
  const { isFull, count } = capCounter(arrangement.caps)
  return {
    dropped,
    dropCauseOf: (item) => {
      if (reserved.has(item)) return 'duplicate'
      if (arrangement.isExcluded(item) !== undefined) return 'excluded'
      if (isTaken(item)) return 'taken'
      return isFull(item) ? 'capped' : undefined
    },
    mayShow: ({ item }) => {
      const cause = isTaken(item) ? 'taken' : allows(item) ? undefined : 'notAllowed'
      if (cause !== undefined) dropped[cause]++
      return cause === undefined
    },
    reserve: (item) => reserved.add(item),
    isFull,
    count,
  }
}

/** Candidates that may stand in the list, those that are buried last. */
const scoreStream = <C extends Candidate>(
  { next, arrangement, from, count }: Arranging<C>,
  sheet: Sheet,
): (() => C | undefined) => {
  const held: C[] = []
  let heldNext = 0
  // Without caps each of those held will stand in the list, and more than its places are never needed.
  const heldMax = arrangement.caps.length === 0 ? from + count : Number.POSITIVE_INFINITY
  return () => {
    for (let candidate = next(); candidate !== undefined; candidate = next()) {
      const cause = sheet.dropCauseOf(candidate.item)
      if (cause !== undefined) sheet.dropped[cause]++
      else if (!arrangement.isBuried(candidate.item)) return candidate
      else if (held.length < heldMax) {
        sheet.reserve(candidate.item)
        held.push(candidate)
      }
    }
    for (; heldNext < held.length; heldNext++) {
      const candidate = held[heldNext] as C
      if (!sheet.isFull(candidate.item)) {
        heldNext++
        return candidate
      }
      sheet.dropped.capped++
    }
    return undefined
  }
}

/** A promotion that finds its place taken gets the next one that is free, on the same page. */
const promotionStream = <C extends Candidate>(
  { promotions = [], arrangement, pageSize }: Arranging<C>,
  sheet: Sheet,
) => {
  const states = promotions.map((promotion) => ({
    name: promotion.name,
    next: promotion.next,
    isFor: promotedPlaces(promotion, pageSize),
    due: 0,
    isOut: false,
  }))
  return {
    /** To be told of every place, in order. */
    arrive: (slot: number): void => {
      for (const state of states) {
        if ((slot - 1) % pageSize === 0) state.due = 0
        if (state.isFor(slot)) state.due++
      }
    },
    take: (): { readonly promotion: string; readonly candidate: C } | undefined => {
      for (const state of states) {
        while (state.due > 0 && !state.isOut) {
          const candidate = state.next()
          if (candidate === undefined) state.isOut = true
          else if (sheet.dropCauseOf(candidate.item) === undefined && !arrangement.isBuried(candidate.item)) {
            state.due--
            return { promotion: state.name, candidate }
          }
        }
      }
      return undefined
    },
  }
}

/**
 * @complexity time O(from + count + candidates passed over + pins), memory O(from + count); with caps, also the buried
 *   ones that come before the last place is filled
 */
export const arrange = <C extends Candidate>(arranging: Arranging<C>): Arranged<C> => {
  const { arrangement, from, count } = arranging
  const sheet = makeSheet(arranging)
  const pins = new Map(settlePins(arrangement.pins.filter(sheet.mayShow)))
  for (const { item } of pins.values()) {
    sheet.reserve(item)
    sheet.count(item)
  }
  const nextByScore = scoreStream(arranging, sheet)
  const promoted = promotionStream(arranging, sheet)
  let frontNext = 0
  let isAtEnd = false

  const takeFront = (): Wanted | undefined => {
    while (frontNext < arrangement.front.length) {
      const wanted = arrangement.front[frontNext++] as Wanted
      if (sheet.mayShow(wanted)) return wanted
    }
    return undefined
  }
  const takePin = (slot: number): Wanted | undefined => {
    const pin = pins.get(slot)
    pins.delete(slot)
    return pin
  }
  const take = (slot: number): Placed<C> | undefined => {
    promoted.arrive(slot)
    const pin = takePin(slot)
    if (pin !== undefined) return { ...pin, slot, by: 'pin' }
    const wanted = takeFront()
    if (wanted !== undefined) return { ...wanted, slot, by: 'include' }
    const offer = isAtEnd ? undefined : promoted.take()
    if (offer !== undefined) return { item: offer.candidate.item, slot, by: 'promotion', ...offer }
    const candidate = isAtEnd ? undefined : nextByScore()
    if (candidate !== undefined) return { item: candidate.item, slot, by: 'score', candidate }
    isAtEnd = true
    if (pins.size === 0) return undefined
    const last = takePin(Math.min(...pins.keys()))
    return last === undefined ? undefined : { ...last, slot, by: 'pin' }
  }

  const placed: Placed<C>[] = []
  let isExhausted = false
  for (let slot = 1; slot <= from + count && !isExhausted; slot++) {
    const one = take(slot)
    if (one === undefined) isExhausted = true
    else {
      sheet.reserve(one.item)
      if (one.by !== 'pin') sheet.count(one.item)
      if (slot > from) placed.push(one)
    }
  }
  return { placed, dropped: sheet.dropped, isExhausted }
}
