import { expect, test } from 'vitest'
import { given, ids, item, NOW, sold } from './given.test-support.ts'

test('a filter that was forgotten and comes again is not taken for what it was', () => {
  const { ask, view } = given({
    items: [item('rye', { priceMinor: 1 }), item('cake', { priceMinor: 100 })],
    events: [sold('rye', 1), sold('cake', 1)],
  })
  const cheap = { list: 'best-selling', filter: { where: 'item.priceMinor < 50' } }
  expect(ids(ask(cheap))).toEqual(['rye'])
  view.foldDocument('item', 'rye', item('rye', { priceMinor: 100 }), NOW)
  view.foldDocument('item', 'cake', item('cake', { priceMinor: 1 }), NOW)
  for (let k = 0; k < 130; k++) ask({ list: 'new', filter: { where: `item.priceMinor < ${1_000 + k}` } })
  expect(ids(ask(cheap))).toEqual(['cake'])
})

test('a price in major units follows the currency of the shop', () => {
  const { ask, view } = given({ items: [item('rye', { priceMinor: 1_000 })], events: [sold('rye', 1)] })
  const cheap = { list: 'best-selling', filter: { where: 'item.price < 100' } }
  expect(ids(ask(cheap))).toEqual(['rye'])
  view.foldDocument('shop', 'bakery', { ...view.shop, currency: 'JPY' }, NOW)
  expect(ids(ask(cheap))).toEqual([])
})
