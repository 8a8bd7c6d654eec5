import { expect, test } from 'vitest'
import type { Condition } from '../domain/condition.ts'
import { daysAgo, given, ids, item, NOW, sold } from './given.test-support.ts'

const HOUR_MS = 3_600_000
const excluding = (where: Condition) =>
  [['rule', 'out', { ruleId: 'out', action: { do: 'exclude', items: { where } } }]] as const

test('what a rule says of the age of items holds as time goes by', () => {
  const { ask } = given({
    items: [item('rye', { addedAt: NOW - HOUR_MS }), item('cake', { addedAt: daysAgo(9) })],
    events: [sold('rye', 0), sold('cake', 1)],
    merchandise: excluding({ field: 'item.ageDays', is: '<', than: { value: 0.1 } }),
  })
  const list = { list: 'best-selling' }
  expect(ids(ask(list))).toEqual(['cake'])
  expect(ids(ask(list, NOW + 2 * HOUR_MS)).toSorted()).toEqual(['cake', 'rye'])
})

test('a rule is asked of items that events name after it was', () => {
  const { ask, fold } = given({
    events: [sold('rye', 1)],
    merchandise: excluding({ not: { field: 'item.itemId', is: '=', than: { value: 'rye' } } }),
  })
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['rye'])
  fold(sold('cake', 0))
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['rye'])
})

test('what a rule names counts as soon as it is heard of', () => {
  const include = { do: 'include', itemIds: ['cake'] }
  const { ask, fold } = given({
    events: [sold('rye', 1, 9)],
    merchandise: [['rule', 'front', { ruleId: 'front', action: include }]],
  })
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['rye'])
  fold(sold('cake', 0))
  expect(ids(ask({ list: 'best-selling' }))).toEqual(['cake', 'rye'])
})
