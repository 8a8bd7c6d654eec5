/** What conditions read of an item, a shopper, a basket: the fields of docs/conditions.md from the live views. */
import type { Item } from '../domain/catalog.ts'
import type { FieldValue } from '../domain/condition.ts'
import type { Json } from '../domain/json.ts'
import { DAY_MS } from '../domain/local-day.ts'
import { currencyDigits } from '../domain/money.ts'
import type { ShopView } from '../views/shop-view.ts'

export type ItemFieldContext = {
  readonly view: ShopView
  readonly channel: string
  /** By item index: 1 where the channel has it. */
  readonly inStock: Uint8Array
  readonly now: number
}

/** Fields whose value changes without the item's own document changing. */
export const UNSETTLED_ITEM_FIELDS: ReadonlySet<string> = new Set(['ageDays', 'stock', 'isInStock'])

const scalar = (value: Json | undefined): FieldValue => {
  if (Array.isArray(value))
    return value.filter((inner) => typeof inner !== 'object') as readonly (string | number | boolean)[]
  return value === null || typeof value === 'object' ? undefined : (value as string | number | boolean)
}

export const attributeOf = (
  attributes: Readonly<Record<string, Json | undefined>> | undefined,
  name: string,
): FieldValue =>
  attributes !== undefined && Object.hasOwn(attributes, name) ? scalar(attributes[name]) : undefined

/** The price here: the channel's own, else the item's, else the lowest of its variants. Minor units. */
export const priceMinorOf = (item: Item, channel: string): number | undefined => {
  const own =
    item.channels !== undefined && Object.hasOwn(item.channels, channel) ? item.channels[channel] : undefined
  const price = own?.priceMinor ?? item.priceMinor
  if (price !== undefined) return price
  const prices = (item.skus ?? []).flatMap(({ priceMinor }) => (priceMinor === undefined ? [] : [priceMinor]))
  return prices.length === 0 ? undefined : Math.min(...prices)
}

const stockOf = (item: Item, channel: string): number | undefined => {
  const skus = (item.skus ?? []).map(({ stock }) => stock?.[channel])
  if (skus.length > 0)
    return skus.some((stock) => stock === undefined)
      ? undefined
      : skus.reduce<number>((sum, stock) => sum + (stock as number), 0)
  return item.channels?.[channel]?.stock
}

/** @returns undefined for an item that is not described, or has no such field */
export const itemField = (
  { view, channel, inStock, now }: ItemFieldContext,
  index: number,
  name: string,
): FieldValue => {
  const item = index < 0 ? undefined : view.catalog.document(index)
  if (item === undefined) return name === 'itemId' && index >= 0 ? view.items.name(index) : undefined
  switch (name) {
    case 'itemId':
      return item.itemId
    case 'title':
      return item.title
    case 'description':
      return item.description
    case 'brand':
      return item.brand
    case 'categories':
      return item.categories
    case 'priceMinor':
      return priceMinorOf(item, channel)
    case 'price': {
      const minor = priceMinorOf(item, channel)
      return minor === undefined
        ? undefined
        : minor / 10 ** currencyDigits(item.currency ?? view.shop.currency)
    }
    case 'listPriceMinor':
      return item.listPriceMinor
    case 'discountRatio': {
      const price = priceMinorOf(item, channel)
      const before = item.listPriceMinor
      return price === undefined || before === undefined || before <= 0 ? undefined : 1 - price / before
    }
    case 'currency':
      return item.currency ?? view.shop.currency
    case 'status':
      return item.status ?? 'active'
    case 'addedAt':
      return item.addedAt ?? view.catalog.createdAt(index)
    case 'ageDays':
      return (now - (item.addedAt ?? view.catalog.createdAt(index))) / DAY_MS
    case 'stock':
      return stockOf(item, channel)
    case 'isInStock':
      return inStock[index] === 1
    case 'hasPicture':
      return (item.pictures?.length ?? 0) > 0
    case 'url':
      return item.url
    default:
      return name.startsWith('attributes.')
        ? attributeOf(item.attributes, name.slice('attributes.'.length))
        : undefined
  }
}
