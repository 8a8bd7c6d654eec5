/** Where a product is: here, and in the other stores; by variant when one is chosen. */
import type { ReactNode } from 'react'
import { stockIn } from '../../shared/basket-line.ts'
import type { Item, Sku } from '../../shared/wire.ts'
import { useTill } from '../till-context.ts'

const unitsText = (units: number | undefined): string => {
  if (units === undefined) return 'Not counted'
  return units <= 0 ? 'None' : String(units)
}

const isSoldIn = (item: Item, channelId: string): boolean => item.channels?.[channelId]?.mode !== 'exclude'

export const ProductStock = ({
  item,
  sku,
}: {
  readonly item: Item
  readonly sku: Sku | undefined
}): ReactNode => {
  const { channels, channelId } = useTill()
  const stores = channels
    .filter(({ kind, channelId: id }) => kind === 'store' || id === channelId)
    .toSorted((a, b) => Number(b.channelId === channelId) - Number(a.channelId === channelId))
  return (
    <section className="product-stock" aria-label="Stock">
      <h2>Stock</h2>
      <dl>
        {stores.map((store) => {
          const isHere = store.channelId === channelId
          const units = isSoldIn(item, store.channelId) ? stockIn(item, store.channelId, sku) : 0
          return (
            <div key={store.channelId} data-here={isHere}>
              <dt>
                {store.title ?? store.channelId}
                {isHere && <span className="muted"> here</span>}
              </dt>
              <dd data-none={units !== undefined && units <= 0}>
                {isSoldIn(item, store.channelId) ? unitsText(units) : 'Not sold'}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
