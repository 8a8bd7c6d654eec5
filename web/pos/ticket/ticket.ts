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
import type { EventDraft, WireEvent } from '../../shared/wire.ts'

export type Mode = 'sale' | 'return'

/** A place in a list that led to a product. */
export type ListPlace = {
  readonly list: string
  readonly recommendationId: string
  /** From 0. */
  readonly position: number
}

/** Products of which it is remembered where they were opened. */
const OPENED_MAX = 200

export type Ticket = {
  /** Id of the event that finishing it sends: finishing the same ticket twice is one sale. */
  readonly ticketId: string
  /** The same however the ticket changes, until somebody else is served. Left out on tickets of older tills. */
  readonly visitId?: string
  /** Number on the receipt. */
  readonly receiptId: string
  readonly mode: Mode
  readonly lines: readonly BasketLine[]
  readonly customerId?: string
  /** The order that a return takes back; empty when it is not known. */
  readonly orderId: string
  /** What was looked at from lists, the newest last. */
  readonly opened?: readonly (ListPlace & { readonly itemId: string })[]
}

export const newTicket = (mode: Mode = 'sale'): Ticket => ({
  ticketId: randomId(),
  visitId: randomId(),
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
    (ticket.opened === undefined || Array.isArray(ticket.opened)) &&
    isLines(ticket.lines)
  )
}

/** The ticket with other contents; what was tried with the old ones is another sale. */
const changed = (ticket: Ticket, contents: Partial<Ticket>): Ticket => {
  const { ticketId, receiptId } = newTicket(contents.mode ?? ticket.mode)
  return { ...ticket, ...contents, ticketId, receiptId }
}

/** @param from  the place in a list that led to it */
export const withLine = (ticket: Ticket, line: BasketLine, from?: ListPlace): Ticket => {
  const led = from === undefined ? line : { ...line, recommendationId: from.recommendationId }
  return changed(ticket, { lines: addLine(ticket.lines, led) })
}

/** Remembers that a product was looked at from a list. What is on the ticket stays the same sale. */
export const withOpened = (ticket: Ticket, itemId: string, place: ListPlace): Ticket => {
  const others = (ticket.opened ?? []).filter((opened) => opened.itemId !== itemId)
  return { ...ticket, opened: [...others, { itemId, ...place }].slice(-OPENED_MAX) }
}

/** Where the product was looked at, if it was: adding it now, by whatever way, the list has led to it. */
export const openedAt = (ticket: Ticket, itemId: string): ListPlace | undefined => {
  const found = ticket.opened?.find((opened) => opened.itemId === itemId)
  if (found === undefined) return undefined
  const { itemId: _, ...place } = found
  return place
}

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

/** Whoever comes in place of another customer is another visit. */
export const withCustomer = (ticket: Ticket, customerId: string | undefined): Ticket => {
  const { customerId: before, ...rest } = changed(ticket, {})
  const visit = before === undefined || before === customerId ? {} : { visitId: randomId(), opened: [] }
  return customerId === undefined ? { ...rest, ...visit } : { ...rest, ...visit, customerId }
}

export type Where = {
  /** The store. */
  readonly channel: string
  readonly registerId: string
  /** ms UTC */
  readonly at: number
}

/**
 * Who and where, on every event of a ticket: its customer, and without one nobody. The visit is no shopper: it ends with
 * the ticket and is found again nowhere else.
 */
const signed = ({ customerId, visitId }: Ticket, { channel, registerId, at }: Where) => ({
  at,
  channel,
  ...(customerId !== undefined && { shopper: { customerId } }),
  properties: { register: registerId, ...(visitId !== undefined && { visit: visitId }) },
})

/** What a list did while the ticket was served. */
export const listEventOf = (draft: EventDraft, ticket: Ticket, where: Where): WireEvent => {
  const base = signed(ticket, where)
  return {
    eventId: randomId(),
    ...draft,
    ...base,
    properties: { ...draft.properties, ...base.properties },
  }
}

/** What a finished ticket tells the server: an order with a number of its own, or a refund. */
export const eventOf = (
  ticket: Ticket,
  { currency, ...where }: Where & { readonly currency: string },
): WireEvent => {
  const orderId = ticket.mode === 'sale' ? ticket.receiptId : ticket.orderId.trim()
  return {
    eventId: ticket.ticketId,
    kind: ticket.mode === 'sale' ? 'order' : 'refund',
    ...signed(ticket, where),
    ...(orderId !== '' && { orderId }),
    lines: wireLines(ticket.lines),
    totalMinor: totalMinor(ticket.lines),
    currency,
  }
}
