/** What every page of the storefront shares. */
import { type ReactNode, createContext, useContext, useMemo, useState } from 'react'
import { fetchCategories, fetchChannels, fetchShop } from '../shared/api.ts'
import type { BasketLine } from '../shared/basket-line.ts'
import { type Resource, useResource } from '../shared/use-resource.ts'
import type { Category, Channel, Shop } from '../shared/wire.ts'
import { type BasketActs, createBasketActs, createChanges } from './basket/basket-acts.ts'
import { type Basket, createBasket } from './basket/basket.ts'
import { type Tracker, createTracker } from './tracker.ts'

export type Store = BasketActs & {
  readonly shopId: string
  readonly shop: Resource<Shop>
  readonly categories: Resource<readonly Category[]>
  readonly channels: Resource<readonly Channel[]>
  readonly currency: string | undefined
  readonly tracker: Tracker
  readonly basket: Basket
  /** What was added last, while its note shows. */
  readonly addedLines: readonly BasketLine[]
  readonly dismissAdded: () => void
}

const StoreContext = createContext<Store | undefined>(undefined)

export const useStore = (): Store => {
  const store = useContext(StoreContext)
  if (store === undefined) throw new Error('Fault in the program: a page stands inside StoreProvider')
  return store
}

export const StoreProvider = ({
  shopId,
  children,
}: {
  readonly shopId: string
  readonly children: ReactNode
}): ReactNode => {
  const [tracker] = useState(() => createTracker(shopId))
  const [basket] = useState(() => createBasket(shopId))
  const [changes] = useState(() => createChanges(tracker))
  const [addedLines, setAddedLines] = useState<readonly BasketLine[]>([])
  const shop = useResource(shopId, (signal) => fetchShop(shopId, signal))
  const categories = useResource(shopId, (signal) => fetchCategories(shopId, signal))
  const channels = useResource(shopId, (signal) => fetchChannels(shopId, signal))
  const currency = shop.data?.currency

  const acts = useMemo(
    () => createBasketActs({ tracker, basket, currency, changes }),
    [tracker, basket, currency, changes],
  )

  const store = useMemo(
    (): Store => ({
      shopId,
      shop,
      categories,
      channels,
      currency,
      tracker,
      basket,
      addedLines,
      dismissAdded: () => setAddedLines([]),
      ...acts,
      add: (added) => {
        acts.add(added)
        setAddedLines(added)
      },
    }),
    [shopId, shop, categories, channels, currency, tracker, basket, addedLines, acts],
  )
  return <StoreContext value={store}>{children}</StoreContext>
}
