/** Tickets put aside while somebody else is served. They stay with the register. */
import { readJson, writeText } from '../shared/safe-storage.ts'
import { type Ticket, isTicket } from './ticket.ts'

const isTickets = (value: unknown): value is readonly Ticket[] =>
  Array.isArray(value) && value.every(isTicket)

export const readHeld = (name: string): readonly Ticket[] => readJson(name, isTickets) ?? []
export const writeHeld = (name: string, tickets: readonly Ticket[]): void =>
  writeText(name, JSON.stringify(tickets))
