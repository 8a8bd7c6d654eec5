import { ApiError, toApiError } from '../shared/api.ts'
import { readJson, writeText } from '../shared/safe-storage.ts'
import { type Resource, useResource } from '../shared/use-resource.ts'
import type { Channel, Shop } from '../shared/wire.ts'
import { fetchShopFacts } from './till-api.ts'

export type ShopFacts = { readonly shop: Shop; readonly channels: readonly Channel[] }

const isFacts = (value: unknown): value is ShopFacts => {
  const facts = value as Partial<ShopFacts> | null
  return (
    typeof facts === 'object' && typeof facts?.shop?.currency === 'string' && Array.isArray(facts.channels)
  )
}

/**
 * What a till must know of its shop, asked as who is signed in; while the server is away, what it said last.
 *
 * @param asker  changes when somebody else asks
 */
export const useShopFacts = (shopId: string, asker: string): Resource<ShopFacts> =>
  useResource(JSON.stringify([shopId, asker]), async (signal) => {
    const name = `aisle.pos.shop.${shopId}`
    try {
      const facts = await fetchShopFacts(shopId, signal)
      writeText(name, JSON.stringify(facts))
      return facts
    } catch (error) {
      const kept = readJson(name, isFacts)
      const isAway = error instanceof ApiError && toApiError(error).isPassing
      if (kept === undefined || !isAway) throw error
      return kept
    }
  })
