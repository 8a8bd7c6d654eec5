/** Sends what lists did, oldest first, whenever no sale waits. */
import { toApiError } from '../../shared/api.ts'
import type { Outcome, WireEvent } from '../../shared/wire.ts'
import { postTillEvents } from '../till-api.ts'
import { alone } from './alone.ts'
import { connection } from './connection.ts'
import { type KeptListEvent, keepListEvent, listEventsOf, settleListEvents } from './list-events-queue.ts'
import { queueCounts } from './sales-queue.ts'
import { lastServerTime, timely } from './till-clock.ts'

const BATCH_MAX = 100
/** What follows each other goes together. */
const GATHER_MS = 2_000

const post = (shop: string, events: readonly KeptListEvent[]): Promise<readonly Outcome[]> =>
  postTillEvents(
    shop,
    events.map(({ event, notBefore }) => timely(event, notBefore)),
    { isQuiet: true },
  )

/** @throws ApiError when the server is away, or will not have anything from this till now */
const sendBatch = async (shop: string, events: readonly KeptListEvent[]): Promise<void> => {
  try {
    const outcomes = await post(shop, events)
    await settleListEvents(events, outcomes.filter(({ status }) => status === 'rejected').length)
  } catch (error) {
    const { status } = toApiError(error)
    if (status !== 400 && status !== 413) throw error
    // One record that makes the whole batch unreadable must not hold up the others.
    if (events.length === 1) return settleListEvents(events, 1)
    for (const event of events) await sendBatch(shop, [event])
  }
}

const sendAll = async (shop: string): Promise<void> => {
  // Sales go first, and again between two batches.
  while (connection().isOnline && queueCounts().waiting === 0) {
    const events = await listEventsOf(shop, BATCH_MAX)
    if (events.length === 0) return
    await sendBatch(shop, events)
  }
}

let sending: Promise<void> | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** What fails now waits, and is tried again with the next ones. */
export const sendListEvents = (shop: string): Promise<void> => {
  sending ??= alone('aisle-pos-send-list-events', () => sendAll(shop))
    .catch(() => undefined)
    .finally(() => {
      sending = undefined
    })
  return sending
}

/** Keeps it, and sends it soon. Never fails, and nobody waits for it. */
export const tellListEvent = (shop: string, event: WireEvent): void => {
  const keptOrSent = keepListEvent(shop, event, lastServerTime()).then(
    () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void sendListEvents(shop)
      }, GATHER_MS)
    },
    // A browser that keeps nothing tells what it can tell at once.
    async () => void (connection().isOnline && (await postTillEvents(shop, [event], { isQuiet: true }))),
  )
  keptOrSent.catch(() => undefined)
}
