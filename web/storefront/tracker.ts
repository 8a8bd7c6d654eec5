/** Who is browsing, and what they do, told to the server. */
import { ApiError, EVENTS_PATH, type Headers, postEvent, postEvents, toApiError } from '../shared/api.ts'
import { createEventQueue } from '../shared/event-queue.ts'
import { randomId } from '../shared/random-id.ts'
import { readJson, readText, writeText } from '../shared/safe-storage.ts'
import type { EventDraft, ShopperRef, WireEvent } from '../shared/wire.ts'

const VISITOR_NAME = 'aisle.visitor'
const SESSION_NAME = 'aisle.session'
const VIEWED_NAME = 'aisle.viewed'
const VIEWED = 'yes'

/** A visit ends after half an hour without anything done. */
const SESSION_IDLE_MS = 30 * 60_000
/** How long a page waits for its own events before it asks for lists without them. */
const SETTLE_MS = 600

type Session = { readonly sessionId: string; readonly seenAt: number }
const isSession = (value: unknown): value is Session =>
  typeof value === 'object' && value !== null && 'sessionId' in value && 'seenAt' in value

/** A customer whom this browser has proof of. */
type Proven = { readonly customerId: string; readonly token: string; readonly isEmulated: boolean }
const isProven = (value: unknown): value is Proven =>
  typeof value === 'object' && value !== null && 'customerId' in value && 'token' in value

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

const becomeNewVisitor = (): void => {
  writeText(SESSION_NAME, 'null')
  writeText(VIEWED_NAME, '')
  writeText(VISITOR_NAME, randomId())
}

export type Identity = {
  readonly visitorId: string
  /** undefined when signed out */
  readonly customerId?: string
  /** Somebody acts as this customer, to see what they see. */
  readonly isEmulated: boolean
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
  /**
   * Signs in: what the visitor did becomes the customer's. Emulation begins as a new visitor instead, and links nobody.
   *
   * @param token  proof from the shop
   */
  readonly identify: (customerId: string, token: string, options?: { readonly isEmulated?: boolean }) => void
  /** Signs out, as a new visitor. */
  readonly reset: () => void
  /** What calls for lists and for the customer's own send; empty when signed out. */
  readonly headers: () => Headers
  /** The same object until it changes. */
  readonly identity: () => Identity
  /** Tells of another identity, in this tab or in another. @returns stops it */
  readonly subscribe: (listener: () => void) => () => void
}

/** Who a shop's shopper is, for all tabs of the browser. */
const createIdentity = (shop: string) => {
  const provenName = `aisle.shopper.${shop}`
  const listeners = new Set<() => void>()
  const proven = (): Proven | undefined => readJson(provenName, isProven)
  const read = (): Identity => {
    const known = proven()
    return {
      visitorId: visitorId(),
      ...(known !== undefined && { customerId: known.customerId }),
      isEmulated: known?.isEmulated === true,
    }
  }
  let current = read()
  const refresh = (): void => {
    const next = read()
    if (JSON.stringify(next) === JSON.stringify(current)) return
    current = next
    for (const listener of listeners) listener()
  }
  addEventListener('storage', ({ key }) => {
    // A page out of sight waits: who comes back to it is who it should show, and it is no view of theirs until then.
    if (!document.hidden && (key === null || key === provenName || key === VISITOR_NAME)) refresh()
  })
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refresh()
  })
  // A page that the back button brings out of the browser's memory may show somebody who left.
  addEventListener('pageshow', refresh)
  return {
    proven,
    refresh,
    write: (next: Proven | undefined) => writeText(provenName, JSON.stringify(next ?? null)),
    current: () => current,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export const createTracker = (shop: string): Tracker => {
  const identity = createIdentity(shop)
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

  const shopper = (): ShopperRef => {
    const customerId = identity.proven()?.customerId
    return { visitorId: visitorId(), ...(customerId !== undefined && { customerId }) }
  }
  const complete = (draft: EventDraft): WireEvent => {
    const at = Date.now()
    if (draft.kind === 'product-view') writeText(VIEWED_NAME, VIEWED)
    return {
      ...draft,
      eventId: randomId(),
      at,
      shopper: shopper(),
      sessionId: sessionId(at),
      ...(identity.proven()?.isEmulated === true && { isEmulated: true }),
    }
  }
  const reset = (): void => {
    identity.write(undefined)
    becomeNewVisitor()
    identity.refresh()
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
    hasViewed: () => readText(VIEWED_NAME) === VIEWED,
    forget: reset,
    identify: (customerId, token, { isEmulated = false } = {}) => {
      const was = identity.proven()
      // Whoever was signed in before keeps what they did.
      if (isEmulated || (was !== undefined && was.customerId !== customerId)) becomeNewVisitor()
      identity.write({ customerId, token, isEmulated })
      identity.refresh()
      if (!isEmulated) queue.push(complete({ kind: 'identify' }))
    },
    reset,
    headers: () => {
      const token = identity.proven()?.token
      return token === undefined ? {} : { 'aisle-shopper': token }
    },
    identity: identity.current,
    subscribe: identity.subscribe,
  }
}
