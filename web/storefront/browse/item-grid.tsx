/** Items by the page, with a button for more. */
import { type ReactNode, useState } from 'react'
import { type ItemsQuery, fetchItems, toApiError } from '../../shared/api.ts'
import { formatCount } from '../../shared/money.ts'
import { Problem } from '../../shared/problem.tsx'
import { Tile, TileSkeletons } from '../../shared/tile.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { ApiError } from '../../shared/api.ts'
import type { TileItem } from '../../shared/wire.ts'
import { productAddress } from '../page-address.ts'
import { useStore } from '../store.tsx'
import { WishButton } from '../person/wish-button.tsx'

export const PAGE_LENGTH = 24

type More = {
  readonly key: string
  readonly items: readonly TileItem[]
  readonly error?: ApiError
  readonly isBusy: boolean
}

export type PagedItems = {
  /** undefined while the first page is coming */
  readonly items: readonly TileItem[] | undefined
  readonly totalItems: number | undefined
  readonly isBusy: boolean
  readonly error: ApiError | undefined
  readonly retry: () => void
  readonly showMore: () => void
}

export const usePagedItems = (query: Omit<ItemsQuery, 'shop' | 'limit' | 'skip' | 'channel'>): PagedItems => {
  const { shopId } = useStore()
  const key = JSON.stringify([shopId, query])
  const ask: ItemsQuery = { ...query, shop: shopId, channel: 'web', limit: PAGE_LENGTH }
  const first = useResource(key, (signal) => fetchItems(ask, signal))
  const [more, setMore] = useState<More>({ key, items: [], isBusy: false })
  const current = more.key === key ? more : { key, items: [], isBusy: false }
  const items = first.data && [...first.data.items, ...current.items]

  const showMore = async (): Promise<void> => {
    if (items === undefined || current.isBusy) return
    setMore({ ...current, isBusy: true })
    try {
      const page = await fetchItems({ ...ask, skip: items.length })
      setMore({ key, items: [...current.items, ...page.items], isBusy: false })
    } catch (error) {
      setMore({ key, items: current.items, error: toApiError(error), isBusy: false })
    }
  }
  return {
    items,
    totalItems: first.data?.totalItems,
    isBusy: current.isBusy,
    error: first.error ?? current.error,
    retry: first.error === undefined ? () => void showMore() : first.reload,
    showMore: () => void showMore(),
  }
}

export const ItemGrid = ({ paged }: { readonly paged: PagedItems }): ReactNode => {
  const { shopId, currency } = useStore()
  const { items, totalItems = 0 } = paged
  return (
    <>
      <ul className="grid" aria-busy={items === undefined || paged.isBusy}>
        {items === undefined && paged.error === undefined ? (
          <TileSkeletons count={PAGE_LENGTH} />
        ) : (
          items?.map((item) => (
            <li key={item.itemId}>
              <Tile item={item} href={productAddress(shopId, item.itemId)} currency={currency}>
                <WishButton item={item} />
              </Tile>
            </li>
          ))
        )}
      </ul>
      {paged.error !== undefined && <Problem error={paged.error} onRetry={paged.retry} />}
      {items !== undefined && items.length < totalItems && (
        <div className="grid-more">
          <p className="muted">
            {formatCount(items.length)} of {formatCount(totalItems)}
          </p>
          <button type="button" className="button is-quiet" onClick={paged.showMore} disabled={paged.isBusy}>
            Show more
          </button>
        </div>
      )}
    </>
  )
}
