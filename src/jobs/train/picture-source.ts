/**
 * Where the picture of an item is, by what its `url` is:
 *
 *   /pictures/SHOP/ITEM.svg   drawn from what the catalog says of that item, as the server draws it
 *   data:…                    in the url itself
 *   http(s)://…               fetched, when the settings allow it
 *   anything else             a file below the folder of the shop's pictures
 */
import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { type DecodedPicture, PICTURE_DEFAULTS, readPicture } from '../../datasets/read-picture.ts'
import { drawPicture } from '../../world/picture.ts'
import type { Loaded, Subject } from './describe-items.ts'
import { type Fetched, fetchPicture } from './fetch-picture.ts'
import type { CatalogItem } from './snapshot.ts'

/** What of the web may be asked: nothing, or addresses that anybody can reach, or also those of one's own network. */
export type PictureFetch = 'none' | 'public' | 'any'

export type PictureSourceOptions = {
  readonly shop: string
  /** The folder below which files of this shop are. */
  readonly folder: string
  readonly fetch: PictureFetch
  /** Pixels on each side of the pictures. */
  readonly side: number
  readonly fetchPicture?: typeof fetchPicture
}

type Bytes = Fetched | { readonly problem: string }
type Found = Subject<DecodedPicture> | { readonly problem: string }

const FETCH_TIMEOUT_MS = 10_000
/** Pictures of one host that did not come, after which no more are asked of it. */
const HOST_FAILURES_MAX = 5

const sha = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const dataBytes = (url: string): Bytes => {
  const [, form = '', body = ''] = /^data:([^,]*),(.*)$/is.exec(url) ?? []
  const text = decoded(body)
  if (text === undefined || body === '') return { problem: 'bad-url' }
  return { bytes: Buffer.from(text, /;base64$/i.test(form) ? 'base64' : 'utf8') }
}

/** A file that is below the folder, also after links are followed. */
const fileSubject = async (
  url: string,
  folder: string,
): Promise<{ readonly path: string; readonly key: string } | { readonly problem: string }> => {
  const path = decoded(url.replace(/[?#].*$/s, ''))
  if (path === undefined || path.includes('\0')) return { problem: 'bad-url' }
  const isBelow = (candidate: string, root: string): boolean => candidate.startsWith(`${root}${sep}`)
  const named = resolve(folder, `.${sep}${path}`)
  if (!isBelow(named, resolve(folder))) return { problem: 'outside' }
  try {
    const real = await realpath(named)
    if (!isBelow(real, await realpath(folder))) return { problem: 'outside' }
    const found = await stat(real)
    if (!found.isFile()) return { problem: 'gone' }
    if (found.size > PICTURE_DEFAULTS.byteMax) return { problem: 'too-large' }
    return { path: real, key: sha(`file ${real} ${found.size} ${found.mtimeMs}`) }
  } catch {
    return { problem: 'gone' }
  }
}

/**
 * @param items   those that drawn pictures may be of
 * @returns where the picture of an item is to be had, and what it is known by
 */
export const openPictureSource = (
  { shop, folder, fetch, side, fetchPicture: fetchBytes = fetchPicture }: PictureSourceOptions,
  items: readonly CatalogItem[],
): ((item: CatalogItem) => Promise<Found>) => {
  const itemOf = new Map(items.map((item) => [item.itemId, item]))
  const hostFailures = new Map<string, number>()
  const drawnPrefix = `/pictures/${shop}/`

  const fetched = async (url: string): Promise<Bytes> => {
    const host = URL.parse(url)?.host ?? ''
    if ((hostFailures.get(host) ?? 0) >= HOST_FAILURES_MAX) return { problem: 'unreachable' }
    const answer = await fetchBytes(url, {
      mayBePrivate: fetch === 'any',
      byteMax: PICTURE_DEFAULTS.byteMax,
      timeoutMs: FETCH_TIMEOUT_MS,
    })
    if ('problem' in answer && (answer.problem === 'unreachable' || answer.problem === 'too-slow'))
      hostFailures.set(host, (hostFailures.get(host) ?? 0) + 1)
    return answer
  }
  const picture = async (bytes: Bytes): Promise<Loaded<DecodedPicture>> => {
    if ('problem' in bytes) return bytes
    const read = await readPicture(bytes.bytes, { ...PICTURE_DEFAULTS, side })
    return read.kind === 'picture' ? { input: read.picture } : { problem: read.problem }
  }
  const drawn = (url: string): Found => {
    const item = itemOf.get(decoded(url.slice(drawnPrefix.length).replace(/\.svg$/, '')) ?? '')
    if (item === undefined) return { problem: 'gone' }
    const svg = drawPicture(item)
    return { key: sha(svg), load: () => picture({ bytes: Buffer.from(svg) }) }
  }

  return async ({ pictureUrl = '' }) => {
    const url = pictureUrl.startsWith('//') ? `https:${pictureUrl}` : pictureUrl
    if (url.startsWith(drawnPrefix) && url.endsWith('.svg')) return drawn(url)
    if (/^data:/i.test(url)) return { key: sha(url), load: () => picture(dataBytes(url)) }
    if (/^https?:\/\//i.test(url))
      return fetch === 'none'
        ? { problem: 'not-fetched' }
        : { key: sha(url), load: async () => picture(await fetched(url)) }
    if (/^[a-z][a-z\d+.-]*:/i.test(url)) return { problem: 'bad-url' }
    const file = await fileSubject(url, folder)
    if ('problem' in file) return file
    const { key, path } = file
    return {
      key,
      load: async () => picture({ bytes: await readFile(path).catch(() => new Uint8Array()) }),
    }
  }
}
