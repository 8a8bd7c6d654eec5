/** Lists made by hand: what they show now, and how they may be called. */
import { foldName } from '../domain/fold-name.ts'
import { LIST_NAME_PATTERN } from '../domain/ids.ts'
import type { CuratedList } from '../domain/rule.ts'
import { checkWindow, type Fault } from './check-rule.ts'

export type CuratedNow =
  | { readonly itemIds: readonly string[] }
  /** Why it shows nothing, whatever is in it. */
  | { readonly cause: 'NOT_YET' | 'OVER' }

/**
 * @param now  ms UTC
 * @returns    its items in its order, each once; whether they may show is for the caller to ask
 */
export const curatedItems = ({ itemIds, from, until }: CuratedList, now: number): CuratedNow => {
  if (from !== undefined && now < from) return { cause: 'NOT_YET' }
  if (until !== undefined && now >= until) return { cause: 'OVER' }
  return { itemIds: [...new Set(itemIds)] }
}

export const CURATED_NAME_LENGTH_MAX = 64
const nameShape = new RegExp(LIST_NAME_PATTERN)

/** Under this name it is found: case does not count. */
export const curatedKey = (curatedListId: string): string => curatedListId.toLowerCase()

/**
 * @param reserved  names and aliases of the lists that ship. They are found however they are spelled (`foldName`), so
 *   no other spelling of them is free.
 * @param others    names of the other lists by hand
 * @source Dynamics 365 Intelligent Recommendations, external lists: A-Z a-z 0-9 _ - ~ . in at most 64 characters, case
 *   does not count, reserved names are refused
 */
export const checkCuratedList = (
  list: CuratedList,
  reserved: Iterable<string>,
  others: Iterable<string> = [],
): Fault | undefined => {
  const name = list.curatedListId
  const fault = (message: string, fix: string): Fault => ({ pointer: '/curatedListId', message, fix })
  if (!nameShape.test(name) || name.length > CURATED_NAME_LENGTH_MAX)
    return fault(
      `${JSON.stringify(name.slice(0, CURATED_NAME_LENGTH_MAX))} cannot name a list.`,
      `Use letters of A to Z, digits, \`_\`, \`-\`, \`~\` and \`.\`, at most ${CURATED_NAME_LENGTH_MAX}.`,
    )
  // In the path of an URL they mean another path.
  if (name === '.' || name === '..')
    return fault(`"${name}" cannot name a list.`, 'Use at least one letter or digit.')
  for (const taken of reserved)
    if (foldName(taken) === foldName(name))
      return fault(
        `${JSON.stringify(name)} is a name of the list ${JSON.stringify(taken)} that ships.`,
        'Choose another name; case, `-` and `_` do not tell names apart.',
      )
  for (const other of others)
    if (other !== name && curatedKey(other) === curatedKey(name))
      return fault(
        `There is a list ${JSON.stringify(other)}; names that differ in case alone are the same.`,
        `Send it as ${JSON.stringify(other)} to change that list, or choose another name.`,
      )
  return checkWindow(list)
}
