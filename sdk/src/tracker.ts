/** What shoppers do, told to Aisle from the page of a shop. No failure of it reaches the page. */
import type { Step } from './event-news.ts'
import { type Send, SendError } from './event-queue.ts'
import { browserHost, type Host, randomId } from './host.ts'
import { openLists, type SeenList } from './list-seen.ts'
import { openOrigins } from './origin.ts'
import { type EventDraft, isNamed, type TrackedEvent, withoutNames } from './tracker-event.ts'
import { gateOf, listening, partsOf, type TrackerOptions } from './tracker-parts.ts'
import type { Consent, Identity, Shopper } from './who.ts'

export type { EventProblem, Step } from './event-news.ts'
export { type EventState, type Send, SendError } from './event-queue.ts'
export type { Host } from './host.ts'
export type { SeenList } from './list-seen.ts'
export type { EventDraft, EventKind, TrackedEvent } from './tracker-event.ts'
export type { TrackerOptions } from './tracker-parts.ts'
export type { Consent, Identity } from './who.ts'

/** A second destination. A promise that rejects is tried again. */
export type Sink = { readonly name: string; readonly send: Send }

/** Items that a sink has not taken, beyond which the oldest are lost to it. */
const SINK_WAITING_MAX = 1_000

export type Tracker = {
  /** Tells what happened: in a moment, and again until it arrived. */
  readonly track: (draft: EventDraft) => void
  /** The event that `track` would send. */
  readonly complete: (draft: EventDraft) => TrackedEvent
  /** Sends one that is complete. */
  readonly push: (event: TrackedEvent) => void
  /** Sends what waits and then this, at once. @throws SendError when it was not kept: it then does not wait */
  readonly sendNow: (event: TrackedEvent) => Promise<unknown>
  /** One that reached Aisle with another call, as the view with a page of lists: for sinks and watchers. */
  readonly noteSent: (event: TrackedEvent, answer?: unknown, ms?: number) => void
  readonly flush: () => Promise<void>
  /** Tells of the list when its tiles, in the list's order, were really seen. Once for each list. */
  readonly observe: (list: SeenList, tiles: Iterable<Element>) => () => void
  /** Tells of the click on a tile; what is then added and ordered names the list too. */
  readonly click: (list: SeenList, position: number) => void
  /** Signs a customer in: what this browser did before becomes theirs, but not when they are emulated. */
  readonly identify: (customerId: string, token?: string, options?: { readonly isEmulated?: boolean }) => void
  /** Signs out: a visitor that nothing is known of. */
  readonly reset: () => void
  readonly identity: () => Identity
  /** For whom lists are asked: nobody without consent to personal ones. */
  readonly shopper: () => Shopper
  /** What calls for lists and of `/me` bear. */
  readonly headers: () => Readonly<Record<string, string>>
  readonly isReturning: () => boolean
  readonly consent: () => Consent
  /** What the person said. It is kept, and goes before what their browser asks for. */
  readonly setConsent: (consent: Partial<Consent>) => void
  /** Hears when identity or consent change, also in another tab. @returns stops it */
  readonly subscribe: (listener: () => void) => () => void
  /** Hears of each step of each event. @returns stops it */
  readonly watch: (listener: (step: Step) => void) => () => void
  readonly addSink: (sink: Sink) => void
  readonly counts: () => { readonly waiting: number; readonly dropped: number }
}

/** Making events, and the ways that they go. */
const tellingOf = (options: TrackerOptions, host: Host | undefined, parts: ReturnType<typeof partsOf>) => {
  const { now, who, queues, flush, tell } = parts
  const { channel } = options
  const gate = gateOf(options, parts)
  const withOrigin = openOrigins(parts.kept)

  const complete = (draft: EventDraft | { readonly kind: 'identify' }): TrackedEvent => {
    const { isEmulated, ...shopper } = who.identity()
    const sessionId = who.sessionId()
    const event: TrackedEvent = {
      channel,
      eventId: randomId(),
      ...draft,
      at: now(),
      shopper,
      sessionId,
      isEmulated: isEmulated || undefined,
    }
    return who.consent().tracking ? withOrigin(event) : withoutNames(event)
  }
  const guarded = (event: TrackedEvent, work: () => void): void => {
    try {
      work()
    } catch (error) {
      tell(event, 'blocked', { code: 'FAULT', message: String(error) })
    }
  }
  const push = (event: TrackedEvent): void => {
    const passed = host && gate(event)
    if (passed === undefined) return
    if (!parts.mayPass(passed)) tell(passed, 'blocked', { code: 'RATE_LIMITED' })
    else guarded(passed, () => queues.forEach((queue) => queue.push(passed)))
  }
  const toSinks = (event: TrackedEvent): void => queues.slice(1).forEach((queue) => queue.push(event))
  const track = (draft: EventDraft | { readonly kind: 'identify' }): void =>
    guarded(draft as TrackedEvent, () => push(complete(draft)))

  const sendNow = async (event: TrackedEvent): Promise<unknown> => {
    const passed = gate(event)
    if (passed === undefined || host === undefined) return undefined
    await flush()
    const startedAt = now()
    try {
      const [answer] = (await parts.send([passed], { keepalive: false })) as [{ status: string }]
      if (answer.status === 'rejected') {
        const { code, message } = answer as unknown as SendError
        throw new SendError(code, message, 400)
      }
      tell(passed, 'sent', answer, now() - startedAt)
      toSinks(passed)
      return answer
    } catch (error) {
      tell(passed, (error as SendError).status === 400 ? 'refused' : 'failed', error, now() - startedAt)
      throw error
    }
  }

  const noteSent = (event: TrackedEvent, answer?: unknown, ms?: number): void => {
    const passed = gate(event)
    if (passed === undefined) return
    tell(passed, 'sent', answer, ms)
    toSinks(passed)
  }
  return { track, complete, push, sendNow, noteSent }
}

/** @param host  the browser; tests give another */
export const createTracker = (options: TrackerOptions, host: Host | undefined = browserHost()): Tracker => {
  const parts = partsOf(options, host)
  const { who, queues, flush, changed, listeners, watchers } = parts
  const { token: _, sessionId: __, become, ...person } = who
  const telling = tellingOf(options, host, parts)
  return {
    ...telling,
    ...person,
    flush,
    ...openLists(telling.track),
    identify: (customerId, token, { isEmulated = false } = {}) => {
      if (!become({ customerId, token, isEmulated })) return
      if (!isEmulated) telling.track({ kind: 'identify' })
      changed()
    },
    reset: () => {
      who.reset()
      changed()
    },
    setConsent: (consent) => {
      who.setConsent(consent)
      if (!who.consent().tracking) queues.forEach((queue) => queue.drop(isNamed))
      changed()
    },
    subscribe: (listener) => listening(listeners, listener),
    watch: (listener) => listening(watchers, listener),
    addSink: ({ name, send }) => {
      const isolated: Send = async (events, how) => {
        try {
          return await send(events, how)
        } catch (error) {
          throw new SendError('SINK', String(error), 0)
        }
      }
      parts.addQueue(name, isolated, SINK_WAITING_MAX)
    },
    counts: () => ({ waiting: queues[0]?.waitingCount() ?? 0, dropped: parts.droppedCount() }),
  }
}
