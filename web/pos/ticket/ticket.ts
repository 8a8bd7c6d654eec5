/** What is being sold or taken back at a till. */
import {
  type BasketLine,
  addLine,
  isLines,
  setQuantity,
  totalMinor,
  wireLines,
} from '../../shared/basket-line.ts'
import { randomId, readableId } from '../../shared/random-id.ts'
import type { WireEvent } from '../../shared/wire.ts'

export type Mode = 'sale' | 'return'

export type Ticket = {
  /** Id of the event that finishing it sends: finishing the same ticket twice is one sale. */
  readonly ticketId: string
  /** Number on the receipt. */
  readonly receiptId: string
  readonly mode: Mode
  readonly lines: readonly BasketLine[]
  readonly customerId?: string
  /** The order that a return takes back; empty when it is not known. */
  readonly orderId: string
}

export const newTicket = (mode: Mode = 'sale'): Ticket => ({
  ticketId: randomId(),
  receiptId: readableId(mode === 'sale' ? 'P' : 'R'),
  mode,
  lines: [],
  orderId: '',
})

export const isTicket = (value: unknown): value is Ticket => {
  const ticket = value as Partial<Ticket> | null
  return (
    typeof ticket === 'object' &&
    typeof ticket?.ticketId === 'string' &&
    typeof ticket.receiptId === 'string' &&
    (ticket.mode === 'sale' || ticket.mode === 'return') &&
    typeof ticket.orderId === 'string' &&
    isLines(ticket.lines)
  )
}

/** The ticket with other contents; what was tried with the old ones is another sale. */
const changed = (ticket: Ticket, contents: Partial<Ticket>): Ticket => {
  const { ticketId, receiptId } = newTicket(contents.mode ?? ticket.mode)
  return { ...ticket, ...contents, ticketId, receiptId }
}

export const withLine = (ticket: Ticket, line: BasketLine): Ticket =>
  changed(ticket, { lines: addLine(ticket.lines, line) })

export const withQuantity = (ticket: Ticket, key: string, quantity: number): Ticket =>
  changed(ticket, { lines: setQuantity(ticket.lines, key, quantity) })

export const withMode = (ticket: Ticket, mode: Mode): Ticket =>
  ticket.mode === mode ? ticket : changed(ticket, { mode, orderId: '' })

export const withOrder = (ticket: Ticket, orderId: string): Ticket => changed(ticket, { orderId })

/** What comes back of an order: its lines as far as they were chosen, and who bought it. */
export const returnOf = (
  orderId: string,
  lines: readonly BasketLine[],
  customerId: string | undefined,
): Ticket => ({
  ...newTicket('return'),
  orderId,
  lines,
  ...(customerId !== undefined && { customerId }),
})

export const withCustomer = (ticket: Ticket, customerId: string | undefined): Ticket => {
  const { customerId: _, ...rest } = changed(ticket, {})
  return customerId === undefined ? rest : { ...rest, customerId }
}

type Where = {
  /** The store. */
  readonly channel: string
  readonly registerId: string
  readonly currency: string
  /** ms UTC */
  readonly at: number
}

/** What a finished ticket tells the server: an order with a number of its own, or a refund. */
export const eventOf = (ticket: Ticket, { channel, registerId, currency, at }: Where): WireEvent => {
  const orderId = ticket.mode === 'sale' ? ticket.receiptId : ticket.orderId.trim()
  return {
    eventId: ticket.ticketId,
    kind: ticket.mode === 'sale' ? 'order' : 'refund',
    at,
    channel,
    ...(ticket.customerId !== undefined && { shopper: { customerId: ticket.customerId } }),
    ...(orderId !== '' && { orderId }),
    lines: wireLines(ticket.lines),
    totalMinor: totalMinor(ticket.lines),
    currency,
    properties: { register: registerId },
  }
}
