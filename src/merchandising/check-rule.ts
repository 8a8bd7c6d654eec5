/** What is wrong with a rule that has the right shape. */
import type { Condition } from '../domain/condition.ts'
import type { Rule } from '../domain/rule.ts'
import { REACHES } from './rules-for.ts'

/** What to mend, and where. */
export type Fault = {
  /** JSON pointer into the document */
  readonly pointer: string
  readonly message: string
  readonly fix: string
}

type Window = { readonly from?: number; readonly until?: number }

/** `until` is the first instant at which it no longer holds, so a window from an instant until the same one is empty. */
export const checkWindow = ({ from, until }: Window): Fault | undefined =>
  from === undefined || until === undefined || from < until
    ? undefined
    : {
        pointer: '/until',
        message: '`until` is not after `from`, so it would never hold.',
        fix: 'Send a later `until`, or leave it out when there is no end.',
      }

const conditionOf = ({ action }: Rule): Condition | undefined =>
  'items' in action ? action.items.where : undefined

/**
 * @param needsOf  subjects that a condition reads: `item`, `shopper`, …
 * @returns        the first thing to mend
 */
export const checkRule = (
  rule: Rule,
  needsOf: (condition: Condition) => ReadonlySet<string>,
): Fault | undefined => {
  const window = checkWindow(rule)
  if (window !== undefined) return window
  const empty = REACHES.find((reach) => rule.scope?.[reach]?.length === 0)
  if (empty !== undefined)
    return {
      pointer: `/scope/${empty}`,
      message: `\`${empty}\` names nothing, so the rule would never hold.`,
      fix: `Name at least one, or leave \`${empty}\` out for all.`,
    }
  const where = conditionOf(rule)
  const others = where === undefined ? [] : [...needsOf(where)].filter((subject) => subject !== 'item')
  if (others.length > 0)
    return {
      pointer: '/action/items/where',
      message: `The condition chooses items, and reads \`${others.join('`, `')}\` as well.`,
      fix: 'Say which items by `item` alone; who and when belong in `scope.audience`.',
    }
  const audience = rule.scope?.audience
  if (audience !== undefined && needsOf(audience).has('item'))
    return {
      pointer: '/scope/audience',
      message: 'The audience reads `item`, but it is asked once a request, before there are items.',
      fix: 'Say who and when by shopper, session, basket, seed, channel and time; items belong in the action.',
    }
  return undefined
}
