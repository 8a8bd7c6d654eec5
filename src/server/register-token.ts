/** Who is signed in at a register: a token that is good for a shift, as long as both are there and the PIN is the same. */
import type { FastifyRequest } from 'fastify'
import { AisleError } from '../domain/errors.ts'
import type { Associate, Register } from '../domain/point-of-sale.ts'
import { registerKey } from '../domain/sign-out.ts'
import { hashText } from '../math/rng.ts'
import type { ShopView } from '../views/shop-view.ts'
import { readSigned, signToken } from './signed-token.ts'

export const SHIFT_SECONDS = 12 * 3_600
const PURPOSE = 'aisle register token'

type RegisterClaims = {
  /** The associate. */
  readonly sub: string
  /** The shop. */
  readonly aud: string
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
  readonly registerId: string
  /** Of the hash of the PIN: another PIN ends what was signed in with the old one. */
  readonly pin: number
  /** How often the register had been taken away when it was made: one that is put again begins anew. */
  readonly gen?: number
}

/** What was sent in place of a key. */
export type SentToken = { readonly claims: RegisterClaims } | { readonly wrong: string }

export type SignedIn = {
  readonly register: Register
  readonly associate: Associate
  /** ms UTC */
  readonly expiresAt: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the bearer was signed for a register. */
    registerToken: SentToken | undefined
  }
}

export const worksAt = ({ channels }: Associate, { channel }: Register): boolean =>
  channels?.includes(channel) ?? true

/** @param now  ms UTC */
export const makeRegisterToken = (
  { shop, signOuts }: ShopView,
  { register, associate }: Omit<SignedIn, 'expiresAt'>,
  secret: string,
  now: number,
): { readonly token: string; readonly expiresAt: number } => {
  const iat = Math.floor(now / 1_000)
  const exp = iat + SHIFT_SECONDS
  const claims: RegisterClaims = {
    sub: associate.associateId,
    aud: shop.shop,
    iat,
    exp,
    registerId: register.registerId,
    pin: hashText(associate.pinHash),
    gen: signOuts.countOf(registerKey(register.registerId)),
  }
  return { token: signToken(secret, PURPOSE, claims), expiresAt: exp * 1_000 }
}

/** @returns undefined when the bearer is no token of a register: then it may be a key */
export const readRegisterToken = (
  bearer: string | undefined,
  secret: string,
  now: number,
): SentToken | undefined => {
  const signed = bearer === undefined ? undefined : readSigned(secret, PURPOSE, bearer)
  if (signed === undefined || 'wrong' in signed) return undefined
  // The key is for this purpose alone, so what it signed has the shape of it.
  const claims = signed.claims as RegisterClaims
  return now >= claims.exp * 1_000 ? { wrong: 'The shift that was signed in has ended.' } : { claims }
}

const signedOut = (message: string): AisleError => new AisleError('SIGNED_OUT', message)

/**
 * @returns who is signed in, or undefined when no token was sent
 * @throws AisleError SIGNED_OUT when the token is no longer good
 */
export const signedInOf = (
  { registerToken }: FastifyRequest,
  { registers, associates, shop, signOuts }: ShopView,
): SignedIn | undefined => {
  if (registerToken === undefined) return undefined
  if ('wrong' in registerToken) throw signedOut(registerToken.wrong)
  const { aud, sub, registerId, pin, gen, exp } = registerToken.claims
  const register = registers.get(registerId)
  const associate = associates.get(sub)
  if (aud !== shop.shop) throw signedOut(`The register that was signed in is none of the shop ${shop.shop}.`)
  // Those of a version before this one say nothing.
  if (register === undefined || (gen ?? 0) < signOuts.countOf(registerKey(registerId)))
    throw signedOut('The register was removed.')
  if (associate === undefined || !worksAt(associate, register))
    throw signedOut('The associate no longer works at this register.')
  if (hashText(associate.pinHash) !== pin) throw signedOut('The PIN was changed.')
  return { register, associate, expiresAt: exp * 1_000 }
}
