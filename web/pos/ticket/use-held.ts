import { useState } from 'react'
import { holdTicket, readHeld, takeUpTicket } from './held-tickets.ts'
import type { Ticket } from './ticket.ts'
import { useTill } from '../till-context.ts'

type Held = {
  /** The one that was put aside first comes first. */
  readonly tickets: readonly Ticket[]
  /** Puts the ticket aside, or takes up the first that was when there is nothing on it. */
  readonly hold: () => void
  /** Takes up the first, and puts aside what is on the ticket. */
  readonly takeUp: () => void
}

export const useHeld = (): Held => {
  const { ticket, setTicket, session } = useTill()
  const name = `aisle.pos.held.${session.shop}.${session.register.registerId}`
  const [tickets, setTickets] = useState(() => readHeld(name))
  const goOnWith = (next: Ticket): void => {
    setTickets(readHeld(name))
    setTicket(() => next)
  }
  const takeUp = (): void => goOnWith(takeUpTicket(name, ticket))
  return {
    tickets,
    takeUp,
    hold: () => (ticket.lines.length > 0 ? goOnWith(holdTicket(name, ticket)) : takeUp()),
  }
}
