import { type RefObject, useRef } from 'react'
import type { TimedList } from '../../shared/api.ts'
import { useImpression } from '../../shared/use-impression.ts'
import type { ListEntry } from '../../shared/wire.ts'
import { type ListPlace, withOpened } from '../ticket/ticket.ts'
import { useTill } from '../till-context.ts'

type ToldList = {
  /** Of what holds the tiles. */
  readonly trackRef: RefObject<HTMLUListElement | null>
  readonly placeOf: (entry: ListEntry) => ListPlace | undefined
  /** To be called when one is looked at. */
  readonly look: (entry: ListEntry) => void
}

/**
 * Tells what a list did: that it was really seen, once for each answer, and what was opened from it.
 *
 * @param shown  those of its entries that stand on the screen, in their order
 */
export const useToldList = (
  list: TimedList | undefined,
  shown: readonly ListEntry[] = list?.items ?? [],
): ToldList => {
  const { tell, setTicket } = useTill()
  const trackRef = useRef<HTMLUListElement>(null)
  const placeOf = (entry: ListEntry): ListPlace | undefined =>
    list && {
      list: list.list,
      recommendationId: list.recommendationId,
      position: list.skip + list.items.indexOf(entry),
    }
  const where = list?.placement === undefined ? {} : { properties: { placement: list.placement } }
  useImpression(trackRef, list?.recommendationId, (places) => {
    const seen = places.flatMap((place) => shown[place] ?? [])
    const [first] = seen
    if (first === undefined) return
    tell({
      // The same answer seen again, as when the screen is built twice, is the same event.
      eventId: `seen-${list?.recommendationId}`,
      kind: 'list-impression',
      ...placeOf(first),
      itemIds: seen.map(({ itemId }) => itemId),
      ...where,
    })
  })
  const look = (entry: ListEntry): void => {
    const place = placeOf(entry)
    if (place === undefined) return
    tell({ kind: 'list-click', itemId: entry.itemId, ...place, ...where })
    setTicket((old) => withOpened(old, entry.itemId, place))
  }
  return { trackRef, placeOf, look }
}
