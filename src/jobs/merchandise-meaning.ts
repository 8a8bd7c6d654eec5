/** Whether what merchandisers write means something: beyond its shape, and held against what the shop has. */
import { parseAmazonFilter } from '../conditions/amazon-filter.ts'
import { ConditionError } from '../conditions/condition-error.ts'
import { needsOf } from '../conditions/condition-tree.ts'
import { type Problem, problem } from '../api/problem.ts'
import type { Condition } from '../domain/condition.ts'
import { foldName } from '../domain/fold-name.ts'
import type { JsonObject } from '../domain/json.ts'
import type { ScreenLayout } from '../domain/point-of-sale.ts'
import type { CuratedList, Rule } from '../domain/rule.ts'
import type { Placement, Promotion, SavedFilter, Strategy } from '../domain/strategy.ts'
import { LIST_RECIPES } from '../lists/lists.ts'
import { checkLayout } from '../merchandising/check-layout.ts'
import { checkRule, type Fault } from '../merchandising/check-rule.ts'
import { checkCuratedList, curatedKey } from '../merchandising/curated.ts'
import { RESERVED_LIST_NAMES, strategyBookOf } from '../serving/strategy-book.ts'
import type { MerchandiseKind, MerchandiseView } from '../views/merchandise-view.ts'

const fault = (pointer: string, message: string, fix: string): Fault => ({ pointer, message, fix })

const figures: ReadonlySet<string> = new Set(LIST_RECIPES.map(({ list }) => list))

const checkPromotions = (promotions: readonly Promotion[] | undefined): Fault | undefined => {
  for (const [k, { share, slots, where }] of (promotions ?? []).entries()) {
    if ((share === undefined) === (slots === undefined))
      return fault(`/promotions/${k}`, 'a promotion has a share or slots', 'Send one of `share` and `slots`.')
    const wrong = checkParameters(where, `/promotions/${k}/where`)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** What is stored has nobody who would give it values. */
const checkParameters = (condition: Condition | undefined, pointer: string): Fault | undefined =>
  condition !== undefined && needsOf(condition).has('parameters')
    ? fault(
        pointer,
        'the condition waits for a parameter that nobody gives',
        'Write the value itself; parameters are for filters that requests name.',
      )
    : undefined

const checkName = (merchandise: MerchandiseView, name: string, pointer: string): Fault | undefined =>
  strategyBookOf(merchandise).findStrategy(name) === undefined
    ? fault(
        pointer,
        `there is no list ${JSON.stringify(name)}`,
        'Put the strategy or the list by hand first, or name one that GET /api/v1/lists gives.',
      )
    : undefined

const checkStrategy = (strategy: Strategy, merchandise: MerchandiseView): Fault | undefined => {
  for (const [k, source] of strategy.sources.entries()) {
    if (source.from === 'figure' && !figures.has(source.figure))
      return fault(
        `/sources/${k}/figure`,
        `there is no figure ${JSON.stringify(source.figure)}`,
        `Send one of ${[...figures].join(', ')}.`,
      )
    if (source.from === 'curated' && merchandise.find('curated-list', source.curatedListId) === undefined)
      return fault(
        `/sources/${k}/curatedListId`,
        `there is no list by hand ${JSON.stringify(source.curatedListId)}`,
        'Put it first.',
      )
  }
  for (const [k, alias] of (strategy.aliases ?? []).entries()) {
    const taken = strategyBookOf(merchandise).findStrategy(alias)
    if (taken !== undefined && taken.strategyId !== strategy.strategyId)
      return fault(
        `/aliases/${k}`,
        `${JSON.stringify(alias)} is a name of the list ${taken.strategyId}`,
        'Choose another name; case, spaces, `-` and `_` do not tell names apart.',
      )
  }
  const taken = merchandise.find('curated-list', strategy.strategyId)
  if (taken !== undefined) return fault('/strategyId', 'a list by hand has this name', 'Choose another name.')
  return checkParameters(strategy.where, '/where') ?? checkPromotions(strategy.promotions)
}

const checkPlacement = (placement: Placement, merchandise: MerchandiseView): Fault | undefined => {
  const names: readonly (readonly [string, string])[] = [
    [placement.strategy, '/strategy'],
    ...(placement.forCustomer === undefined ? [] : [[placement.forCustomer, '/forCustomer'] as const]),
    ...(placement.fallbacks ?? []).map((name, k) => [name, `/fallbacks/${k}`] as const),
  ]
  for (const [name, pointer] of names) {
    const wrong = checkName(merchandise, name, pointer)
    if (wrong !== undefined) return wrong
  }
  return checkParameters(placement.where, '/where') ?? checkPromotions(placement.promotions)
}

const checkScope = ({ scope, action }: Rule, merchandise: MerchandiseView): Fault | undefined => {
  const book = strategyBookOf(merchandise)
  for (const [k, name] of (scope?.lists ?? []).entries()) {
    const strategy = book.findStrategy(name)
    if (name !== 'ranking' && strategy?.strategyId !== name)
      return fault(
        `/scope/lists/${k}`,
        strategy === undefined
          ? `there is no list ${JSON.stringify(name)}`
          : `${JSON.stringify(name)} is an alias`,
        strategy === undefined
          ? 'Name a list that GET /api/v1/lists gives.'
          : `Send its own name, ${strategy.strategyId}.`,
      )
  }
  for (const [k, name] of (scope?.placements ?? []).entries())
    if (!book.placements.some(({ placementId }) => placementId === name))
      return fault(
        `/scope/placements/${k}`,
        `there is no placement ${JSON.stringify(name)}`,
        'Name one that GET /api/v1/lists gives.',
      )
  return (
    checkParameters(scope?.audience, '/scope/audience') ??
    ('items' in action ? checkParameters(action.items.where, '/action/items/where') : undefined)
  )
}

const checkFilter = ({ where, expression }: SavedFilter): Fault | undefined => {
  if (where === undefined && expression === undefined)
    return fault('/where', 'the filter says nothing', 'Send `where` or `expression`.')
  if (expression === undefined) return undefined
  try {
    parseAmazonFilter(expression)
    return undefined
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    return fault('/expression', error.message, error.fix)
  }
}

type ListNames = {
  readonly version: number
  /** Names that a list by hand cannot have, as they are found. */
  readonly reserved: ReadonlyMap<string, string>
  readonly byHand: ReadonlyMap<string, readonly string[]>
}
const listNames = new WeakMap<MerchandiseView, ListNames>()

/** Looked up by name, for a call may bring a thousand lists to thousands. */
const listNamesOf = (merchandise: MerchandiseView): ListNames => {
  const { version } = merchandise
  const known = listNames.get(merchandise)
  if (known?.version === version) return known
  const strategies = merchandise.all('strategy').map(({ strategyId }) => strategyId)
  const byHand = new Map<string, string[]>()
  for (const { curatedListId } of merchandise.all('curated-list')) {
    const key = curatedKey(curatedListId)
    byHand.set(key, [...(byHand.get(key) ?? []), curatedListId])
  }
  // Of several names that are found alike the first is told.
  const reserved = new Map(
    [...RESERVED_LIST_NAMES, ...strategies].toReversed().map((name) => [foldName(name), name]),
  )
  const made = { version, reserved, byHand }
  listNames.set(merchandise, made)
  return made
}

const checkNames = (list: CuratedList, merchandise: MerchandiseView): Fault | undefined => {
  const { reserved, byHand } = listNamesOf(merchandise)
  const taken = reserved.get(foldName(list.curatedListId))
  return checkCuratedList(
    list,
    taken === undefined ? [] : [taken],
    byHand.get(curatedKey(list.curatedListId)) ?? [],
  )
}

const faultOf = (
  kind: MerchandiseKind,
  document: JsonObject,
  merchandise: MerchandiseView,
): Fault | undefined => {
  switch (kind) {
    case 'strategy':
      return checkStrategy(document as unknown as Strategy, merchandise)
    case 'placement':
      return checkPlacement(document as unknown as Placement, merchandise)
    case 'rule': {
      const rule = document as unknown as Rule
      return checkRule(rule, needsOf) ?? checkScope(rule, merchandise)
    }
    case 'curated-list':
      return checkNames(document as unknown as CuratedList, merchandise)
    case 'filter':
      return checkFilter(document as unknown as SavedFilter)
    case 'screen-layout':
      return checkLayout(document as unknown as ScreenLayout)
  }
}

/** What is wrong with it, in this shop; undefined when nothing is. */
export const meaningProblem = (
  kind: MerchandiseKind,
  document: JsonObject,
  merchandise: MerchandiseView,
): Problem | undefined => {
  const found = faultOf(kind, document, merchandise)
  return found === undefined
    ? undefined
    : problem('NO_MEANING', found.pointer, found.message.replace(/\.$/, ''), found.fix)
}

/** What else names the document: then it cannot be deleted without leaving a hole. */
export const usersOf = (
  kind: MerchandiseKind,
  id: string,
  merchandise: MerchandiseView,
): readonly string[] => {
  const folded = foldName(id)
  const isIt = (name: string | undefined): boolean => name !== undefined && foldName(name) === folded
  if (kind !== 'strategy' && kind !== 'curated-list') return []
  if (kind === 'strategy' && RESERVED_LIST_NAMES.some(isIt)) return []
  return [
    ...merchandise
      .all('placement')
      .filter(({ strategy, forCustomer, fallbacks }) =>
        [strategy, forCustomer, ...(fallbacks ?? [])].some(isIt),
      )
      .map(({ placementId }) => `the placement ${placementId}`),
    ...merchandise
      .all('strategy')
      .filter(({ sources }) =>
        sources.some((source) => source.from === 'curated' && isIt(source.curatedListId)),
      )
      .map(({ strategyId }) => `the strategy ${strategyId}`),
    ...merchandise
      .all('rule')
      .filter(({ scope }) => scope?.lists?.some(isIt) === true)
      .map(({ ruleId }) => `the rule ${ruleId}`),
  ]
}
