import { expect, test } from 'vitest'
import type { BasketLine } from '../../shared/basket-line.ts'
import { holdTicket, readHeld, takeUpTicket } from './held-tickets.ts'
import { newTicket, type Ticket, withLine } from './ticket.ts'

const line: BasketLine = { itemId: 'rye', quantity: 1, priceMinor: 450, title: 'Rye' }
const filled = (): Ticket => withLine(newTicket(), line)
const idsHeld = (name: string): readonly string[] => readHeld(name).map(({ ticketId }) => ticketId)

test('a ticket that is put aside is there for every tab of the till, behind those before it', () => {
  const [one, other] = [filled(), filled()]
  expect(holdTicket('held a', one).lines).toEqual([])
  holdTicket('held a', other)
  expect(idsHeld('held a')).toEqual([one.ticketId, other.ticketId])
})

test('taking one up takes the first, and puts aside what stands on the ticket', () => {
  const [one, other, third] = [filled(), filled(), filled()]
  holdTicket('held b', one)
  holdTicket('held b', other)
  expect(takeUpTicket('held b', third)).toEqual(one)
  expect(idsHeld('held b')).toEqual([other.ticketId, third.ticketId])
  // An empty one is nothing to keep.
  expect(takeUpTicket('held b', newTicket())).toEqual(other)
  expect(idsHeld('held b')).toEqual([third.ticketId])
  takeUpTicket('held b', newTicket())
  expect(takeUpTicket('held b', third)).toBe(third)
})
