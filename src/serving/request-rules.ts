/** The merchandisers' rules that hold for one list of one request. */
import type { Condition } from '../domain/condition.ts'
import type { Rule } from '../domain/rule.ts'
import { type Arrangement, compileRules, staticKey } from '../merchandising/compile-rules.ts'
import { makeRuleBook, type RuleBook } from '../merchandising/rule-book.ts'
import type { Moment } from '../merchandising/rules-for.ts'
import type { MerchandiseView } from '../views/merchandise-view.ts'
import type { ShopView } from '../views/shop-view.ts'
import { storedFilter } from './filters.ts'
import type { Scene } from './scene.ts'

export type RequestRules = {
  readonly applied: readonly Rule[]
  readonly arrangement: Arrangement
  /** Names the rules that rankings depend on, and their version; undefined when there is none. */
  readonly rulesKey: string | undefined
  readonly moment: Moment
}

const MINUTE_MS = 60_000
/** Compiled rules kept for a shop; the least lately used go first. */
const KEPT_MAX = 256

const NO_ARRANGEMENT: Arrangement = compileRules([], {
  indexOf: () => -1,
  matches: () => () => false,
  brandOf: () => undefined,
  categoryOf: () => undefined,
})

const books = new WeakMap<MerchandiseView, RuleBook>()

export const ruleBookOf = (merchandise: MerchandiseView): RuleBook => {
  const { version } = merchandise
  let book = books.get(merchandise)
  if (book?.version !== version)
    books.set(merchandise, (book = makeRuleBook(merchandise.all('rule'), version)))
  return book
}

const kept = new WeakMap<ShopView, Map<string, Arrangement>>()

const compile = (applied: readonly Rule[], scene: Scene): Arrangement => {
  const { view, channel, facts, itemSets } = scene
  const { catalog, items } = view
  return compileRules(applied, {
    indexOf: (itemId) => {
      const index = items.find(itemId)
      return index < 0 ? -1 : catalog.masterOf(index)
    },
    matches: (condition) => {
      const filter = storedFilter('rule', condition)
      const { test } = filter.compiled
      if (!filter.isSettled) return (item) => test(facts, item)
      const { has } = itemSets.of(`${channel}\n${filter.key}`, (item) => test(facts, item))
      return (item) => has[item] === 1
    },
    brandOf: (item) => catalog.document(item)?.brand,
    categoryOf: (item) => catalog.document(item)?.categories?.[0],
  })
}

/** Kept until something that they read changes; what depends on the time of day is looked at anew each minute. */
const arrangementOf = (applied: readonly Rule[], book: RuleBook, scene: Scene): Arrangement => {
  if (applied.length === 0) return NO_ARRANGEMENT
  const { view, channel, now } = scene
  let ofView = kept.get(view)
  if (ofView === undefined) kept.set(view, (ofView = new Map()))
  const key = [
    book.version,
    channel,
    view.catalog.version,
    view.items.size,
    Math.floor(now / MINUTE_MS),
    ...applied.map(({ ruleId }) => ruleId),
  ].join('\n')
  const known = ofView.get(key)
  if (known !== undefined) return known
  const made = compile(applied, scene)
  if (ofView.size >= KEPT_MAX) ofView.delete(ofView.keys().next().value as string)
  ofView.set(key, made)
  return made
}

const holdsFor =
  ({ facts }: Scene) =>
  (condition: Condition): boolean =>
    storedFilter('audience', condition).compiled.test(facts, -1)

/**
 * @param list    the name of the strategy
 * @param isBare  as if there were none
 */
export const requestRules = (
  list: string,
  placement: string | undefined,
  scene: Scene,
  isBare = false,
): RequestRules => {
  const { view, page, basket, scope, channel, now } = scene
  const book = ruleBookOf(scene.merchandise)
  const moment: Moment = {
    list,
    placement,
    seedItemIds: (page >= 0 ? [page] : basket).map((item) => view.items.name(item)),
    category: scope.category,
    channel,
    now,
    holds: holdsFor(scene),
  }
  const applied = isBare || book.rules.length === 0 ? [] : book.appliedTo(moment)
  const key = staticKey(applied)
  return {
    applied,
    arrangement: arrangementOf(applied, book, scene),
    rulesKey: key === '' ? undefined : `${book.version}\n${channel}\n${key}`,
    moment,
  }
}
