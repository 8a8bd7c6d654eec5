/** An order looked up by the number that people know it by, with what came back of it. */
import type { ShopEvent } from '../domain/event.ts'
import type { ShopId } from '../domain/ids.ts'
import type { Store } from '../stores/ports.ts'

/** Records that are looked through, from the newest on: months of most shops. No index is kept for so rare a question. */
const RECORDS_MAX = 200_000
const CHUNK_RECORDS = 5_000

export type FoundOrder = {
  readonly order: ShopEvent
  /** Refunds that name it, newest first. */
  readonly refunds: readonly ShopEvent[]
}

const numberOf = ({ orderId, eventId }: ShopEvent): string => orderId ?? eventId

/**
 * @returns undefined when none of the newest records is an order of that number
 * @complexity O(records after the order), read in chunks, so that other calls get their turn
 */
export const findOrder = async (
  store: Store,
  shop: ShopId,
  orderId: string,
): Promise<FoundOrder | undefined> => {
  const head = await store.headSeq(shop)
  const oldest = Math.max(0, head - RECORDS_MAX)
  // Only records that hold the number as it stands in JSON are parsed.
  const needle = JSON.stringify(orderId)
  const refunds: ShopEvent[] = []
  for (let to = head; to > oldest; to -= CHUNK_RECORDS) {
    const from = Math.max(oldest, to - CHUNK_RECORDS)
    const records = await store.readLog(shop, from, to - from)
    for (const { op, body } of records.toReversed()) {
      if (op !== 'event' || !body.includes(needle)) continue
      const event = JSON.parse(body) as ShopEvent
      if (event.kind === 'order' && numberOf(event) === orderId) return { order: event, refunds }
      if (event.kind === 'refund' && event.orderId === orderId) refunds.push(event)
    }
  }
  return undefined
}
