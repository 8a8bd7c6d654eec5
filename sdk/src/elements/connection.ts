/** What all elements of a page share: the tracker, the server they ask, and the words they use. */
import type { RecommendationsResponse } from '../wire.ts'
import type { Tracker, TrackerOptions } from '../tracker.ts'

export type TileItem = NonNullable<RecommendationsResponse['items'][number]['item']>
export type ListAnswer = Pick<
  RecommendationsResponse,
  'recommendationId' | 'list' | 'title' | 'skip' | 'items' | 'isHidden' | 'placement'
>
export type Suggestion = Pick<TileItem, 'itemId' | 'title' | 'priceMinor' | 'currency' | 'url'>

export const WORDS = {
  back: 'Scroll back',
  on: 'Scroll on',
  before: 'Before',
  dismissed: 'Hidden.',
  undo: 'Undo',
  search: 'Search',
  suggestions: 'Suggestions',
  tracking: 'Remember what I look at, to make the shop better for me',
  personalization: 'Show me lists that rest on what I did',
}
export type Words = typeof WORDS

export type ElementOptions = TrackerOptions & {
  /** Where an item has its page, as `/product/{itemId}`; left out, the `url` of the item. */
  readonly itemUrl?: string
  /** In place of the English ones. */
  readonly words?: Partial<Words>
  /** What a search box suggests; left out, items with these words in them. */
  readonly suggest?: (query: string, signal: AbortSignal) => Promise<readonly Suggestion[]>
}

export type Connection = {
  readonly tracker: Tracker
  readonly options: ElementOptions
  readonly words: Words
  /** @throws when there is no good answer */
  readonly post: <A>(path: string, body: object, signal: AbortSignal) => Promise<A>
  readonly suggest: (query: string, signal: AbortSignal) => Promise<readonly Suggestion[]>
}

/** What was just told should be known to the lists; but nobody waits for it for long. */
const SETTLE_MS = 300
const SUGGESTIONS_MAX = 6

let current: Connection | undefined

/** There is one before any element is made: they are defined after it. */
export const connection = (): Connection => current as Connection

export const connect = (options: ElementOptions, tracker: Tracker): void => {
  const { url = '', shop, key, channel } = options
  const ask = async <A>(path: string, init: RequestInit): Promise<A> => {
    const response = await fetch(`${url.replace(/\/+$/, '')}/api/v1/${path}`, {
      ...init,
      headers: {
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        // A token would make lists of who wants none.
        ...(tracker.consent().personalization && tracker.headers()),
      },
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return (await response.json()) as A
  }
  current = {
    tracker,
    options,
    words: { ...WORDS, ...options.words },
    post: async (path, body, signal) => {
      await Promise.race([tracker.flush(), new Promise((resolve) => setTimeout(resolve, SETTLE_MS))])
      return ask(path, {
        method: 'POST',
        signal,
        body: JSON.stringify({ shop, shopper: tracker.shopper(), withItems: true, ...body }),
      })
    },
    suggest:
      options.suggest ??
      (async (query, signal) => {
        const search = new URLSearchParams({ shop, query, limit: String(SUGGESTIONS_MAX) })
        if (channel !== undefined) search.set('channel', channel)
        const { items } = await ask<{ items: readonly Suggestion[] }>(`items?${search.toString()}`, {
          signal,
        })
        return items
      }),
  }
}
