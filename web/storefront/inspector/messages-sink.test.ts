import { expect, test } from 'vitest'
import type { WireEvent } from '../../shared/wire.ts'
import { messagesOf } from './messages-sink.ts'

const event = (fields: Partial<WireEvent> & Pick<WireEvent, 'kind'>): WireEvent => ({
  eventId: 'e-1',
  at: Date.UTC(2026, 0, 2, 3),
  shopper: { visitorId: 'v-1' },
  currency: 'GBP',
  ...fields,
})
const basket = [
  { itemId: 'tea', quantity: 2, priceMinor: 250 },
  { itemId: 'jam', quantity: 1, priceMinor: 400 },
]

test('use case 4: the eight events of the seed have their names, attributes and metrics', () => {
  const told = [
    event({ kind: 'search', query: 'tea', properties: { resultCount: 3, reranked: 'false' } }),
    event({
      kind: 'product-view',
      itemId: 'tea',
      priceMinor: 250,
      list: 'trending',
      recommendationId: 'r-1',
    }),
    event({ kind: 'cart-add', itemId: 'tea', quantity: 2, priceMinor: 250 }),
    event({ kind: 'cart-remove', itemId: 'tea', quantity: 2, priceMinor: 250 }),
    event({ kind: 'cart-update', itemId: 'tea', quantity: 5, priceMinor: 250, properties: { change: 3 } }),
    event({ kind: 'cart-view', basket }),
    event({ kind: 'checkout-start', basket }),
    event({ kind: 'order', orderId: 'o-1', totalMinor: 900, lines: basket }),
  ].flatMap((each) => messagesOf(each)[0] ?? [])
  expect(told.map(({ name }) => name)).toEqual([
    'ProductSearched',
    'ProductViewed',
    'ProductAdded',
    'ProductRemoved',
    'ProductQuantityUpdated',
    'CartViewed',
    'CheckoutStarted',
    'OrderCompleted',
  ])
  expect(told[0]).toEqual({
    name: 'ProductSearched',
    attributes: { userId: 'v-1', query: 'tea', reranked: 'false' },
    metrics: { resultCount: 3 },
  })
  expect(told[1]).toMatchObject({
    attributes: { productId: 'tea', feature: 'trending', experimentCorrelationId: 'r-1' },
    metrics: { price: 2.5 },
  })
  expect(told[4]?.metrics).toEqual({ quantity: 5, change: 3, price: 2.5 })
  expect(told[5]?.metrics).toEqual({ cartTotal: 9, cartQuantity: 3 })
  expect(told[7]).toMatchObject({ attributes: { orderId: 'o-1' }, metrics: { orderTotal: 9 } })
})

test('each line of an order is a purchase, in the units of its currency', () => {
  const [, first, second] = messagesOf(
    event({ kind: 'order', orderId: 'o-1', currency: 'JPY', totalMinor: 900, lines: basket }),
  )
  expect(first).toMatchObject({ name: '_monetization.purchase', metrics: { _quantity: 2, _item_price: 250 } })
  expect(second?.attributes['_product_id']).toBe('jam')
})

test('who signs in is named, and what the tool has no name for is not told', () => {
  const shopper = { visitorId: 'v-1', customerId: 'c-1' }
  expect(messagesOf(event({ kind: 'identify', shopper })).map(({ name }) => name)).toEqual([
    'Identify',
    'UserSignedIn',
  ])
  const account = { customerId: 'c-1', at: Date.UTC(2026, 0, 2, 3) - 50 }
  expect(messagesOf(event({ kind: 'identify', shopper }), { ...account, at: 0 })[1]?.name).toBe(
    'UserSignedIn',
  )
  expect(messagesOf(event({ kind: 'identify', shopper }), account)[1]).toEqual({
    name: 'UserSignedUp',
    attributes: { userId: 'c-1', signUpDate: '2026-01-02T03:00:00.000Z' },
    metrics: {},
  })
  expect(messagesOf(event({ kind: 'list-impression', itemIds: ['tea'] }))).toEqual([])
})
