import { expect, test } from 'vitest'
import { daysAgo, given, ids, item } from './given.test-support.ts'
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
