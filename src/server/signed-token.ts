/**
 * Claims that only this server, or who shares its secret, can have signed. A compact JWS of one algorithm, HS256; what a
 * token says of its own algorithm is never believed.
 *
 * @source RFC 7515, RFC 7519, RFC 8725
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** An id of 256 characters is at most 1,024 bytes of UTF-8, escaped and in Base64 a few times that. */
export const TOKEN_LENGTH_MAX = 4_096

const PART = /^[A-Za-z0-9_-]+$/
const HEADER = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')

/** A key for one purpose alone: nothing else that the secret signs is taken for such a token. */
const signatureOf = (secret: string, purpose: string, signed: string): string => {
  const key = createHmac('sha256', secret).update(purpose).digest()
  return createHmac('sha256', key).update(signed).digest('base64url')
}

export const signToken = (secret: string, purpose: string, claims: object): string => {
  const signed = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${signed}.${signatureOf(secret, purpose, signed)}`
}

const jsonIn = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

export type Signed = { readonly claims: unknown } | { readonly wrong: 'no token' | 'not signed' }

/** What the token says, whatever that is, when it was signed for the purpose with the secret. */
export const readSigned = (secret: string, purpose: string, token: string): Signed => {
  const parts = token.length > TOKEN_LENGTH_MAX ? [] : token.split('.')
  const [header, payload, signature] = parts
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined)
    return { wrong: 'no token' }
  // As texts: one signature has but one.
  const given = Buffer.from(signature)
  const right = Buffer.from(signatureOf(secret, purpose, `${header}.${payload}`))
  const isSigned =
    header === HEADER && PART.test(payload) && given.length === right.length && timingSafeEqual(given, right)
  return isSigned ? { claims: jsonIn(payload) } : { wrong: 'not signed' }
}
