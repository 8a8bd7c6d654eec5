import { expect, test } from 'vitest'
import {
  eventOf,
  isTicket,
  listEventOf,
  newTicket,
  openedAt,
  returnOf,
  withCustomer,
  withLine,
  withMode,
  withOpened,
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

const place = { list: 'best-selling', recommendationId: 'r-1', position: 3 }
const seen = { kind: 'list-impression', list: 'best-selling', recommendationId: 'r-1' } as const

test('what is taken from a list is ordered as taken from it', () => {
  const ticket = withLine(withLine(newTicket(), bread, place), { ...bread, itemId: 'jam' })
  expect(eventOf(ticket, where).lines).toEqual([
    { itemId: 'bread', quantity: 2, priceMinor: 250, recommendationId: 'r-1' },
    { itemId: 'jam', quantity: 2, priceMinor: 250 },
  ])
})

test('what is looked at from a list is remembered, and changes nothing of what is sold', () => {
  const ticket = withLine(newTicket(), bread)
  const opened = withOpened(withOpened(ticket, 'jam', { ...place, recommendationId: 'r-0' }), 'jam', place)
  expect(openedAt(opened, 'jam')).toEqual(place)
  expect(openedAt(opened, 'bread')).toBeUndefined()
  expect(eventOf(opened, where)).toEqual(eventOf(ticket, where))
  expect(openedAt(newTicket(), 'jam')).toBeUndefined()
  let many = ticket
  for (let k = 0; k < 300; k++) many = withOpened(many, `item-${k}`, place)
  expect([many.opened?.length, many.opened?.at(-1)?.itemId]).toEqual([200, 'item-299'])
})

test('an event of a list names the customer of the ticket, and without one nobody', () => {
  const ticket = newTicket()
  const named = listEventOf(seen, withCustomer(ticket, 'ann'), where)
  expect(named.shopper).toEqual({ customerId: 'ann' })
  expect(named).toMatchObject({
    ...seen,
    at: where.at,
    channel: 'store-north',
    properties: { register: 'north-1' },
  })
  expect(Object.keys(listEventOf(seen, ticket, where))).not.toContain('shopper')
  expect(Object.keys(listEventOf(seen, ticket, where))).not.toContain('sessionId')
})

test('a visit is one from the first list to the order, and another for whoever comes next', () => {
  const visitOf = (ticket: Parameters<typeof eventOf>[0]) => eventOf(ticket, where).properties?.['visit']
  const ticket = withOpened(newTicket(), 'jam', place)
  const visit = listEventOf(seen, ticket, where).properties?.['visit']
  expect(visit).toMatch(/^[0-9a-f]{32}$/)
  const ann = withCustomer(withLine(ticket, bread), 'ann')
  expect([visitOf(ann), openedAt(ann, 'jam')]).toEqual([visit, place])
  expect(visitOf(newTicket())).not.toBe(visit)
  for (const other of ['ben', undefined]) {
    const next = withCustomer(ann, other)
    expect(visitOf(next)).not.toBe(visit)
    expect(openedAt(next, 'jam')).toBeUndefined()
  }
})

test('a ticket that an older till kept is still one', () => {
  const { visitId: _, ...old } = withLine(newTicket(), bread)
  expect(isTicket(old)).toBe(true)
  expect(eventOf(old, where).properties).toEqual({ register: 'north-1' })
})
