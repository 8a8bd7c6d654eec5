import { expect, test } from 'vitest'
import { type TillTicket, tillEvent } from './till-event.ts'

const ticket: TillTicket = {
  mode: 'sale',
  channelId: 'store-north',
  lines: [{ itemId: 'bread', quantity: 2, priceMinor: 250, title: 'Bread' }],
  customerId: ' ',
  orderId: '',
  currency: 'GBP',
}

test('a sale is an order of the store with a number of its own', () => {
  const event = tillEvent(ticket)
  expect(event).toMatchObject({
    kind: 'order',
    channel: 'store-north',
    lines: [{ itemId: 'bread', quantity: 2, priceMinor: 250 }],
    totalMinor: 500,
    currency: 'GBP',
  })
  expect(event.orderId).toMatch(/^P-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(tillEvent(ticket).orderId).not.toBe(event.orderId)
  expect(tillEvent(ticket).eventId).not.toBe(event.eventId)
})

test('nobody is named when no card was shown', () => {
  expect(tillEvent(ticket).shopper).toBeUndefined()
  expect(tillEvent({ ...ticket, customerId: ' c1 ' }).shopper).toEqual({ customerId: 'c1' })
})

test('a return names the receipt only when it is known', () => {
  const given = tillEvent({ ...ticket, mode: 'return' })
  expect(given.kind).toBe('refund')
  expect(given.orderId).toBeUndefined()
  expect(tillEvent({ ...ticket, mode: 'return', orderId: 'P-1' }).orderId).toBe('P-1')
})
