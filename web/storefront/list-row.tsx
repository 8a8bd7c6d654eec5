/** A recommendation list as a row: loaded anew with each page, and its impressions and clicks told. */
import { type ReactNode, useRef, useState } from 'react'
import { type TimedList, fetchList } from '../shared/api.ts'
import { Problem } from '../shared/problem.tsx'
import { Shelf } from '../shared/shelf.tsx'
import { Tile, TileSkeletons } from '../shared/tile.tsx'
import { type Resource, useResource } from '../shared/use-resource.ts'
import { WhyButton } from '../shared/why.tsx'
import type { ListEntry, RecommendationsRequest, TileItem } from '../shared/wire.ts'
import { productAddress } from './page-address.ts'
import { useStore } from './store.tsx'
import { useImpression } from './use-impression.ts'

const LIMIT = 16

type Ask = { readonly placement: string; readonly context?: RecommendationsRequest['context'] }

/** The list of a placement, after the server has what this page told it. */
export const useList = ({ placement, context = {} }: Ask): Resource<TimedList> => {
  const { shopId, tracker } = useStore()
  return useResource(JSON.stringify([shopId, placement, context]), async (signal) => {
    await tracker.settle()
    return fetchList({ shop: shopId, placement, shopper: tracker.shopper(), context, limit: LIMIT }, signal)
  })
}

/** The click on one entry of a list, as an event. */
export const useTrackClick = (
  list: TimedList | undefined,
): ((entry: ListEntry, position: number) => void) => {
  const { tracker } = useStore()
  return (entry, position) => {
    if (list === undefined) return
    tracker.track({
      kind: 'list-click',
      itemId: entry.itemId,
      list: list.list,
      recommendationId: list.recommendationId,
      position: list.skip + position,
    })
  }
}

export const itemOf = (entry: ListEntry): TileItem => entry.item ?? { itemId: entry.itemId }

type ListRowProps = {
  readonly title: string
  readonly list: Resource<TimedList>
  readonly aside?: ReactNode
  /** Whether the first row of the page, whose pictures come first. */
  readonly isFirst?: boolean
}

export const ListRow = ({
  title,
  list: { data: list, error, reload },
  aside,
  isFirst = false,
}: ListRowProps): ReactNode => {
  const { shopId, currency, tracker } = useStore()
  const trackClick = useTrackClick(list)
  const trackRef = useRef<HTMLUListElement>(null)
  useImpression(trackRef, list?.recommendationId, (positions) => {
    const itemIds = positions.flatMap((position) => list?.items[position]?.itemId ?? [])
    if (list === undefined || itemIds.length === 0) return
    tracker.track({
      kind: 'list-impression',
      list: list.list,
      recommendationId: list.recommendationId,
      itemIds,
      position: list.skip + (positions[0] ?? 0),
    })
  })

  if (error !== undefined && list === undefined) return <Problem error={error} onRetry={reload} />
  if (list?.items.length === 0) return null
  return (
    <Shelf
      title={list === undefined || list.fallback === null ? title : list.title}
      aside={aside}
      trackRef={trackRef}
      isBusy={list === undefined}
    >
      {list === undefined ? (
        <TileSkeletons count={8} />
      ) : (
        list.items.map((entry, position) => (
          <li key={entry.itemId}>
            <Tile
              item={itemOf(entry)}
              href={productAddress(shopId, entry.itemId)}
              currency={currency}
              onOpen={() => trackClick(entry, position)}
              isEager={isFirst && position < 6}
            >
              <WhyButton entry={entry} list={list} />
            </Tile>
          </li>
        ))
      )}
    </Shelf>
  )
}

/** What this browser looked at, when it looked at anything. */
export const RecentlyViewed = ({ itemId }: { readonly itemId?: string }): ReactNode => {
  const { tracker } = useStore()
  const [hasViewed] = useState(() => tracker.hasViewed())
  return hasViewed ? <RecentlyViewedRow {...(itemId !== undefined && { itemId })} /> : null
}

const RecentlyViewedRow = ({ itemId }: { readonly itemId?: string }): ReactNode => {
  const ask: Ask =
    itemId === undefined
      ? { placement: 'home.recently-viewed' }
      : { placement: 'product.recently-viewed', context: { itemId } }
  return <ListRow title="Recently viewed" list={useList(ask)} />
}
