/** What a merchandiser says of lists: what comes in front, where, what not, what more, what less. */
import type { Condition } from './condition.ts'

/** Items by id, or those of which the condition (over `item` alone) holds, or both. */
export type Selector = { readonly itemIds?: readonly string[]; readonly where?: Condition }

/** Where a rule holds. Every field that is given must fit; a rule with none holds everywhere. */
export type RuleScope = {
  /** Names of strategies. */
  readonly lists?: readonly string[]
  readonly placements?: readonly string[]
  /** The list is made for one of these items. */
  readonly seedItemIds?: readonly string[]
  /** The list is asked for one of these categories, or one below them. */
  readonly categories?: readonly string[]
  readonly channels?: readonly string[]
  /** Over shopper, session, basket, seed, channel and time: who and when. */
  readonly audience?: Condition
}

export type RuleAction =
  /** In front, in this order. */
  | { readonly do: 'include'; readonly itemIds: readonly string[] }
  | { readonly do: 'exclude'; readonly items: Selector }
  /** At this place, counted from 1. */
  | { readonly do: 'pin'; readonly itemId: string; readonly slot: number }
  /** Scores times the factor, above 1. */
  | { readonly do: 'boost'; readonly items: Selector; readonly factor: number }
  /** Behind all others, or with a factor below 1 only less. */
  | { readonly do: 'bury'; readonly items: Selector; readonly factor?: number }
  /** At most so many items of one brand or category in the list. */
  | { readonly do: 'diversify'; readonly by: 'brand' | 'category'; readonly countMax: number }

export type Rule = {
  readonly ruleId: string
  readonly title?: string
  /** Left out: yes. */
  readonly isEnabled?: boolean
  /** Higher goes first; left out, 0. Ties go to the rule whose id comes first. */
  readonly priority?: number
  readonly scope?: RuleScope
  readonly from?: number
  readonly until?: number
  readonly action: RuleAction
}

/** A list made by hand. */
export type CuratedList = {
  /** Letters, digits and `_ - ~ .`, at most 64; no shipped list may have the name. */
  readonly curatedListId: string
  readonly title?: string
  /** In this order. */
  readonly itemIds: readonly string[]
  readonly from?: number
  readonly until?: number
}
