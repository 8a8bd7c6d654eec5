/** The merchandisers' rules that hold for one list of one request. */
import type { Facts } from '../conditions/facts.ts'
import type { Condition } from '../domain/condition.ts'
import type { Rule } from '../domain/rule.ts'
import { type Arrangement, compileRules, staticKey } from '../merchandising/compile-rules.ts'
import { makeRuleBook, type RuleBook } from '../merchandising/rule-book.ts'
import type { Moment } from '../merchandising/rules-for.ts'
import type { MerchandiseView } from '../views/merchandise-view.ts'
import type { ShopView } from '../views/shop-view.ts'
import { factsOf } from './facts.ts'
import { storedFilter } from './filters.ts'
import { Past } from './past.ts'
import type { Scene } from './scene.ts'
import type { Person } from './who-asks.ts'

export type RequestRules = {
  readonly applied: readonly Rule[]
  readonly arrangement: Arrangement
  /** Names the rules that rankings depend on, and their version; undefined when there is none. */
  readonly rulesKey: string | undefined
  readonly moment: Moment
  /** Whether a rule is for this shopper was asked of what they are or did. */
  readonly readsShopper: boolean
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

const NOBODY: Person = {
  shoppers: [],
  customerId: undefined,
  visitorId: undefined,
  closedBecause: { code: 'NO_SHOPPER', text: 'Rules weigh items, whoever asks.' },
}

/** What rules read of items. It is kept with them, so nothing of the request's shopper is in it. */
const itemFacts = ({ view, channel, assorted, now }: Scene): Facts =>
  factsOf({
    view,
    channel,
    now,
    inStock: assorted.inStock,
    seed: -1,
    basket: [],
    person: NOBODY,
    past: new Past(view, NOBODY, now),
  })

/** What fits a byte an item, with 0 for what is not known. */
const CODES_MAX = 255

/**
 * By item, worked out when first asked for, in a byte an item: a few rules give few different values. What came into
 * being since, and values after the first 255, are worked out each time.
 */
const remembered = <T>(size: number, valueOf: (item: number) => T): ((item: number) => T) => {
  const codes = new Uint8Array(size)
  const values: T[] = []
  const codeOf = new Map<T, number>()
  return (item) => {
    if (item < 0 || item >= size) return valueOf(item)
    const known = codes[item] as number
    if (known > 0) return values[known - 1] as T
    const value = valueOf(item)
    let code = codeOf.get(value)
    if (code === undefined && values.length < CODES_MAX) {
      code = values.push(value)
      codeOf.set(value, code)
    }
    if (code !== undefined) codes[item] = code
    return value
  }
}

const compile = (applied: readonly Rule[], scene: Scene): Arrangement => {
  const { view, channel, itemSets } = scene
  const { catalog, items } = view
  const facts = itemFacts(scene)
  const arrangement = compileRules(applied, {
    indexOf: (itemId) => {
      const index = items.find(itemId)
      return index < 0 ? -1 : catalog.masterOf(index)
    },
    matches: (condition) => {
      const filter = storedFilter('rule', condition)
      const { test } = filter.compiled
      if (!filter.isSettled) return (item) => test(facts, item)
      const { has } = itemSets.of(`${channel}\n${filter.key}`, (item) => test(facts, item))
      const { size } = items
      return (item) => (item < size ? has[item] === 1 : test(facts, item))
    },
    brandOf: (item) => catalog.document(item)?.brand,
    categoryOf: (item) => catalog.document(item)?.categories?.[0],
  })
  return {
    ...arrangement,
    factorOf: remembered(items.size, arrangement.factorOf),
    isExcluded: remembered(items.size, arrangement.isExcluded),
  }
}

/** Whether what the rules say of items may change by itself, with the time of day. */
const isSettledRule = ({ action }: Rule): boolean =>
  !('items' in action) ||
  action.items.where === undefined ||
  storedFilter('rule', action.items.where).isSettled

/** What depends on the time of day is looked at anew each minute. */
const minuteOf = (applied: readonly Rule[], now: number): string =>
  applied.every(isSettledRule) ? '' : String(Math.floor(now / MINUTE_MS))

/** Kept until something that they read changes. */
const arrangementOf = (
  applied: readonly Rule[],
  book: RuleBook,
  minute: string,
  scene: Scene,
): Arrangement => {
  if (applied.length === 0) return NO_ARRANGEMENT
  const { view, channel, assorted } = scene
  let ofView = kept.get(view)
  if (ofView === undefined) kept.set(view, (ofView = new Map()))
  const key = [
    book.version,
    channel,
    view.shop.currency,
    view.catalog.version,
    view.catalog.structureVersion,
    // Without a catalog any name that is heard of is an item.
    view.catalog.hasCatalog ? '' : view.items.size,
    minute === '' ? '' : `${minute}/${assorted.version}`,
    ...applied.map(({ ruleId }) => ruleId),
  ].join('\n')
  const known = ofView.get(key)
  if (known !== undefined) return known
  const made = compile(applied, scene)
  if (ofView.size >= KEPT_MAX) ofView.delete(ofView.keys().next().value as string)
  ofView.set(key, made)
  return made
}

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
  let readsShopper = false
  const holds = (condition: Condition): boolean => {
    const audience = storedFilter('audience', condition)
    readsShopper ||= audience.readsShopper
    return audience.compiled.test(scene.facts, -1)
  }
  const moment: Moment = {
    list,
    placement,
    seedItemIds: (page >= 0 ? [page] : basket).map((item) => view.items.name(item)),
    category: scope.category,
    channel,
    now,
    holds,
  }
  const applied = isBare || book.rules.length === 0 ? [] : book.appliedTo(moment)
  const key = staticKey(applied)
  const minute = minuteOf(applied, now)
  return {
    applied,
    arrangement: arrangementOf(applied, book, minute, scene),
    rulesKey:
      key === '' ? undefined : `${book.version}\n${channel}\n${view.shop.currency}\n${minute}\n${key}`,
    moment,
    readsShopper,
  }
}
