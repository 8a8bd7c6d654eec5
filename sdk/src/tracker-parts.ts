/** The parts that a tracker is made of, and what events go through before they wait. */
import { type EventProblem, openNews, OWN_SINK, told } from './event-news.ts'
import { type EventQueue, openQueue, type Send } from './event-queue.ts'
import type { Host } from './host.ts'
import { openKept } from './kept.ts'
import { sendTo } from './send-events.ts'
import { isOnlyNames, type TrackedEvent, withoutNames } from './tracker-event.ts'
import { type Consent, openWho } from './who.ts'

export type TrackerOptions = {
  /** Of the server, as `https://aisle.shop.example`; left out, the page's own. */
  readonly url?: string
  readonly shop: string
  /** Of role `browser`. */
  readonly key?: string
  /** Where the page sells; left out, `web`. */
  readonly channel?: string
  /** Of people who said nothing; left out, yes to both. A browser that asks not to be tracked is a no to both. */
  readonly consent?: Partial<Consent>
  /** Whether what people do who do not want to be remembered is told without any name; left out, it is not told. */
  readonly anonymousEvents?: boolean
  /** Sees each event before it waits: gives it, another one, or undefined for none. When it throws, there is none. */
  readonly beforeSend?: (event: TrackedEvent) => TrackedEvent | undefined
  /** Beyond it, events are dropped and counted, but orders are not; left out, 300. */
  readonly eventsPerMinute?: number
  /** Beyond it, the oldest are dropped and counted; left out, 10,000. */
  readonly waitingMax?: number
  /** Hears of what was refused or dropped, each once. */
  readonly onError?: (problem: EventProblem) => void
}

const PER_MINUTE_DEFAULT = 300
const MINUTE_MS = 60_000
const WAITING_MAX = 10_000

/** @returns whether one more may be sent in this minute */
const openMeter = (perMinute: number, now: () => number): ((event: TrackedEvent) => boolean) => {
  let since = now()
  let count = 0
  return ({ kind }) => {
    if (Math.abs(now() - since) >= MINUTE_MS) {
      since = now()
      count = 0
    }
    count += 1
    return count <= perMinute || kind === 'order'
  }
}

export const listening = <L>(listeners: Set<L>, listener: L): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The parts that a tracker is made of. */
export const partsOf = (options: TrackerOptions, host: Host | undefined) => {
  const { shop, key, waitingMax = WAITING_MAX, eventsPerMinute = PER_MINUTE_DEFAULT } = options
  const url = (options.url ?? '').replace(/\/+$/, '')
  const now = host?.now ?? Date.now
  const prefix = `aisle.${shop}.`
  const kept = openKept(host?.storage, prefix)
  const who = openWho(kept, host, options.consent)
  const news = openNews(options.onError, now)
  const listeners = new Set<() => void>()
  const changed = (): void => told(listeners)
  const queues: EventQueue[] = []
  const addQueue = (name: string, send: Send, max: number): void => {
    if (host !== undefined)
      queues.push(openQueue({ name, send, kept, host, tell: news.tellOf(name), waitingMax: max }))
  }
  const send: Send =
    host === undefined
      ? () => Promise.resolve([])
      : sendTo({
          url,
          shop,
          key,
          host,
          tokenOf: (customerId) =>
            customerId !== undefined && customerId === who.identity().customerId ? who.token() : undefined,
        })
  addQueue(OWN_SINK, send, waitingMax)
  const leave = (): void => queues.forEach((queue) => queue.leave())
  const flush = async (): Promise<void> => {
    const [own] = queues.map((queue) => queue.flush())
    await own
  }
  const on = (type: string, listener: (event: Event) => void): void =>
    host?.target.addEventListener(type, listener)
  on('pagehide', leave)
  on('visibilitychange', () => host?.isHidden() === true && leave())
  on('pageshow', flush)
  on('online', flush)
  on('storage', (event) => {
    const { key: name } = event as StorageEvent
    if (name === null || name === `${prefix}who` || name === `${prefix}consent`) changed()
  })
  return {
    now,
    kept,
    who,
    queues,
    addQueue,
    send,
    flush,
    listeners,
    changed,
    watchers: news.watchers,
    tell: news.tellOf(OWN_SINK),
    droppedCount: news.droppedCount,
    mayPass: openMeter(eventsPerMinute, now),
  }
}

/** What events go through before they wait. */
export const gateOf = (
  { anonymousEvents = false, beforeSend = (event) => event }: TrackerOptions,
  { who, tell }: ReturnType<typeof partsOf>,
) => {
  const blocked = (event: TrackedEvent, code: string, message = ''): undefined => {
    tell(event, 'blocked', { code, message })
  }
  const allowed = (event: TrackedEvent): TrackedEvent | undefined => {
    if (who.consent().tracking) return event
    return anonymousEvents && !isOnlyNames(event) ? withoutNames(event) : blocked(event, 'CONSENT')
  }
  return (event: TrackedEvent): TrackedEvent | undefined => {
    const named = allowed(event)
    if (named === undefined) return undefined
    try {
      return beforeSend(named) ?? blocked(named, 'BEFORE_SEND')
    } catch (error) {
      return blocked(named, 'FAULT', `beforeSend: ${String(error)}`)
    }
  }
}
