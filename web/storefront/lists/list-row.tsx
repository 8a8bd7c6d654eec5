/** A recommendation list as a row: loaded anew with each page, and its impressions and clicks told. */
import { type ReactNode, useRef, useState } from 'react'
import { type TimedList, fetchList } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { Shelf } from '../../shared/shelf.tsx'
import { TileSkeletons } from '../../shared/tile.tsx'
import { type Resource, type ResourceOptions, useResource } from '../../shared/use-resource.ts'
import type { RecommendationsRequest } from '../../shared/wire.ts'
import { usePerson } from '../person/person.tsx'
import { useTrackImpression } from './list-entries.ts'
import { ListTile } from './list-tile.tsx'
import { useStore } from '../store.tsx'
import { useImpression } from '../../shared/use-impression.ts'

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

export const ListRow = ({
  title,
  list: { data: list, error, reload },
  aside,
  isFirst = false,
  isAddable = false,
  from = 0,
}: ListRowProps): ReactNode => {
  const trackImpression = useTrackImpression(list)
  const trackRef = useRef<HTMLUListElement>(null)
  useImpression(trackRef, list?.recommendationId, (places) =>
    trackImpression(places.map((place) => place + from)),
  )

  // A shop without this row is still a shop: what passes is tried again by itself, and says nothing.
  if (error !== undefined && list === undefined)
    return error.isPassing ? null : <Problem error={error} onRetry={reload} />
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
        list.items
          .slice(from)
          .map((entry, place) => (
            <ListTile
              key={entry.itemId}
              list={list}
              entry={entry}
              position={place + from}
              isEager={isFirst && place < 6}
              isAddable={isAddable}
            />
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
