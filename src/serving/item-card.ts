/** What a tile shows of an item. */
import { WEB_CHANNEL } from '../domain/ids.ts'
import type { ShopView } from '../views/shop-view.ts'
import { priceMinorOf } from './item-field.ts'

/** The price is that of the channel. One without a picture of its own gets the one that is drawn for it. */
export const cardOf = ({ shop, catalog, items }: ShopView, itemId: string, channel: string = WEB_CHANNEL) => {
  const item = catalog.document(items.find(itemId))
  const drawn = {
    url: `/pictures/${shop.shop}/${encodeURIComponent(itemId)}.svg`,
    alt: item?.title ?? itemId,
  }
  return {
    itemId,
    title: item?.title ?? itemId,
    brand: item?.brand,
    priceMinor: item === undefined ? undefined : priceMinorOf(item, channel),
    listPriceMinor: item?.listPriceMinor,
    currency: item?.currency ?? shop.currency,
    categories: item?.categories,
    pictures: [item?.pictures?.[0] ?? drawn],
    url: item?.url,
  }
}
