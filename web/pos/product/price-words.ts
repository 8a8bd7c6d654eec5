import { knownPriceIn } from '../../shared/basket-line.ts'
import { formatMoney } from '../../shared/money.ts'
import type { Item, Sku } from '../../shared/wire.ts'

/** What an item, or one of its variants, costs in a channel, in words. */
export const priceWords = (item: Item, channelId: string, currency: string, sku?: Sku): string => {
  const priceMinor = knownPriceIn(item, channelId, sku)
  return priceMinor === undefined ? 'No price' : formatMoney(priceMinor, currency)
}
