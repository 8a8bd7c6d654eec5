/** What the server takes and answers about rules, lists by hand and previews, as far as the console reads it. */
import type { Condition } from '../../src/domain/condition.ts'
import type { CuratedList, Rule, RuleAction, RuleScope, Selector } from '../../src/domain/rule.ts'
import type { Placement } from '../../src/domain/strategy.ts'
import type { TimedList } from '../shared/api.ts'

export type { Condition, CuratedList, Placement, Rule, RuleAction, RuleScope }

/** A selector as it is sent: its condition in words. */
export type SentSelector = Omit<Selector, 'where'> & { readonly where?: string }
type WithWords<A> = A extends { readonly items: Selector }
  ? Omit<A, 'items'> & { readonly items: SentSelector }
  : A
/** A rule as it is sent: its conditions in words. */
export type SentRule = Omit<Rule, 'action' | 'scope'> & {
  readonly action: WithWords<RuleAction>
  readonly scope?: Omit<RuleScope, 'audience'> & { readonly audience?: string }
}

/** A list or a placement to choose from. */
export type ListsAnswer = {
  readonly lists: readonly { readonly list: string; readonly title: string }[]
  readonly placements: readonly Placement[]
}

export type PassedOver = { readonly ruleId: string; readonly because: string }
export type RuleProblem = { readonly ruleId: string; readonly text: string }

/** What `explain` adds. */
export type ListExplanation = {
  readonly rules: {
    readonly applied: readonly string[]
    readonly notApplied: readonly PassedOver[]
    readonly problems: readonly RuleProblem[]
  }
  readonly items: readonly {
    readonly itemId: string
    readonly by: string
    readonly ruleId?: string
    /** The factors of boosts and buries, multiplied. */
    readonly weight?: number
  }[]
}

export type ExplainedList = TimedList & { readonly explanation?: ListExplanation }

/** A list that was made for a look alone. */
export type PreviewedList = Omit<ExplainedList, 'recommendationId' | 'versions' | 'tookMs'>

export type Change = {
  readonly itemId: string
  /** Counted from 1; null is out of the page. */
  readonly before: number | null
  readonly after: number | null
}
export type Warning = { readonly ruleIds: readonly string[]; readonly text: string }

export type PreviewAnswer = {
  readonly before: PreviewedList | null
  readonly after: PreviewedList
  readonly changes: readonly Change[]
  readonly warnings: readonly Warning[]
  readonly problems: readonly RuleProblem[]
}

export type WhyNotAnswer = {
  readonly list: string
  readonly itemId: string
  readonly place: number | null
  readonly cause: { readonly code: string; readonly text: string } | null
  readonly passed: readonly string[]
}

export type HistoryKind = 'rule' | 'curated-list'
export type Version<T> = {
  readonly seq: number
  readonly loggedAt: number
  readonly op: string
  /** null where it was deleted. */
  readonly document: T | null
}
