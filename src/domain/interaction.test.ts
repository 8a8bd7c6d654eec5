import { expect, test } from 'vitest'
import type { ShopEvent } from './event.ts'
import { INTERACTION_KINDS, interactionsOf } from './interaction.ts'

const base: ShopEvent = { eventId: 'e', kind: 'order', at: 7, channel: 'web' }
const lines = [
  { itemId: 'rye', quantity: 2, priceMinor: 300 },
  { itemId: 'rye', quantity: 1 },
]
const short = (event: ShopEvent) =>
  interactionsOf(event).map(({ kind, shopper, itemId, quantity }) => [kind, shopper, itemId, quantity])

test('an order is one row a line, even when two lines hold the same item', () => {
  expect(short({ ...base, lines })).toEqual([
    ['order', undefined, 'rye', 2],
    ['order', undefined, 'rye', 1],
  ])
})

test('a visitor and a customer together are linked first, and the act is the customer’s', () => {
  const shopper = { visitorId: 'v', customerId: 'anna' }
  expect(short({ ...base, kind: 'product-view', itemId: 'rye', shopper })).toEqual([
    ['identify', 'v:v', undefined, 1],
    ['product-view', 'c:anna', 'rye', 1],
  ])
  expect(interactionsOf({ ...base, kind: 'identify', shopper }).map(({ linkedTo }) => linkedTo)).toEqual([
    'c:anna',
  ])
})

test('somebody who acts as another shopper is not linked', () => {
  const shopper = { visitorId: 'v', customerId: 'anna' }
  expect(short({ ...base, kind: 'search', query: 'rye', shopper, isEmulated: true })).toEqual([
    ['search', 'c:anna', undefined, 1],
  ])
})

test('a basket comes after its act, and an emptied one says so', () => {
  expect(short({ ...base, kind: 'cart-remove', itemId: 'jam', basket: lines }).map(([kind]) => kind)).toEqual(
    ['cart-remove', 'basket-line', 'basket-line'],
  )
  expect(short({ ...base, kind: 'cart-update', basket: [] }).at(-1)?.[0]).toBe('basket-empty')
  expect(short({ ...base, kind: 'search', query: 'rye', basket: lines })).toHaveLength(1)
})

test('a list that was seen is one row an item; quarantine leaves none', () => {
  expect(short({ ...base, kind: 'list-impression', itemIds: ['rye', 'jam'] }).map((row) => row[2])).toEqual([
    'rye',
    'jam',
  ])
  expect(interactionsOf({ ...base, lines, quarantine: 'bot' })).toEqual([])
})

test('stored codes of kinds never change their meaning: new kinds come after these', () => {
  const first = [
    'basket-line',
    'basket-empty',
    'home-view',
    'category-view',
    'search',
    'list-impression',
    'list-click',
    'product-view',
    'product-share',
    'product-dismiss',
    'product-rating',
    'wishlist-add',
    'wishlist-remove',
    'cart-add',
    'cart-remove',
    'cart-update',
    'cart-view',
    'checkout-start',
    'checkout-step',
    'order',
    'refund',
    'coupon',
    'promotion-view',
    'promotion-click',
    'video',
    'email-open',
    'email-click',
    'ad-click',
    'call',
    'identify',
    'product-undismiss',
  ]
  expect(INTERACTION_KINDS.slice(0, first.length)).toEqual(first)
})

test('an order without an id of its own is a group by itself, not one with the session', () => {
  const groups = [
    { ...base, eventId: 'a', sessionId: 's', lines },
    { ...base, eventId: 'b', sessionId: 's', lines },
  ]
  expect(groups.map((event) => interactionsOf(event)[0]?.group)).toEqual(['a', 'b'])
})
