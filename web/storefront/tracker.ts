/** Who is browsing, and what they do: the tracker of the SDK, as the pages of the storefront use it. */
import {
  createTracker as createSdkTracker,
  type EventDraft as SdkDraft,
  SendError,
  type Tracker as SdkTracker,
} from '../../sdk/src/tracker.ts'
import { ApiError } from '../shared/api.ts'
import { readText, remove, writeText } from '../shared/safe-storage.ts'
import type { EventDraft, ShopperRef, WireEvent } from '../shared/wire.ts'

const VIEWED_NAME = 'aisle.viewed'

/** How long a page waits for its own events before it asks for lists without them. */
const SETTLE_MS = 600

export type { Identity } from '../../sdk/src/tracker.ts'

export type Tracker = Pick<
  SdkTracker,
  'identify' | 'reset' | 'headers' | 'subscribe' | 'watch' | 'addSink' | 'noteSent' | 'consent' | 'setConsent'
> & {
  /** For whom lists are asked: nobody without consent to personal ones. */
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
  /** What asks for lists and tells of a view with it is waited for like what was tracked. */
  readonly tellWith: <T>(asking: Promise<T>) => Promise<T>
  /** Whether this browser looked at a product before. */
  readonly hasViewed: () => boolean
  /** The same object until it changes; `subscribe` tells when. */
  readonly identity: SdkTracker['identity']
  /** Becomes a visitor that nothing is known of. */
  readonly forget: () => void
}

const toApiError = (error: unknown): unknown =>
  error instanceof SendError
    ? new ApiError(error.code, error.message, {
        status: error.status,
        fix:
          error.status === 400
            ? 'Check what was entered.'
            : 'Wait a moment, then try again: nothing is lost or counted twice.',
      })
    : error

/** Who is there, as pages show it: the same object until it changes. */
const openIdentity = (tracker: SdkTracker): Pick<Tracker, 'identity' | 'subscribe'> => {
  const listeners = new Set<() => void>()
  let current = tracker.identity()
  const refresh = (): void => {
    // A page out of sight waits: who comes back to it is who it should show, and it is no view of theirs until then.
    if (document.hidden) return
    const next = tracker.identity()
    if (JSON.stringify(next) === JSON.stringify(current)) return
    current = next
    for (const listener of listeners) listener()
  }
  tracker.subscribe(refresh)
  document.addEventListener('visibilitychange', refresh)
  // A page that the back button brings out of the browser's memory may show somebody who left.
  addEventListener('pageshow', refresh)
  return {
    identity: () => current,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export const createTracker = (shop: string): Tracker => {
  // What is done without consent counts for everybody's lists, and names nobody.
  const tracker = createSdkTracker({ shop, anonymousEvents: true })
  const complete = (draft: EventDraft): WireEvent => {
    if (draft.kind === 'product-view' && tracker.consent().tracking) writeText(VIEWED_NAME, 'yes')
    return tracker.complete(draft as SdkDraft) as WireEvent
  }
  const push = (event: WireEvent): void => tracker.push(event as ReturnType<SdkTracker['complete']>)
  const reset = (): void => {
    remove(VIEWED_NAME)
    tracker.reset()
  }
  const tellings = new Set<Promise<unknown>>()
  const tellWith = async <T>(asking: Promise<T>): Promise<T> => {
    tellings.add(asking)
    try {
      return await asking
    } finally {
      tellings.delete(asking)
    }
  }
  return {
    ...tracker,
    ...openIdentity(tracker),
    shopper: tracker.shopper as () => ShopperRef,
    complete,
    track: (draft) => push(complete(draft)),
    push,
    sendNow: async (event) => {
      try {
        await tracker.sendNow(event as ReturnType<SdkTracker['complete']>)
      } catch (error) {
        throw toApiError(error)
      }
    },
    settle: () =>
      Promise.race([
        Promise.allSettled([tracker.flush(), ...tellings]).then(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, SETTLE_MS)),
      ]),
    tellWith,
    hasViewed: () => tracker.consent().tracking && readText(VIEWED_NAME) !== undefined,
    reset,
    forget: reset,
  }
}
