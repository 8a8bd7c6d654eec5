/** Lists of live figures, from the event to the answer; Adobe's tests 6, 7 and 9. */
import { expect, test } from 'vitest'
import { HOUR_MS } from '../domain/metric.ts'
import { daysAgo, given, ids, item, NOW, sold } from './given.test-support.ts'

const hoursAgo = (hours: number): number => NOW - hours * HOUR_MS
const viewsBy = (itemId: string, count: number, hours: number, prefix = itemId) =>
  Array.from({ length: count }, (_, k) => ({
    itemId,
    at: hoursAgo(hours),
    shopper: { visitorId: `${prefix}-${hours}-${k}` },
  }))

test('Adobe test 6: a session that opens one page fifty times is behind two sessions that open another', () => {
  const { ask } = given({
    items: [item('a'), item('b')],
    events: [
      ...Array.from({ length: 50 }, () => ({ itemId: 'a', sessionId: 's1' })),
      { itemId: 'b', sessionId: 's1' },
      { itemId: 'b', sessionId: 's2' },
    ],
  })
  expect(ask({ list: 'most-viewed' }).items.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['b', 2],
    ['a', 1],
  ])
  expect(ids(ask({ list: 'most-viewed', parameters: { viewMeasure: 'views' } }))).toEqual(['a', 'b'])
})

test('Adobe test 7: what rises today stands in Trending now, what is always popular does not, and hours pass', () => {
  const { ask, fold } = given({
    items: [item('always'), item('rising'), item('fresh')],
    events: [
      ...[90, 70, 50, 30, 10].flatMap((hours) => viewsBy('always', 400, hours)),
      ...viewsBy('rising', 20, 40),
      ...viewsBy('rising', 40, 20),
    ],
  })
  expect(ids(ask({ list: 'trending-now' }))).toEqual(['rising'])
  expect(ids(ask({ list: 'trending-now' }, NOW + 5 * HOUR_MS))).toEqual([])
  for (const view of viewsBy('fresh', 12, 0)) fold(view)
  expect(ids(ask({ list: 'trending-now' }))).toEqual(['fresh', 'rising'])
})

test('a till, where nobody opens pages, has a trend by its orders', () => {
  const till = { channel: 'berlin' }
  const { ask } = given({
    items: [item('rye'), item('bun')],
    events: [
      ...Array.from({ length: 30 }, () => sold('bun', 3, 1, till)),
      ...Array.from({ length: 10 }, () => sold('bun', 0, 1, till)),
      ...Array.from({ length: 12 }, () => sold('rye', 0, 1, till)),
    ],
  })
  expect(ids(ask({ list: 'trending-now', context: till }))).toEqual(['rye'])
})

test('Adobe test 9: the share of sessions that led to an order, and to the basket, is told with its numbers', () => {
  const shoppers = ['a', 'b', 'c', 'd'].map((visitorId) => ({ shopper: { visitorId } }))
  const { ask } = given({
    items: [item('rye'), item('once')],
    events: [
      ...shoppers.map((who) => ({ itemId: 'rye', at: daysAgo(2), ...who })),
      { itemId: 'once', at: daysAgo(2), shopper: { visitorId: 'a' } },
      sold('once', 1, 1, { shopper: { visitorId: 'a' } }),
      sold('rye', 1, 1, { shopper: { visitorId: 'd' } }),
      { kind: 'cart-add', itemId: 'rye', at: daysAgo(1), shopper: { visitorId: 'c' } },
    ],
  })
  const told = (list: string) =>
    ask({ list }).items.map(({ itemId, reasons }) => [itemId, reasons[0]?.code, reasons[0]?.values['rate']])
  expect(told('view-to-purchase')).toEqual([['rye', 'VIEW_LED_TO_PURCHASE', 0.25]])
  expect(told('view-to-cart')).toEqual([['rye', 'VIEW_LED_TO_CART', 0.25]])
})

test('sessions with a variant are sessions with its master', () => {
  const { ask } = given({
    items: [item('mug'), item('mug-red', { masterId: 'mug' }), item('cap')],
    events: [
      { itemId: 'mug-red', sessionId: 's1' },
      { itemId: 'mug', sessionId: 's2' },
      { itemId: 'cap', sessionId: 's1' },
    ],
  })
  expect(ask({ list: 'most-viewed' }).items.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['mug', 2],
    ['cap', 1],
  ])
})

test('a new price leaves a ranking as it was made; a stock that runs out does not', () => {
  const rye = item('rye', { channels: { web: { stock: 2 } } })
  const { view } = given({ items: [rye] })
  const assortment = () => view.assortment('web').at(NOW).version
  const before = [assortment(), view.catalog.structureVersion]
  view.foldDocument('item', 'rye', { ...rye, priceMinor: 299 }, NOW)
  expect([assortment(), view.catalog.structureVersion]).toEqual(before)
  view.foldDocument('item', 'rye', { ...rye, channels: { web: { stock: 0 } } }, NOW)
  expect(assortment()).not.toBe(before[0])
})
