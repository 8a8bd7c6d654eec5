/** The orders in which the products of a page can stand. */
import { askLists, fetchItems, type Headers } from '../../shared/api.ts'
import { knownPriceIn } from '../../shared/basket-line.ts'
import { type Resource, useResource } from '../../shared/use-resource.ts'
import type { Item, RankAnswer, RankRequest, TileItem } from '../../shared/wire.ts'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'

const WEB = 'web'

export const ORDER_TEXTS = {
  'for-you': 'For you',
  shop: 'Shop order',
  newest: 'Newest',
  'price-up': 'Price, low to high',
  'price-down': 'Price, high to low',
} as const
export type ItemOrder = keyof typeof ORDER_TEXTS

/** The most that the server ranks at once; what is beyond is left to the shop's own order. */
const ORDERED_MAX = 1_000
const CHUNK = 200

export type Sortable = TileItem & Pick<Item, 'channels' | 'addedAt'>
export type Ordered = {
  readonly items: readonly Sortable[]
  /** Set for the order for one person: why it is the shop's own order all the same, or null when it is theirs. */
  readonly fallback?: RankAnswer['fallback']
}

/** All products of a category, in the order of the shop. */
export const fetchCategory = async (
  shop: string,
  category: string,
  signal: AbortSignal,
): Promise<readonly Item[]> => {
  const ask = { shop, category, includeDescendants: true, channel: WEB, limit: CHUNK }
  const first = await fetchItems(ask, signal)
  const count = Math.min(first.totalItems, ORDERED_MAX)
  const skips = Array.from({ length: Math.max(0, Math.ceil(count / CHUNK) - 1) }, (_, k) => (k + 1) * CHUNK)
  const others = await Promise.all(skips.map((skip) => fetchItems({ ...ask, skip }, signal)))
  return [first, ...others].flatMap(({ items }) => items)
}

const rank = (ask: RankRequest, headers: Headers, signal: AbortSignal): Promise<RankAnswer> =>
  askLists<RankAnswer>('/rank', ask, signal, headers)

const DEAREST = Number.MAX_SAFE_INTEGER
/** What nobody has said a price of comes last, either way. */
const priceOr = (unknown: number, item: Sortable): number => knownPriceIn(item, WEB) ?? unknown

const COMPARE: Readonly<Record<string, (a: Sortable, b: Sortable) => number>> = {
  newest: (a, b) => (b.addedAt ?? 0) - (a.addedAt ?? 0),
  'price-up': (a, b) => priceOr(DEAREST, a) - priceOr(DEAREST, b),
  'price-down': (a, b) => priceOr(0, b) - priceOr(0, a),
}

/**
 * @param key  of what `fetchAll` gives
 * @param order  undefined while it is not wanted
 */
export const useOrdered = (
  key: string,
  order: ItemOrder | undefined,
  fetchAll: (signal: AbortSignal) => Promise<readonly Sortable[]>,
): Resource<Ordered | undefined> => {
  const { shopId, tracker } = useStore()
  const { identity, askForLists } = usePerson()
  const who = order === 'for-you' ? identity : undefined
  const load = async (signal: AbortSignal): Promise<Ordered | undefined> => {
    if (order === undefined) return undefined
    const items = await fetchAll(signal)
    if (order !== 'for-you') return { items: items.toSorted(COMPARE[order] ?? (() => 0)) }
    if (items.length === 0) return { items, fallback: null }
    await tracker.settle()
    const itemIds = items.map(({ itemId }) => itemId).slice(0, ORDERED_MAX)
    const ranked = await askForLists((headers) =>
      rank({ shop: shopId, shopper: tracker.shopper(), itemIds }, headers, signal),
    )
    const byId = new Map(items.map((item) => [item.itemId, item]))
    return {
      items: ranked.items.flatMap(({ itemId }) => byId.get(itemId) ?? []),
      fallback: ranked.fallback,
    }
  }
  return useResource(JSON.stringify([shopId, key, order, who]), load)
}
