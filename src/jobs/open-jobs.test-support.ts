/** A store in a folder of one test, with a shop, its runtime and the way in. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openSegmentFolder, type SegmentFolder } from '../artifacts/segment-folder.ts'
import type { Shop } from '../domain/catalog.ts'
import type { ShopId } from '../domain/ids.ts'
import type { Store } from '../stores/ports.ts'
import { openSqliteStore } from '../stores/sqlite/open.ts'
import { Ingest } from './ingest.ts'
import { Shops } from './shops.ts'

export const NOW = Date.UTC(2026, 2, 1, 12)
export const BAKERY: Shop = { shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' }
export const bakery = 'bakery' as ShopId

/** @param change  a store that behaves otherwise than the real one */
export const openJobs = async ({
  folder = temporaryFolder(),
  change = (store: Store) => store,
  queueRecordsMax = 20_000,
  segmentsOf = (shop: ShopId, logId: string): SegmentFolder | undefined =>
    openSegmentFolder(join(folder, 'segments', shop), logId),
} = {}) => {
  const store = change(await openSqliteStore({ path: join(folder, 'aisle.db') }))
  let given = 0
  const now = (): number => NOW
  const shops = new Shops({ store, now, segmentsOf })
  const ingest = new Ingest({
    store,
    now,
    newId: () => `given-${++given}`,
    queueRecordsMax,
    isOnlyWriter: true,
  })
  const close = async (): Promise<void> => {
    await shops.settle()
    await store.close()
  }
  onTestFinished(close)
  return { folder, store, shops, ingest, close }
}
