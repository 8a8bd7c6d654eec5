import { expect, test } from 'vitest'
import type { Customer } from '../domain/customer.ts'
import type { ShopEvent } from '../domain/event.ts'
import { ShopView } from './shop-view.ts'
import { wishedItems, wishListOf } from './wish-list.ts'

const open = (customer?: Partial<Customer>) => {
  const view = new ShopView({ shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' })
  for (const itemId of ['rye', 'jam', 'bun']) view.foldDocument('item', itemId, { itemId }, 0)
  view.foldDocument('item', 'bun-big', { itemId: 'bun-big', masterId: 'bun' }, 0)
  if (customer !== undefined) view.foldDocument('customer', 'anna', { customerId: 'anna', ...customer }, 0)
  let seq = 0
  const fold = (
    kind: ShopEvent['kind'],
    itemId: string,
    at: number,
    shopper: object = { customerId: 'anna' },
  ) => {
    seq++
    const lines = kind === 'order' ? { lines: [{ itemId, quantity: 1 }] } : { itemId }
    view.foldEvent(seq, { eventId: `e${seq}`, kind, at, channel: 'web', shopper, ...lines })
  }
  return { view, fold, list: () => wishListOf(view, 'anna') }
}

test('the list is that of the document, and what was done since, newest first', () => {
  const { fold, list } = open({ wishlist: ['rye', 'jam'] })
  expect(list()).toEqual(['rye', 'jam'])
  fold('wishlist-add', 'bun', 10)
  expect(list()).toEqual(['bun', 'rye', 'jam'])
  fold('wishlist-remove', 'rye', 20)
  expect(list()).toEqual(['bun', 'jam'])
  fold('wishlist-add', 'jam', 30)
  expect(list()).toEqual(['jam', 'bun'])
})

test('what is bought leaves the list, and can be wished for again', () => {
  const { fold, list } = open({ wishlist: ['rye'] })
  fold('order', 'rye', 10)
  expect(list()).toEqual([])
  fold('wishlist-add', 'rye', 20)
  expect(list()).toEqual(['rye'])
})

test('what was done before the list was written as a whole counts no more', () => {
  const { fold, list } = open({ wishlist: ['rye'], wishlistAt: 15 })
  fold('wishlist-add', 'jam', 10)
  fold('order', 'rye', 12)
  fold('wishlist-remove', 'rye', 15)
  expect(list()).toEqual(['rye'])
  fold('wishlist-remove', 'rye', 16)
  expect(list()).toEqual([])
})

test('what was wished for in a browser that is theirs belongs, in the order of time', () => {
  const { fold, list } = open()
  fold('wishlist-add', 'rye', 10, { visitorId: 'v' })
  expect(list()).toEqual([])
  fold('wishlist-add', 'jam', 5, { visitorId: 'v', customerId: 'anna' })
  expect(list()).toEqual(['rye', 'jam'])
  fold('wishlist-remove', 'rye', 20)
  expect(list()).toEqual(['jam'])
})

test('variants are their master, and what nobody knows stands at the end', () => {
  const { fold, list } = open({ wishlist: ['gone', 'bun-big', 'rye'] })
  expect(list()).toEqual(['bun', 'rye', 'gone'])
  fold('wishlist-remove', 'bun', 10)
  expect(list()).toEqual(['rye', 'gone'])
})

test('somebody who is not known has a list too', () => {
  const { view, fold } = open({ wishlist: ['rye'] })
  fold('wishlist-add', 'jam', 10, { visitorId: 'v' })
  const visitor = view.shoppers.find('v:v')
  expect([...wishedItems(view, undefined, [visitor])].map((item) => view.items.name(item))).toEqual(['jam'])
  expect(wishListOf(view, 'nobody')).toEqual([])
})
