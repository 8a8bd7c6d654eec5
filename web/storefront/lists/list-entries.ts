/** The entries of a list, and what is told of them. */
import type { TimedList } from '../../shared/api.ts'
import type { ListEntry, TileItem } from '../../shared/wire.ts'
import { useStore } from '../store.tsx'

export const itemOf = (entry: ListEntry): TileItem => entry.item ?? { itemId: entry.itemId }

/** Which entry of which list an event is about. */
export const placeOf = (list: TimedList, entry: ListEntry, position: number) => ({
  itemId: entry.itemId,
  list: list.list,
  recommendationId: list.recommendationId,
  position: list.skip + position,
})

/** The click on one entry of a list, as an event. */
export const useTrackClick = (
  list: TimedList | undefined,
): ((entry: ListEntry, position: number) => void) => {
  const { tracker } = useStore()
  return (entry, position) => {
    if (list !== undefined) tracker.track({ kind: 'list-click', ...placeOf(list, entry, position) })
  }
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
