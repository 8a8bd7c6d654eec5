/** A recommendation list as a row: loaded anew with each page, and its impressions and clicks told. */
import { type ReactNode, useRef, useState } from 'react'
import { type TimedList, fetchList } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { Shelf } from '../../shared/shelf.tsx'
import { Tile, TileSkeletons } from '../../shared/tile.tsx'
import { type Resource, type ResourceOptions, useResource } from '../../shared/use-resource.ts'
import { WhyButton } from '../../shared/why.tsx'
import type { ListEntry, RecommendationsRequest, TileItem } from '../../shared/wire.ts'
import { productAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { QuickAdd } from './quick-add.tsx'
import { useStore } from '../store.tsx'
import { useImpression } from './use-impression.ts'
import { WishButton } from '../person/wish-button.tsx'

const LIMIT = 16

type Ask = { readonly placement: string; readonly context?: RecommendationsRequest['context'] }

/** The list of a placement, after the server has what this page told it. */
export const useList = (
  { placement, context = {} }: Ask,
  options: ResourceOptions = {},
): Resource<TimedList> => {
  const { shopId, tracker } = useStore()
  const { identity, askForLists } = usePerson()
  const load = async (signal: AbortSignal): Promise<TimedList> => {
    await tracker.settle()
    return askForLists((headers) =>
      fetchList(
        { shop: shopId, placement, shopper: tracker.shopper(), context, limit: LIMIT },
        signal,
        headers,
      ),
    )
  }
  return useResource(JSON.stringify([shopId, placement, context, identity]), load, options)
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
  /** Whether tiles have a button that puts the product into the basket. */
  readonly isAddable?: boolean
  /** Entries before this place show elsewhere on the page. */
  readonly from?: number
}

/** What was in view of a list, as an event. */
export const useTrackImpression = (list: TimedList | undefined): ((positions: readonly number[]) => void) => {
  const { tracker } = useStore()
  return (positions) => {
    const itemIds = positions.flatMap((position) => list?.items[position]?.itemId ?? [])
    if (list === undefined || itemIds.length === 0) return
    tracker.track({
      kind: 'list-impression',
      list: list.list,
      recommendationId: list.recommendationId,
      itemIds,
      position: list.skip + (positions[0] ?? 0),
    })
  }
}

export const ListRow = ({
  title,
  list: { data: list, error, reload },
  aside,
  isFirst = false,
  isAddable = false,
  from = 0,
}: ListRowProps): ReactNode => {
  const { shopId, currency } = useStore()
  const trackClick = useTrackClick(list)
  const trackImpression = useTrackImpression(list)
  const trackRef = useRef<HTMLUListElement>(null)
  useImpression(trackRef, list?.recommendationId, (places) =>
    trackImpression(places.map((place) => place + from)),
  )

  if (error !== undefined && list === undefined) return <Problem error={error} onRetry={reload} />
  if (list !== undefined && list.items.length <= from) return null
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
        list.items.slice(from).map((entry, place) => (
          <li key={entry.itemId}>
            <Tile
              item={itemOf(entry)}
              href={productAddress(shopId, entry.itemId)}
              currency={currency}
              onOpen={() => trackClick(entry, place + from)}
              isEager={isFirst && place < 6}
            >
              <WishButton item={itemOf(entry)} />
              <WhyButton entry={entry} list={list} />
            </Tile>
            {isAddable && (
              <QuickAdd entry={entry} list={list} onOpen={() => trackClick(entry, place + from)} />
            )}
          </li>
        ))
      )}
    </Shelf>
  )
}

/** What this browser looked at, when it looked at anything. */
export const RecentlyViewed = (): ReactNode => {
  const { tracker } = useStore()
  const [hasViewed] = useState(() => tracker.hasViewed())
  return hasViewed ? <RecentlyViewedRow /> : null
}

const RecentlyViewedRow = (): ReactNode => (
  <ListRow title="Recently viewed" list={useList({ placement: 'home.recently-viewed' })} />
)
