/** What the storefront asks of and for one person: their own pages, and the shoppers of a demo shop. */
import { get, type Headers, send } from '../shared/api.ts'
import type { Customer } from '../shared/wire.ts'

export type Consents = { readonly personalization: boolean; readonly tracking: boolean }
export type Me = { readonly customer: Customer; readonly consent: Consents; readonly isEmulated: boolean }

/** Proof of who a shopper is, for a while. */
export type SignedIn = {
  readonly token: string
  /** ms UTC */
  readonly expiresAt: number
  readonly customer: Customer
  readonly isEmulated?: boolean
}

export const fetchMe = (shop: string, headers: Headers, signal?: AbortSignal): Promise<Me> =>
  get('/api/v1/me', { shop }, signal, headers)

export type MePatch = Partial<
  Pick<Customer, 'name' | 'email' | 'addresses' | 'wishlist' | 'consent'> & {
    readonly phone: string | null
    readonly birthYear: number | null
    readonly gender: string | null
  }
>
export const patchMe = (shop: string, patch: MePatch, headers: Headers): Promise<Me> =>
  send('PATCH', '/api/v1/me', { shop, ...patch }, undefined, headers)
