/** What a rule does, where and when, in words. */
import { formatCount } from '../shared/money.ts'
import { conditionText } from './condition-text.ts'
import type { Rule, RuleAction } from './merchandise-wire.ts'

type NameOf = (itemId: string) => string
const NAMED_MAX = 2

const namesText = (itemIds: readonly string[], nameOf: NameOf): string => {
  const named = itemIds.slice(0, NAMED_MAX).map(nameOf).join(', ')
  const rest = itemIds.length - NAMED_MAX
  return rest > 0 ? `${named} and ${formatCount(rest)} more` : named
}

const selected = (items: Extract<RuleAction, { do: 'exclude' }>['items'], nameOf: NameOf): string =>
  [
    ...(items.itemIds === undefined ? [] : [namesText(items.itemIds, nameOf)]),
    ...(items.where === undefined ? [] : [`all with ${conditionText(items.where)}`]),
  ].join(', of which ')

export const actionSentence = (action: RuleAction, nameOf: NameOf): string => {
  switch (action.do) {
    case 'pin':
      return `Pins ${nameOf(action.itemId)} to place ${action.slot}`
    case 'include':
      return `Puts in front: ${namesText(action.itemIds, nameOf)}`
    case 'exclude':
      return `Excludes ${selected(action.items, nameOf)}`
    case 'boost':
      return `Boosts ${selected(action.items, nameOf)}, × ${action.factor}`
    case 'bury':
      return action.factor === undefined
        ? `Buries ${selected(action.items, nameOf)}, behind all others`
        : `Buries ${selected(action.items, nameOf)}, × ${action.factor}`
    case 'diversify':
      return `Shows at most ${action.countMax} of one ${action.by}`
  }
}

/** Where a rule holds; empty scope is everywhere. */
export const scopeSentence = ({ scope = {} }: Rule, nameOf: NameOf): string => {
  const parts = [
    ...(scope.placements === undefined ? [] : [`in ${scope.placements.join(', ')}`]),
    ...(scope.lists === undefined ? [] : [`in the list ${scope.lists.join(', ')}`]),
    ...(scope.channels === undefined ? [] : [`for ${scope.channels.join(', ')}`]),
    ...(scope.categories === undefined ? [] : [`below ${scope.categories.join(', ')}`]),
    ...(scope.seedItemIds === undefined ? [] : [`beside ${namesText(scope.seedItemIds, nameOf)}`]),
    ...(scope.audience === undefined ? [] : [`when ${conditionText(scope.audience)}`]),
  ]
  return parts.length === 0 ? 'in every list' : parts.join(', ')
}

const dateText = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** Undefined for a rule that always holds. */
export const scheduleSentence = ({ from, until }: Pick<Rule, 'from' | 'until'>): string | undefined => {
  if (from === undefined && until === undefined) return undefined
  return [
    ...(from === undefined ? [] : [`from ${dateText(from)}`]),
    ...(until === undefined ? [] : [`until ${dateText(until)}`]),
  ].join(' ')
}

/** Why a rule does not hold for the list that is shown. */
const BECAUSE: Readonly<Record<string, string>> = {
  DISABLED: 'Off',
  NOT_YET: 'Begins later',
  OVER: 'Over',
  OTHER_LIST: 'Not this list',
  OTHER_PLACEMENT: 'Not this placement',
  OTHER_SEED: 'Not this product',
  OTHER_CATEGORY: 'Not this category',
  OTHER_CHANNEL: 'Not this channel',
  OTHER_AUDIENCE: 'Not this shopper',
}
export const becauseText = (code: string): string => BECAUSE[code] ?? 'Not here'
