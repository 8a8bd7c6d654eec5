import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rule, RuleScope } from '../domain/rule.ts'
import { makeRuleBook } from './rule-book.ts'
import { type Moment, rulesFor } from './rules-for.ts'
import { ofBrand, someRules } from './small-shop.test-support.ts'

const MOMENT: Moment = {
  list: 'trending',
  placement: 'home',
  seedItemIds: ['i1', 'i2'],
  category: 'A > B',
  channel: 'web',
  now: 10,
  holds: () => true,
}
const rule = (ruleId: string, fields: Partial<Rule> = {}): Rule => ({
  ruleId,
  action: { do: 'include', itemIds: ['i1'] },
  ...fields,
})
const scoped = (scope: RuleScope): Rule => rule('r', { scope })
const verdict = (one: Rule, moment: Partial<Moment> = {}): string => {
  const { applied, passedOver } = rulesFor([one], { ...MOMENT, ...moment })
  return applied.length === 1 ? 'APPLIED' : (passedOver[0]?.because ?? 'LOST')
}

test.each<readonly [string, string, Rule]>([
  ['APPLIED', 'without scope and time', rule('r')],
  ['DISABLED', 'switched off', rule('r', { isEnabled: false, from: 11 })],
  ['NOT_YET', 'the ms before it begins', rule('r', { from: 11 })],
  ['APPLIED', 'the ms it begins', rule('r', { from: 10 })],
  ['APPLIED', 'the ms before it ends', rule('r', { until: 11 })],
  ['OVER', 'the ms it ends', rule('r', { until: 10 })],
  ['OTHER_LIST', 'another list', scoped({ lists: ['new'] })],
  ['APPLIED', 'one of its lists', scoped({ lists: ['new', 'trending'] })],
  ['OTHER_PLACEMENT', 'another placement', scoped({ placements: ['cart'] })],
  ['OTHER_SEED', 'no seed of it', scoped({ seedItemIds: ['i3', 'i4'] })],
  ['APPLIED', 'one of the seeds', scoped({ seedItemIds: ['i3', 'i2'] })],
  ['OTHER_CATEGORY', 'a category below', scoped({ categories: ['A > B > C'] })],
  ['OTHER_CATEGORY', 'a name that begins alike', scoped({ categories: ['A > Bags', 'A > '] })],
  ['APPLIED', 'the category', scoped({ categories: ['A > B'] })],
  ['APPLIED', 'a category above', scoped({ categories: ['D', 'A'] })],
  ['OTHER_CHANNEL', 'another channel', scoped({ channels: ['store'] })],
  ['OTHER_LIST', 'all but one fit', scoped({ placements: ['home'], channels: ['web'], lists: ['new'] })],
])('%s: %s', (because, _, one) => {
  expect(verdict(one)).toBe(because)
})

test('a rule that asks for a placement, a seed or a category does not hold where there is none', () => {
  expect(verdict(scoped({ placements: ['home'] }), { placement: undefined })).toBe('OTHER_PLACEMENT')
  expect(verdict(scoped({ seedItemIds: ['i1'] }), { seedItemIds: [] })).toBe('OTHER_SEED')
  expect(verdict(scoped({ categories: ['A'] }), { category: undefined })).toBe('OTHER_CATEGORY')
})

test('the audience is asked last, and only of rules that hold otherwise', () => {
  const audience = ofBrand('b0')
  const asked: unknown[] = []
  const holds: Moment['holds'] = (condition) => {
    asked.push(condition)
    return false
  }
  expect(verdict(scoped({ audience, lists: ['new'] }), { holds })).toBe('OTHER_LIST')
  expect(asked).toEqual([])
  expect(verdict(scoped({ audience }), { holds })).toBe('OTHER_AUDIENCE')
  expect(asked).toEqual([audience])
})

test('T09 rules go by priority, then by the code units of their ids', () => {
  const rules = [rule('b'), rule('a'), rule('B'), rule('z', { priority: 2 }), rule('0', { priority: -1 })]
  expect(rulesFor(rules, MOMENT).applied.map(({ ruleId }) => ruleId)).toEqual(['z', 'B', 'a', 'b', '0'])
})

test('T10 a rule of a seed holds for that seed alone', () => {
  const book = makeRuleBook([rule('r', { scope: { seedItemIds: ['kettle'] } })], 1)
  const holdsFor = (...seedItemIds: readonly string[]): boolean =>
    book.appliedTo({ ...MOMENT, seedItemIds }).length === 1
  expect([holdsFor('kettle'), holdsFor('mug'), holdsFor(), holdsFor('mug', 'kettle')]).toEqual([
    true,
    false,
    false,
    true,
  ])
})

const aMoment: fc.Arbitrary<Moment> = fc
  .record({
    list: fc.constantFrom('trending', 'new'),
    placement: fc.constantFrom('home', 'cart', undefined),
    seedItemIds: fc.subarray(['i0', 'i1', 'i2', 'i3']),
    category: fc.constantFrom('A', 'A > B', 'A > B > C', 'D > E', undefined),
    channel: fc.constantFrom('web', 'store'),
    now: fc.nat(21),
    liked: fc.subarray(['b0', 'b1', 'b2']),
  })
  .map(({ liked, ...moment }) => ({
    ...moment,
    holds: (condition) => liked.some((brand) => JSON.stringify(ofBrand(brand)) === JSON.stringify(condition)),
  }))

test('a book gives what looking at every rule gives, in whatever order the rules came', () => {
  const rules = someRules(30).chain((made) =>
    fc.tuple(fc.constant(made), fc.shuffledSubarray([...made], { minLength: made.length })),
  )
  let appliedCount = 0
  fc.assert(
    fc.property(rules, aMoment, ([made, shuffled], moment) => {
      const { applied, passedOver } = rulesFor(made, moment)
      const book = makeRuleBook(shuffled, 7)
      expect(book.appliedTo(moment)).toEqual(applied)
      expect(rulesFor(shuffled, moment)).toEqual({ applied, passedOver })
      expect(applied.length + passedOver.length).toBe(made.length)
      appliedCount += applied.length
    }),
    { numRuns: 500 },
  )
  expect(appliedCount).toBeGreaterThan(500)
})

test('between two changes of a book nothing begins or ends', () => {
  fc.assert(
    fc.property(someRules(12), fc.integer({ min: -1, max: 21 }), (rules, now) => {
      const next = makeRuleBook(rules, 1).nextChangeAt(now)
      const later = rules
        .filter(({ isEnabled }) => isEnabled !== false)
        .flatMap(({ from, until }) => [from ?? -1, until ?? -1])
        .filter((at) => at > now)
      expect(next).toBe(Math.min(Infinity, ...later))
    }),
  )
})
