import type { ReactNode } from 'react'
import { stockIn } from '../../shared/basket-line.ts'
import { useStore } from '../store.tsx'
import type { Item, Sku } from '../../shared/wire.ts'

/** At or below this many units a shopper is told the number. */
const FEW_UNITS = 5

const stockText = (
  units: number | undefined,
): { readonly text: string; readonly tone: 'good' | 'few' | 'none' } =>
  units === 0
    ? { text: 'Sold out', tone: 'none' }
    : units !== undefined && units <= FEW_UNITS
      ? { text: `Only ${units} left`, tone: 'few' }
      : { text: 'In stock', tone: 'good' }

/** What each store has of an item, or of one variant of it. */
export const StoreStock = ({ item, sku }: { readonly item: Item; readonly sku?: Sku }): ReactNode => {
  const { channels } = useStore()
  const stores = (channels.data ?? []).filter(
    ({ kind, channelId }) => kind === 'store' && item.channels?.[channelId]?.mode !== 'exclude',
  )
  if (stores.length === 0) return null
  return (
    <section className="store-stock" aria-labelledby="stock-heading">
      <h2 id="stock-heading">In our stores</h2>
      <ul>
        {stores.map(({ channelId, title }) => {
          const { text, tone } = stockText(stockIn(item, channelId, sku))
          return (
            <li key={channelId}>
              <span>{title ?? channelId}</span>
              <span className={`stock is-${tone}`}>{text}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
