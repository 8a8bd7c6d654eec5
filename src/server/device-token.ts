/** A device on which an associate has signed in before: it opens nothing, and gives their PIN tries of its own there. */
import { isId } from '../domain/ids.ts'
import { readSigned, signToken } from './signed-token.ts'

/** After so long without a sign-in, a device is as any other. */
export const DEVICE_DAYS = 90
const DAY_SECONDS = 86_400
const PURPOSE = 'aisle register device'

type DeviceClaims = {
  /** The associate. */
  readonly sub: string
  /** The shop. */
  readonly aud: string
  readonly registerId: string
  readonly deviceId: string
  /** Seconds since 1970. */
  readonly exp: number
}
export type Place = { readonly shop: string; readonly registerId: string; readonly associateId: string }

/** @param now  ms UTC */
export const makeDeviceToken = (
  { shop, registerId, associateId }: Place,
  deviceId: string,
  secret: string,
  now: number,
): string => {
  const exp = Math.floor(now / 1_000) + DEVICE_DAYS * DAY_SECONDS
  const claims: DeviceClaims = { sub: associateId, aud: shop, registerId, deviceId, exp }
  return signToken(secret, PURPOSE, claims)
}

/** @returns undefined for a token that is of another place, too old or none: such a device is as any other */
export const deviceOfToken = (
  token: string | undefined,
  { shop, registerId, associateId }: Place,
  secret: string,
  now: number,
): string | undefined => {
  const signed = token === undefined ? undefined : readSigned(secret, PURPOSE, token)
  if (signed === undefined || 'wrong' in signed) return undefined
  // The key is for this purpose alone, so what it signed has the shape of it.
  const claims = signed.claims as DeviceClaims
  const isOfPlace = claims.aud === shop && claims.registerId === registerId && claims.sub === associateId
  return isOfPlace && isId(claims.deviceId) && now < claims.exp * 1_000 ? claims.deviceId : undefined
}
