/** Tickets put aside while somebody else is served. They stay with the register, whose tabs share them. */
import { readJson, writeText } from '../../shared/safe-storage.ts'
import { type Ticket, isTicket, newTicket } from './ticket.ts'

const isTickets = (value: unknown): value is readonly Ticket[] =>
  Array.isArray(value) && value.every(isTicket)

export const readHeld = (name: string): readonly Ticket[] => readJson(name, isTickets) ?? []
const writeHeld = (name: string, tickets: readonly Ticket[]): void => writeText(name, JSON.stringify(tickets))

/** @returns the ticket to go on with */
export const holdTicket = (name: string, ticket: Ticket): Ticket => {
  writeHeld(name, [...readHeld(name), ticket])
  return newTicket()
}

/** The first that was put aside; what stands on the ticket takes the last place. @returns the ticket to go on with */
export const takeUpTicket = (name: string, ticket: Ticket): Ticket => {
  const [first, ...others] = readHeld(name)
  if (first === undefined) return ticket
  writeHeld(name, ticket.lines.length > 0 ? [...others, ticket] : others)
  return first
}
