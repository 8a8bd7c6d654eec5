/** Known people: profile, loyalty, wish list, what they do not want to see, and what they allow. */
import type { JsonObject } from './json.ts'

export type Address = {
  readonly street?: string
  readonly city?: string
  readonly region?: string
  readonly postalCode?: string
  /** ISO 3166-1 alpha-2 */
  readonly country?: string
}

/** `undefined` means that the person said nothing: the shop's consent model decides. */
export type Consent = {
  /** Personal lists and ranking. */
  readonly personalization?: boolean
  /** Keeping what they do under their name. When false, events are kept without who did them. */
  readonly tracking?: boolean
}

export type Customer = {
  readonly customerId: string
  readonly name?: string
  readonly email?: string
  readonly phone?: string
  readonly gender?: string
  readonly birthYear?: number
  readonly addresses?: readonly Address[]
  readonly loyalty?: {
    readonly cardNumber?: string
    readonly tier?: string
    readonly points?: number
    readonly since?: number
  }
  /** Newest first. */
  readonly wishlist?: readonly string[]
  /** When the list was written as a whole, ms UTC: what was put there or taken off before counts no more. */
  readonly wishlistAt?: number
  /** Items that they do not want to see, newest first. */
  readonly dismissed?: readonly string[]
  /** When `dismissed` was written as a whole, ms UTC: what was said before counts no more. */
  readonly dismissedAt?: number
  readonly consent?: Consent
  readonly attributes?: JsonObject
}
