/** Listens to events and calls while the inspector is open: from the first one, before its screen is there. */
import { watchCalls } from '../../shared/call-watch.ts'
import { type Entry, withCall, withStep } from './inspector-record.ts'
import { isMessagesUrlSet, messagesSink } from './messages-sink.ts'
import type { Tracker } from '../tracker.ts'

export type Recorder = {
  /** The same until something is heard. */
  readonly entries: () => readonly Entry[]
  readonly subscribe: (listener: () => void) => () => void
  readonly clear: () => void
  /** Off, nothing listens and nothing is kept but what was heard. */
  readonly turn: (isOn: boolean) => void
}

const createRecorder = (tracker: Tracker): Recorder => {
  const listeners = new Set<() => void>()
  let entries: readonly Entry[] = []
  let callCount = 0
  let hasSink = false
  let stops: readonly (() => void)[] = []
  const take = (next: readonly Entry[]): void => {
    entries = next
    for (const listener of listeners) listener()
  }
  const addSink = (): void => {
    if (hasSink) return
    hasSink = true
    tracker.addSink(messagesSink)
  }
  if (isMessagesUrlSet()) addSink()
  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear: () => take([]),
    turn: (isOn) => {
      if (isOn === stops.length > 0) return
      for (const stop of stops) stop()
      stops = []
      if (!isOn) return
      addSink()
      stops = [
        tracker.watch((step) => take(withStep(entries, step))),
        watchCalls((call) => {
          callCount += 1
          take(withCall(entries, call, `call-${callCount}`))
        }),
      ]
    },
  }
}

const recorders = new WeakMap<Tracker, Recorder>()

export const recorderOf = (tracker: Tracker): Recorder => {
  const known = recorders.get(tracker)
  if (known !== undefined) return known
  const made = createRecorder(tracker)
  recorders.set(tracker, made)
  return made
}
