/** What the inspector has heard: events on their way to each destination, and calls for lists. Newest first. */
import type { Call } from '../../shared/call-watch.ts'
import type { WireEvent } from '../../shared/wire.ts'

/** One destination of an event, and how far it came. */
export type Leg = {
  readonly sink: string
  readonly state: string
  readonly ms?: number
  readonly answer?: unknown
}

export type EventEntry = {
  readonly sort: 'event'
  readonly key: string
  readonly at: number
  readonly event: WireEvent
  readonly legs: readonly Leg[]
}
export type CallEntry = {
  readonly sort: 'call'
  readonly key: string
  readonly at: number
  readonly call: Call
}
export type Entry = EventEntry | CallEntry

/** One step of an event's way, as the tracker tells it. */
export type Step = Pick<Leg, 'sink' | 'state' | 'answer'> & {
  readonly event: object
  readonly at: number
  readonly ms?: number | undefined
}

const ENTRIES_MAX = 300

export const withStep = (
  entries: readonly Entry[],
  { event: told, at, sink, state, ms, answer }: Step,
): readonly Entry[] => {
  const event = told as WireEvent
  const leg: Leg = {
    sink,
    state,
    ...(ms !== undefined && { ms }),
    ...(answer !== undefined && { answer }),
  }
  const old = entries.find(
    (entry): entry is EventEntry => entry.sort === 'event' && entry.event.eventId === event.eventId,
  )
  if (old === undefined)
    return [{ sort: 'event' as const, key: event.eventId, at, event, legs: [leg] }, ...entries].slice(
      0,
      ENTRIES_MAX,
    )
  const isKnown = old.legs.some((each) => each.sink === sink)
  const legs = isKnown ? old.legs.map((each) => (each.sink === sink ? leg : each)) : [...old.legs, leg]
  return entries.map((entry) => (entry === old ? { ...old, legs } : entry))
}

export const withCall = (entries: readonly Entry[], call: Call, key: string): readonly Entry[] =>
  [{ sort: 'call' as const, key, at: call.at, call }, ...entries].slice(0, ENTRIES_MAX)

/** What of the lists that a call answered fits on a line. */
export type ListLine = {
  readonly list: string
  readonly placement?: string
  readonly itemCount: number
  readonly reasonCount: number
  readonly model: string | undefined
  readonly isFallback: boolean
}

type AnsweredList = {
  readonly list?: string
  readonly placement?: string
  readonly items?: readonly { readonly reasons?: readonly unknown[] }[]
  readonly fallback?: unknown
  readonly versions?: { readonly model?: string | null }
}

export const listLinesOf = ({ path, answer }: Call): readonly ListLine[] => {
  if (typeof answer !== 'object' || answer === null || 'error' in answer) return []
  const whole = answer as AnsweredList & { readonly lists?: readonly AnsweredList[] }
  return (whole.lists ?? [whole]).map(
    ({ list, placement, items = [], fallback, versions = whole.versions }) => ({
      list: list ?? path.split('/').at(-1) ?? path,
      ...(placement !== undefined && { placement }),
      itemCount: items.length,
      reasonCount: items.reduce((sum, { reasons = [] }) => sum + reasons.length, 0),
      model: versions?.model ?? undefined,
      isFallback: fallback !== null && fallback !== undefined,
    }),
  )
}

/** `event`, `call`, or the kind of event; undefined lets all through. */
export const isShown = (entry: Entry, filter: string | undefined): boolean =>
  filter === undefined || entry.sort === filter || (entry.sort === 'event' && entry.event.kind === filter)

/** As it is copied: without what only the page needs. */
export const plainOf = (entry: Entry): object =>
  entry.sort === 'event'
    ? { at: new Date(entry.at).toISOString(), event: entry.event, destinations: entry.legs }
    : { ...entry.call, at: new Date(entry.at).toISOString() }
