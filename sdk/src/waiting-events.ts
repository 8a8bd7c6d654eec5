/**
 * Events that wait for one sink. Each is kept under a key of its own, in the order of its time, so that two tabs cannot
 * overwrite each other and a reload loses nothing.
 */
import type { Kept } from './kept.ts'
import type { TrackedEvent } from './tracker-event.ts'

export type Batch = {
  readonly keys: readonly string[]
  readonly events: readonly TrackedEvent[]
  readonly bytes: number
}

export const openWaiting = (kept: Kept, start: string, waitingMax: number) => {
  /** Bytes of those in a request that outlives the page. */
  const away = new Map<string, number>()
  const keys = (): readonly string[] => kept.names(start)
  const first = keys()
  let count = first.length
  let lastStamp = Number.parseInt(first.at(-1)?.slice(start.length) ?? '', 36) || 0

  const remove = (key: string): void => {
    kept.drop(key)
    away.delete(key)
  }
  const removed = (some: readonly string[]): readonly TrackedEvent[] =>
    some.flatMap((key) => {
      const event = kept.read<TrackedEvent>(key)
      remove(key)
      return event ?? []
    })

  return {
    away,
    keys,
    remove,
    count: () => count,
    /** Those that nothing is under way with. */
    idleKeys: (): readonly string[] => {
      const idle = keys().filter((key) => !away.has(key))
      count = idle.length
      return idle
    },
    /** @returns the oldest, when there was no room left for them */
    add: (event: TrackedEvent, now: number): readonly TrackedEvent[] => {
      lastStamp = Math.max(now, lastStamp + 1)
      const key = `${start}${lastStamp.toString(36).padStart(9, '0')}.${event.eventId}`
      kept.write(key, event)
      count += 1
      if (count <= waitingMax) return []
      const all = keys()
      // A hundredth more, so that this is not done for each event.
      const lost = all.length > waitingMax ? removed(all.slice(0, all.length - waitingMax * 0.99)) : []
      count = all.length - lost.length
      return lost
    },
    /** @returns what was removed */
    drop: (isUnwanted: (event: TrackedEvent) => boolean): readonly TrackedEvent[] =>
      removed(
        keys().filter((key) => {
          const event = kept.read<TrackedEvent>(key)
          return event !== undefined && isUnwanted(event)
        }),
      ),
    /** The next events of one customer: what proves them goes with a request. */
    take: (
      some: readonly string[],
      { eventMax, charMax }: { readonly eventMax: number; readonly charMax: number },
    ): Batch => {
      const taken: string[] = []
      const events: TrackedEvent[] = []
      let chars = 0
      for (const key of some) {
        const event = kept.read<TrackedEvent>(key)
        // Another tab had it sent.
        if (event !== undefined) {
          chars += JSON.stringify(event).length
          const isOther = events[0]?.shopper?.customerId !== event.shopper?.customerId
          if (events.length > 0 && (chars > charMax || events.length >= eventMax || isOther)) break
          events.push(event)
        }
        taken.push(key)
      }
      return { keys: taken, events, bytes: new Blob([JSON.stringify(events)]).size }
    },
  }
}
