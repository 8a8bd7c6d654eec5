/**
 * All rules of a shop, ready for requests: ten thousand of them cost a request no more than those that come near it.
 *
 * A rule with a scope stands under the names of one field of it, the field whose names are rarest among all rules. A
 * request looks under its own names and at the rules without a scope, and asks only what it finds there.
 */
import type { Rule } from '../domain/rule.ts'
import {
  inOrder,
  type Moment,
  namedBy,
  passedOverBecause,
  REACHES,
  type Reach,
  type ReadyRule,
  readyRule,
} from './rules-for.ts'

export type RuleBook = {
  /** Of what it was made from; a book is never changed. */
  readonly version: number
  /** All of them, in the order in which they win. */
  readonly rules: readonly Rule[]
  /** The same rules in the same order as `rulesFor` gives. */
  readonly appliedTo: (moment: Moment) => readonly Rule[]
  /** The first instant after `now` at which some rule begins or ends, ms UTC; Infinity when none is planned. */
  readonly nextChangeAt: (now: number) => number
}

type Shelves = Readonly<Record<Reach, Map<string, number[]>>>

const emptyShelves = (): Shelves => ({
  lists: new Map(),
  placements: new Map(),
  seedItemIds: new Map(),
  categories: new Map(),
  channels: new Map(),
})

const put = (shelf: Map<string, number[]>, name: string, place: number): void => {
  const known = shelf.get(name)
  if (known === undefined) shelf.set(name, [place])
  else known.push(place)
}

type Counts = Readonly<Record<Reach, ReadonlyMap<string, number>>>

const countNames = (ready: readonly ReadyRule[]): Counts => {
  const countsOf = (reach: Reach): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>()
    for (const { reaches } of ready)
      for (const name of reaches[reach] ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
    return counts
  }
  return {
    lists: countsOf('lists'),
    placements: countsOf('placements'),
    seedItemIds: countsOf('seedItemIds'),
    categories: countsOf('categories'),
    channels: countsOf('channels'),
  }
}

/** The field of the scope whose most frequent name is rarest; undefined for a rule that names nothing. */
const rarestReach = ({ reaches }: ReadyRule, counts: Counts): Reach | undefined => {
  let rarest: Reach | undefined
  let countLeast = Number.POSITIVE_INFINITY
  for (const reach of REACHES) {
    const names = reaches[reach]
    if (names === undefined) continue
    let count = 0
    for (const name of names) count = Math.max(count, counts[reach].get(name) ?? 0)
    if (count < countLeast) {
      countLeast = count
      rarest = reach
    }
  }
  return rarest
}

/** Instants at which rules begin or end, ascending, each once. */
const changesOf = (ready: readonly ReadyRule[]): readonly number[] => {
  const changes = new Set<number>()
  for (const { rule } of ready) {
    if (rule.from !== undefined) changes.add(rule.from)
    if (rule.until !== undefined) changes.add(rule.until)
  }
  return [...changes].sort((a, b) => a - b)
}

const firstAfter = (ascending: readonly number[], now: number): number => {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) > now) high = middle
    else low = middle + 1
  }
  return ascending[low] ?? Number.POSITIVE_INFINITY
}

/** @complexity O(rules · log rules + all names in all scopes) */
export const makeRuleBook = (rules: readonly Rule[], version: number): RuleBook => {
  const ordered = rules.toSorted(inOrder)
  const ready = ordered.filter(({ isEnabled }) => isEnabled !== false).map(readyRule)
  const counts = countNames(ready)
  const shelves = emptyShelves()
  const everywhere: number[] = []
  for (const [place, one] of ready.entries()) {
    const reach = rarestReach(one, counts)
    if (reach === undefined) everywhere.push(place)
    else for (const name of one.reaches[reach] ?? []) put(shelves[reach], name, place)
  }
  const changes = changesOf(ready)
  return {
    version,
    rules: ordered,
    appliedTo: (moment) => {
      const named = namedBy(moment)
      const near = new Set(everywhere)
      for (const reach of REACHES)
        for (const name of named[reach]) for (const place of shelves[reach].get(name) ?? []) near.add(place)
      const applied: Rule[] = []
      for (const place of [...near].sort((a, b) => a - b)) {
        const one = ready[place] as ReadyRule
        if (passedOverBecause(one, moment, named) === undefined) applied.push(one.rule)
      }
      return applied
    },
    nextChangeAt: (now) => firstAfter(changes, now),
  }
}
