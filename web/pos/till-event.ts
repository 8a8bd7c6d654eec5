import { type BasketLine, totalMinor, wireLines } from '../shared/basket-line.ts'
import { randomId, readableId } from '../shared/random-id.ts'
import type { WireEvent } from '../shared/wire.ts'

export type Mode = 'sale' | 'return'

export type TillTicket = {
  readonly mode: Mode
  /** The store. */
  readonly channelId: string
  readonly lines: readonly BasketLine[]
  /** Of the customer's card; empty when none was shown. */
  readonly customerId: string
  /** Number on the receipt of what is returned; empty when it is not known. */
  readonly orderId: string
  readonly currency: string
}

/** What a finished ticket tells the server: an order with a number of its own, or a refund. */
export const tillEvent = (ticket: TillTicket): WireEvent => {
  const customerId = ticket.customerId.trim()
  const receipt = ticket.orderId.trim()
  const orderId = ticket.mode === 'sale' ? readableId('P') : receipt
  return {
    eventId: randomId(),
    kind: ticket.mode === 'sale' ? 'order' : 'refund',
    at: Date.now(),
    channel: ticket.channelId,
    ...(customerId !== '' && { shopper: { customerId } }),
    ...(orderId !== '' && { orderId }),
    lines: wireLines(ticket.lines),
    totalMinor: totalMinor(ticket.lines),
    currency: ticket.currency,
  }
}
