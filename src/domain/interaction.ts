/**
 * Interactions: events flattened to one row an item, the form that counters, histories and training read.
 * An order of three lines is three rows; a basket is one row a line; a search is one row without an item.
 */
import { EVENT_KINDS, type EventKind, type Line, type ShopEvent, type ShopperRef } from './event.ts'

/** Codes of kinds in stored columns. New kinds of event go to the end of `EVENT_KINDS`: segments on disk hold the codes. */
export const INTERACTION_KINDS = ['basket-line', 'basket-empty', ...EVENT_KINDS] as const satisfies readonly (
  | EventKind
  | 'basket-line'
  | 'basket-empty'
)[]
export type InteractionKind = (typeof INTERACTION_KINDS)[number]

export type Interaction = {
  readonly kind: InteractionKind
  readonly at: number
  /** `c:` and a customer's id, or `v:` and a visitor's; `ERASED_SHOPPER`; undefined when nobody is named. */
  readonly shopper: string | undefined
  /** On `identify` rows: the customer key that the visitor turned out to be. */
  readonly linkedTo: string | undefined
  readonly itemId: string | undefined
  readonly sku: string | undefined
  readonly channel: string
  /** What belongs together: the order, with its own id or its event's; else the session. */
  readonly group: string | undefined
  readonly quantity: number
  /** For one unit, minor units; NaN when not said. */
  readonly priceMinor: number
}

/** Stands for everybody who was erased: training passes it over, counters do not. */
export const ERASED_SHOPPER = 'e:'

export const customerKey = (customerId: string): string => `c:${customerId}`
export const visitorKey = (visitorId: string): string => `v:${visitorId}`

/** A customer is known by name even when the browser is known too. */
export const shopperKey = (ref: ShopperRef | undefined): string | undefined =>
  ref?.customerId !== undefined
    ? customerKey(ref.customerId)
    : ref?.visitorId !== undefined
      ? visitorKey(ref.visitorId)
      : undefined

const BASKET_KINDS: ReadonlySet<EventKind> = new Set([
  'cart-add',
  'cart-remove',
  'cart-update',
  'cart-view',
  'checkout-start',
])

/** The rows of an event, in a fixed order: identity, the act itself, then the basket. Quarantined events have none. */
export const interactionsOf = (event: ShopEvent): readonly Interaction[] => {
  if (event.quarantine !== undefined) return []
  const shopper = event.isErased === true ? ERASED_SHOPPER : shopperKey(event.shopper)
  const base = {
    at: event.at,
    shopper,
    linkedTo: undefined,
    channel: event.channel,
    group: event.orderId ?? (event.kind === 'order' ? event.eventId : event.sessionId),
    sku: undefined,
    quantity: 1,
    priceMinor: Number.NaN,
  }
  const rows: Interaction[] = []
  const { visitorId, customerId } = event.shopper ?? {}
  if (visitorId !== undefined && customerId !== undefined && event.isEmulated !== true)
    rows.push({
      ...base,
      kind: 'identify',
      shopper: visitorKey(visitorId),
      linkedTo: customerKey(customerId),
      itemId: undefined,
    })
  const lineRow = (kind: InteractionKind, line: Line): Interaction => ({
    ...base,
    kind,
    itemId: line.itemId,
    sku: line.sku,
    quantity: line.quantity,
    priceMinor: line.priceMinor ?? Number.NaN,
  })
  if (event.lines !== undefined) for (const line of event.lines) rows.push(lineRow(event.kind, line))
  else if (event.itemIds !== undefined && event.itemId === undefined)
    for (const itemId of event.itemIds) rows.push({ ...base, kind: event.kind, itemId })
  else if (event.kind !== 'identify')
    rows.push({
      ...base,
      kind: event.kind,
      itemId: event.itemId,
      sku: event.sku,
      quantity: event.quantity ?? 1,
      priceMinor: event.priceMinor ?? Number.NaN,
    })
  if (event.basket !== undefined && BASKET_KINDS.has(event.kind)) {
    if (event.basket.length === 0) rows.push({ ...base, kind: 'basket-empty', itemId: undefined })
    else for (const line of event.basket) rows.push(lineRow('basket-line', line))
  }
  return rows
}
