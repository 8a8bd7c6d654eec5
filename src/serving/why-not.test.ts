import { expect, test } from 'vitest'
import { given, item, NOW, sold } from './given.test-support.ts'
import { whyNot } from './why-not.ts'

test('why an item is capped is told by the rules of now, however they were before', () => {
  const cap = (ruleId: string) => [ruleId, { do: 'diversify', by: 'brand', countMax: 1 }] as const
  const out = (itemId: string) => ['out', { do: 'exclude', items: { itemIds: [itemId] } }] as const
  const { view, depsAt } = given({
    items: ['rye', 'jam', 'oat', 'tea'].map((itemId) => item(itemId, { brand: 'A' })),
    events: [sold('rye', 1, 4), sold('jam', 1, 3), sold('oat', 1, 2), sold('tea', 1, 1)],
  })
  const put = (...rules: readonly (readonly [string, object])[]): void => {
    for (const [ruleId, action] of rules) view.foldDocument('rule', ruleId, { ruleId, action }, NOW)
  }
  const causeOf = (itemId: string) =>
    whyNot({ shop: 'bakery', list: 'best-selling', itemId }, depsAt(NOW, true)).cause?.code
  put(cap('one'), out('jam'))
  expect(causeOf('oat')).toBe('CAPPED_BY_RULE')
  put(cap('two'), out('tea'))
  expect(causeOf('jam')).toBe('CAPPED_BY_RULE')
})
