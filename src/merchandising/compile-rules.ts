/** What the rules of one request come to: who is out, who weighs what, who stands where. */
import type { Condition } from '../domain/condition.ts'
import type { Rule, Selector } from '../domain/rule.ts'

/** An item that a rule wants in the list. */
export type Wanted = { readonly item: number; readonly ruleId: string }
/** Where a rule wants it, counted from 1. Two may want the same place: `settlePins` says who stands where. */
export type WantedAt = Wanted & { readonly slot: number }

export type Cap = {
  readonly ruleId: string
  /** Items with the same key count together; undefined is never too many. */
  readonly keyOf: (item: number) => string | undefined
  readonly countMax: number
}

/** Items are indices of masters. */
export type Arrangement = {
  /** @returns the first rule that keeps it out */
  readonly isExcluded: (item: number) => string | undefined
  /** What its score is to be multiplied by: the product of boosts and of buries that have a factor. 1 leaves it. */
  readonly factorOf: (item: number) => number
  /** Behind all others, whatever its score. */
  readonly isBuried: (item: number) => boolean
  /** Some rule puts items behind all others. */
  readonly buries: boolean
  /** Rules that keep it out or change its score, in order. For explaining. */
  readonly touching: (
    item: number,
  ) => readonly { readonly ruleId: string; readonly action: 'exclude' | 'boost' | 'bury' }[]
  /** In front, in this order: each once, none that is excluded or pinned. */
  readonly front: readonly Wanted[]
  /** In the order in which their rules win: each item once, none that is excluded. */
  readonly pins: readonly WantedAt[]
  /** At most one by brand and one by category: the strictest, of equals the first. */
  readonly caps: readonly Cap[]
  /** Names the rules; together with a version of the rules and the catalog it names this arrangement. */
  readonly key: string
  /** What of the rules came to nothing. */
  readonly problems: readonly { readonly ruleId: string; readonly text: string }[]
}

export type CompileRulesDeps = {
  /** The index of the item's master; -1 when the shop has no such item. */
  readonly indexOf: (itemId: string) => number
  /** The condition, which is over `item` alone, as a test. Worth remembering by condition. */
  readonly matches: (condition: Condition) => (item: number) => boolean
  readonly brandOf: (item: number) => string | undefined
  readonly categoryOf: (item: number) => string | undefined
}

type Problem = Arrangement['problems'][number]
type Touch = {
  readonly ruleId: string
  readonly action: 'exclude' | 'boost' | 'bury'
  readonly ids: ReadonlySet<number>
  readonly where: ((item: number) => boolean) | undefined
  /** Undefined: there is none, as with an exclude, or a bury behind all others. */
  readonly factor: number | undefined
}

const hits = ({ ids, where }: Touch, item: number): boolean => ids.has(item) || where?.(item) === true

/** Ids never hold a control character. */
const keyOf = (rules: readonly Rule[]): string => rules.map(({ ruleId }) => ruleId).join('\n')

const changesScores = ({ action }: Rule): boolean =>
  action.do === 'exclude' || action.do === 'boost' || action.do === 'bury'

/** Names the rules that change which candidates there are and how they rank. A ranking may be kept under it. */
export const staticKey = (applied: readonly Rule[]): string => keyOf(applied.filter(changesScores))

/**
 * @param applied  rules in the order in which they win
 * @complexity O(ids in the rules); asking about an item costs a look-up, and a test for each condition
 */
export const compileRules = (applied: readonly Rule[], deps: CompileRulesDeps): Arrangement => {
  const problems: Problem[] = []
  const names = new Map<number, string>()
  const find = (ruleId: string, itemId: string): number => {
    const item = deps.indexOf(itemId)
    if (item < 0) problems.push({ ruleId, text: `The shop has no item ${JSON.stringify(itemId)}.` })
    else names.set(item, itemId)
    return item
  }
  const touches = applied.flatMap((rule) => touchOf(rule, find, deps.matches))
  const isExcluded = firstHit(touches.filter(({ action }) => action === 'exclude'))
  const burying = touches.filter(({ action, factor }) => action === 'bury' && factor === undefined)
  const buried = firstHit(burying)
  const stays = (wanted: Wanted): boolean => {
    const excluder = isExcluded(wanted.item)
    if (excluder !== undefined)
      problems.push({
        ruleId: wanted.ruleId,
        text: `Rule ${JSON.stringify(excluder)} excludes item ${JSON.stringify(names.get(wanted.item))}.`,
      })
    return excluder === undefined
  }
  const pins = eachOnce(applied.flatMap((rule) => pinOf(rule, find))).filter(stays)
  const pinned = new Set(pins.map(({ item }) => item))
  const front = eachOnce(applied.flatMap((rule) => includesOf(rule, find)))
    .filter(({ item }) => !pinned.has(item))
    .filter(stays)
  return {
    isExcluded,
    factorOf: factors(touches),
    isBuried: (item) => buried(item) !== undefined,
    buries: burying.length > 0,
    touching: (item) =>
      touches.filter((touch) => hits(touch, item)).map(({ ruleId, action }) => ({ ruleId, action })),
    front,
    pins,
    caps: capsOf(applied, deps),
    key: keyOf(applied),
    problems,
  }
}

type Find = (ruleId: string, itemId: string) => number

const touchOf = (
  { ruleId, action }: Rule,
  find: Find,
  matches: CompileRulesDeps['matches'],
): readonly Touch[] => {
  if (action.do !== 'exclude' && action.do !== 'boost' && action.do !== 'bury') return []
  const { itemIds, where }: Selector = action.items
  return [
    {
      ruleId,
      action: action.do,
      ids: new Set((itemIds ?? []).map((itemId) => find(ruleId, itemId)).filter((item) => item >= 0)),
      where: where === undefined ? undefined : matches(where),
      factor: action.do === 'exclude' ? undefined : action.factor,
    },
  ]
}

/** The first of the rules that hits an item. */
const firstHit = (touches: readonly Touch[]): ((item: number) => string | undefined) => {
  const places = new Map<number, number>()
  for (const [place, { ids }] of touches.entries())
    for (const item of ids) if (!places.has(item)) places.set(item, place)
  const tests = touches.flatMap(({ where }, place) => (where === undefined ? [] : [{ where, place }]))
  return (item) => {
    const known = places.get(item) ?? touches.length
    const tested = tests.find(({ where, place }) => place < known && where(item))
    return touches[tested?.place ?? known]?.ruleId
  }
}

/** Rules that name ids alone are multiplied beforehand; a rule hits an item once, by its id or by its condition. */
const factors = (touches: readonly Touch[]): ((item: number) => number) => {
  const byItem = new Map<number, number>()
  const tested: (Touch & { readonly factor: number })[] = []
  for (const touch of touches) {
    const { factor } = touch
    if (factor === undefined) continue
    if (touch.where !== undefined) tested.push({ ...touch, factor })
    else for (const item of touch.ids) byItem.set(item, (byItem.get(item) ?? 1) * factor)
  }
  return (item) => {
    let product = byItem.get(item) ?? 1
    for (const touch of tested) if (hits(touch, item)) product *= touch.factor
    return product
  }
}

const pinOf = ({ ruleId, action }: Rule, find: Find): readonly WantedAt[] => {
  if (action.do !== 'pin') return []
  const item = find(ruleId, action.itemId)
  return item < 0 ? [] : [{ item, slot: action.slot, ruleId }]
}

const includesOf = ({ ruleId, action }: Rule, find: Find): readonly Wanted[] =>
  action.do === 'include'
    ? action.itemIds.map((itemId) => ({ item: find(ruleId, itemId), ruleId })).filter(({ item }) => item >= 0)
    : []

const eachOnce = <W extends Wanted>(wanted: readonly W[]): readonly W[] => {
  const seen = new Set<number>()
  return wanted.filter(({ item }) => seen.size < seen.add(item).size)
}

const capsOf = (applied: readonly Rule[], { brandOf, categoryOf }: CompileRulesDeps): readonly Cap[] =>
  (['brand', 'category'] as const).flatMap((by) => {
    let strictest: Cap | undefined
    for (const { ruleId, action } of applied)
      if (
        action.do === 'diversify' &&
        action.by === by &&
        action.countMax < (strictest?.countMax ?? Infinity)
      )
        strictest = { ruleId, keyOf: by === 'brand' ? brandOf : categoryOf, countMax: action.countMax }
    return strictest === undefined ? [] : [strictest]
  })
