/** What a search finds: in the shopper's own order when they are known, as it comes otherwise. */
import { type TimedList, askLists, fetchItems } from '../../shared/api.ts'
import { type Resource, useResource } from '../../shared/use-resource.ts'
import type { ListEntry, RankAnswer, TileItem } from '../../shared/wire.ts'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'

/** So many are put in order; what is found beyond them needs more words. */
const FOUND_MAX = 200

export type Found = {
  /** With reasons where they are in the shopper's own order. */
  readonly entries: readonly (ListEntry & { readonly item: TileItem })[]
  readonly totalItems: number
  /** The decision that put them in order; undefined when they stand as they came. */
  readonly ranking: TimedList | undefined
}

const asItCame = (item: TileItem): Found['entries'][number] => ({
  itemId: item.itemId,
  score: 0,
  reasons: [],
  item,
})

export const useFound = (query: string, isOwnOrder: boolean): Resource<Found> => {
  const { shopId, tracker } = useStore()
  const { identity, askForLists } = usePerson()
  const load = async (signal: AbortSignal): Promise<Found> => {
    const { items, totalItems } = await fetchItems(
      { shop: shopId, query, channel: 'web', limit: FOUND_MAX },
      signal,
    )
    const plain: Found = { entries: items.map(asItCame), totalItems, ranking: undefined }
    if (identity.customerId === undefined || !isOwnOrder || items.length < 2) return plain
    try {
      const answer = await askForLists((headers) =>
        askLists<RankAnswer>(
          '/rank',
          { shop: shopId, shopper: tracker.shopper(), itemIds: items.map(({ itemId }) => itemId) },
          signal,
          headers,
        ),
      )
      if (!answer.isPersonal || answer.fallback !== null) return plain
      const byId = new Map(items.map((item) => [item.itemId, item]))
      const entries = answer.items.flatMap((entry) => {
        const item = byId.get(entry.itemId)
        return item === undefined ? [] : [{ ...entry, item }]
      })
      const ranking: TimedList = {
        ...answer,
        list: 'ranking',
        title: 'Search, in your order',
        totalItems,
        skip: 0,
        parameters: {},
      }
      return { entries, totalItems, ranking }
    } catch (error) {
      if (signal.aborted) throw error
      // What was found is worth more than its order.
      return plain
    }
  }
  return useResource(JSON.stringify([shopId, query, identity, isOwnOrder]), load, { keepsPrevious: true })
}
