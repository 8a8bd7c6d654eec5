/** Which list led a shopper to what they add and order. */
import type { Kept } from './kept.ts'
import type { TrackedEvent } from './tracker-event.ts'

/** Items of which it is remembered. */
const ORIGINS_MAX = 200

type Origin = { readonly list?: string | undefined; readonly recommendationId?: string }

/**
 * Remembers it with clicks and with what is added from a list, for as long as the visit goes on.
 *
 * @returns the event with it: what is added later, and each line of the order
 */
export const openOrigins = (kept: Kept) => {
  type Saved = { readonly sessionId: string | undefined; readonly items: readonly [string, Origin][] }
  const read = (sessionId: string | undefined): Map<string, Origin> => {
    const saved = kept.read<Saved>('from')
    return new Map(saved !== undefined && saved.sessionId === sessionId ? saved.items : [])
  }
  return (event: TrackedEvent): TrackedEvent => {
    const { kind, itemId, sessionId, list, recommendationId } = event
    if (sessionId === undefined) return event
    const origins = read(sessionId)
    if (kind === 'order')
      return {
        ...event,
        lines: (event.lines ?? []).map((line) => {
          const recommendationId = line.recommendationId ?? origins.get(line.itemId)?.recommendationId
          return recommendationId === undefined ? line : { ...line, recommendationId }
        }),
      }
    if (itemId === undefined || (kind !== 'list-click' && kind !== 'cart-add')) return event
    if (recommendationId === undefined) return { ...origins.get(itemId), ...event } as TrackedEvent
    origins.delete(itemId)
    origins.set(itemId, { list, recommendationId })
    kept.write('from', { sessionId, items: [...origins].slice(-ORIGINS_MAX) })
    return event
  }
}
