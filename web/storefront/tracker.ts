/** Who is browsing, and what they do, told to the server. */
import { ApiError, EVENTS_PATH, postEvent, postEvents, toApiError } from '../shared/api.ts'
import { createEventQueue } from '../shared/event-queue.ts'
import { randomId } from '../shared/random-id.ts'
import { readJson, readText, remove, writeText } from '../shared/safe-storage.ts'
import type { EventDraft, ShopperRef, WireEvent } from '../shared/wire.ts'

const VISITOR_NAME = 'aisle.visitor'
const SESSION_NAME = 'aisle.session'
const VIEWED_NAME = 'aisle.viewed'

/** A visit ends after half an hour without anything done. */
const SESSION_IDLE_MS = 30 * 60_000
/** How long a page waits for its own events before it asks for lists without them. */
const SETTLE_MS = 600

type Session = { readonly sessionId: string; readonly seenAt: number }
const isSession = (value: unknown): value is Session =>
  typeof value === 'object' && value !== null && 'sessionId' in value && 'seenAt' in value

const visitorId = (): string => {
  const known = readText(VISITOR_NAME)
  if (known !== undefined) return known
  const fresh = randomId()
  writeText(VISITOR_NAME, fresh)
  return fresh
}

const sessionId = (now: number): string => {
  const old = readJson(SESSION_NAME, isSession)
  const current = old !== undefined && now - old.seenAt < SESSION_IDLE_MS ? old.sessionId : randomId()
  writeText(SESSION_NAME, JSON.stringify({ sessionId: current, seenAt: now }))
  return current
}

export type Tracker = {
  readonly shopper: () => ShopperRef
  readonly complete: (draft: EventDraft) => WireEvent
  /** Sends in a moment, and again until it arrived. */
  readonly track: (draft: EventDraft) => void
  /** The same for an event that may have arrived already: by its id it counts once. */
  readonly push: (event: WireEvent) => void
  /** Sends what waits and then this. @throws ApiError when it was not kept */
  readonly sendNow: (event: WireEvent) => Promise<void>
  /** Resolves when what was tracked has arrived, so that lists know of it; soon in any case. */
  readonly settle: () => Promise<void>
  /** Whether this browser looked at a product before. */
  readonly hasViewed: () => boolean
  /** Becomes a visitor that nothing is known of. */
  readonly forget: () => void
}

export const createTracker = (shop: string): Tracker => {
  const queue = createEventQueue<WireEvent>({
    send: (events) => postEvents(shop, events),
    isPassing: (error) => toApiError(error).isPassing,
    beacon: (events) =>
      navigator.sendBeacon(
        EVENTS_PATH,
        new Blob([JSON.stringify({ shop, events })], { type: 'application/json' }),
      ),
  })
  addEventListener('pagehide', queue.leave)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) queue.leave()
  })

  const shopper = (): ShopperRef => ({ visitorId: visitorId() })
  const complete = (draft: EventDraft): WireEvent => {
    const at = Date.now()
    if (draft.kind === 'product-view') writeText(VIEWED_NAME, 'yes')
    return { ...draft, eventId: randomId(), at, shopper: shopper(), sessionId: sessionId(at) }
  }
  return {
    shopper,
    complete,
    track: (draft) => queue.push(complete(draft)),
    push: queue.push,
    sendNow: async (event) => {
      await queue.flush()
      if (queue.waitingCount() > 0)
        throw new ApiError('NETWORK', 'The server did not take what came before.', {
          status: 0,
          fix: 'Wait a moment, then try again: nothing is lost or counted twice.',
        })
      await postEvent(shop, event)
    },
    settle: () =>
      Promise.race([queue.flush(), new Promise<void>((resolve) => setTimeout(resolve, SETTLE_MS))]),
    hasViewed: () => readText(VIEWED_NAME) !== undefined,
    forget: () => {
      for (const name of [VISITOR_NAME, SESSION_NAME, VIEWED_NAME]) remove(name)
    },
  }
}
