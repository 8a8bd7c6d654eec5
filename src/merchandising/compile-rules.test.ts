import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rule, RuleAction, Selector } from '../domain/rule.ts'
import { type Arrangement, compileRules, staticKey } from './compile-rules.ts'
import { inOrder } from './rules-for.ts'
import { anItem, ofBrand, SMALL_SHOP, someRules } from './small-shop.test-support.ts'

/** Rules with the ids a, b, c … in order. */
const rulesOf = (...actions: readonly RuleAction[]): readonly Rule[] =>
  actions.map((action, k) => ({ ruleId: String.fromCharCode(97 + k), action }))
const compiled = (...actions: readonly RuleAction[]): Arrangement =>
  compileRules(rulesOf(...actions), SMALL_SHOP)
const include = (...itemIds: readonly string[]): RuleAction => ({ do: 'include', itemIds })
const pin = (itemId: string, slot: number): RuleAction => ({ do: 'pin', itemId, slot })
const ids = (...itemIds: readonly string[]): Selector => ({ itemIds })

test('boosts and buries with a factor multiply, once a rule', () => {
  const both: Selector = { itemIds: ['i0'], where: ofBrand('b0') }
  const { factorOf, isBuried } = compiled(
    { do: 'boost', items: both, factor: 3 },
    { do: 'boost', items: ids('i0', 'i0'), factor: 2 },
    { do: 'bury', items: ids('i0', 'i1'), factor: 0.5 },
  )
  expect([0, 1, 4, 2].map(factorOf)).toEqual([3, 0.5, 3, 1])
  expect(isBuried(1)).toBe(false)
})

test('a bury without a factor holds whatever the boosts', () => {
  const { factorOf, isBuried } = compiled(
    { do: 'boost', items: ids('i0'), factor: 1_000 },
    { do: 'bury', items: { itemIds: ['i5'], where: ofBrand('b0') } },
  )
  expect([0, 4, 5, 1].map(isBuried)).toEqual([true, true, true, false])
  expect(factorOf(0)).toBe(1_000)
})

test('the first rule that excludes an item is named, by id or by condition', () => {
  const { isExcluded } = compiled(
    { do: 'exclude', items: ids('i1') },
    { do: 'exclude', items: { where: ofBrand('b0') } },
    { do: 'exclude', items: ids('i0', 'i1', 'i2') },
    { do: 'exclude', items: { itemIds: ['i3'], where: ofBrand('b2') } },
  )
  expect([0, 1, 2, 3, 6, 5].map(isExcluded)).toEqual(['b', 'a', 'c', 'd', 'd', undefined])
})

test('T09 exclude beats include and pin, whatever the order, and says so', () => {
  const { front, pins, problems } = compiled(include('i1', 'i2'), pin('i0', 1), {
    do: 'exclude',
    items: { itemIds: ['i1'], where: ofBrand('b0') },
  })
  expect(front).toEqual([{ item: 2, ruleId: 'a' }])
  expect(pins).toEqual([])
  expect(problems.map(({ ruleId }) => ruleId)).toEqual(['b', 'a'])
  expect(problems[0]?.text).toBe('Rule "c" excludes item "i0".')
})

test('T09 included items keep the order of the rules, then their own; of an item included twice the first counts', () => {
  const { front } = compiled(include('i5', 'i1'), include('i1', 'i0', 'i5', 'i2'))
  expect(front.map(({ item, ruleId }) => `${ruleId}${item}`)).toEqual(['a5', 'a1', 'b0', 'b2'])
})

test('a pin beats an include of the item, and of an item pinned twice the first counts', () => {
  const { front, pins } = compiled(include('i1', 'i2'), pin('i1', 4), pin('i1', 2))
  expect(front.map(({ item }) => item)).toEqual([2])
  expect(pins).toEqual([{ item: 1, slot: 4, ruleId: 'b' }])
})

test('an item that the shop does not have is told, and the rest of the rule holds', () => {
  const { front, pins, isExcluded, problems } = compiled(include('i99', 'i1'), pin('i98', 1), {
    do: 'exclude',
    items: ids('i97', 'i3'),
  })
  expect([front.length, pins.length, isExcluded(3), isExcluded(-1)]).toEqual([1, 0, 'c', undefined])
  expect(problems.map(({ ruleId, text }) => `${ruleId}: ${text}`).sort()).toEqual([
    'a: The shop has no item "i99".',
    'b: The shop has no item "i98".',
    'c: The shop has no item "i97".',
  ])
})

test('of several caps by brand the strictest holds, one by category beside it', () => {
  const { caps } = compiled(
    { do: 'diversify', by: 'brand', countMax: 3 },
    { do: 'diversify', by: 'brand', countMax: 2 },
    { do: 'diversify', by: 'category', countMax: 5 },
    { do: 'diversify', by: 'brand', countMax: 2 },
  )
  expect(caps.map(({ ruleId, countMax, keyOf }) => [ruleId, countMax, keyOf(1)])).toEqual([
    ['b', 2, 'b1'],
    ['c', 5, 'c1'],
  ])
})

test('rankings are kept under the rules that change scores, arrangements under all', () => {
  const rules = rulesOf(include('i1'), { do: 'exclude', items: ids('i2') }, pin('i3', 1), {
    do: 'bury',
    items: ids('i4'),
  })
  expect(staticKey(rules).split('\n')).toEqual(['b', 'd'])
  expect(compileRules(rules, SMALL_SHOP).key.split('\n')).toEqual(['a', 'b', 'c', 'd'])
})

test('what rules come to is what reading them one by one gives', () => {
  fc.assert(
    fc.property(someRules(10), anItem, (made, item) => {
      const rules = made.toSorted(inOrder)
      const { isExcluded, factorOf, isBuried, touching, front, pins } = compileRules(rules, SMALL_SHOP)
      const hit = ({ action }: Rule): boolean =>
        'items' in action &&
        ((action.items.itemIds ?? []).includes(`i${item}`) ||
          (action.items.where !== undefined && SMALL_SHOP.matches(action.items.where)(item)))
      const hitting = rules.filter(hit)
      const ofKind = (kind: RuleAction['do']): readonly Rule[] =>
        hitting.filter(({ action }) => action.do === kind)
      expect(isExcluded(item)).toBe(ofKind('exclude')[0]?.ruleId)
      let product = 1
      for (const { action } of hitting) if ('factor' in action) product *= action.factor ?? 1
      expect(factorOf(item)).toBeCloseTo(product, 9)
      expect(isBuried(item)).toBe(ofKind('bury').some(({ action }) => !('factor' in action)))
      expect(touching(item).map(({ ruleId }) => ruleId)).toEqual(hitting.map(({ ruleId }) => ruleId))
      const wanted = [...front, ...pins].map((one) => one.item)
      expect(new Set(wanted).size).toBe(wanted.length)
      expect(wanted.filter((one) => isExcluded(one) !== undefined)).toEqual([])
    }),
    { numRuns: 500 },
  )
})
