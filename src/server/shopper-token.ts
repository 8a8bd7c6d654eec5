/** Shopper tokens: a shop says whom a browser acts for, signed so that the browser cannot say otherwise. */
import { AisleError } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'
import { readSigned, signToken } from './signed-token.ts'

const PURPOSE = 'aisle shopper token'
export const TTL_SECONDS_MAX = 30 * 86_400
export const TTL_SECONDS_DEFAULT = 3_600
/** Clocks of several servers differ by less. */
export const CLOCK_SKEW_SECONDS = 60
export type ShopperClaims = {
  /** The customer. */
  readonly sub: string
  /** The shop. */
  readonly aud: string
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
  /** How often the customer's tokens had been ended when it was made; left out, never. */
  readonly gen?: number
  /** Somebody acts as this customer, to see what they see. */
  readonly emulated?: true
}

export const signShopperToken = (secret: string, claims: ShopperClaims): string =>
  signToken(secret, PURPOSE, claims)

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

const isClaims = (value: unknown): value is ShopperClaims => {
  if (typeof value !== 'object' || value === null) return false
  const { sub, aud, iat, exp, gen, emulated } = value as Record<string, unknown>
  return (
    isId(sub) &&
    typeof aud === 'string' &&
    isWhole(iat) &&
    isWhole(exp) &&
    (gen === undefined || isWhole(gen)) &&
    (emulated === undefined || emulated === true)
  )
}

const invalid = (message: string): AisleError => new AisleError('SHOPPER_TOKEN_INVALID', message)

const signedClaims = (secret: string, token: string): ShopperClaims => {
  const signed = readSigned(secret, PURPOSE, token)
  if ('wrong' in signed)
    throw invalid(
      signed.wrong === 'no token'
        ? 'This is no shopper token.'
        : 'The shopper token was not signed by this server.',
    )
  if (!isClaims(signed.claims)) throw invalid('The shopper token does not say for whom it is.')
  return signed.claims
}

/**
 * @param now  ms UTC
 * @throws AisleError SHOPPER_TOKEN_INVALID, SHOPPER_TOKEN_EXPIRED
 */
export const readShopperToken = (
  secret: string,
  token: string,
  { shop, now }: { readonly shop: string; readonly now: number },
): ShopperClaims => {
  const claims = signedClaims(secret, token)
  if (claims.aud !== shop) throw invalid('The shopper token is for another shop.')
  const seconds = Math.floor(now / 1_000)
  if (claims.iat > seconds + CLOCK_SKEW_SECONDS || claims.exp - claims.iat > TTL_SECONDS_MAX)
    throw invalid('The shopper token says an impossible time.')
  if (claims.exp <= seconds) throw new AisleError('SHOPPER_TOKEN_EXPIRED', 'The shopper token has expired.')
  return claims
}
