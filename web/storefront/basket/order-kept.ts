/** Orders of this browser: the one that is on its way, so that a second try is not a second order, and those that are in. */
import { type BasketLine, isLines } from '../../shared/basket-line.ts'
import { readJson, writeText } from '../../shared/safe-storage.ts'
import type { WireEvent } from '../../shared/wire.ts'

export type PlacedOrder = {
  readonly orderId: string
  readonly lines: readonly BasketLine[]
  readonly totalMinor: number
  readonly delivery: string
  /** False while the server could not be told of it. */
  readonly isTold: boolean
}

type OrderOnItsWay = { readonly basketKey: string; readonly event: WireEvent }

const PLACED_MAX = 20
/** What is tried again after this is another order of the same things. */
const TRY_AGAIN_MS_MAX = 24 * 3_600_000

const onItsWayName = (shopId: string): string => `aisle.ordering.${shopId}`
const placedName = (shopId: string): string => `aisle.orders.${shopId}`

const isOnItsWay = (value: unknown): value is OrderOnItsWay =>
  typeof value === 'object' && value !== null && 'basketKey' in value && 'event' in value

const isPlaced = (value: unknown): value is readonly PlacedOrder[] =>
  Array.isArray(value) &&
  value.every(
    (order: Partial<PlacedOrder> | null) => typeof order?.orderId === 'string' && isLines(order.lines),
  )

const keyOf = (lines: readonly BasketLine[]): string =>
  JSON.stringify(lines.map(({ itemId, sku, quantity, priceMinor }) => [itemId, sku, quantity, priceMinor]))

/** The order of these lines that was tried before, by whoever shops now; else a new one, which is kept for the next try. */
export const orderOnItsWay = (
  shopId: string,
  lines: readonly BasketLine[],
  customerId: string | undefined,
  draft: () => WireEvent,
): WireEvent => {
  const basketKey = JSON.stringify([customerId, keyOf(lines)])
  const known = readJson(onItsWayName(shopId), isOnItsWay)
  if (known?.basketKey === basketKey && Date.now() - known.event.at < TRY_AGAIN_MS_MAX) return known.event
  const event = draft()
  writeText(onItsWayName(shopId), JSON.stringify({ basketKey, event }))
  return event
}

export const keepPlaced = (shopId: string, order: PlacedOrder): void => {
  const others = readJson(placedName(shopId), isPlaced) ?? []
  writeText(onItsWayName(shopId), 'null')
  writeText(placedName(shopId), JSON.stringify([order, ...others].slice(0, PLACED_MAX)))
}

export const placedOrder = (shopId: string, orderId: string): PlacedOrder | undefined =>
  readJson(placedName(shopId), isPlaced)?.find((order) => order.orderId === orderId)
