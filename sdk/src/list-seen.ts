/** Lists that were really seen, and what was clicked in them. */
import type { EventDraft } from './tracker-event.ts'

/** What of a list's answer its impression and clicks bear. */
export type SeenList = {
  readonly list: string
  readonly recommendationId: string
  readonly skip?: number
  readonly items: readonly { readonly itemId: string }[]
}

const SEEN_MS = 1_000
const SEEN_RATIO = 0.5

/**
 * Tells once of tiles that are at least half in view for a second.
 *
 * @param tiles   in the order of the list
 * @param onSeen  gets the positions among `tiles`, in their order
 * @returns       stops watching
 */
export const watchTiles = (
  tiles: Iterable<Element>,
  onSeen: (positions: readonly number[]) => void,
): (() => void) => {
  const all = [...tiles]
  if (typeof IntersectionObserver === 'undefined') return () => {}
  const sinceByTile = new Map<Element, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    observer.disconnect()
  }
  const look = (): void => {
    timer = undefined
    const now = performance.now()
    const seen = all.flatMap((tile, position) =>
      now - (sinceByTile.get(tile) ?? now) >= SEEN_MS ? [position] : [],
    )
    if (seen.length > 0) {
      stop()
      onSeen(seen)
    } else if (sinceByTile.size > 0)
      timer = setTimeout(look, SEEN_MS - (now - Math.min(...sinceByTile.values())))
  }
  const observer = new IntersectionObserver(
    (entries) => {
      // Rounding leaves a half at 0.4999.
      for (const { target, intersectionRatio } of entries)
        if (intersectionRatio < SEEN_RATIO - 0.01) sinceByTile.delete(target)
        else if (!sinceByTile.has(target)) sinceByTile.set(target, performance.now())
      if (sinceByTile.size > 0) timer ??= setTimeout(look, SEEN_MS)
    },
    { threshold: SEEN_RATIO },
  )
  for (const tile of all) observer.observe(tile)
  return stop
}

export const openLists = (track: (draft: EventDraft) => void) => {
  const seenIds = new Set<string>()
  return {
    observe: (seen: SeenList, tiles: Iterable<Element>): (() => void) => {
      const { list, recommendationId, skip = 0, items } = seen
      return watchTiles(tiles, (positions) => {
        const itemIds = positions.flatMap((position) => items[position]?.itemId ?? [])
        if (seenIds.has(recommendationId) || itemIds.length === 0) return
        seenIds.add(recommendationId)
        const position = skip + (positions[0] ?? 0)
        track({ kind: 'list-impression', list, recommendationId, itemIds, position })
      })
    },
    click: ({ list, recommendationId, skip = 0, items }: SeenList, place: number): void => {
      const itemId = items[place]?.itemId
      if (itemId !== undefined)
        track({ kind: 'list-click', itemId, list, recommendationId, position: skip + place })
    },
  }
}
