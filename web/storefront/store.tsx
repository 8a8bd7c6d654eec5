/** What every page of the storefront shares. */
import { type ReactNode, createContext, useContext, useMemo, useState } from 'react'
import { fetchCategories, fetchChannels, fetchShop } from '../shared/api.ts'
import {
  type BasketLine,
  addLine,
  lineKey,
  setQuantity,
  totalMinor,
  wireLines,
} from '../shared/basket-line.ts'
import { type Resource, useResource } from '../shared/use-resource.ts'
import type { Category, Channel, EventDraft, Shop, WireEvent } from '../shared/wire.ts'
import { type Basket, createBasket } from './basket.ts'
import { type Tracker, createTracker } from './tracker.ts'

export type Store = {
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
  /** @param from  the list that they were added from */
  readonly add: (lines: readonly BasketLine[], from?: Pick<EventDraft, 'list' | 'recommendationId'>) => void
  readonly change: (line: BasketLine, quantity: number) => void
  /** The order of what is in the basket, to be sent by `placeOrder`, also more than once. */
  readonly draftOrder: (orderId: string) => WireEvent
  /** @throws ApiError when the server did not keep it: the basket stays */
  readonly placeOrder: (order: WireEvent) => Promise<void>
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
  const [addedLines, setAddedLines] = useState<readonly BasketLine[]>([])
  const shop = useResource(shopId, (signal) => fetchShop(shopId, signal))
  const categories = useResource(shopId, (signal) => fetchCategories(shopId, signal))
  const channels = useResource(shopId, (signal) => fetchChannels(shopId, signal))
  const currency = shop.data?.currency

  const store = useMemo((): Store => {
    const inCurrency = currency === undefined ? {} : { currency }
    const aboutLine = (line: BasketLine) => ({
      itemId: line.itemId,
      ...(line.sku !== undefined && { sku: line.sku }),
      priceMinor: line.priceMinor,
      ...inCurrency,
    })
    return {
      shopId,
      shop,
      categories,
      channels,
      currency,
      tracker,
      basket,
      addedLines,
      dismissAdded: () => setAddedLines([]),
      add: (added, from = {}) => {
        for (const line of added) {
          const lines = addLine(basket.lines(), line)
          basket.replace(lines)
          tracker.track({
            kind: 'cart-add',
            ...aboutLine(line),
            ...from,
            quantity: line.quantity,
            basket: wireLines(lines),
          })
        }
        setAddedLines(added)
      },
      change: (line, quantity) => {
        const lines = setQuantity(basket.lines(), lineKey(line), quantity)
        basket.replace(lines)
        tracker.track(
          quantity > 0
            ? { kind: 'cart-update', ...aboutLine(line), quantity, basket: wireLines(lines) }
            : { kind: 'cart-remove', ...aboutLine(line), quantity: line.quantity, basket: wireLines(lines) },
        )
      },
      draftOrder: (orderId) => {
        const lines = basket.lines()
        return tracker.complete({
          kind: 'order',
          orderId,
          lines: wireLines(lines),
          totalMinor: totalMinor(lines),
          ...inCurrency,
        })
      },
      placeOrder: async (order) => {
        await tracker.sendNow(order)
        basket.replace([])
      },
    }
  }, [shopId, shop, categories, channels, currency, tracker, basket, addedLines])
  return <StoreContext value={store}>{children}</StoreContext>
}
