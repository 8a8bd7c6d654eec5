/** Sends what waits, oldest first, in batches, until nothing waits or the server is away. */
import { ApiError, toApiError } from '../../shared/api.ts'
import type { Outcome } from '../../shared/wire.ts'
import { alone } from './alone.ts'
import { connection } from './connection.ts'
import { type KeptSale, salesIn, settleSales } from './sales-queue.ts'
import { timely } from './till-clock.ts'
import { isUnreachable, postTillEvents } from '../till-api.ts'

/** Far below what the server takes at once (1,000), so that progress shows. */
const BATCH_MAX = 250

const refusalOf = (outcome: Outcome | undefined): string | undefined =>
  outcome?.status === 'rejected' ? `${outcome.field} ${outcome.message}. ${outcome.fix}`.trim() : undefined

/** @throws ApiError when the server is away, or will not have anything from this till now */
const sendBatch = async (shop: string, sales: readonly KeptSale[]): Promise<void> => {
  let outcomes: readonly Outcome[]
  try {
    outcomes = await postTillEvents(
      shop,
      sales.map(({ event, notBefore }) => timely(event, notBefore)),
    )
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

/** @returns why it stopped, besides the server being away: the sign-in ended, or too much at once */
export const sendSales = (shop: string): Promise<ApiError | undefined> => {
  // Where tabs cannot agree, ids keep sales from counting twice.
  sending ??= alone('aisle-pos-send', () => sendAll(shop)).finally(() => {
    sending = undefined
  })
  return sending
}
