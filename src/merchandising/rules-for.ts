/** Which rules hold for one request, in the order in which they win. */
import { categoryAncestors } from '../domain/catalog.ts'
import type { Condition } from '../domain/condition.ts'
import type { Rule } from '../domain/rule.ts'

/** One request, as rules see it. */
export type Moment = {
  /** The name of the strategy. */
  readonly list: string
  readonly placement?: string | undefined
  /** The item of the page, or those of the basket. One that rules call by several ids comes under each of them. */
  readonly seedItemIds: readonly string[]
  /** A normalized path. */
  readonly category?: string | undefined
  readonly channel: string
  /** ms UTC */
  readonly now: number
  /** Whether the condition, which is not over `item`, holds for who asks, and when. */
  readonly holds: (condition: Condition) => boolean
}

/** The fields of a scope that name something, in the order in which they are tried. */
export const REACHES = ['lists', 'placements', 'seedItemIds', 'categories', 'channels'] as const
export type Reach = (typeof REACHES)[number]

const OTHER = {
  lists: 'OTHER_LIST',
  placements: 'OTHER_PLACEMENT',
  seedItemIds: 'OTHER_SEED',
  categories: 'OTHER_CATEGORY',
  channels: 'OTHER_CHANNEL',
} as const satisfies Readonly<Record<Reach, string>>

/** Why a rule was passed over: the first of its conditions, in this order, that does not fit. */
export type PassedOverBecause = 'DISABLED' | 'NOT_YET' | 'OVER' | (typeof OTHER)[Reach] | 'OTHER_AUDIENCE'

export type PassedOver = { readonly ruleId: string; readonly because: PassedOverBecause }

/** What of the moment a scope may name. */
export type Named = Readonly<Record<Reach, readonly string[]>>

export const namedBy = ({ list, placement, seedItemIds, category, channel }: Moment): Named => ({
  lists: [list],
  placements: placement === undefined ? [] : [placement],
  seedItemIds,
  categories: category === undefined ? [] : categoryAncestors(category),
  channels: [channel],
})

/** A rule, ready for asking. A reach that is undefined is everywhere. */
export type ReadyRule = {
  readonly rule: Rule
  readonly reaches: Readonly<Record<Reach, ReadonlySet<string> | undefined>>
}

const setOf = (names: readonly string[] | undefined): ReadonlySet<string> | undefined =>
  names === undefined ? undefined : new Set(names)

export const readyRule = (rule: Rule): ReadyRule => ({
  rule,
  reaches: {
    lists: setOf(rule.scope?.lists),
    placements: setOf(rule.scope?.placements),
    seedItemIds: setOf(rule.scope?.seedItemIds),
    categories: setOf(rule.scope?.categories),
    channels: setOf(rule.scope?.channels),
  },
})

/** @returns why the rule is passed over; undefined when it applies */
export const passedOverBecause = (
  { rule, reaches }: ReadyRule,
  moment: Moment,
  named: Named,
): PassedOverBecause | undefined => {
  if (rule.isEnabled === false) return 'DISABLED'
  if (rule.from !== undefined && moment.now < rule.from) return 'NOT_YET'
  if (rule.until !== undefined && moment.now >= rule.until) return 'OVER'
  for (const reach of REACHES) {
    const names = reaches[reach]
    if (names !== undefined && !named[reach].some((name) => names.has(name))) return OTHER[reach]
  }
  const audience = rule.scope?.audience
  return audience !== undefined && !moment.holds(audience) ? 'OTHER_AUDIENCE' : undefined
}

/** The order in which rules win: highest priority first, then by id, in code units. */
export const inOrder = (a: Rule, b: Rule): number =>
  (b.priority ?? 0) - (a.priority ?? 0) || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0)

/**
 * Looks at every rule and says of each why not. For explaining and previews; `RuleBook` answers requests.
 *
 * @complexity O(all names in all scopes)
 */
export const rulesFor = (
  rules: readonly Rule[],
  moment: Moment,
): { readonly applied: readonly Rule[]; readonly passedOver: readonly PassedOver[] } => {
  const named = namedBy(moment)
  const applied: Rule[] = []
  const passedOver: PassedOver[] = []
  for (const rule of rules.toSorted(inOrder)) {
    const because = passedOverBecause(readyRule(rule), moment, named)
    if (because === undefined) applied.push(rule)
    else passedOver.push({ ruleId: rule.ruleId, because })
  }
  return { applied, passedOver }
}
