import { type RefObject, useEffect } from 'react'

/** Half a row in view for this long counts as seen. */
const SEEN_MS = 1_000
const SEEN_PART = 0.5

/** Positions of the children that are at least half within the sides of their row. */
const positionsInView = (track: HTMLElement): readonly number[] => {
  const view = track.getBoundingClientRect()
  return Array.from(track.children, (child, position) => {
    const { left, right, width } = child.getBoundingClientRect()
    return Math.min(right, view.right) - Math.max(left, view.left) >= width * SEEN_PART ? position : -1
  }).filter((position) => position >= 0)
}

/**
 * Calls `onSeen` with the positions that were in view, once for each id.
 *
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
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer)
        if (entry === undefined || entry.intersectionRatio < SEEN_PART) return
        timer = setTimeout(() => {
          observer.disconnect()
          onSeen(positionsInView(track))
        }, SEEN_MS)
      },
      { threshold: SEEN_PART },
    )
    observer.observe(track)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
    // A new function for the same list does not start the second again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [trackRef, id])
}
