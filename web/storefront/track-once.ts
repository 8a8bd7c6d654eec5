/**
 * What happens once on a page of the browser's history: drawing it twice, coming back to it and loading it again do not
 * repeat it. The id of the event is made of the entry and the visit, so that the server counts it once as well.
 */
import { useEffect, useState } from 'react'
import { entryId } from '../shared/history-entry.ts'
import { readJson, writeText } from '../shared/safe-storage.ts'
import type { EventDraft, WireEvent } from '../shared/wire.ts'
import { useStore } from './store.tsx'
import type { Tracker } from './tracker.ts'

const TOLD_NAME = 'aisle.told'
const TOLD_MAX = 200

const isTold = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string')

/** @param part  tells apart what may happen on one page of the same kind: the step of a checkout */
export const onceEvent = (tracker: Tracker, draft: EventDraft, part = ''): WireEvent => {
  const event = tracker.complete(draft)
  return { ...event, eventId: [entryId(), event.sessionId?.slice(0, 12), draft.kind, part].join('.') }
}

/** Tells what `onceEvent` made, unless this browser did. */
export const pushOnce = (tracker: Tracker, event: WireEvent): void => {
  const told = readJson(TOLD_NAME, isTold) ?? []
  if (told.includes(event.eventId)) return
  writeText(TOLD_NAME, JSON.stringify([...told, event.eventId].slice(-TOLD_MAX)))
  tracker.push(event)
}

export const trackOnce = (tracker: Tracker, draft: EventDraft, part?: string): void =>
  pushOnce(tracker, onceEvent(tracker, draft, part))

/** @param draft  undefined while it cannot be told yet; only the first one is */
export const useTrackOnce = (draft: EventDraft | undefined): void => {
  const { tracker } = useStore()
  const [first, setFirst] = useState(draft)
  if (first === undefined && draft !== undefined) setFirst(draft)
  useEffect(() => {
    if (first !== undefined) trackOnce(tracker, first)
  }, [tracker, first])
}
