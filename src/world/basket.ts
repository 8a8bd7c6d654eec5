/** Baskets of the simulation. A basket is never changed in place: events keep the one they saw. */
import type { Line, ShopEvent } from '../domain/event.ts'
import { type Day, isSold, priceOf } from './choice.ts'
import { itemIdOf, skuOf } from './products.ts'
import type { Persona } from './shoppers.ts'

/** A line that also knows its product's number. */
export type BasketLine = Line & { readonly priceMinor: number; readonly index: number }
export type Basket = readonly BasketLine[]

/** An event on its way: its id comes last, in the order of time. */
export type Draft = { -readonly [K in keyof ShopEvent]: ShopEvent[K] }

export const lineOf = (today: Day, persona: Persona, index: number, quantity: number): BasketLine => {
  const shelfIndex = today.columns.shelf[index]
  const { sizes } = today.plan.shelves[shelfIndex].form
  const itemId = itemIdOf(today.plan, { index, shelfIndex })
  const priceMinor = priceOf(today, index)
  return sizes === undefined
    ? { itemId, quantity, priceMinor, index }
    : { itemId, sku: skuOf(itemId, sizes, persona.size[sizes]), quantity, priceMinor, index }
}

/** The basket with the line added to what there is of the same product. */
export const withLine = (basket: Basket, line: BasketLine): Basket =>
  basket.some(({ index }) => index === line.index)
    ? basket.map((held) =>
        held.index === line.index ? { ...held, quantity: held.quantity + line.quantity } : held,
      )
    : [...basket, line]

/** A basket left on another day: what is no longer sold is gone, and the rest costs what it costs today. */
export const refreshed = (today: Day, basket: Basket): Basket =>
  basket
    .filter(({ index }) => isSold(today, index, 'online'))
    .map((line) => ({ ...line, priceMinor: priceOf(today, line.index) }))

/** The lines as events carry them. */
export const toLines = (basket: Basket): readonly Line[] =>
  basket.map(({ itemId, sku, quantity, priceMinor }) =>
    sku === undefined ? { itemId, quantity, priceMinor } : { itemId, sku, quantity, priceMinor },
  )

/** The fields of an order of the basket, with a coupon taken off every line. */
export const orderOf = (
  today: Day,
  basket: Basket,
  orderId: string,
  coupon: { readonly code: string; readonly cut: number } | undefined,
): Pick<ShopEvent, 'lines' | 'orderId' | 'totalMinor' | 'currency' | 'couponCodes'> => {
  const lines = basket.map(({ itemId, sku, quantity, priceMinor, index }): Line & { priceMinor: number } => {
    const paidMinor =
      coupon === undefined ? priceMinor : Math.max(1, Math.round(priceMinor * (1 - coupon.cut)))
    const discountMinor = today.columns.priceMinor[index] - paidMinor
    return {
      itemId,
      ...(sku !== undefined && { sku }),
      quantity,
      priceMinor: paidMinor,
      ...(discountMinor > 0 && { discountMinor }),
    }
  })
  return {
    lines,
    orderId,
    totalMinor: lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0),
    currency: 'GBP',
    ...(coupon !== undefined && { couponCodes: [coupon.code] }),
  }
}
