/** All products of a page in the order that fits who looks, or the one they chose. */
import { type ReactNode, useState } from 'react'
import { ItemGrid, PAGE_LENGTH, type PagedItems } from './item-grid.tsx'
import { type ItemOrder, type Sortable, useOrdered } from './item-order.ts'
import { OrderBar } from './order-bar.tsx'
import { usePerson } from '../person/person.tsx'

type OrderedItemsProps = {
  readonly heading?: ReactNode
  /** Of what `fetchAll` gives. */
  readonly name: string
  readonly fetchAll: (signal: AbortSignal) => Promise<readonly Sortable[]>
  /** The order of the shop, by the page; left out, it is that of `fetchAll`. */
  readonly inShopOrder?: PagedItems
  /** Besides the shop's order and, when signed in, one's own. */
  readonly sorts: readonly ItemOrder[]
}

/** A person who is signed in has their own order, everybody else that of the shop. */
export const OrderedItems = ({
  heading,
  name,
  fetchAll,
  inShopOrder,
  sorts,
}: OrderedItemsProps): ReactNode => {
  const { identity } = usePerson()
  const [chosen, setChosen] = useState<ItemOrder>()
  const [shownCount, setShownCount] = useState(PAGE_LENGTH)
  const isKnown = identity.customerId !== undefined
  const usual = isKnown ? 'for-you' : 'shop'
  const order = chosen === undefined || (chosen === 'for-you' && !isKnown) ? usual : chosen
  const isPaged = order === 'shop' && inShopOrder !== undefined
  const { data, error, reload } = useOrdered(name, isPaged ? undefined : order, fetchAll)
  const choose = (next: ItemOrder): void => {
    setChosen(next)
    setShownCount(PAGE_LENGTH)
  }
  const paged: PagedItems = isPaged
    ? inShopOrder
    : {
        items: data?.items.slice(0, shownCount),
        totalItems: data?.items.length,
        isBusy: false,
        error,
        retry: reload,
        showMore: () => setShownCount((count) => count + PAGE_LENGTH),
      }
  return (
    <>
      <OrderBar
        heading={heading}
        order={order}
        choices={[...(isKnown ? (['for-you'] as const) : []), 'shop', ...sorts]}
        ordered={data}
        onChoose={choose}
      />
      <ItemGrid paged={paged} />
    </>
  )
}
