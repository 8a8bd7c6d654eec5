import { expect, test } from 'vitest'
import type { Rule } from './merchandise-wire.ts'
import { draftOf, fieldOfPointer, idsIn, newDraft, problemOf, ruleOf, ruleToLookAt } from './rule-draft.ts'
import { actionSentence, scopeSentence } from './rule-sentence.ts'

const RULES: readonly Rule[] = [
  { ruleId: 'a', action: { do: 'pin', itemId: 'mug', slot: 2 } },
  {
    ruleId: 'b',
    title: 'Spring',
    isEnabled: false,
    priority: -3,
    from: Date.UTC(2026, 2, 1, 9, 30),
    until: Date.UTC(2026, 3, 1),
    scope: { placements: ['home.new'], channels: ['web'], categories: ['Kitchen'], seedItemIds: ['x', 'y'] },
    action: { do: 'include', itemIds: ['mug', 'jug'] },
  },
  { ruleId: 'c', action: { do: 'boost', items: { itemIds: ['mug'] }, factor: 1.5 } },
  { ruleId: 'd', action: { do: 'bury', items: { itemIds: ['mug'] } } },
  { ruleId: 'e', scope: { lists: ['new'] }, action: { do: 'diversify', by: 'category', countMax: 3 } },
]

test('a rule that goes through the form unchanged stays the same', () => {
  for (const rule of RULES) expect(ruleOf(draftOf(rule))).toEqual(rule)
})

test('conditions go out in words', () => {
  const rule: Rule = {
    ruleId: 'f',
    scope: { audience: { field: 'shopper.isKnown', is: '=', than: { value: false } } },
    action: { do: 'exclude', items: { where: { field: 'item.price', is: '<', than: { value: 5 } } } },
  }
  expect(ruleOf(draftOf(rule))).toEqual({
    ruleId: 'f',
    scope: { audience: 'shopper.isKnown = false' },
    action: { do: 'exclude', items: { where: 'item.price < 5' } },
  })
})

test('what is missing is said at its field', () => {
  const field = (part: Parameters<typeof newDraft>[1]) => problemOf(newDraft('r', part))?.field
  expect(field({ do: 'pin' })).toBe('itemIds')
  expect(field({ do: 'pin', itemIds: 'a', slot: '0' })).toBe('slot')
  expect(field({ do: 'pin', itemIds: 'a, b' })).toBe('itemIds')
  expect(field({ do: 'exclude' })).toBe('where')
  expect(field({ do: 'boost', itemIds: 'a', factor: '1' })).toBe('factor')
  expect(field({ do: 'bury', itemIds: 'a', factor: '' })).toBeUndefined()
  expect(field({ do: 'bury', itemIds: 'a', from: '2026-03-02T00:00', until: '2026-03-01T00:00' })).toBe(
    'until',
  )
})

test('a rule that begins later is looked at as if it held', () => {
  const rule = { ...ruleOf(newDraft('r', { itemIds: 'a' })), from: 1_000, until: 3_000 }
  expect(ruleToLookAt(rule, 999)).toEqual({ ...rule, from: undefined })
  expect(ruleToLookAt(rule, 1_000)).toBe(rule)
})

test('pointers of the server lead to fields', () => {
  expect(fieldOfPointer('/rules/0/action/items/where')).toBe('where')
  expect(fieldOfPointer('/scope/placements/0')).toBe('placements')
  expect(fieldOfPointer('/request/list')).toBeUndefined()
})

test('ids are read from lines and commas, each once', () => {
  expect(idsIn(' a, b\nb ,\n c ')).toEqual(['a', 'b', 'c'])
})

test('a rule has a sentence', () => {
  const nameOf = (itemId: string) => itemId.toUpperCase()
  expect(RULES.map(({ action }) => actionSentence(action, nameOf))).toEqual([
    'Pins MUG to place 2',
    'Puts in front: MUG, JUG',
    'Boosts MUG, × 1.5',
    'Buries MUG, behind all others',
    'Shows at most 3 of one category',
  ])
  expect(RULES.map((rule) => scopeSentence(rule, nameOf))[1]).toBe(
    'in home.new, for web, below Kitchen, beside X, Y',
  )
})
