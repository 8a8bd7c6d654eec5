import { expect, test } from 'vitest'
import { daysAgo, given, ids, item, NOW } from './given.test-support.ts'
import { sceneOf } from './scene.ts'

test('the browser of somebody who takes no personal lists is not read under the name of another', () => {
  const at = daysAgo(1)
  const visitor = { visitorId: 'shared' }
  const { ask, depsAt } = given({
    items: [item('rye'), item('cake')],
    customers: [{ customerId: 'no', consent: { personalization: false } }, { customerId: 'ann' }],
    events: [
      { kind: 'product-view', itemId: 'rye', shopper: visitor, at },
      { kind: 'cart-add', itemId: 'cake', quantity: 1, shopper: visitor, at },
      { kind: 'identify', shopper: { ...visitor, customerId: 'no' }, at },
      { kind: 'product-view', itemId: 'cake', shopper: { customerId: 'ann' }, at },
    ],
  })
  const shopper = { ...visitor, customerId: 'ann' }
  expect(ids(ask({ list: 'recently-viewed', shopper: visitor }))).toEqual([])
  expect(ids(ask({ list: 'recently-viewed', shopper }))).toEqual(['cake'])
  expect(sceneOf({ shopper }, depsAt(at, true)).basket).toEqual([])
})

test('an answer that rests on a live basket, or on who a rule is for, is personal and says whose past was read', () => {
  const shopper = { visitorId: 'v' }
  const { answered } = given({
    items: [item('rye'), item('cake')],
    events: [{ kind: 'cart-add', itemId: 'cake', quantity: 1, shopper, at: daysAgo(1) }],
  })
  const told = (asked: ReturnType<typeof answered>) => [asked.answer.isPersonal, asked.shopperKeys]
  expect(told(answered({ list: 'new', shopper }))).toEqual([true, ['v:v']])
  expect(told(answered({ list: 'new', shopper, context: { basket: [] } }))).toEqual([false, []])
  expect(told(answered({ list: 'new' }))).toEqual([false, []])

  const ruled = given({
    items: [item('rye')],
    events: [{ kind: 'product-view', itemId: 'rye', shopper, at: daysAgo(1) }],
    merchandise: [
      [
        'rule',
        'vip',
        {
          ruleId: 'vip',
          scope: { audience: { field: 'shopper.orderCount', is: '>', than: { value: 5 } } },
          action: { do: 'exclude', items: { itemIds: ['rye'] } },
        },
      ],
    ],
  }).answered
  expect(told(ruled({ list: 'new', shopper }))).toEqual([true, ['v:v']])
  expect(told(ruled({ list: 'new' }))).toEqual([false, []])
})

test('a customer’s last fifty browsers are read, and no more', () => {
  const { depsAt } = given({
    customers: [{ customerId: 'ann' }],
    events: Array.from({ length: 60 }, (_, k) => ({
      kind: 'identify' as const,
      shopper: { visitorId: `v${k}`, customerId: 'ann' },
      at: daysAgo(1),
    })),
  })
  const { person, view } = sceneOf({ shopper: { customerId: 'ann' } }, depsAt(NOW, true))
  const names = person.shoppers.map((shopper) => view.shoppers.name(shopper))
  expect(names).toHaveLength(51)
  expect(names).toContain('v:v59')
  expect(names).not.toContain('v:v9')
})
