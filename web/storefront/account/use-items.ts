import { fetchItem, toApiError } from '../../shared/api.ts'
import { type Resource, useResource } from '../../shared/use-resource.ts'
import type { Item } from '../../shared/wire.ts'
import { useStore } from '../store.tsx'

/** What is sold no more is passed over. */
const findItem = async (shopId: string, itemId: string, signal: AbortSignal): Promise<readonly Item[]> => {
  try {
    return [(await fetchItem(shopId, itemId, signal)).item]
  } catch (error) {
    if (toApiError(error).status === 404) return []
    throw error
  }
}

/** The products that a person keeps a list of, in its order. */
export const useItems = (itemIds: readonly string[]): Resource<readonly Item[]> => {
  const { shopId } = useStore()
  return useResource(
    JSON.stringify([shopId, itemIds]),
    async (signal) => (await Promise.all(itemIds.map((itemId) => findItem(shopId, itemId, signal)))).flat(),
    { keepsPrevious: true },
  )
}
