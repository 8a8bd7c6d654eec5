import { expect, test } from 'vitest'
import type { ModelRole } from '../domain/strategy.ts'
import { given, ids, item, NOW, sold } from './given.test-support.ts'
import type { ServingModel } from './serving-model.ts'

const COUNT = 400
const shopper = { customerId: 'ann' }
/** Each role has an order of its own. */
const model = (): ServingModel => {
  const itemIds = Array.from({ length: COUNT }, (_, k) => `item-${k}`)
  const orders: readonly (readonly [ModelRole, number])[] = [
    ['taste', 7_919],
    ['next-item', 104_729],
    ['viewed-viewed', 31],
  ]
  return {
    modelVersion: 'm',
    itemIds,
    indexOf: new Map(itemIds.map((itemId, k) => [itemId, k])),
    trainedUntil: NOW,
    missing: new Map(),
    roles: new Map(
      orders.map(([role, step]) => {
        const scores = Float32Array.from(itemIds, (_, k) => 1 + ((k * step) % 997))
        return [role, { role, recipe: 'orders', score: () => ({ form: 'all', scores }) }]
      }),
    ),
  }
}

test('pages of a mix are stretches of one list, of the same length on each page', () => {
  const { ask } = given({
    items: Array.from({ length: COUNT }, (_, k) => item(`item-${k}`)),
    customers: [shopper],
    events: [
      sold('bread', 3, 1, { shopper }),
      { kind: 'product-view', itemId: 'item-3', at: NOW - 1_000, shopper },
    ],
    model: model(),
  })
  const pageOf = (skip: number, limit: number) => ask({ list: 'picks-for-you', shopper, skip, limit })
  const pages = [0, 12, 24, 36, 48, 60, 72].map((skip) => pageOf(skip, 12))
  expect(pages.flatMap(ids)).toEqual(ids(pageOf(0, 84)))
  expect(new Set(pages.flatMap(ids)).size).toBe(84)
  expect(new Set(pages.map(({ totalItems }) => totalItems)).size).toBe(1)
  expect(pages[0]?.isTotalExact).toBe(false)
  expect(ids(pageOf(0, 1_000)).length).toBe(COUNT)
})

test('a rule may pass over more than a model was first asked for, and the places are filled all the same', () => {
  const { ask } = given({
    items: Array.from({ length: COUNT }, (_, k) =>
      item(`item-${k}`, { brand: (k * 7_919) % 997 > 300 ? 'common' : `brand-${k}` }),
    ),
    customers: [shopper],
    events: [sold('bread', 3, 1, { shopper })],
    merchandise: [
      ['rule', 'mixed', { ruleId: 'mixed', action: { do: 'diversify', by: 'brand', countMax: 1 } }],
      [
        'strategy',
        'own',
        { strategyId: 'own', title: 'Own', sources: [{ from: 'model', model: 'taste', given: 'history' }] },
      ],
    ],
    model: model(),
  })
  const found = ids(ask({ list: 'own', shopper, limit: 12 }))
  expect(found).toHaveLength(12)
  expect(new Set(found).size).toBe(12)
})
