/** What the ways of finding items take and give. */
import { categoryAncestors, type ListParameters } from '../domain/catalog.ts'
import type { Reason } from '../lists/list.ts'
import type { ShopView } from '../views/shop-view.ts'
import type { ListRanking } from './list-ranking.ts'
import type { ServingModel } from './serving-model.ts'
import type { RecommendationsRequest } from '../api/list-schema.ts'

/** Where a list is asked for. */
export type Scope = {
  /** Left out: the sales of every channel count, and what the web sells is listed. */
  readonly channel: string | undefined
  readonly category: string | undefined
  readonly includeDescendants: boolean
}

export type Recommended = {
  readonly itemId: string
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** Why there is nothing: a code for programs, a sentence for people. */
export type Cause = { readonly code: string; readonly text: string }

export type Found = {
  readonly items: readonly Recommended[]
  /** How long the whole list is. */
  readonly totalItems: number
  readonly parameters: ListParameters
  readonly emptyBecause: Cause
}

/** A request with what it rests on. */
export type Asking = {
  readonly request: RecommendationsRequest
  readonly view: ShopView
  readonly ranking: ListRanking
  /** Undefined until one was trained. */
  readonly model: ServingModel | undefined
  readonly scope: Scope
  readonly skip: number
  readonly limit: number
  /** The item of the page, as its master; -1 for none. */
  readonly seed: number
  /** ms UTC */
  readonly now: number
  /** False for callers that cannot prove who their shopper is: a name would open anybody's history to them. */
  readonly mayNameCustomer: boolean
}

export const nothing = (emptyBecause: Cause): Found => ({
  items: [],
  totalItems: 0,
  parameters: {},
  emptyBecause,
})

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
