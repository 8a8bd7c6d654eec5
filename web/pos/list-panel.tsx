import { type ReactNode, useState } from 'react'
import { type ApiError, fetchItem, fetchList, toApiError } from '../shared/api.ts'
import { Problem } from '../shared/problem.tsx'
import { useResource } from '../shared/use-resource.ts'
import type { Item, Shop } from '../shared/wire.ts'
import { ItemButton } from './item-button.tsx'

const LIMIT = 6

type ListPanelProps = {
  readonly title: string
  readonly placement: string
  readonly shop: Shop
  readonly channelId: string
  /** Another number loads the list again. */
  readonly round: number
  readonly onAdd: (item: Item) => void
}

/** A list of this store to tap from, each with what put it there. */
export const ListPanel = ({ title, placement, shop, channelId, round, onAdd }: ListPanelProps): ReactNode => {
  const [failure, setFailure] = useState<ApiError>()
  const { data, error, reload } = useResource(
    JSON.stringify([shop.shop, placement, channelId, round]),
    (signal) =>
      fetchList({ shop: shop.shop, placement, context: { channel: channelId }, limit: LIMIT }, signal),
    { keepsPrevious: true },
  )
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
          ? Array.from({ length: LIMIT }, (_, place) => (
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
      {data?.items.length === 0 && (
        <p className="muted">Nothing yet. It fills with the first sales of this store.</p>
      )}
    </section>
  )
}
