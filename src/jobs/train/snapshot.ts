/** What training gets of a shop, in a form that goes from one thread to another. */
import type { Item } from '../../domain/catalog.ts'
import type { InteractionBlock } from '../../views/interaction-block.ts'
import type { CatalogVectors } from './item-vectors.ts'

/** Whose acts may be read. */
export type People = {
  /** customers who said nothing */
  readonly mayReadCustomers: boolean
  /** visitors of whom nobody knows who they are */
  readonly mayReadVisitors: boolean
  /** customers of whom the opposite of `mayReadCustomers` holds */
  readonly exceptions: readonly string[]
}

/** What the catalog says of an item, without what training has no use for. */
export type CatalogItem = Pick<
  Item,
  'itemId' | 'title' | 'description' | 'brand' | 'categories' | 'attributes' | 'priceMinor'
> & {
  /** ms UTC; NaN when not known */
  readonly createdAt: number
  /** Of its first picture. */
  readonly pictureUrl?: string
}

export type CatalogSlice = {
  /** Items that show as themselves. */
  readonly items: readonly CatalogItem[]
  /** Ids that stand for another item, each beside the one it shows as. */
  readonly variants: readonly (readonly [itemId: string, masterId: string])[]
}

export type ShopSnapshot = {
  readonly shop: string
  readonly logId: string
  readonly people: People
  readonly catalog: readonly CatalogSlice[]
  /** Made of pictures and texts of the catalog. */
  readonly vectors?: readonly CatalogVectors[]
  /** Every interaction of the shop, in log order. */
  readonly blocks: AsyncIterable<InteractionBlock>
}
