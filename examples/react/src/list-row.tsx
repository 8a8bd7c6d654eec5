import { type ReactNode, useId } from 'react'
import { useAisle, useImpression, useList } from './aisle.tsx'

const SKELETON_COUNT = 8

type ListRowProps = {
  /** Until the shop's own has come. */
  readonly title: string
  readonly placement: string
  /** What the list is beside. */
  readonly itemId?: string
  readonly onAdd: (itemId: string, priceMinor: number | undefined) => void
}

const priceText = (priceMinor: number, currency: string): string =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(priceMinor / 100)

export const ListRow = ({ title, placement, itemId, onAdd }: ListRowProps): ReactNode => {
  const { tracker } = useAisle()
  const { list, isMissing } = useList(placement, itemId)
  const tiles = useImpression(list)
  const headingId = useId()
  if (isMissing) return null
  return (
    <section aria-labelledby={headingId} aria-busy={list === undefined}>
      <h2 id={headingId}>{list?.title ?? title}</h2>
      <ul className="row" ref={tiles}>
        {list === undefined
          ? Array.from({ length: SKELETON_COUNT }, (_blank, place) => (
              <li key={place} className="tile is-blank" aria-hidden="true" />
            ))
          : list.items.map((entry, place) => (
              <li key={entry.itemId} className="tile">
                <a href={`#${entry.itemId}`} onClick={() => tracker.click(list, place)}>
                  <span className="tile-title">{entry.item?.title ?? entry.itemId}</span>
                </a>
                {entry.item?.priceMinor !== undefined && (
                  <span>{priceText(entry.item.priceMinor, entry.item.currency ?? 'GBP')}</span>
                )}
                <button
                  type="button"
                  aria-label={`Add ${entry.item?.title ?? entry.itemId}`}
                  onClick={() => {
                    tracker.click(list, place)
                    onAdd(entry.itemId, entry.item?.priceMinor)
                  }}
                >
                  Add
                </button>
              </li>
            ))}
      </ul>
    </section>
  )
}
