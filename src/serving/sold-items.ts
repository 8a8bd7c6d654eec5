/** The catalog as a channel sells it: by category, by words, by barcode. */
import type { Item } from '../domain/catalog.ts'
import type { ShopView } from '../views/shop-view.ts'
import { byItemId } from './list-ranking.ts'

export type SoldAsk = {
  readonly channel: string
  /** A path in its one form. */
  readonly category?: string | undefined
  readonly includeDescendants?: boolean | undefined
  /** Words that must each stand somewhere in the item's names. */
  readonly query?: string | undefined
}

const words = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')

/** Each word of the query stands somewhere in the item's names. */
const matches = (item: Item, query: readonly string[]): boolean => {
  const text = [
    item.itemId,
    item.title,
    item.brand,
    ...(item.categories ?? []),
    ...(item.skus ?? []).map(({ sku }) => sku),
  ]
    .join(' ')
    .toLowerCase()
  return query.every((word) => text.includes(word))
}

/** What is sold in a category, in the order the shop took it up; of what came together, by id. */
const soldItems = (
  view: ShopView,
  { channel, category, includeDescendants = false }: SoldAsk,
  now: number,
): readonly number[] => {
  const { isSold } = view.assortment(channel).at(now)
  const all =
    category === undefined
      ? view.items.names().keys()
      : (view.catalog.membersOf(category, includeDescendants) ?? [])
  const isBefore = byItemId(view)
  return [...all]
    .filter((item) => isSold[item] === 1 && view.catalog.document(item) !== undefined)
    .sort((a, b) => view.catalog.createdAt(a) - view.catalog.createdAt(b) || (isBefore(a, b) ? -1 : 1))
}

/** In natural order. @param now  ms UTC */
export const findSold = (view: ShopView, ask: SoldAsk, now: number): readonly number[] => {
  const found = soldItems(view, ask, now)
  const wanted = words(ask.query ?? '')
  return wanted.length === 0
    ? found
    : found.filter((item) => matches(view.catalog.document(item) as Item, wanted))
}
