import { expect, test } from 'vitest'
import type { Condition } from '../domain/condition.ts'
import type { Rule } from '../domain/rule.ts'
import { checkRule } from './check-rule.ts'
import { ofBrand } from './small-shop.test-support.ts'

const ofItem = ofBrand('b0')
const ofShopper: Condition = { field: 'shopper.isKnown', is: '=', than: { value: true } }
const both: Condition = { all: [ofItem, ofShopper] }
const needsOf = (condition: Condition): ReadonlySet<string> =>
  new Set(condition === both ? ['item', 'shopper'] : condition === ofItem ? ['item'] : ['shopper'])
const pointerOf = (fields: Partial<Rule>): string | undefined =>
  checkRule({ ruleId: 'r', action: { do: 'exclude', items: { where: ofItem } }, ...fields }, needsOf)?.pointer

test.each<readonly [string | undefined, string, Partial<Rule>]>([
  [undefined, 'items by item, audience by shopper', { scope: { audience: ofShopper } }],
  [undefined, 'items by id', { action: { do: 'boost', items: { itemIds: ['i1'] }, factor: 2 } }],
  [undefined, 'no items at all', { action: { do: 'diversify', by: 'brand', countMax: 1 } }],
  [undefined, 'a window', { from: 1, until: 2 }],
  [undefined, 'a beginning alone', { from: 1 }],
  ['/until', 'an empty window', { from: 2, until: 2 }],
  ['/until', 'a window the wrong way round', { from: 2, until: 1 }],
  ['/scope/categories', 'no category that is one', { scope: { lists: ['new'], categories: [] } }],
  ['/action/items/where', 'items by shopper', { action: { do: 'bury', items: { where: both } } }],
  ['/scope/audience', 'an audience by item', { scope: { audience: both } }],
])('%s: %s', (pointer, _, fields) => {
  expect(pointerOf(fields)).toBe(pointer)
})

test('what a condition reads that it may not is named', () => {
  const fault = checkRule({ ruleId: 'r', action: { do: 'bury', items: { where: both } } }, needsOf)
  expect(fault?.message).toContain('`shopper`')
  expect(fault?.message).not.toContain('`item`,')
})
