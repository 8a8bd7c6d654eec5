/** Keeps the newest snapshot of the store in the browser, and in the offline engine. */
import { connection, onConnection } from './connection.ts'
import type { OfflineEngine } from './offline-engine.ts'
import { putSnapshotInfo } from './snapshot-info.ts'
import { respond } from '../till-api.ts'
import { within } from './till-database.ts'

const REFRESH_MS = 180_000
/** Stores of a hundred thousand products, on a slow line. */
const LOAD_MS_MAX = 120_000

type KeptSnapshot = {
  readonly name: string
  readonly etag: string
  readonly bytes: Uint8Array
  /** The server's time until which nothing of it had changed, ms UTC */
  readonly trueAt: number
}

const readKept = (name: string): Promise<KeptSnapshot | undefined> =>
  within('snapshots', 'readonly', (store) => store.get(name) as IDBRequest<KeptSnapshot | undefined>)

const keep = (snapshot: KeptSnapshot): Promise<unknown> =>
  within('snapshots', 'readwrite', (store) => store.put(snapshot))

const open = async (engine: OfflineEngine, { bytes, trueAt }: KeptSnapshot): Promise<void> => {
  const about = await engine.call({ do: 'open', bytes })
  putSnapshotInfo(() => ({ snapshotId: about.snapshotId, trueAt, itemCount: about.itemCount }))
}

/** @returns the snapshot as it is now; undefined when the server gave none */
const load = async (
  shop: string,
  channel: string,
  kept: KeptSnapshot | undefined,
): Promise<KeptSnapshot | undefined> => {
  const response = await respond(
    { path: '/api/v1/pos/snapshot', query: { shop, channel }, waitMs: LOAD_MS_MAX },
    kept === undefined ? {} : { 'if-none-match': kept.etag },
  )
  const trueAt = Number(response.headers.get('aisle-snapshot-checked-at') ?? 0)
  if (response.status === 304 && kept !== undefined) return { ...kept, trueAt: Math.max(kept.trueAt, trueAt) }
  if (!response.ok) return undefined
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { name: `${shop}/${channel}`, etag: response.headers.get('etag') ?? '', bytes, trueAt }
}

type SnapshotNews = {
  /** Once what was kept is open, or there was nothing. */
  readonly onStarted: () => void
  /** When one was opened, and when the newest was found to be still true. */
  readonly onFresh: () => void
}

/**
 * Opens what was kept, then asks for a newer one now, every few minutes, and when the server is back.
 *
 * @returns the way to stop
 */
export const keepSnapshot = (
  shop: string,
  channel: string,
  engine: OfflineEngine,
  { onStarted, onFresh }: SnapshotNews,
): (() => void) => {
  let kept: KeptSnapshot | undefined
  let isStopped = false
  let refreshing: Promise<void> | undefined
  const take = async (): Promise<void> => {
    if (!connection().isOnline || isStopped) return
    const next = await load(shop, channel, kept)
    if (next === undefined || isStopped) return
    const isNew = next.bytes !== kept?.bytes
    if (isNew) await open(engine, next)
    else putSnapshotInfo((info) => info && { ...info, trueAt: next.trueAt })
    kept = next
    onFresh()
    // A browser that keeps nothing has it until the page is closed.
    await keep(next).catch(() => undefined)
  }
  const refresh = (): void => {
    // What fails now is tried again in a few minutes; what was kept stays.
    refreshing ??= take()
      .catch(() => undefined)
      .finally(() => {
        refreshing = undefined
      })
  }
  const start = async (): Promise<void> => {
    const found = await readKept(`${shop}/${channel}`).catch(() => undefined)
    // One that another version of the till has kept cannot be opened: a new one is loaded.
    if (found !== undefined && !isStopped)
      await open(engine, found).then(
        () => {
          kept = found
          onFresh()
        },
        () => undefined,
      )
    onStarted()
    refresh()
  }
  void start()
  const timer = setInterval(refresh, REFRESH_MS)
  const stopHearing = onConnection(refresh)
  return () => {
    isStopped = true
    clearInterval(timer)
    stopHearing()
  }
}
