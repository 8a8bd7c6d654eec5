/** What shoppers do, in one vocabulary. Aliases of other systems are turned into it by `event-kind.ts`. */
import type { JsonObject } from './json.ts'

/** New kinds go to the end: see `INTERACTION_KINDS`. */
export const EVENT_KINDS = [
  'home-view',
  'category-view',
  'search',
  'list-impression',
  'list-click',
  'product-view',
  'product-share',
  'product-dismiss',
  'product-rating',
  'wishlist-add',
  'wishlist-remove',
  'cart-add',
  'cart-remove',
  'cart-update',
  'cart-view',
  'checkout-start',
  'checkout-step',
  'order',
  'refund',
  'coupon',
  'promotion-view',
  'promotion-click',
  'video',
  'email-open',
  'email-click',
  'ad-click',
  'call',
  'identify',
  'product-undismiss',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** One item of a basket or an order. Money is in minor units of the event's currency. */
export type Line = {
  readonly itemId: string
  readonly sku?: string
  /** Above 0; fractions are for goods sold by weight. */
  readonly quantity: number
  /** Price of one unit after discounts, in minor units. */
  readonly priceMinor?: number
  readonly discountMinor?: number
  /** The decision whose list it was taken from, so that an order says what its lists earned. */
  readonly recommendationId?: string
}

/** Who did it: a browser (visitor), a known person (customer), or both, which links the two. */
export type ShopperRef = { readonly visitorId?: string; readonly customerId?: string }

/** An accepted event. `at` is an instant in ms since the epoch, UTC. */
export type ShopEvent = {
  readonly eventId: string
  readonly kind: EventKind
  readonly at: number
  readonly shopper?: ShopperRef
  readonly sessionId?: string
  readonly channel: string
  readonly itemId?: string
  readonly sku?: string
  readonly quantity?: number
  readonly priceMinor?: number
  readonly currency?: string
  /** Items of a list that was seen, in order. */
  readonly itemIds?: readonly string[]
  /** The whole basket after this event, so that a lost event heals; empty when the basket was emptied. */
  readonly basket?: readonly Line[]
  /** The lines of an order, or what a refund takes back. */
  readonly lines?: readonly Line[]
  readonly orderId?: string
  readonly totalMinor?: number
  readonly couponCodes?: readonly string[]
  readonly query?: string
  readonly category?: string
  readonly list?: string
  readonly recommendationId?: string
  readonly position?: number
  readonly rating?: number
  readonly isEmulated?: boolean
  /** Set by the server: why this event counts for nothing, though it is kept. */
  readonly quarantine?: 'bot'
  /** Set by the server: who did it was erased. It counts for what was sold; nobody learns from it. */
  readonly isErased?: true
  readonly properties?: JsonObject
}
