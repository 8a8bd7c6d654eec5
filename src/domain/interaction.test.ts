import { expect, test } from 'vitest'
import type { ShopEvent } from './event.ts'
import { interactionsOf } from './interaction.ts'

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
