/** Whom a request proves to act for. The one place that reads shopper tokens. */
import type { FastifyRequest } from 'fastify'
import { AisleError } from '../domain/errors.ts'
import type { EventSender, KnownShopper } from '../jobs/event-sender.ts'
import type { ShopRuntime } from '../jobs/shop-runtime.ts'
import { isFormer } from '../views/consent.ts'
import { tokenGeneration } from '../views/token-generation.ts'
import { type Role, roleOf } from './access.ts'
import type { ServerContext } from './server-context.ts'
import { readShopperToken } from './shopper-token.ts'

export const SHOPPER_TOKEN_HEADER = 'aisle-shopper'

type TokenContext = Pick<ServerContext, 'shopperSecret' | 'now'>

/** @throws AisleError SHOPPER_TOKEN_INVALID, SHOPPER_TOKEN_EXPIRED */
export const shopperOfToken = (
  token: string,
  { shop, view }: ShopRuntime,
  { shopperSecret, now }: TokenContext,
): KnownShopper => {
  const { sub, gen = 0, emulated } = readShopperToken(shopperSecret, token, { shop, now: now() })
  if (isFormer(view, sub))
    throw new AisleError('SHOPPER_TOKEN_INVALID', 'The customer of the shopper token was deleted.')
  // One that another server made may be ahead of what this one has heard.
  if (gen < tokenGeneration(view, sub))
    throw new AisleError('SHOPPER_TOKEN_INVALID', 'The shopper token was ended: they signed out everywhere.')
  return { customerId: sub, isEmulated: emulated === true }
}

/**
 * @returns undefined for a request without a token
 * @throws AisleError SHOPPER_TOKEN_INVALID, SHOPPER_TOKEN_EXPIRED
 */
export const provenShopper = (
  request: FastifyRequest,
  runtime: ShopRuntime,
  context: TokenContext,
): KnownShopper | undefined => {
  const token = request.headers[SHOPPER_TOKEN_HEADER]
  if (token === undefined) return undefined
  return shopperOfToken(String(token), runtime, context)
}

/**
 * Who sends events. Nobody reads the answer to a beacon, whose token stands in its body: one that is not good any more
 * proves nothing, and its events are kept all the same.
 *
 * @throws AisleError UNAUTHORIZED; SHOPPER_TOKEN_INVALID and SHOPPER_TOKEN_EXPIRED of a token in the header
 */
export const senderOf = (
  request: FastifyRequest,
  runtime: ShopRuntime,
  context: TokenContext,
  bodyToken?: string,
): EventSender => {
  const mayNameAnybody = roleOf(request, runtime) !== 'browser'
  const proven = provenShopper(request, runtime, context)
  if (proven !== undefined || bodyToken === undefined) return { mayNameAnybody, proven }
  try {
    return { mayNameAnybody, proven: shopperOfToken(bodyToken, runtime, context) }
  } catch (error) {
    if (!(error instanceof AisleError)) throw error
    return { mayNameAnybody, proven: undefined }
  }
}

const mismatch = (field: string): AisleError =>
  new AisleError('SHOPPER_MISMATCH', 'The request names another customer than its shopper token.', { field })

type Named = { readonly shopper?: { readonly visitorId?: string; readonly customerId?: string } }

/** What was asked, for the customer that is proven. @throws AisleError SHOPPER_MISMATCH */
export const askedFor = <B extends Named>(asked: B, proven: KnownShopper | undefined): B => {
  if (proven === undefined) return asked
  const { customerId } = asked.shopper ?? {}
  if (customerId !== undefined && customerId !== proven.customerId) throw mismatch('/shopper/customerId')
  return { ...asked, shopper: { ...asked.shopper, customerId: proven.customerId } }
}

type Caller = { readonly role: Role; readonly proven: KnownShopper | undefined }

const namedBy = (
  { role, proven }: Caller,
  named: string | null | undefined,
  mayName: readonly Role[],
): KnownShopper => {
  if (proven !== undefined) {
    if (named != null && named !== proven.customerId) throw mismatch('/customerId')
    return proven
  }
  if (mayName.includes(role) && named != null) return { customerId: named, isEmulated: false }
  throw new AisleError('UNAUTHORIZED', 'The call does not say for whom it is.', {
    fix: `Send a shopper token in the header \`${SHOPPER_TOKEN_HEADER}\`, or with a key of role server a \`customerId\`.`,
  })
}

/**
 * The customer that a call is about: that of the shopper token, or for callers of role server the one they name.
 *
 * @param named  the customer that the call names; left out, that of the token
 * @throws AisleError UNAUTHORIZED without either; SHOPPER_MISMATCH, SHOPPER_TOKEN_INVALID, SHOPPER_TOKEN_EXPIRED
 */
export const shopperOf = (
  request: FastifyRequest,
  runtime: ShopRuntime,
  context: TokenContext,
  named?: string | null,
): KnownShopper => {
  const role = roleOf(request, runtime)
  return namedBy({ role, proven: provenShopper(request, runtime, context) }, named, ['server'])
}

/** The same for calls that only show: registers may name whom they look at. */
export const shownShopperOf = (
  request: FastifyRequest,
  runtime: ShopRuntime,
  context: TokenContext,
  named?: string,
): KnownShopper => {
  const role = roleOf(request, runtime)
  return namedBy({ role, proven: provenShopper(request, runtime, context) }, named, ['server', 'register'])
}
