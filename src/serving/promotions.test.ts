import { expect, test } from 'vitest'
import { given, ids, item, sold } from './given.test-support.ts'

test('what is promoted passes all that the list asks, wherever it comes from', () => {
  const shopper = { customerId: 'ann' }
  const { ask } = given({
    items: [
      item('bought', { brand: 'A', priceMinor: 10 }),
      item('dear', { brand: 'A', priceMinor: 9_000 }),
      item('good', { brand: 'A', priceMinor: 20, addedAt: 1 }),
      item('other', { priceMinor: 10 }),
    ],
    customers: [shopper],
    events: [sold('bought', 1, 5, { shopper }), sold('dear', 1, 4), sold('good', 2), sold('other', 2)],
    merchandise: [
      [
        'strategy',
        'cheap',
        {
          strategyId: 'cheap',
          title: 'Cheap',
          sources: [{ from: 'figure', figure: 'new' }],
          bought: 'drop',
          where: { field: 'item.priceMinor', is: '<', than: { value: 100 } },
        },
      ],
    ],
  })
  const promotions = [{ name: 'house', where: 'item.brand = "A"', share: 1 }]
  expect(ids(ask({ list: 'cheap', shopper, promotions, limit: 4 }))).toEqual(['good', 'other'])
})
