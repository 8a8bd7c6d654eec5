/** Sends what waits, oldest first, in batches, until nothing waits or the server is away. */
import { ApiError, toApiError } from '../../shared/api.ts'
import type { Outcome, WireEvent } from '../../shared/wire.ts'
import { connection } from './connection.ts'
import { type KeptSale, salesIn, settleSales } from './sales-queue.ts'
import { lastServerTime, possibleTime } from './till-clock.ts'
import { isUnreachable, postTillEvents } from '../till-api.ts'

/** Far below what the server takes at once (1,000), so that progress shows. */
const BATCH_MAX = 250

/** The event with a time that it can have been made at, whatever the clock of this till said. */
const timely = ({ event, notBefore }: KeptSale): WireEvent => ({
  ...event,
  at: possibleTime(event.at, notBefore, lastServerTime()),
})

const refusalOf = (outcome: Outcome | undefined): string | undefined =>
  outcome?.status === 'rejected' ? `${outcome.field} ${outcome.message}. ${outcome.fix}`.trim() : undefined

/** @throws ApiError when the server is away, or will not have anything from this till now */
const sendBatch = async (shop: string, sales: readonly KeptSale[]): Promise<void> => {
  let outcomes: readonly Outcome[]
  try {
    outcomes = await postTillEvents(shop, sales.map(timely))
  } catch (error) {
    const failure = toApiError(error)
    // One record that makes the whole batch unreadable must not hold up the others.
    if (failure.status !== 400 && failure.status !== 413) throw failure
    if (sales.length === 1) {
      const refusedBecause = `${failure.message} ${failure.fix}`
      return settleSales(shop, [{ sale: sales[0] as KeptSale, refusedBecause }])
    }
    for (const sale of sales) await sendBatch(shop, [sale])
    return undefined
  }
  await settleSales(
    shop,
    sales.flatMap((sale, k) => {
      const outcome = outcomes[k]
      if (outcome === undefined) return []
      const refusedBecause = refusalOf(outcome)
      return [{ sale, ...(refusedBecause !== undefined && { refusedBecause }) }]
    }),
  )
}

let sending: Promise<ApiError | undefined> | undefined

const sendAll = async (shop: string): Promise<ApiError | undefined> => {
  try {
    for (;;) {
      if (!connection().isOnline) return undefined
      const sales = await salesIn(shop, 'waiting', BATCH_MAX)
      if (sales.length === 0) return undefined
      await sendBatch(shop, sales)
    }
  } catch (error) {
    return isUnreachable(error) ? undefined : toApiError(error)
  }
}

/** One tab sends at a time where the browser lets tabs agree on it; elsewhere ids keep sales from counting twice. */
const alone = async <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('aisle-pos-send', work) : work()

/** @returns why it stopped, besides the server being away: the sign-in ended, or too much at once */
export const sendSales = (shop: string): Promise<ApiError | undefined> => {
  sending ??= alone(() => sendAll(shop)).finally(() => {
    sending = undefined
  })
  return sending
}
