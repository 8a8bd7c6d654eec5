/** The list of one shopper's own past, and who may see it. */
import { expect, test } from 'vitest'
import { daysAgo, given, ids, item, NOW } from './given.test-support.ts'

test('Recently viewed is the shopper’s own, each once, newest first by when it happened', () => {
  const v1 = { shopper: { visitorId: 'v1' } }
  const { ask } = given({
    items: [item('a'), item('b'), item('c')],
    events: [
      { itemId: 'a', at: daysAgo(3), ...v1 },
      { itemId: 'b', at: daysAgo(1), ...v1 },
      { itemId: 'a', at: daysAgo(2), ...v1 },
      { itemId: 'c', at: daysAgo(9), ...v1 },
      { itemId: 'c', at: NOW, shopper: { visitorId: 'v2' } },
    ],
  })
  expect(ids(ask({ list: 'recently-viewed', ...v1 }))).toEqual(['b', 'a', 'c'])
  expect(ids(ask({ list: 'recently-viewed', ...v1, context: { itemId: 'b' } }))).toEqual(['a', 'c'])
  expect(ask({ list: 'recently-viewed' }).fallback?.cause).toBe('NO_SHOPPER')
  expect(ask({ list: 'recently-viewed', shopper: { visitorId: 'new' } }).fallback?.cause).toBe(
    'NOTHING_VIEWED',
  )
})

test('a customer’s views come together from all browsers, but a browser shows only its own', () => {
  const { ask } = given({
    items: [item('phone'), item('desk'), item('till')],
    events: [
      { itemId: 'phone', at: daysAgo(3), shopper: { visitorId: 'phone' } },
      { itemId: 'desk', at: daysAgo(2), shopper: { visitorId: 'desk' } },
      { kind: 'identify', shopper: { visitorId: 'phone', customerId: 'anna' } },
      { kind: 'identify', shopper: { visitorId: 'desk', customerId: 'anna' } },
      { itemId: 'till', at: daysAgo(1), shopper: { customerId: 'anna' } },
    ],
  })
  expect(ids(ask({ list: 'recently-viewed', shopper: { customerId: 'anna' } }))).toEqual([
    'till',
    'desk',
    'phone',
  ])
  expect(ids(ask({ list: 'recently-viewed', shopper: { visitorId: 'phone' } }))).toEqual(['phone'])
})

test('the past of a customer stays closed to those who opted out, and to callers who cannot prove who they are', () => {
  const view = { itemId: 'a', shopper: { customerId: 'anna', visitorId: 'v1' } }
  const request = { list: 'recently-viewed', shopper: { customerId: 'anna' } }
  const open = given({ items: [item('a')], events: [view] })
  expect(ids(open.ask(request))).toEqual(['a'])
  expect(open.ask(request, NOW, false).fallback?.cause).toBe('CUSTOMER_NOT_PROVEN')

  const out = given({
    items: [item('a')],
    events: [view],
    customers: [{ customerId: 'anna', consent: { personalization: false } }],
  })
  expect(out.ask(request).fallback?.cause).toBe('OPTED_OUT')
  expect(out.ask({ ...request, shopper: { visitorId: 'v1' } }).fallback?.cause).toBe('OPTED_OUT')

  const former = given({ items: [item('a')], events: [view], customers: [{ customerId: 'anna' }] })
  former.view.foldDocument('customer', 'anna', undefined, NOW)
  expect(former.ask(request).fallback?.cause).toBe('OPTED_OUT')

  const optIn = given({ shop: { consentModel: 'opt-in' }, items: [item('a')], events: [view] })
  expect(optIn.ask(request).fallback?.cause).toBe('OPTED_OUT')
})
