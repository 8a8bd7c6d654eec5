/** What the storefront asks of and for one person: their own pages, and the shoppers of a demo shop. */
import { get, type Headers, send } from '../../shared/api.ts'
import type { Customer, Line, Shop, TileItem } from '../../shared/wire.ts'

/** Only a demo shop signs people in by itself, and lets anybody act as one of its shoppers. */
export const isDemoShop = (shop: (Shop & { readonly isDemo?: boolean }) | undefined): boolean =>
  shop?.isDemo === true

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

export type Shopper = {
  readonly customerId: string
  readonly name: string
  readonly age?: number
  readonly gender?: string
  readonly tier?: string
  /** Names of departments, dearest first. */
  readonly interests: readonly string[]
  readonly orderCount: number
  /** ms UTC */
  readonly lastOrderAt?: number
}
export type ShoppersAnswer = { readonly shoppers: readonly Shopper[]; readonly interests: readonly string[] }

export type ShoppersQuery = {
  readonly query?: string
  readonly interest?: string
  readonly ageFrom?: number
  readonly ageTo?: number
  readonly random?: boolean
  readonly limit?: number
}

export const fetchShoppers = (
  shop: string,
  query: ShoppersQuery,
  signal?: AbortSignal,
): Promise<ShoppersAnswer> => get('/api/v1/demo/shoppers', { shop, ...query }, signal)

export const signInBy = (
  shop: string,
  who: { readonly email: string } | { readonly customerId: string },
): Promise<SignedIn> => send('POST', '/api/v1/demo/sign-in', { shop, ...who })

/** Of people who may be alive. */
export const BIRTH_YEARS = { min: 1900, max: new Date().getFullYear() } as const

export type NewAccount = {
  readonly name: string
  readonly email: string
  readonly birthYear?: number
  readonly gender?: string
  readonly interests?: readonly string[]
}
export const createAccount = (shop: string, account: NewAccount): Promise<SignedIn> =>
  send('POST', '/api/v1/demo/accounts', { shop, ...account })

export const fetchMe = (shop: string, headers: Headers, signal?: AbortSignal): Promise<Me> =>
  get('/api/v1/me', { shop }, signal, headers)

export type MePatch = Partial<
  Pick<Customer, 'name' | 'email' | 'addresses' | 'wishlist' | 'dismissed' | 'consent'> & {
    readonly phone: string | null
    readonly birthYear: number | null
    readonly gender: string | null
  }
>
export const patchMe = (shop: string, patch: MePatch, headers: Headers): Promise<Me> =>
  send('PATCH', '/api/v1/me', { shop, ...patch }, undefined, headers)

export type OrderedLine = Line & { readonly item?: TileItem }
export type Order = {
  readonly orderId: string
  /** ms UTC */
  readonly at: number
  readonly channel: string
  readonly totalMinor?: number
  readonly currency: string
  readonly lines: readonly OrderedLine[]
}
export type OrdersAnswer = { readonly orders: readonly Order[]; readonly totalOrders: number }

export const fetchOrders = (
  shop: string,
  page: { readonly limit: number; readonly skip: number },
  headers: Headers,
  signal?: AbortSignal,
): Promise<OrdersAnswer> => get('/api/v1/me/orders', { shop, ...page }, signal, headers)

/** As far as the page tells of it; the file has more. */
export type MyData = {
  readonly profile: Customer | null
  readonly consent: { readonly holds: Consents }
  readonly wishlist: readonly string[]
  readonly dismissed: readonly string[]
  readonly visitorIds: readonly string[]
  readonly used: { readonly bought: readonly unknown[]; readonly recent: readonly unknown[] }
  readonly models: { readonly mayLearn: boolean; readonly keepsShoppers: boolean }
  readonly events: readonly unknown[]
  readonly orders: readonly unknown[]
  readonly decisions: readonly unknown[]
}
export const fetchMyData = (shop: string, headers: Headers, signal?: AbortSignal): Promise<MyData> =>
  get('/api/v1/me/data', { shop }, signal, headers)

export type Erased = {
  /** undefined while it goes on */
  readonly erased?: {
    readonly events: number
    readonly documents: number
    readonly visitors: number
    readonly decisions: number
  }
  /** ms UTC: when a model that never learned from them is there at the latest; null when there is one. */
  readonly retrainingAt: number | null
}
export const eraseMe = (shop: string, headers: Headers): Promise<Erased> =>
  send('DELETE', '/api/v1/me', { shop }, undefined, headers)

/** Signs out everywhere: no sign-in that was made before holds any more. */
export const endMyTokens = (shop: string, headers: Headers): Promise<unknown> =>
  send('DELETE', '/api/v1/me/tokens', { shop }, undefined, headers)
