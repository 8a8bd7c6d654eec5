/** What a shop's page may tell, typed by kind: an event without the id, time, shopper and session that the tracker adds. */
import type { Shopper } from './who.ts'
import type { ShopEvent } from './wire.ts'

type Fields = Omit<ShopEvent, 'kind' | 'shopper' | 'isEmulated'>

/** What each kind cannot do without. */
type Needs = {
  'home-view': never
  'category-view': 'category'
  search: 'query'
  'list-impression': 'itemIds'
  'list-click': 'itemId'
  'product-view': 'itemId'
  'product-share': 'itemId'
  'product-dismiss': 'itemId'
  'product-rating': 'itemId' | 'rating'
  'wishlist-add': 'itemId'
  'wishlist-remove': 'itemId'
  'cart-view': never
  'checkout-start': never
  'checkout-step': never
  order: 'lines'
  coupon: never
  'promotion-view': never
  'promotion-click': never
  video: never
  'email-open': never
  'email-click': never
  'ad-click': never
  call: never
  'product-undismiss': 'itemId'
}
type Told = Omit<Fields, 'at' | 'sessionId'>
type With<N extends keyof Told> = Omit<Told, N> & {
  readonly [K in N]-?: Exclude<Told[K], undefined>
}

type Of<K extends string, F> = K extends string ? { readonly kind: K } & F : never

/** An event as a page tells it. An `eventId` is made when it is left out. */
export type EventDraft =
  | { readonly [K in keyof Needs]: { readonly kind: K } & With<Needs[K]> }[keyof Needs]
  | Of<'cart-add' | 'cart-remove' | 'cart-update', With<'itemId'> | With<'basket'>>
  | Of<'refund', With<'itemId'> | With<'lines'>>

export type EventKind = EventDraft['kind'] | 'identify'

/** An event as it waits and is sent. */
export type TrackedEvent = Omit<Fields, 'sessionId' | 'channel'> & {
  readonly kind: EventKind
  readonly eventId: string
  /** ms of this browser's clock; the server corrects it by `sentAt`. */
  readonly at: number
  readonly shopper?: Shopper
  readonly sessionId?: string | undefined
  readonly channel?: string | undefined
  readonly isEmulated?: boolean | undefined
}

/** Of somebody who does not want to be remembered: what happened to which items, never who or in whose words. As the server does. */
const NAMELESS_FIELDS =
  'eventId kind at channel itemId sku quantity priceMinor currency itemIds lines totalMinor category list position rating'.split(
    ' ',
  )

/** Without names, nothing is left of it that the server could take, or that holds for anybody. */
export const isOnlyNames = ({ kind, itemId }: TrackedEvent): boolean =>
  kind.endsWith('dismiss') || (itemId === undefined && /^(search|identify|cart-[aru])/.test(kind))

export const isNamed = ({ shopper, sessionId }: TrackedEvent): boolean =>
  shopper !== undefined || sessionId !== undefined

export const withoutNames = (event: TrackedEvent): TrackedEvent => {
  const kept = Object.entries(event).filter(([name]) => NAMELESS_FIELDS.includes(name))
  // A decision is kept for a while under its id, with for whom it was.
  const lines = event.lines?.map(({ recommendationId: _, ...line }) => line)
  return { ...(Object.fromEntries(kept) as TrackedEvent), ...(lines && { lines }) }
}
