import { fetchChannels, fetchShop, toApiError } from '../shared/api.ts'
import { readJson, writeText } from '../shared/safe-storage.ts'
import { type Resource, useResource } from '../shared/use-resource.ts'
import type { Channel, Shop } from '../shared/wire.ts'
import { lostConnection } from './connection.ts'
import { fetchRegisters } from './till-api.ts'
import type { PosRegister } from './till-wire.ts'

export type ShopFacts = {
  readonly shop: Shop
  readonly channels: readonly Channel[]
  readonly registers: readonly PosRegister[]
}

const isFacts = (value: unknown): value is ShopFacts => {
  const facts = value as Partial<ShopFacts> | null
  return (
    typeof facts === 'object' && typeof facts?.shop?.currency === 'string' && Array.isArray(facts.channels)
  )
}

const load = async (shopId: string, signal: AbortSignal): Promise<ShopFacts> => {
  const [shop, channels, registers] = await Promise.all([
    fetchShop(shopId, signal),
    fetchChannels(shopId, signal),
    fetchRegisters(shopId, signal),
  ])
  return { shop, channels, registers }
}

/** What a till must know to start; while the server is away, what it said last. Names of associates are not kept. */
export const useShopFacts = (shopId: string): Resource<ShopFacts> =>
  useResource(shopId, async (signal) => {
    const name = `aisle.pos.shop.${shopId}`
    try {
      const facts = await load(shopId, signal)
      writeText(name, JSON.stringify({ ...facts, registers: [] }))
      return facts
    } catch (error) {
      const kept = readJson(name, isFacts)
      if (kept === undefined || signal.aborted || !toApiError(error).isPassing) throw error
      lostConnection()
      return kept
    }
  })
