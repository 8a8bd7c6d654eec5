/** Where a till has its lists and products from: the server, and while that is away, the snapshot of its store. */
import { ApiError, type ItemsQuery, type TimedList } from '../shared/api.ts'
import { withPicture } from '../shared/drawn-picture.ts'
import type { Item, ItemsAnswer, RecommendationsRequest } from '../shared/wire.ts'
import { connection } from './offline/connection.ts'
import { fetchItemOf, fetchTimedList, isUnreachable, searchItems } from './till-api.ts'

/** What can be answered without the server. Nothing in it tells of a person. */
export type OfflineShop = {
  /** @throws ApiError OFFLINE when there is no snapshot */
  readonly list: (ask: RecommendationsRequest) => Promise<TimedList>
  readonly search: (query: ItemsQuery) => Promise<ItemsAnswer>
  readonly item: (itemId: string) => Promise<Item | undefined>
}

export type Found = { readonly item: Item; readonly sku?: string }

export type Source = {
  readonly list: (ask: RecommendationsRequest, signal?: AbortSignal) => Promise<TimedList>
  readonly search: (query: ItemsQuery, signal?: AbortSignal) => Promise<ItemsAnswer>
  /** @throws ApiError ITEM_UNKNOWN */
  readonly item: (itemId: string, signal?: AbortSignal) => Promise<Item>
  /** What is exactly meant by a scanned or typed code. */
  readonly byCode: (code: string) => Promise<Found | undefined>
}

/** A scanner's code is part of few names; more than this many are looked up by id. */
const CODE_MATCHES_MAX = 100

const exactOf = (items: readonly Item[], code: string): Found | undefined => {
  const ofVariant = items.find(({ skus }) => skus?.some(({ sku }) => sku === code))
  if (ofVariant !== undefined) return { item: ofVariant, sku: code }
  const exact = items.find(({ itemId }) => itemId === code) ?? (items.length === 1 ? items[0] : undefined)
  return exact === undefined ? undefined : { item: exact }
}

/** From the server while it can be reached, else from the snapshot. */
const either = async <T>(online: () => Promise<T>, offline: () => Promise<T>): Promise<T> => {
  if (connection().isOnline)
    try {
      return await online()
    } catch (error) {
      if (!isUnreachable(error)) throw error
    }
  return offline()
}

export const createSource = (shop: string, channel: string, offline: OfflineShop): Source => {
  const list: Source['list'] = (ask, signal) =>
    either(
      () => fetchTimedList(ask, signal),
      () => offline.list(ask),
    )
  const search: Source['search'] = async (query, signal) => {
    const answer = await either(
      () => searchItems(query, signal),
      () => offline.search(query),
    )
    return { ...answer, items: answer.items.map((each) => withPicture(shop, each)) }
  }
  const itemOf: Source['item'] = (itemId, signal) =>
    either(
      async () => (await fetchItemOf(shop, itemId, channel, signal)).item,
      async () => {
        const found = await offline.item(itemId)
        if (found !== undefined) return found
        throw new ApiError('ITEM_UNKNOWN', `Nothing is called “${itemId}”.`, {
          status: 404,
          fix: 'Look for it by name.',
        })
      },
    )
  const item: Source['item'] = async (itemId, signal) => withPicture(shop, await itemOf(itemId, signal))
  return {
    list,
    search,
    item,
    byCode: async (code) => {
      const { items } = await search({ shop, query: code, channel, limit: CODE_MATCHES_MAX })
      const found = exactOf(items, code)
      if (found !== undefined || items.length > 0) return found
      // What this store does not sell any more still comes back.
      try {
        return { item: await item(code) }
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return undefined
        throw error
      }
    },
  }
}
