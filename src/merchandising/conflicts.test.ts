import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rule, RuleAction } from '../domain/rule.ts'
import { compileRules } from './compile-rules.ts'
import { conflictsOf } from './conflicts.ts'
import { makeRuleBook } from './rule-book.ts'
import { settlePins } from './settle-pins.ts'
import { anAction, SMALL_SHOP, someRules } from './small-shop.test-support.ts'

const pin = (ruleId: string, itemId: string, slot: number, fields: Partial<Rule> = {}): Rule => ({
  ruleId,
  action: { do: 'pin', itemId, slot },
  ...fields,
})
const include = (ruleId: string, ...itemIds: readonly string[]): Rule => ({
  ruleId,
  action: { do: 'include', itemIds },
})
const exclude = (ruleId: string, ...itemIds: readonly string[]): Rule => ({
  ruleId,
  action: { do: 'exclude', items: { itemIds } },
})
const textsOf = (...rules: readonly Rule[]): readonly string[] => conflictsOf(rules).map(({ text }) => text)

test('two pins on one place', () => {
  expect(textsOf(pin('b', 'i2', 3, { priority: 5 }), pin('a', 'i1', 3))).toEqual([
    'Rule "b" pins item "i2" to place 3, rule "a" item "i1": rule "b" wins (priority 5 over 0), and "i1" goes to the next free place.',
  ])
})

test('one item pinned twice', () => {
  expect(textsOf(pin('b', 'i1', 3), pin('a', 'i1', 4))).toEqual([
    'Rule "a" pins item "i1" to place 4, rule "b" to place 3: rule "a" wins (same priority, its id comes first).',
  ])
  expect(textsOf(pin('b', 'i1', 3), pin('a', 'i1', 3))).toEqual([
    'Rule "a" and rule "b" pin item "i1" to the same place; one is enough.',
  ])
})

test('items that one rule wants and another excludes', () => {
  expect(
    textsOf({ ...include('a', 'i1', 'i2', 'i3'), priority: 9 }, exclude('b', 'i3', 'i2'), pin('c', 'i3', 1)),
  ).toEqual([
    'Rule "a" includes item "i2" and 1 more, rule "b" excludes them: exclude wins, whatever the priority.',
    'Rule "c" pins item "i3", rule "b" excludes it: exclude wins, whatever the priority.',
  ])
})

test('rules that never hold together have no conflict', () => {
  const apart = (a: Partial<Rule>, b: Partial<Rule>): number =>
    conflictsOf([pin('a', 'i1', 1, a), pin('b', 'i2', 1, b)]).length
  expect(apart({}, {})).toBe(1)
  expect(apart({ isEnabled: false }, {})).toBe(0)
  expect(apart({ until: 5 }, { from: 5 })).toBe(0)
  expect(apart({ until: 6 }, { from: 5 })).toBe(1)
  expect(apart({ scope: { lists: ['new'] } }, { scope: { lists: ['trending'] } })).toBe(0)
  expect(apart({ scope: { lists: ['new'] } }, { scope: { placements: ['home'] } })).toBe(1)
  expect(apart({ scope: { categories: ['A > B'] } }, { scope: { categories: ['A > C'] } })).toBe(0)
  expect(apart({ scope: { categories: ['A > B'] } }, { scope: { categories: ['X', 'A'] } })).toBe(1)
  expect(apart({ scope: { categories: ['A'] } }, { scope: { categories: ['X', 'A > B'] } })).toBe(1)
  expect(apart({ scope: { categories: ['X', 'A'] } }, { scope: { categories: ['A > B'] } })).toBe(1)
})

test('what is over by now is left aside, and only what a rule has a part in when asked so', () => {
  const rules = [pin('a', 'i1', 1, { until: 5 }), pin('b', 'i2', 1), pin('c', 'i3', 1)]
  expect(conflictsOf(rules, { now: 4 })).toHaveLength(3)
  expect(conflictsOf(rules, { now: 5 }).map(({ ruleIds }) => ruleIds)).toEqual([['b', 'c']])
  expect(conflictsOf(rules, { about: new Set(['c']) }).map(({ ruleIds }) => ruleIds)).toEqual([
    ['a', 'c'],
    ['b', 'c'],
  ])
  expect(conflictsOf(rules, { countMax: 2 })).toHaveLength(2)
})

test('the order in which rules were written does not matter', () => {
  fc.assert(
    fc.property(someRules(12), (rules) => {
      expect(conflictsOf(rules.toReversed())).toEqual(conflictsOf(rules))
    }),
  )
})

test('a rule that loses its place or an item to another one was warned of', () => {
  const actions = fc.array(anAction, { maxLength: 10 })
  let lostCount = 0
  fc.assert(
    fc.property(actions, (made) => {
      const onlyIds = (action: RuleAction): RuleAction =>
        action.do === 'exclude'
          ? { do: 'exclude', items: { itemIds: action.items.itemIds ?? ['i98'] } }
          : action
      const rules = made.map((action, k): Rule => ({ ruleId: `r${k}`, action: onlyIds(action) }))
      const { pins, isExcluded } = compileRules(makeRuleBook(rules, 1).rules, SMALL_SHOP)
      const conflicts = conflictsOf(rules, { countMax: 1_000 })
      const losers = new Set(conflicts.map(({ ruleIds: [, loser] }) => loser))
      const settled = settlePins(pins)
      const hasItsPlace = ({ ruleId, action }: Rule): boolean =>
        action.do !== 'pin' ||
        SMALL_SHOP.indexOf(action.itemId) < 0 ||
        settled.get(action.slot)?.ruleId === ruleId
      const hasItsItems = ({ action }: Rule): boolean =>
        action.do !== 'include' ||
        action.itemIds.every((id) => isExcluded(SMALL_SHOP.indexOf(id)) === undefined)
      const lost = rules.filter((rule) => !hasItsPlace(rule) || !hasItsItems(rule))
      expect(lost.filter(({ ruleId }) => !losers.has(ruleId))).toEqual([])
      lostCount += lost.length
    }),
    { numRuns: 300 },
  )
  expect(lostCount).toBeGreaterThan(50)
})
