/** What the ways of finding items take and give. */
import { categoryAncestors, type ListParameters } from '../domain/catalog.ts'
import type { Reason } from '../lists/list.ts'
import type { ShopView } from '../views/shop-view.ts'

/** Where a list is asked for. */
export type Scope = {
  /** Left out: the sales of every channel count, and what the web sells is listed. */
  readonly channel: string | undefined
  readonly category: string | undefined
  readonly includeDescendants: boolean
}

/** Why there is nothing: a code for programs, a sentence for people. */
export type Cause = { readonly code: string; readonly text: string }

/** An item that a source proposes. Higher scores are better, within one source. */
export type Candidate = {
  readonly item: number
  readonly score: number
  /** Where it stood in each source that proposed it, and what that said of it. */
  readonly components: readonly Component[]
}

export type Component = {
  /** As it is told: `figure:best-selling`, `model:taste`. */
  readonly source: string
  readonly score: number
  /** Counted from 1. */
  readonly place: number
  readonly reason: () => Reason
}

/** Candidates best first, pulled one by one. None comes twice. */
export type Stream = {
  readonly next: () => Candidate | undefined
  /** Whether it gives the item sooner or later. */
  readonly has: (item: number) => boolean
  readonly totalItems: number
  /** False where `totalItems` is only the most there can be. */
  readonly isTotalExact: boolean
  readonly parameters: ListParameters
  /** Why it has nothing, if it has nothing. */
  readonly emptyBecause: Cause
  /** What each source gave, for explanations. */
  readonly sources: readonly SourceReport[]
}

export type SourceReport = {
  readonly source: string
  readonly candidateCount: number
  /** The recipe that answered for a model, and what is to be said of it besides. */
  readonly recipe?: string
  readonly note?: string
  readonly cause?: Cause
}

/** What a source proposes: items best first, none twice, each allowed. */
export type Proposal = {
  readonly source: string
  readonly items: ArrayLike<number>
  readonly scores: ArrayLike<number>
  readonly reasonOf: (place: number) => Reason
  /** Of how many these are the first, at most; left out: they are all. */
  readonly totalMost?: number
  readonly emptyBecause: Cause
  readonly report: SourceReport
}

export const nothing = (emptyBecause: Cause, sources: readonly SourceReport[] = []): Stream => ({
  next: () => undefined,
  has: () => false,
  totalItems: 0,
  isTotalExact: true,
  parameters: {},
  emptyBecause,
  sources,
})

export const proposesNothing = (source: string, cause: Cause): Proposal => ({
  source,
  items: [],
  scores: [],
  reasonOf: () => ({ ...cause, values: {} }),
  emptyBecause: cause,
  report: { source, candidateCount: 0, cause },
})

/** What one source said of the item at a place, counted from 0. */
export const componentAt = ({ source, scores, reasonOf }: Proposal, place: number): Component => ({
  source,
  score: scores[place] as number,
  place: place + 1,
  reason: () => reasonOf(place),
})

export const streamOf = (proposal: Proposal): Stream => {
  const { items, scores, totalMost, emptyBecause, report } = proposal
  let place = 0
  return {
    has: (item) => Array.prototype.includes.call(items, item),
    next: () => {
      if (place >= items.length) return undefined
      const at = place++
      return {
        item: items[at] as number,
        score: scores[at] as number,
        components: [componentAt(proposal, at)],
      }
    },
    totalItems: totalMost ?? items.length,
    isTotalExact: totalMost === undefined,
    parameters: {},
    emptyBecause,
    sources: [report],
  }
}

/** A test of whether an item belongs to the category asked for. */
export const categoryTest = (
  view: ShopView,
  { category, includeDescendants }: Scope,
): ((item: number) => boolean) => {
  if (category === undefined) return () => true
  const members = view.catalog.membersOf(category, includeDescendants)
  return (item) => members?.has(item) === true
}

/** What is wrong with a category that gives nothing; undefined when it is not its fault. */
export const categoryFault = (view: ShopView, { category, includeDescendants }: Scope): Cause | undefined => {
  if (category === undefined) return undefined
  if ((view.catalog.membersOf(category, true)?.size ?? 0) === 0) {
    const parent = categoryAncestors(category)[1]
    return {
      code: 'CATEGORY_UNKNOWN',
      text: `No item is in the category ${JSON.stringify(category)}${parent === undefined ? '' : `; its parent is ${JSON.stringify(parent)}`}.`,
    }
  }
  if (!includeDescendants && view.catalog.membersOf(category, false)?.size === 0)
    return {
      code: 'CATEGORY_HAS_ONLY_DESCENDANTS',
      text: `All items of ${JSON.stringify(category)} are in categories below it: ask with includeDescendants.`,
    }
  return undefined
}
