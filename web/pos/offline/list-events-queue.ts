/**
 * What the lists of this till did, on its way to the server. It stands in a database of its own, so that nothing about it
 * can touch the sales; of too many the oldest are lost, and counted.
 */
import { readText, writeText } from '../../shared/safe-storage.ts'
import type { WireEvent } from '../../shared/wire.ts'
import { databaseOf } from './till-database.ts'

/** About three days of a busy till without the server, in some 10 MB. */
export const LIST_EVENTS_MAX = 10_000

export type KeptListEvent = {
  /** Order of being told, from the database. */
  readonly place: number
  readonly shop: string
  readonly event: WireEvent
  /** The server's time that was known when it was told, ms UTC; 0 for none. */
  readonly notBefore: number
}

export type ListEventCounts = {
  readonly waiting: number
  /** By this till, ever: they were too many, or the server refused them. */
  readonly lost: number
}

const LOST_NAME = 'aisle.pos.list-events-lost'
const listeners = new Set<() => void>()
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('aisle-pos-lists')
let counts: ListEventCounts = { waiting: 0, lost: 0 }

const within = databaseOf<'events'>({
  name: 'aisle-pos-lists',
  version: 1,
  durability: 'relaxed',
  create: (base) => {
    const events = base.createObjectStore('events', { keyPath: 'place', autoIncrement: true })
    events.createIndex('shop', 'shop')
  },
})

export const listEventCounts = (): ListEventCounts => counts
export const onListEvents = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const lostBefore = (): number => Number(readText(LOST_NAME) ?? 0) || 0

const recount = async (): Promise<void> => {
  const waiting = (await within('events', 'readonly', (store) => store.count())) ?? 0
  counts = { waiting, lost: lostBefore() }
  for (const listener of listeners) listener()
}

const changed = async (newlyLost: number): Promise<void> => {
  if (newlyLost > 0) writeText(LOST_NAME, String(lostBefore() + newlyLost))
  tabs?.postMessage('changed')
  await recount()
}

/** Counts now, and whenever another tab says that something changed. */
export const watchListEvents = (): (() => void) => {
  // Without a database nothing is kept, so there is nothing to count.
  const count = (): void => void recount().catch(() => undefined)
  tabs?.addEventListener('message', count)
  count()
  return () => tabs?.removeEventListener('message', count)
}

/** Removes the first ones of a store, in a transaction that is open. */
const dropOldest = (store: IDBObjectStore, count: number): void => {
  let left = count
  const cursor = store.openKeyCursor()
  cursor.addEventListener('success', () => {
    if (cursor.result === null || left-- <= 0) return
    store.delete(cursor.result.primaryKey)
    cursor.result.continue()
  })
}

/** Keeps it behind those before it. @throws when the browser keeps nothing */
export const keepListEvent = async (shop: string, event: WireEvent, notBefore: number): Promise<void> => {
  let tooMany = 0
  await within('events', 'readwrite', (store) => {
    const put = store.put({ shop, event, notBefore })
    const count = store.count()
    count.addEventListener('success', () => {
      tooMany = Math.max(0, count.result - LIST_EVENTS_MAX)
      if (tooMany > 0) dropOldest(store, tooMany)
    })
    return put
  })
  await changed(tooMany)
}

/** The oldest of them. */
export const listEventsOf = async (shop: string, limit: number): Promise<readonly KeptListEvent[]> =>
  (await within(
    'events',
    'readonly',
    (store) => store.index('shop').getAll(IDBKeyRange.only(shop), limit) as IDBRequest<KeptListEvent[]>,
  )) ?? []

/** Takes out what was answered. @param lostCount  how many of them the server would not have */
export const settleListEvents = async (
  settled: readonly KeptListEvent[],
  lostCount: number,
): Promise<void> => {
  await within('events', 'readwrite', (store) => {
    for (const { place } of settled) store.delete(place)
    return undefined
  })
  await changed(lostCount)
}

/** Lets go of all that waits: a sale needs the room. */
export const dropListEvents = async (): Promise<void> => {
  let dropped = 0
  await within('events', 'readwrite', (store) => {
    const count = store.count()
    count.addEventListener('success', () => {
      dropped = count.result
    })
    return store.clear()
  })
  await changed(dropped)
}
