import { type RefObject, useEffect } from 'react'

/** Half a tile in view for this long counts as seen. */
const SEEN_MS = 1_000
const SEEN_PART = 0.5
/** Rounding leaves a half at 0.4999. */
const SLACK = 0.01

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
    const tiles = Array.from(track.children)
    const sinceOf = new Map<Element, number>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = (): void => {
      if (sinceOf.size === 0) return
      timer ??= setTimeout(look, SEEN_MS - (performance.now() - Math.min(...sinceOf.values())))
    }
    const look = (): void => {
      timer = undefined
      const seenBefore = performance.now() - SEEN_MS + 1
      const positions = tiles.flatMap((tile, position) =>
        (sinceOf.get(tile) ?? Infinity) <= seenBefore ? [position] : [],
      )
      if (positions.length === 0) return wait()
      observer.disconnect()
      onSeen(positions)
    }
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries)
          if (intersectionRatio < SEEN_PART - SLACK) sinceOf.delete(target)
          else if (!sinceOf.has(target)) sinceOf.set(target, performance.now())
        wait()
      },
      { threshold: SEEN_PART },
    )
    for (const tile of tiles) observer.observe(tile)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
    // A new function for the same list does not start the second again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [trackRef, id])
}
