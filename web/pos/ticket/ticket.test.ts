import { expect, test } from 'vitest'
import {
  eventOf,
  isTicket,
  newTicket,
  returnOf,
  withCustomer,
  withLine,
  withMode,
  withQuantity,
} from './ticket.ts'

const bread = { itemId: 'bread', quantity: 2, priceMinor: 250, title: 'Bread' }
const where = { channel: 'store-north', registerId: 'north-1', currency: 'GBP', at: 1_790_000_000_000 }

test('a sale is an order of the store with a number of its own', () => {
  const ticket = withLine(newTicket(), bread)
  const event = eventOf(ticket, where)
  expect(event).toMatchObject({
    kind: 'order',
    at: 1_790_000_000_000,
    channel: 'store-north',
    lines: [{ itemId: 'bread', quantity: 2, priceMinor: 250 }],
    totalMinor: 500,
    currency: 'GBP',
    properties: { register: 'north-1' },
  })
  expect(event.orderId).toMatch(/^P-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(event.shopper).toBeUndefined()
})

test('finishing a ticket twice is one sale, and with other contents another', () => {
  const ticket = withLine(newTicket(), bread)
  const again = eventOf(ticket, { ...where, at: where.at + 5_000 })
  expect(again.eventId).toBe(eventOf(ticket, where).eventId)
  expect(again.orderId).toBe(eventOf(ticket, where).orderId)
  for (const other of [
    withQuantity(ticket, '["bread",null]', 3),
    withLine(ticket, bread),
    withCustomer(ticket, 'ann'),
  ])
    expect(eventOf(other, where).eventId).not.toBe(again.eventId)
})

test('the customer is named while one is on the ticket', () => {
  const named = withCustomer(withLine(newTicket(), bread), 'ann')
  expect(eventOf(named, where).shopper).toEqual({ customerId: 'ann' })
  expect(eventOf(withCustomer(named, undefined), where).shopper).toBeUndefined()
})

test('a return names the order only when it is known', () => {
  const unknown = eventOf(withMode(withLine(newTicket(), bread), 'return'), where)
  expect(unknown.kind).toBe('refund')
  expect(unknown.orderId).toBeUndefined()
  expect(eventOf(returnOf('P-1', [bread], 'ann'), where)).toMatchObject({
    orderId: 'P-1',
    shopper: { customerId: 'ann' },
  })
})

test('what was kept by another version of the till is no ticket', () => {
  expect(isTicket(JSON.parse(JSON.stringify(withLine(newTicket(), bread))))).toBe(true)
  for (const bad of [null, 1, {}, { ...newTicket(), lines: [{}] }, { ...newTicket(), mode: 'gift' }])
    expect(isTicket(bad)).toBe(false)
})
