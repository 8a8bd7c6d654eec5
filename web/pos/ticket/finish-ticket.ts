/** Finishes a ticket: kept in the browser first, then sent; what the server does not have yet waits. */
import { ApiError } from '../../shared/api.ts'
import { connection } from '../offline/connection.ts'
import { makeRoom } from '../offline/make-room.ts'
import { keepSale, saleOf, settleSales } from '../offline/sales-queue.ts'
import { sendSales } from '../offline/send-sales.ts'
import type { PosSession } from '../sign-in/session.ts'
import { type Ticket, eventOf } from './ticket.ts'
import { isUnreachable, postTillEvents } from '../till-api.ts'
import { lastServerTime, tillNow } from '../offline/till-clock.ts'

export type Receipt = {
  readonly ticket: Ticket
  /** ms UTC */
  readonly at: number
  /** Whether the server has it, or it waits at this till. */
  readonly state: 'counted' | 'waiting'
}

/** Longer nobody stands at the counter for: the sale is kept, and goes on its way behind those before it. */
const PATIENCE_MS = 4_000

const refused = (text: string): ApiError =>
  new ApiError('REFUSED', text, { status: 400, fix: 'Change the ticket, or write the sale down.' })

/** Where the browser keeps nothing, a sale can only go straight to the server. */
const sendAtOnce = async (shop: string, event: ReturnType<typeof eventOf>): Promise<void> => {
  try {
    const [outcome] = await postTillEvents(shop, [event])
    if (outcome?.status === 'rejected') throw refused(`${outcome.field} ${outcome.message}`)
  } catch (error) {
    if (!isUnreachable(error)) throw error
    throw new ApiError('NOT_KEPT', 'The server is away, and this browser keeps nothing.', {
      status: 0,
      fix: 'Allow it to keep data for this site, or wait for the server.',
    })
  }
}

/** @throws when the browser does not keep it, even when everything else makes room */
const keep = async (...sale: Parameters<typeof keepSale>): Promise<void> => {
  try {
    await keepSale(...sale)
  } catch {
    await makeRoom()
    await keepSale(...sale)
  }
}

/** @throws ApiError when the sale is neither counted nor kept */
export const finishTicket = async (
  ticket: Ticket,
  { shop, register }: PosSession,
  currency: string,
): Promise<Receipt> => {
  const at = tillNow()
  const event = eventOf(ticket, {
    channel: register.channel,
    registerId: register.registerId,
    currency,
    at,
  })
  try {
    await keep(shop, event, lastServerTime())
  } catch {
    await sendAtOnce(shop, event)
    return { ticket, at, state: 'counted' }
  }
  if (!connection().isOnline) return { ticket, at, state: 'waiting' }
  await Promise.race([
    sendSales(shop),
    new Promise((resolve) => {
      setTimeout(resolve, PATIENCE_MS)
    }),
  ])
  const kept = await saleOf(event.eventId)
  if (kept === undefined) return { ticket, at, state: 'counted' }
  if (kept.refusedBecause === undefined) return { ticket, at, state: 'waiting' }
  // The associate stands before it and can put it right: it need not wait among those that nobody looked at.
  await settleSales(shop, [{ sale: kept }])
  throw refused(kept.refusedBecause)
}
