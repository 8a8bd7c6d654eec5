/** Who has signed in on this device before: the server lets nobody from elsewhere use up their tries here. */
import { readJson, writeText } from '../../shared/safe-storage.ts'

const TOKENS_MAX = 50

type Place = { readonly shop: string; readonly registerId: string; readonly associateId: string }
type Tokens = Readonly<Record<string, string>>

const nameOf = (shop: string): string => `aisle.pos.devices.${shop}`
const keyOf = ({ registerId, associateId }: Place): string => JSON.stringify([registerId, associateId])
const isTokens = (value: unknown): value is Tokens => typeof value === 'object' && value !== null

export const deviceToken = (place: Place): string | undefined =>
  readJson(nameOf(place.shop), isTokens)?.[keyOf(place)]

/** The newest last; the oldest go. */
export const keepDeviceToken = (place: Place, token: string): void => {
  const { [keyOf(place)]: _, ...others } = readJson(nameOf(place.shop), isTokens) ?? {}
  const kept = Object.entries(others).slice(1 - TOKENS_MAX)
  writeText(nameOf(place.shop), JSON.stringify(Object.fromEntries([...kept, [keyOf(place), token]])))
}
