import { useState } from 'react'
import { readHeld, writeHeld } from './held-tickets.ts'
import { type Ticket, newTicket } from './ticket.ts'
import { useTill } from './till-context.ts'

type Held = {
  /** The one that was put aside first comes first. */
  readonly tickets: readonly Ticket[]
  /** Puts the ticket aside, or takes up the first that was when there is nothing on it. */
  readonly swap: () => void
}

export const useHeld = (): Held => {
  const { ticket, setTicket, session } = useTill()
  const name = `aisle.pos.held.${session.shop}.${session.register.registerId}`
  const [tickets, setTickets] = useState(() => readHeld(name))
  const keep = (next: readonly Ticket[]): void => {
    writeHeld(name, next)
    setTickets(next)
  }
  return {
    tickets,
    swap: () => {
      const [first, ...others] = tickets
      if (ticket.lines.length > 0) {
        keep([...tickets, ticket])
        setTicket(() => newTicket())
      } else if (first !== undefined) {
        keep(others)
        setTicket(() => first)
      }
    },
  }
}
