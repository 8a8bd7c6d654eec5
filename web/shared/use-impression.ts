import { type RefObject, useEffect } from 'react'
import { watchTiles } from '../../sdk/src/list-seen.ts'

/**
 * Calls `onSeen` with the positions of the tiles that were in view, once for each id.
 *
 * @param trackRef  what holds the tiles as its children: a row or a grid
 * @param id  of the recommendation; undefined while there is none
 */
export const useImpression = (
  trackRef: RefObject<HTMLElement | null>,
  id: string | undefined,
  onSeen: (positions: readonly number[]) => void,
): void => {
  useEffect(() => {
    const track = trackRef.current
    if (track === null || id === undefined) return undefined
    return watchTiles(track.children, onSeen)
    // A new function for the same list does not start the second again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [trackRef, id])
}
