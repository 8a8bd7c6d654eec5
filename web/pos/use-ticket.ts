/** The ticket of a register, which stays over a reload, and what is told while it is served. */
import { useCallback, useRef, useState } from 'react'
import { readJson, writeText } from '../shared/safe-storage.ts'
import { tellListEvent } from './offline/send-list-events.ts'
import { tillNow } from './offline/till-clock.ts'
import type { PosSession } from './sign-in/session.ts'
import { type Ticket, isTicket, listEventOf, newTicket } from './ticket/ticket.ts'
import type { Till } from './till-context.ts'

type OpenTicket = Pick<Till, 'ticket' | 'setTicket' | 'tell'> & {
  /** The ticket as it is now, also between two drawings. */
  readonly newestTicket: () => Ticket
}

/** The one that this register was at, or a new one: kept at once, so that a reload is not another visit. */
const openTicket = (name: string): Ticket => {
  const ticket = readJson(name, isTicket) ?? newTicket()
  writeText(name, JSON.stringify(ticket))
  return ticket
}

/** Kept with each change and not with the next drawing: a sale may be finished while the screen goes away. */
export const useTicket = ({ shop, register: { registerId, channel } }: PosSession): OpenTicket => {
  const name = `aisle.pos.ticket.${shop}.${registerId}`
  const [ticket, show] = useState(() => openTicket(name))
  const newest = useRef(ticket)
  const setTicket = useCallback<Till['setTicket']>(
    (make) => {
      newest.current = make(newest.current)
      writeText(name, JSON.stringify(newest.current))
      show(newest.current)
    },
    [name],
  )
  const tell = useCallback<Till['tell']>(
    (draft) =>
      tellListEvent(shop, listEventOf(draft, newest.current, { channel, registerId, at: tillNow() })),
    [shop, channel, registerId],
  )
  const newestTicket = useCallback(() => newest.current, [])
  return { ticket, setTicket, tell, newestTicket }
}
