/** What becomes of events, told to whom it concerns. */
import type { EventState, Tell } from './event-queue.ts'
import type { TrackedEvent } from './tracker-event.ts'

export type EventProblem = {
  /** Of the server, as `CUSTOMER_NOT_PROVEN`; or `RATE_LIMITED`, `QUEUE_FULL`, `FAULT`. */
  readonly code: string
  readonly message: string
  readonly event?: TrackedEvent
}

/** One step of an event's way. */
export type Step = {
  readonly event: TrackedEvent
  /** `aisle`, or the name of the sink. */
  readonly sink: string
  /** `blocked` is one that is not sent: no consent, `beforeSend`, too many. `failed` is tried again. */
  readonly state: EventState
  /** ms of this browser's clock. */
  readonly at: number
  readonly ms?: number | undefined
  readonly answer?: unknown
}

/** The name of Aisle itself among the sinks. */
export const OWN_SINK = 'aisle'

/** Calls functions of the page; a fault of theirs is theirs. */
export const told = <A extends readonly unknown[]>(
  listeners: Iterable<(...args: A) => void>,
  ...args: A
): void => {
  for (const listener of listeners)
    try {
      listener(...args)
    } catch (error) {
      setTimeout(() => {
        throw error
      })
    }
}

/** An event that was taken without something. */
type Warned = { readonly warning?: string }

export const openNews = (onError: ((problem: EventProblem) => void) | undefined, now: () => number) => {
  const watchers = new Set<(step: Step) => void>()
  let dropped = 0
  // Of many with one cause, one is told; none of those that the person or the page wants dropped.
  const causesTold = new Set(['CONSENT', 'BEFORE_SEND'])
  const tellOf =
    (sink: string): Tell =>
    (event, state, answer, ms) => {
      told(watchers, { event, sink, state, at: now(), ms, answer })
      if (sink !== OWN_SINK) return
      const { code = '', message = '', warning } = (answer ?? {}) as Partial<EventProblem> & Warned
      if (state === 'blocked') dropped += 1
      const cause = state === 'blocked' ? code : warning
      if (state !== 'refused' && (cause === undefined || causesTold.has(cause))) return
      if (cause !== undefined) causesTold.add(cause)
      if (onError !== undefined) told([onError], { code: cause ?? code, message, event })
    }
  return { watchers, tellOf, droppedCount: () => dropped }
}
