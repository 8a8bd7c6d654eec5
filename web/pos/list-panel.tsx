import { type ReactNode, useState } from 'react'
import { type ApiError, type TimedList, fetchItem, fetchList, toApiError } from '../shared/api.ts'
import { Problem } from '../shared/problem.tsx'
import { type Resource, useResource } from '../shared/use-resource.ts'
import type { Item, RecommendationsRequest, Shop } from '../shared/wire.ts'
import { ItemButton } from './item-button.tsx'

export const PANEL_LIMIT = 6

type ListPanelProps = {
  readonly title: string
  readonly list: Resource<TimedList>
  readonly shop: Shop
  readonly channelId: string
  readonly onAdd: (item: Item) => void
  /** How many places are kept while it is coming. */
  readonly count?: number
  readonly whenEmpty?: string
}

/** A list to tap from, each with what put it there. */
export const ListPanel = ({
  title,
  list: { data, error, reload },
  shop,
  channelId,
  onAdd,
  count = PANEL_LIMIT,
  whenEmpty = 'Nothing yet. It fills with the first sales of this store.',
}: ListPanelProps): ReactNode => {
  const [failure, setFailure] = useState<ApiError>()
  const tap = async (itemId: string): Promise<void> => {
    setFailure(undefined)
    try {
      onAdd((await fetchItem(shop.shop, itemId)).item)
    } catch (cause) {
      setFailure(toApiError(cause))
    }
  }
  const problem = failure ?? error
  return (
    <section className="list-panel" aria-label={title} aria-busy={data === undefined && error === undefined}>
      <h2>{data?.fallback ? `${data.title} (${title.toLowerCase()}: not enough yet)` : title}</h2>
      {problem !== undefined && <Problem error={problem} onRetry={reload} />}
      <ul className="item-buttons">
        {data === undefined
          ? Array.from({ length: count }, (_, place) => (
              <li key={place} className="item-button is-blank" aria-hidden="true" />
            ))
          : data.items.map((entry) => (
              <li key={entry.itemId}>
                <ItemButton
                  item={entry.item ?? { itemId: entry.itemId }}
                  channelId={channelId}
                  currency={shop.currency}
                  note={entry.reasons[0]?.text}
                  onTap={() => void tap(entry.itemId)}
                />
              </li>
            ))}
      </ul>
      {data?.items.length === 0 && <p className="muted">{whenEmpty}</p>}
    </section>
  )
}

type PlacementPanelProps = Omit<ListPanelProps, 'list'> & {
  readonly placement: string
  readonly shopper?: RecommendationsRequest['shopper']
  /** The item of the page. */
  readonly itemId?: string
  /** Another number loads the list again. */
  readonly round?: number
}

/** The list of a placement in this store. */
export const PlacementPanel = ({
  placement,
  shopper,
  itemId,
  round = 0,
  ...rest
}: PlacementPanelProps): ReactNode => {
  const { shop, channelId } = rest
  const ask: RecommendationsRequest = {
    shop: shop.shop,
    placement,
    ...(shopper !== undefined && { shopper }),
    context: { channel: channelId, ...(itemId !== undefined && { itemId }) },
    limit: PANEL_LIMIT,
  }
  const list = useResource(JSON.stringify([ask, round]), (signal) => fetchList(ask, signal), {
    keepsPrevious: true,
  })
  return <ListPanel {...rest} list={list} />
}
