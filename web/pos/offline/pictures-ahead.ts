/**
 * Takes the pictures that the till would need most while it has time, so that it shows them without the server. The
 * service worker loads and keeps them; which, and how many, is decided here.
 */
import { safeUrl } from '../../shared/safe-url.ts'
import { alone } from './alone.ts'
import { connection } from './connection.ts'
import type { OfflineEngine } from './offline-engine.ts'
import { putPictureInfo } from './picture-info.ts'
import { planPictures } from './picture-plan.ts'
import { type Stillness, watchStillness } from './stillness.ts'
import { tillNow } from './till-clock.ts'

/** The name that the service worker has for them. */
const PICTURES_AHEAD = 'aisle-pos-pictures-ahead'
const PICTURES_MAX = 1_000
const BYTES_MAX = 100 * 2 ** 20
/** The largest that the service worker keeps. */
const PICTURE_BYTES_MAX = 2 * 2 ** 20
/** Of all that the browser lets this site keep: sales must always find room. */
const QUOTA_SHARE_MAX = 0.5
const AT_ONCE = 2
/** A worker that was stopped in between does not answer. */
const ANSWER_MS_MAX = 30_000

type Network = { readonly saveData?: boolean }
const isSaving = (): boolean =>
  (navigator as Navigator & { readonly connection?: Network }).connection?.saveData === true

const hasRoom = async (): Promise<boolean> => {
  const { usage = 0, quota = Number.POSITIVE_INFINITY } = await navigator.storage.estimate()
  return usage < quota * QUOTA_SHARE_MAX
}

type Taken = number | 'gone' | 'away' | 'full'

/** Has the service worker keep it. @returns its size, or why it was not kept */
const take = async (url: string): Promise<Taken> => {
  const { active } = await navigator.serviceWorker.ready
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('away'), ANSWER_MS_MAX)
    port1.addEventListener('message', ({ data }: MessageEvent<Taken>) => {
      clearTimeout(timer)
      port1.close()
      resolve(data)
    })
    port1.start()
    active?.postMessage(url, [port2])
  })
}

const sizesOf = async (cache: Cache): Promise<Map<string, number>> => {
  const sizes = new Map<string, number>()
  for (const request of await cache.keys())
    sizes.set(request.url, Number((await cache.match(request))?.headers.get('content-length') ?? 0))
  return sizes
}

/** Of this server, or of another one in the same form as the cache has it. */
const addressesOf = (urls: readonly string[]): readonly string[] =>
  urls.flatMap((url) => {
    const safe = safeUrl(url)
    return safe === undefined ? [] : new URL(safe, location.origin).href
  })

/** Lets go of them all: a sale needs the room. */
export const dropPictures = async (): Promise<void> => {
  if ('caches' in globalThis) await caches.delete(PICTURES_AHEAD)
}

/** Unanswered, one after the other, from another origin: it does not let its pictures be read. */
const UNANSWERED_MAX = 5

/** What is not worth another try while the page is open. */
const openRefusals = () => {
  const urls = new Set<string>()
  const unanswered = new Map<string, number>()
  const originOf = (url: string): string => new URL(url).origin
  let isOutOfRoom = false
  return {
    isOutOfRoom: () => isOutOfRoom,
    has: (url: string): boolean => urls.has(url) || (unanswered.get(originOf(url)) ?? 0) >= UNANSWERED_MAX,
    note: (url: string, taken: Taken): void => {
      const origin = originOf(url)
      if (typeof taken === 'number') unanswered.delete(origin)
      if (taken === 'full') isOutOfRoom = true
      if (taken === 'gone') urls.add(url)
      // The own server is away and comes back; of others it cannot be told from one that lets nobody read.
      if (taken !== 'away' || origin === location.origin) return
      urls.add(url)
      unanswered.set(origin, (unanswered.get(origin) ?? 0) + 1)
    },
  }
}

type Picking = {
  readonly mayGoOn: () => boolean
  readonly refusals: ReturnType<typeof openRefusals>
  readonly stillness: Stillness
}

/** What is kept, with its size; shown as it changes. */
const openShelf = async (cache: Cache, wanted: number) => {
  const sizes = await sizesOf(cache)
  let bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return {
    urls: () => [...sizes.keys()],
    isFull: () => sizes.size >= PICTURES_MAX || bytes > BYTES_MAX - PICTURE_BYTES_MAX,
    put: (url: string, size: number): void => {
      bytes += size - (sizes.get(url) ?? 0)
      sizes.set(url, size)
    },
    drop: async (url: string): Promise<void> => {
      await cache.delete(url)
      bytes -= sizes.get(url) ?? 0
      sizes.delete(url)
    },
    show: (isFull: boolean): void => {
      const isShort = sizes.size < wanted
      putPictureInfo({
        kept: sizes.size,
        wanted,
        bytes,
        ...(isFull ? { stoppedBy: 'room' } : isSaving() && isShort && { stoppedBy: 'saving' }),
      })
    },
  }
}

/** Brings what is kept in line with the snapshot that is open. */
const pick = async (engine: OfflineEngine, { mayGoOn, refusals, stillness }: Picking): Promise<void> => {
  const all = addressesOf(await engine.call({ do: 'pictures', now: tillNow() }))
  const shelf = await openShelf(await caches.open(PICTURES_AHEAD), Math.min(new Set(all).size, PICTURES_MAX))
  const { missing, spare, gone } = planPictures(all, shelf.urls(), PICTURES_MAX)
  const leaving = [...spare]
  const waiting = missing.filter((url) => !refusals.has(url))
  let isFull = false
  let isAway = false
  const makePlace = async (): Promise<boolean> => {
    while (shelf.isFull()) {
      const url = leaving.pop()
      if (url === undefined) return false
      await shelf.drop(url)
    }
    return hasRoom()
  }
  const takeNext = async (url: string): Promise<void> => {
    const taken = !refusals.isOutOfRoom() && (await makePlace()) ? await take(url) : 'no place'
    if (taken === 'no place' || taken === 'full') isFull = true
    if (taken === 'no place') return
    refusals.note(url, taken)
    if (taken === 'away' && new URL(url).origin === location.origin) isAway = true
    if (typeof taken === 'number') shelf.put(url, taken)
  }
  const work = async (): Promise<void> => {
    while (!isFull && !isAway && mayGoOn()) {
      const url = waiting.shift()
      if (url === undefined) return
      if (refusals.has(url)) continue
      await stillness.come()
      await takeNext(url)
      shelf.show(isFull)
    }
  }
  for (const url of gone) await shelf.drop(url)
  shelf.show(isFull)
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/**
 * @returns `refresh`, to be called when a snapshot was opened and when the server is back, and the way to stop
 */
export const keepPictures = (
  engine: OfflineEngine,
): { readonly refresh: () => void; readonly stop: () => void } => {
  // Browsers have neither on plain http of another machine; the till then shows letters.
  const canKeep = 'caches' in globalThis && 'serviceWorker' in navigator
  const refusals = openRefusals()
  const stillness = watchStillness()
  let isStopped = false
  let isAsked = false
  let running: Promise<void> | undefined
  const mayGoOn = (): boolean => !isStopped && connection().isOnline && !isSaving()
  const run = async (): Promise<void> => {
    while (isAsked && !isStopped) {
      isAsked = false
      await alone('aisle-pos-pictures', () => pick(engine, { mayGoOn, refusals, stillness }))
    }
  }
  return {
    refresh: () => {
      isAsked = canKeep
      // What fails now is tried again with the next snapshot.
      running ??= run()
        .catch(() => undefined)
        .finally(() => {
          running = undefined
        })
    },
    stop: () => {
      isStopped = true
      stillness.stop()
      putPictureInfo(undefined)
    },
  }
}
