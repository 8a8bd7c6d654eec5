/** For whom reasons are worded. */
import { expect, test } from 'vitest'
import { daysAgo, given, item, sold } from './given.test-support.ts'

const { ask } = given({
  items: [
    item('rye', { title: 'Rye bread' }),
    item('bun'),
    item('you', { title: 'Because you bought bread' }),
  ],
  channels: [
    { channelId: 'north', kind: 'store' },
    { channelId: 'phone', kind: 'call-center' },
  ],
  customers: [{ customerId: 'ann', wishlist: ['bun'] }],
  events: [
    sold('rye', 3, 1, { shopper: { customerId: 'ann' } }),
    sold('rye', 2, 1, { shopper: { customerId: 'ann' } }),
    { kind: 'product-view', itemId: 'bun', at: daysAgo(1), shopper: { customerId: 'ann' } },
  ],
})
const said = (list: string, channel?: string) =>
  ask({
    list,
    shopper: { customerId: 'ann' },
    ...(channel !== undefined && { context: { channel } }),
  }).items.flatMap(({ reasons }) => reasons.map(({ code, text }) => [code, text]))

test('a shopper is addressed on the web, and spoken of where an associate reads', () => {
  expect(said('buy-again')).toEqual([['BOUGHT_BY_YOU', 'You bought this 2 times']])
  for (const channel of ['north', 'phone'])
    expect(said('buy-again', channel)).toEqual([['BOUGHT_BY_YOU', 'The customer bought this 2 times']])
  expect(said('recently-viewed', 'north')).toContainEqual(['VIEWED_AT', 'The customer looked at this'])
})

test('what speaks of nobody is the same everywhere', () => {
  expect(said('new', 'north')).toEqual(said('new'))
})
