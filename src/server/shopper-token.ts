/**
 * Shopper tokens: a shop says whom a browser acts for, signed so that the browser cannot say otherwise. A compact JWS of
 * one algorithm, HS256; what a token says of its own algorithm is never believed.
 *
 * @source RFC 7515, RFC 7519, RFC 8725
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { AisleError } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'

export const TTL_SECONDS_MAX = 30 * 86_400
export const TTL_SECONDS_DEFAULT = 3_600
/** Clocks of several servers differ by less. */
export const CLOCK_SKEW_SECONDS = 60
/** An id of 256 characters is at most 1,024 bytes of UTF-8, escaped and in Base64 a few times that. */
export const TOKEN_LENGTH_MAX = 4_096

export type ShopperClaims = {
  /** The customer. */
  readonly sub: string
  /** The shop. */
  readonly aud: string
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
  /** Somebody acts as this customer, to see what they see. */
  readonly emulated?: true
}

const PART = /^[A-Za-z0-9_-]+$/
const HEADER = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')

/** A key for this purpose alone: nothing else that the secret signs is taken for a shopper token. */
const signatureOf = (secret: string, signed: string): string => {
  const key = createHmac('sha256', secret).update('aisle shopper token').digest()
  return createHmac('sha256', key).update(signed).digest('base64url')
}

export const signShopperToken = (secret: string, claims: ShopperClaims): string => {
  const signed = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${signed}.${signatureOf(secret, signed)}`
}

const jsonIn = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

const isClaims = (value: unknown): value is ShopperClaims => {
  if (typeof value !== 'object' || value === null) return false
  const { sub, aud, iat, exp, emulated } = value as Record<string, unknown>
  return (
    isId(sub) &&
    typeof aud === 'string' &&
    isWhole(iat) &&
    isWhole(exp) &&
    (emulated === undefined || emulated === true)
  )
}

const invalid = (message: string): AisleError => new AisleError('SHOPPER_TOKEN_INVALID', message)

/** @returns what the token says, when it is signed with the secret */
const signedClaims = (secret: string, token: string): ShopperClaims => {
  const parts = token.length > TOKEN_LENGTH_MAX ? [] : token.split('.')
  const [header, payload, signature] = parts
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined)
    throw invalid('This is no shopper token.')
  // As texts: one signature has but one.
  const given = Buffer.from(signature)
  const right = Buffer.from(signatureOf(secret, `${header}.${payload}`))
  const isSigned =
    header === HEADER && PART.test(payload) && given.length === right.length && timingSafeEqual(given, right)
  if (!isSigned) throw invalid('The shopper token was not signed by this server.')
  const claims = jsonIn(payload)
  if (!isClaims(claims)) throw invalid('The shopper token does not say for whom it is.')
  return claims
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
