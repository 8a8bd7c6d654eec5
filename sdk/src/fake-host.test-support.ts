/** A browser made of nothing: its storage is shared by tabs and outlives them, its server is a list. */
import { vi } from 'vitest'
import type { Host } from './host.ts'
import type { TrackedEvent } from './tracker-event.ts'

/** As the browser's: what is kept is its own properties. */
export class FakeStorage {
  [name: string]: unknown
  getItem(name: string): string | null {
    return (this[name] as string | undefined) ?? null
  }
  setItem(name: string, text: string): void {
    this[name] = text
  }
  removeItem(name: string): void {
    delete this[name]
  }
}

export type Body = {
  readonly shop: string
  readonly sentAt: number
  readonly shopperToken?: string
  readonly events: readonly TrackedEvent[]
}

export type FakeServer = {
  /** Calls in order, as they came. */
  readonly calls: Body[]
  /** What it has kept, by id; once each. */
  readonly kept: Map<string, TrackedEvent>
  readonly fetch: typeof fetch
  /** What the next calls meet, one each: an answer, or a network that fails. */
  readonly failures: (Response | 'network')[]
  isDown: boolean
}

export const openServer = (): FakeServer => {
  const server: FakeServer = {
    calls: [],
    kept: new Map(),
    failures: [],
    isDown: false,
    fetch: async (_url, init) => {
      const body = JSON.parse(init?.body as string) as Body
      server.calls.push(body)
      const failure = server.isDown ? 'network' : server.failures.shift()
      if (failure === 'network') throw new TypeError('Failed to fetch')
      if (failure !== undefined) return failure
      const results = body.events.map((event) => {
        if (event.itemId === 'refused')
          return { status: 'rejected', code: 'BAD', field: '/itemId', message: 'is bad', fix: 'Mend it.' }
        const isDuplicate = server.kept.has(event.eventId)
        server.kept.set(event.eventId, server.kept.get(event.eventId) ?? event)
        return { status: isDuplicate ? 'duplicate' : 'accepted', id: event.eventId }
      })
      return Response.json({ results })
    },
  }
  return server
}

/** One tab at a time, as Web Locks. */
export const openLocks = (): Host['locks'] => {
  let last: Promise<unknown> = Promise.resolve()
  const request = (_name: string, _options: object, work: () => Promise<unknown>): Promise<unknown> => {
    last = last.then(work, work)
    return last
  }
  return { request } as Host['locks']
}

export type FakeHost = Host & { hide: () => void; isGone: boolean }

/** Its timers are those of `vi.useFakeTimers`. */
export const openHost = (
  server: FakeServer,
  storage: object = new FakeStorage(),
  overrides: Partial<Host> = {},
): FakeHost => {
  const host: FakeHost = {
    storage: () => storage as Storage,
    // A page that is gone hears of no answer.
    fetch: async (...args: Parameters<typeof fetch>) => {
      const response = await server.fetch(...args)
      return host.isGone ? new Promise<Response>(() => {}) : response
    },
    now: () => Date.now(),
    random: () => 0.5,
    locks: undefined,
    target: new EventTarget(),
    isHidden: () => false,
    refusesTracking: () => false,
    isGone: false,
    hide: () => {
      host.target.dispatchEvent(new Event('pagehide'))
    },
    ...overrides,
  }
  return host
}

export const useFakeClock = (): void => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 12) })
}
