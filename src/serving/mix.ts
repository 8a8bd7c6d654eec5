/** Several sources made one list: each fills what the one before leaves, or their places are added up. */
import { type Candidate, componentAt, type Proposal, type Stream } from './found.ts'

/** Places of a mix that are made of the first of each source: hardly anybody looks further, and more costs more. */
const SHALLOW_PLACES = 50
const SHALLOW_DEPTH = 100
const DEEP_DEPTH = 1_000

/**
 * A mix whose first places do not depend on how far it is read: those behind them come from further down in the sources,
 * which are asked again only when they are reached.
 *
 * @param mixed  the mix of the first of each source, so many of each
 */
export const mixedByDepth = (mixed: (depth: number) => Stream): Stream => {
  const shallow = mixed(SHALLOW_DEPTH)
  const given = new Set<number>()
  let deep: Stream | undefined
  const next = (): Candidate | undefined => {
    if (given.size < SHALLOW_PLACES) {
      const candidate = shallow.next()
      if (candidate !== undefined) given.add(candidate.item)
      return candidate
    }
    deep ??= shallow.isTotalExact ? shallow : mixed(DEEP_DEPTH)
    for (;;) {
      const candidate = deep.next()
      if (candidate === undefined || !given.has(candidate.item)) return candidate
    }
  }
  return { ...shallow, next }
}

/** A place is worth 1 / (60 + place): first places differ little, and what several sources say outweighs one. */
const RANK_OFFSET = 60

/** One stream after another; what came before does not come again. Those behind are opened when they are reached. */
export const chained = (first: Stream, others: readonly (() => Stream)[]): Stream => {
  const seen = new Set<number>()
  let current = first
  let opened = 0
  return {
    ...first,
    next: () => {
      for (;;) {
        const candidate = current.next()
        if (candidate !== undefined) {
          if (seen.has(candidate.item)) continue
          seen.add(candidate.item)
          return candidate
        }
        const open = others[opened++]
        if (open === undefined) return undefined
        current = open()
      }
    },
  }
}

/**
 * Fills from one proposal after another. The whole list is told: each proposal is at hand.
 *
 * @param streamAt  all of what the proposal is the beginning of
 */
export const filled = (
  proposals: readonly Proposal[],
  streamAt: (k: number, proposal: Proposal) => Stream,
): Stream => {
  const [first, ...others] = proposals.map((proposal, k) => streamAt(k, proposal))
  const distinct = new Set(proposals.flatMap(({ items }) => Array.from(items)))
  const more = proposals.reduce(
    (sum, { items, totalMost = items.length }) => sum + totalMost - items.length,
    0,
  )
  return {
    ...chained(
      first as Stream,
      others.map((stream) => () => stream),
    ),
    has: (item) => distinct.has(item),
    totalItems: distinct.size + more,
    isTotalExact: more === 0,
    sources: proposals.map(({ report }) => report),
  }
}

/**
 * @param weights  one for each proposal, above 0
 * @source reciprocal rank fusion: Cormack, Clarke & Büttcher, SIGIR 2009
 */
export const blended = (
  proposals: readonly Proposal[],
  weights: readonly number[],
  isBefore: (a: number, b: number) => boolean,
): Stream => {
  const sums = new Map<number, number>()
  proposals.forEach(({ items }, k) => {
    const weight = weights[k] as number
    for (let place = 0; place < items.length; place++) {
      const item = items[place] as number
      sums.set(item, (sums.get(item) ?? 0) + weight / (RANK_OFFSET + place + 1))
    }
  })
  const more = proposals.reduce(
    (sum, { items, totalMost = items.length }) => sum + totalMost - items.length,
    0,
  )
  const order = [...sums].sort(([a, sumA], [b, sumB]) => sumB - sumA || (isBefore(a, b) ? -1 : 1))
  let place = 0
  const candidateOf = ([item, score]: readonly [number, number]): Candidate => ({
    item,
    score,
    components: proposals
      .flatMap((proposal, k) => {
        const at = Array.prototype.indexOf.call(proposal.items, item)
        return at < 0 ? [] : [{ at, proposal, weight: weights[k] as number }]
      })
      .sort((a, b) => b.weight / (RANK_OFFSET + b.at) - a.weight / (RANK_OFFSET + a.at))
      .map(({ at, proposal }) => componentAt(proposal, at)),
  })
  return {
    next: () => {
      const entry = order[place++]
      return entry === undefined ? undefined : candidateOf(entry)
    },
    has: (item) => sums.has(item),
    totalItems: order.length + more,
    isTotalExact: more === 0,
    parameters: {},
    emptyBecause: emptyCauseOf(proposals),
    sources: proposals.map(({ report }) => report),
  }
}

/** Of several that have nothing, the first says why. */
const emptyCauseOf = (proposals: readonly Proposal[]): Stream['emptyBecause'] =>
  (proposals[0] as Proposal).emptyBecause
