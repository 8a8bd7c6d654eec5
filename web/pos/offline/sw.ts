/**
 * The service worker of the till: the app itself comes from here when the server is away, pictures that were seen, and
 * those that the page has had taken ahead. Answers of the API never do: they are true only when the server gives them.
 *
 * Stands alone: it must come as one file, from the folder that it serves.
 */

/** All files of the app; the build puts their names here, so that another build is another worker. */
const ASSETS: readonly string[] = ['__POS_ASSETS__']

const PAGE = '/pos/'
const THREADS = '/pos/thread/'
const SHELL_PREFIX = 'aisle-pos-shell-'
const PICTURES = 'aisle-pos-pictures'
const PICTURES_MAX = 1_000
/** Pictures that nobody saw yet; the page decides which, and takes them out. */
const PICTURES_AHEAD = 'aisle-pos-pictures-ahead'
/** One that is larger would take the room of many. The page counts with it. */
const AHEAD_BYTES_MAX = 2 * 2 ** 20
const AHEAD_MS_MAX = 15_000
/** A network that swallows requests must not keep a till from starting. */
const PAGE_MS_MAX = 4_000

type WaitingEvent = Event & { readonly waitUntil: (work: Promise<unknown>) => void }
type FetchEvent = WaitingEvent & {
  readonly request: Request
  readonly respondWith: (answer: Promise<Response>) => void
}
type AskEvent = WaitingEvent & {
  /** The address of a picture to keep. */
  readonly data: string
  readonly ports: readonly MessagePort[]
}
const worker = self as unknown as {
  readonly addEventListener: <E extends 'fetch' | 'message' | 'install'>(
    name: E | 'activate',
    listener: (event: { fetch: FetchEvent; message: AskEvent; install: WaitingEvent }[E]) => void,
  ) => void
  readonly skipWaiting: () => Promise<void>
  readonly clients: { readonly claim: () => Promise<void> }
}

/** Names the cache of this build. */
const hashOf = (text: string): string => {
  let hash = 0
  for (let k = 0; k < text.length; k++) hash = (Math.imul(hash, 31) + text.charCodeAt(k)) | 0
  return (hash >>> 0).toString(36)
}
const SHELL = SHELL_PREFIX + hashOf(ASSETS.join(' '))

const install = async (): Promise<void> => {
  const shell = await caches.open(SHELL)
  await shell.addAll([new Request(PAGE, { cache: 'reload' }), ...ASSETS])
  await worker.skipWaiting()
}

const activate = async (): Promise<void> => {
  for (const name of await caches.keys())
    if (name.startsWith(SHELL_PREFIX) && name !== SHELL) await caches.delete(name)
  await worker.clients.claim()
}

const pageOf = async (request: Request): Promise<Response> => {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PAGE_MS_MAX) })
    if (answer.status < 500) return answer
  } catch {
    // The one that was kept is the same app.
  }
  const kept = await (await caches.open(SHELL)).match(PAGE, { ignoreVary: true })
  return kept ?? Response.error()
}

/** Their names change with what is in them, so one that is kept is right. */
const assetOf = async (request: Request): Promise<Response> => {
  // The server's answers vary by what a page sends with a request; what is in these files does not.
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(SHELL)).put(request, answer.clone())
  return answer
}

const keepPicture = async (request: Request, answer: Response): Promise<void> => {
  const pictures = await caches.open(PICTURES)
  await pictures.put(request, answer)
  const kept = await pictures.keys()
  for (const old of kept.slice(0, Math.max(0, kept.length - PICTURES_MAX))) await pictures.delete(old)
}

const pictureOf = async (event: FetchEvent): Promise<Response> => {
  const { request } = event
  try {
    const answer = await fetch(request)
    if (answer.ok) event.waitUntil(keepPicture(request, answer.clone()))
    if (answer.status < 500) return answer
  } catch {
    // One that was seen before is better than none.
  }
  const seen = await (await caches.open(PICTURES)).match(request, { ignoreVary: true })
  return seen ?? aheadOf(request)
}

const aheadOf = async ({ url }: Request): Promise<Response> =>
  (await (await caches.open(PICTURES_AHEAD)).match(url, { ignoreVary: true })) ?? Response.error()

/** What other origins answer to a page cannot be looked into, so only what was taken ahead is kept. */
const pictureElsewhere = async (request: Request): Promise<Response> => {
  try {
    return await fetch(request)
  } catch {
    return aheadOf(request)
  }
}

/** @returns its size; `gone` when there is none; `away` when it was not answered, or may not be read; `full` without room */
const keepAhead = async (url: string): Promise<number | 'gone' | 'away' | 'full'> => {
  try {
    const answer = await fetch(url, { priority: 'low', signal: AbortSignal.timeout(AHEAD_MS_MAX) })
    const bytes = await answer.blob()
    if (!answer.ok || !bytes.type.startsWith('image/') || bytes.size > AHEAD_BYTES_MAX) return 'gone'
    const headers = { 'content-type': bytes.type, 'content-length': String(bytes.size) }
    await (await caches.open(PICTURES_AHEAD)).put(url, new Response(bytes, { headers }))
    return bytes.size
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'away'
  }
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET') return
  if (origin !== location.origin) {
    if (request.destination === 'image') event.respondWith(pictureElsewhere(request))
  } else if (request.mode === 'navigate') {
    if (pathname.startsWith(PAGE)) event.respondWith(pageOf(request))
  } else if (pathname.startsWith('/assets/') || pathname.startsWith(THREADS))
    event.respondWith(assetOf(request))
  else if (request.destination === 'image') event.respondWith(pictureOf(event))
})
worker.addEventListener('message', (event) => {
  const [port] = event.ports
  event.waitUntil(keepAhead(event.data).then((kept) => port?.postMessage(kept)))
})
