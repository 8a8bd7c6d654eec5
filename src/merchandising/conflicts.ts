/** Rules that get in each other's way, and who wins: a warning for whoever writes them, never an error. */
import { categoryAncestors } from '../domain/catalog.ts'
import type { Rule } from '../domain/rule.ts'
import { inOrder, REACHES, type Reach, type ReadyRule, readyRule } from './rules-for.ts'

export type Conflict = {
  /** The winner first. */
  readonly ruleIds: readonly [winner: string, loser: string]
  readonly text: string
}

export type ConflictsAsked = {
  /** Only conflicts in which one of these rules has a part; left out, all. */
  readonly about?: ReadonlySet<string> | undefined
  /** Rules that are over by then are left aside. ms UTC */
  readonly now?: number | undefined
  readonly countMax?: number | undefined
}

const COUNT_MAX = 100

/** A rule with what it says of items, its place in the order, and where it holds. */
type Side = ReadyRule & {
  readonly place: number
  readonly wants: readonly string[]
  readonly excludes: readonly string[]
}

const sideOf = (rule: Rule, place: number): Side => {
  const { action } = rule
  return {
    ...readyRule(rule),
    place,
    wants: action.do === 'include' ? action.itemIds : action.do === 'pin' ? [action.itemId] : [],
    excludes: action.do === 'exclude' ? (action.items.itemIds ?? []) : [],
  }
}

const meet = (reach: Reach, a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  if (reach !== 'categories') return few.values().some((name) => many.has(name))
  const isBelow = (path: string, others: ReadonlySet<string>): boolean =>
    categoryAncestors(path).some((ancestor) => others.has(ancestor))
  return few.values().some((path) => isBelow(path, many)) || many.values().some((path) => isBelow(path, few))
}

/** Whether there may be a request for which both hold. Audiences are taken to overlap. */
const overlap = (a: Side, b: Side): boolean => {
  const from = Math.max(a.rule.from ?? -Infinity, b.rule.from ?? -Infinity)
  const until = Math.min(a.rule.until ?? Infinity, b.rule.until ?? Infinity)
  return (
    from < until &&
    REACHES.every((reach) => {
      const [one, other] = [a.reaches[reach], b.reaches[reach]]
      return one === undefined || other === undefined || meet(reach, one, other)
    })
  )
}

const quote = (name: string): string => JSON.stringify(name)
const ruleName = ({ rule }: Side): string => `rule ${quote(rule.ruleId)}`

const whyFirst = (winner: Side, loser: Side): string => {
  const [higher, lower] = [winner.rule.priority ?? 0, loser.rule.priority ?? 0]
  return higher > lower ? `priority ${higher} over ${lower}` : 'same priority, its id comes first'
}

const conflict = (winner: Side, loser: Side, text: string): Conflict => ({
  ruleIds: [winner.rule.ruleId, loser.rule.ruleId],
  text: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`,
})

/** @param first  stands before `second` in the order */
const pinConflict = (first: Side, second: Side): Conflict | undefined => {
  const [a, b] = [first.rule.action, second.rule.action]
  if (a.do !== 'pin' || b.do !== 'pin') return undefined
  const wins = `${ruleName(first)} wins (${whyFirst(first, second)})`
  if (a.itemId === b.itemId)
    return conflict(
      first,
      second,
      a.slot === b.slot
        ? `${ruleName(first)} and ${ruleName(second)} pin item ${quote(a.itemId)} to the same place; one is enough.`
        : `${ruleName(first)} pins item ${quote(a.itemId)} to place ${a.slot}, ${ruleName(second)} to place ${b.slot}: ${wins}.`,
    )
  if (a.slot !== b.slot) return undefined
  return conflict(
    first,
    second,
    `${ruleName(first)} pins item ${quote(a.itemId)} to place ${a.slot}, ${ruleName(second)} item ${quote(b.itemId)}: ${wins}, and ${quote(b.itemId)} goes to the next free place.`,
  )
}

const excludeConflict = (excluding: Side, wanting: Side): Conflict | undefined => {
  const excluded = new Set(excluding.excludes)
  const common = [...new Set(wanting.wants)].filter((itemId) => excluded.has(itemId))
  if (common.length === 0) return undefined
  const more = common.length === 1 ? '' : ` and ${common.length - 1} more`
  return conflict(
    excluding,
    wanting,
    `${ruleName(wanting)} ${wanting.rule.action.do}s item ${quote(common[0] as string)}${more}, ${ruleName(excluding)} excludes ${more === '' ? 'it' : 'them'}: exclude wins, whatever the priority.`,
  )
}

/** Sides by each of their names. */
const shelve = (
  sides: readonly Side[],
  namesOf: (side: Side) => readonly string[],
): ReadonlyMap<string, readonly Side[]> => {
  const shelves = new Map<string, Side[]>()
  for (const side of sides)
    for (const name of new Set(namesOf(side))) {
      const known = shelves.get(name)
      if (known === undefined) shelves.set(name, [side])
      else known.push(side)
    }
  return shelves
}

/** Finds the rules that one rule may be in conflict with; some come more than once. */
const nearIn = (sides: readonly Side[]): ((side: Side) => Generator<Side>) => {
  const slotOf = ({ rule: { action } }: Side) => (action.do === 'pin' ? [`${action.slot}`] : [])
  const pinnedBy = ({ rule: { action } }: Side) => (action.do === 'pin' ? [action.itemId] : [])
  const pinsBySlot = shelve(sides, slotOf)
  const pinsByItem = shelve(sides, pinnedBy)
  const wantsByItem = shelve(sides, ({ wants }) => wants)
  const excludesByItem = shelve(sides, ({ excludes }) => excludes)
  return function* (side) {
    for (const slot of slotOf(side)) yield* pinsBySlot.get(slot) ?? []
    for (const itemId of pinnedBy(side)) yield* pinsByItem.get(itemId) ?? []
    for (const itemId of side.wants) yield* excludesByItem.get(itemId) ?? []
    for (const itemId of side.excludes) yield* wantsByItem.get(itemId) ?? []
  }
}

/**
 * Pins to one place, pins of one item, and items that one rule wants and another excludes by id, among rules that are
 * enabled and whose scopes and times overlap. Which items a condition means is not known here: what such an exclude
 * takes from others is among the `problems` of `compileRules`.
 *
 * @returns  the same whatever order the rules came in
 * @complexity O(ids in the rules + pairs that share a place or an item)
 */
export const conflictsOf = (
  rules: readonly Rule[],
  { about, now = Number.NEGATIVE_INFINITY, countMax = COUNT_MAX }: ConflictsAsked = {},
): readonly Conflict[] => {
  const sides = rules
    .toSorted(inOrder)
    .filter(({ isEnabled, until }) => isEnabled !== false && (until ?? Infinity) > now)
    .map(sideOf)
  const isAbout = ({ rule }: Side): boolean => about === undefined || about.has(rule.ruleId)
  const near = nearIn(sides)
  const found: Conflict[] = []
  for (const side of sides.filter(isAbout)) {
    const met = new Set([side])
    for (const other of near(side)) {
      if (found.length >= countMax) return found
      const isTold = other.place < side.place && isAbout(other)
      if (isTold || met.has(other)) continue
      met.add(other)
      if (!overlap(side, other)) continue
      const [first, second] = side.place < other.place ? [side, other] : [other, side]
      const one =
        pinConflict(first, second) ?? excludeConflict(first, second) ?? excludeConflict(second, first)
      if (one !== undefined) found.push(one)
    }
  }
  return found
}
