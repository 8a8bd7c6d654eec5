/**
 * Sales and returns on their way to the server. Each is kept in the browser before anything else happens to it, and
 * taken out when the server has it. The server knows each by its id, so sending one twice changes nothing.
 */
import type { WireEvent } from '../../shared/wire.ts'
import { within } from './till-database.ts'

export type SaleState = 'waiting' | 'refused'

export type KeptSale = {
  /** Order of being made, from the database. */
  readonly place: number
  /** Of the event. */
  readonly id: string
  readonly shop: string
  readonly state: SaleState
  readonly event: WireEvent
  /** The server's time that was known when it was made: it cannot have been earlier. ms UTC; 0 for none. */
  readonly notBefore: number
  /** Why the server will not have it. */
  readonly refusedBecause?: string
}

export type QueueCounts = Readonly<Record<SaleState, number>>

let counts: QueueCounts = { waiting: 0, refused: 0 }
const listeners = new Set<() => void>()
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('aisle-pos-sales')

export const queueCounts = (): QueueCounts => counts
export const onQueue = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const inState = (store: IDBObjectStore, shop: string, state: SaleState) => ({
  index: store.index('state'),
  range: IDBKeyRange.only([shop, state]),
})

const countOf = async (shop: string, state: SaleState): Promise<number> =>
  (await within('sales', 'readonly', (store) => {
    const { index, range } = inState(store, shop, state)
    return index.count(range)
  })) ?? 0

/** Counts anew; the tabs of a till share the queue. */
export const recount = async (shop: string): Promise<void> => {
  counts = { waiting: await countOf(shop, 'waiting'), refused: await countOf(shop, 'refused') }
  for (const listener of listeners) listener()
}

const told = async (shop: string): Promise<void> => {
  tabs?.postMessage(shop)
  await recount(shop)
}

/** Counts now, and whenever another tab says that something changed. */
export const watchQueue = (shop: string): (() => void) => {
  // Without a database nothing is kept, so there is nothing to count.
  const count = (): void => void recount(shop).catch(() => undefined)
  tabs?.addEventListener('message', count)
  count()
  return () => tabs?.removeEventListener('message', count)
}

/** Resolves when it is on the disk. Keeping the same sale again changes nothing. */
export const keepSale = async (shop: string, event: WireEvent, notBefore: number): Promise<void> => {
  const known = await within('sales', 'readonly', (store) => store.index('id').getKey(event.eventId))
  if (known === undefined)
    await within('sales', 'readwrite', (store) =>
      store.put({ id: event.eventId, shop, state: 'waiting', event, notBefore }),
    )
  await told(shop)
}

/** The oldest of them. */
export const salesIn = async (shop: string, state: SaleState, limit: number): Promise<readonly KeptSale[]> =>
  (await within('sales', 'readonly', (store) => {
    const { index, range } = inState(store, shop, state)
    return index.getAll(range, limit) as IDBRequest<KeptSale[]>
  })) ?? []

export const saleOf = (id: string): Promise<KeptSale | undefined> =>
  within('sales', 'readonly', (store) => store.index('id').get(id) as IDBRequest<KeptSale | undefined>)

export type Settled = { readonly sale: KeptSale; readonly refusedBecause?: string }

/** Takes out what the server has, and marks what it will not have: that stays until somebody looks at it. */
export const settleSales = async (shop: string, settled: readonly Settled[]): Promise<void> => {
  await within('sales', 'readwrite', (store) => {
    for (const { sale, refusedBecause } of settled)
      if (refusedBecause === undefined) store.delete(sale.place)
      else store.put({ ...sale, state: 'refused', refusedBecause })
    return undefined
  })
  await told(shop)
}

/** Puts what was refused in line again. */
export const retrySales = async (shop: string, sales: readonly KeptSale[]): Promise<void> => {
  await within('sales', 'readwrite', (store) => {
    for (const { refusedBecause: _, ...sale } of sales) store.put({ ...sale, state: 'waiting' })
    return undefined
  })
  await told(shop)
}
