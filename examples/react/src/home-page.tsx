import { type ReactNode, useEffect, useState } from 'react'
import { useAisle } from './aisle.tsx'
import { ListRow } from './list-row.tsx'

/** A page that changes with what is added: the list beside the last product in the basket. */
export const HomePage = (): ReactNode => {
  const { tracker } = useAisle()
  const [itemIds, setItemIds] = useState<readonly string[]>([])
  useEffect(() => tracker.track({ kind: 'home-view' }), [tracker])
  const add = (itemId: string, priceMinor: number | undefined): void => {
    const basket = [...new Set([...itemIds, itemId])]
    setItemIds(basket)
    tracker.track({
      kind: 'cart-add',
      itemId,
      quantity: 1,
      ...(priceMinor !== undefined && { priceMinor }),
      basket: basket.map((id) => ({ itemId: id, quantity: 1 })),
    })
  }
  const last = itemIds.at(-1)
  return (
    <main>
      <h1>Lists in React</h1>
      <output>{itemIds.length === 0 ? 'Your basket is empty.' : `In your basket: ${itemIds.length}`}</output>
      <ListRow title="Trending now" placement="home.trending" onAdd={add} />
      {last !== undefined && (
        <ListRow
          key={last}
          title="People also like"
          placement="product.people-also-like"
          itemId={last}
          onAdd={add}
        />
      )}
      {/* The same as an element, which brings tiles, clicks and dismissals of its own. */}
      <aisle-list
        placement="home.best-selling"
        limit={6}
        add="Add"
        dismiss="Not interested"
        onaisle-add={(event) => {
          event.preventDefault()
          add(event.detail.itemId, event.detail.item?.priceMinor)
        }}
      />
    </main>
  )
}
