import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  type FakeHost,
  FakeStorage,
  openHost,
  openLocks,
  openServer,
  useFakeClock,
} from './fake-host.test-support.ts'
import type { Host } from './host.ts'
import { createTracker, type Tracker, type TrackerOptions } from './tracker.ts'

beforeEach(useFakeClock)
afterEach(() => {
  vi.useRealTimers()
})

const start = (
  options: Partial<TrackerOptions> = {},
  storage: object = new FakeStorage(),
  with_: Partial<Host> = {},
) => {
  const server = openServer()
  const open = (): { tracker: Tracker; host: FakeHost } => {
    const host = openHost(server, storage, with_)
    const tracker = createTracker({ shop: 'corner', eventsPerMinute: 1e9, ...options }, host)
    return { tracker, host }
  }
  const view = (tracker: Tracker, count: number, prefix = 'item'): void => {
    for (let n = 0; n < count; n++) tracker.track({ kind: 'product-view', itemId: `${prefix} ${n}` })
  }
  return { server, open, view, storage, itemIds: () => [...server.kept.values()].map(({ itemId }) => itemId) }
}
const soon = () => vi.advanceTimersByTimeAsync(300)
const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `item ${n}`)

test('ten thousand events told offline arrive in their order, a hundred a call', async () => {
  const { server, open, view, itemIds } = start()
  server.isDown = true
  const { tracker } = open()
  view(tracker, 10_000)
  await soon()
  expect(tracker.counts().waiting).toBe(10_000)
  server.isDown = false
  server.calls.length = 0
  const { tracker: reloaded, host } = open()
  host.target.dispatchEvent(new Event('online'))
  await reloaded.flush()
  expect(itemIds()).toEqual(numbered(10_000))
  expect(server.calls.every(({ events }) => events.length <= 100)).toBe(true)
  expect(reloaded.counts().waiting).toBe(0)
})

test('a queue that cannot send loses its oldest, and says so once', async () => {
  const problems: string[] = []
  const { server, open, view } = start({ waitingMax: 100, onError: ({ code }) => problems.push(code) })
  server.isDown = true
  const { tracker } = open()
  view(tracker, 250)
  await soon()
  expect(tracker.counts().waiting).toBeLessThanOrEqual(100)
  expect(tracker.counts().waiting + tracker.counts().dropped).toBe(250)
  expect(problems).toEqual(['QUEUE_FULL'])
  server.isDown = false
  await tracker.flush()
  expect([...server.kept.values()].at(-1)?.itemId).toBe('item 249')
})

test('what failed is tried again later and later, under the same ids, and at once when the network is back', async () => {
  const { server, open, view } = start()
  server.isDown = true
  const { tracker, host } = open()
  view(tracker, 1)
  const at: number[] = []
  const startedAt = Date.now()
  for (let ms = 0; ms < 200_000; ms += 250) {
    await vi.advanceTimersByTimeAsync(250)
    while (at.length < server.calls.length) at.push(Date.now() - startedAt)
  }
  const gaps = at.map((ms, k) => ms - (at[k - 1] ?? 0))
  expect(gaps.slice(0, 6)).toEqual([250, 750, 1_500, 3_000, 6_000, 12_000])
  expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000)
  expect(new Set(server.calls.flatMap(({ events }) => events.map(({ eventId }) => eventId))).size).toBe(1)
  server.isDown = false
  host.target.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)
  expect(server.kept.size).toBe(1)
})

test('a server that asks to wait is left alone for so long', async () => {
  const { server, open, view } = start()
  const { tracker } = open()
  server.failures.push(new Response('{}', { status: 429, headers: { 'retry-after': '120' } }))
  view(tracker, 1)
  await soon()
  expect(server.calls).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(119_000)
  await tracker.flush()
  expect(server.calls).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(server.kept.size).toBe(1)
})

test.each([500, 503, 401, 404, 200])('an answer of %i that keeps nothing loses nothing', async (status) => {
  const { server, open, view } = start()
  server.failures.push(new Response('<html>', { status }))
  view(open().tracker, 3)
  await soon()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(server.kept.size).toBe(3)
})

test('an event that is refused is told once, is not sent again, and harms none beside it', async () => {
  const problems: unknown[] = []
  const { server, open, itemIds } = start({ onError: (problem) => problems.push(problem) })
  const { tracker } = open()
  for (const itemId of ['rye', 'refused', 'oat']) tracker.track({ kind: 'product-view', itemId })
  await soon()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(itemIds()).toEqual(['rye', 'oat'])
  expect(server.calls).toHaveLength(1)
  expect(problems).toEqual([
    { code: 'BAD', message: 'is bad', event: expect.objectContaining({ itemId: 'refused' }) },
  ])
})

test('an event that no batch is taken with is found by halves, and dropped', async () => {
  const { server, open, view, itemIds } = start()
  const { fetch } = server
  const picky = {
    ...server,
    fetch: (async (url, init) => {
      if (String(init?.body).includes('"item 37"')) return new Response('{}', { status: 413 })
      return fetch(url, init)
    }) as typeof globalThis.fetch,
  }
  const { tracker } = open()
  const host = openHost(picky)
  const other = createTracker({ shop: 'corner' }, host)
  view(other, 100)
  await other.flush()
  expect(tracker.counts().waiting).toBe(0)
  expect(itemIds()).toEqual(numbered(100).filter((itemId) => itemId !== 'item 37'))
})

test('blocked storage: all is in memory, and works', async () => {
  const blocked = {
    storage: (): Storage => {
      throw new DOMException('Access is denied', 'SecurityError')
    },
  }
  const { open, view, itemIds } = start({}, {}, blocked)
  const { tracker } = open()
  const { visitorId } = tracker.identity()
  view(tracker, 3)
  await soon()
  expect(itemIds()).toEqual(numbered(3))
  expect(tracker.identity().visitorId).toBe(visitorId)
})

test('full storage: what has no room waits in memory', async () => {
  const storage = new FakeStorage()
  storage.setItem = () => {
    throw new DOMException('Full', 'QuotaExceededError')
  }
  const { server, open, view } = start({}, storage)
  view(open().tracker, 3)
  await soon()
  expect(server.kept.size).toBe(3)
})

test('what others wrote into the storage breaks nothing', async () => {
  const storage = new FakeStorage()
  for (const name of ['who', 'session', 'from', 'consent', 'queue.aisle.000000001.x'])
    storage.setItem(`aisle.corner.${name}`, name === 'session' ? '17' : '{nonsense')
  const { server, open, view } = start({}, storage)
  view(open().tracker, 1)
  await soon()
  expect(server.kept.size).toBe(1)
})

test('a page that goes away sends what waits at once, within what browsers allow, and the next page sends the rest', async () => {
  const { server, open } = start()
  const { tracker, host } = open()
  for (let n = 0; n < 50; n++) tracker.track({ kind: 'search', query: `${n} ${'ж'.repeat(900)}` })
  host.hide()
  host.hide()
  await vi.advanceTimersByTimeAsync(0)
  const bytes = server.calls.reduce((sum, { events }) => sum + new Blob([JSON.stringify(events)]).size, 0)
  expect(bytes).toBeLessThan(64 * 1024)
  expect(server.kept.size).toBeGreaterThan(20)
  expect(server.calls.flatMap(({ events }) => events)).toHaveLength(server.kept.size)
  host.isGone = true
  open()
  await soon()
  expect(server.kept.size).toBe(50)
})

test('two tabs: each event is sent by one of them', async () => {
  const locks = openLocks()
  const { server, open, view } = start({}, new FakeStorage(), { locks })
  const [left, right] = [open().tracker, open().tracker]
  view(left, 150, 'left')
  view(right, 150, 'right')
  await Promise.all([left.flush(), right.flush()])
  const sent = server.calls.flatMap(({ events }) => events.map(({ eventId }) => eventId))
  expect(sent).toHaveLength(300)
  expect(new Set(sent).size).toBe(300)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(server.calls.flatMap(({ events }) => events)).toHaveLength(300)
})

test('a clock that was put back does not make events come from the future, nor change their order', async () => {
  const { server, open, itemIds } = start()
  server.isDown = true
  const { tracker } = open()
  tracker.track({ kind: 'product-view', itemId: 'item 0' })
  vi.setSystemTime(Date.now() - 3 * 86_400_000)
  tracker.track({ kind: 'product-view', itemId: 'item 1' })
  const { tracker: reloaded } = open()
  reloaded.track({ kind: 'product-view', itemId: 'item 2' })
  server.isDown = false
  await reloaded.flush()
  expect(itemIds()).toEqual(numbered(3))
  const { sentAt } = server.calls.at(-1) ?? { sentAt: 0 }
  for (const { at } of server.kept.values()) expect(at).toBeLessThanOrEqual(sentAt)
})

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('track' as const), tab: fc.nat(1) }) },
  fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 5_000 }) }),
  fc.record({ does: fc.constantFrom('reload' as const, 'hide' as const), tab: fc.nat(1) }),
  fc.record({
    does: fc.constant('fail' as const),
    how: fc.constantFrom<'network' | 'unheard' | number>('network', 'unheard', 429, 500, 503),
  }),
)

test('whatever fails, is reloaded or left, by one tab or two: each event arrives once, in the order of its tab', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.boolean(), async (steps, hasLocks) => {
      const server = openServer()
      const storage = new FakeStorage()
      const locks = hasLocks ? openLocks() : undefined
      const { fetch } = server
      let isUnheard = false
      const lossy = {
        ...server,
        // The server keeps them, and nobody hears of it.
        fetch: (async (url, init) => {
          const response = await fetch(url, init)
          if (!isUnheard) return response
          isUnheard = false
          throw new TypeError('Failed to fetch')
        }) as typeof globalThis.fetch,
      }
      const open = () => {
        const host = openHost(lossy, storage, { locks })
        return { host, tracker: createTracker({ shop: 'corner', eventsPerMinute: 1e9 }, host) }
      }
      const tabs = [open(), open()]
      const told: { id: string; tab: number }[] = []
      for (const each of steps)
        if (each.does === 'track') {
          const tracker = (tabs[each.tab] as (typeof tabs)[0]).tracker
          const event = tracker.complete({ kind: 'product-view', itemId: `of ${each.tab}` })
          told.push({ id: event.eventId, tab: each.tab })
          tracker.push(event)
        } else if (each.does === 'wait') await vi.advanceTimersByTimeAsync(each.ms)
        else if (each.does === 'fail') {
          if (each.how === 'unheard') isUnheard = true
          else if (each.how === 'network') server.failures.push('network')
          else server.failures.push(new Response('{}', { status: each.how }))
        } else {
          const { host } = tabs[each.tab] as (typeof tabs)[0]
          host.hide()
          await vi.advanceTimersByTimeAsync(0)
          if (each.does === 'reload') tabs[each.tab] = open()
        }
      await vi.advanceTimersByTimeAsync(600_000)
      const arrived = [...server.kept.keys()]
      expect(arrived.toSorted()).toEqual(told.map(({ id }) => id).toSorted())
      for (const tab of [0, 1]) {
        const ids = told.filter((each) => each.tab === tab).map(({ id }) => id)
        expect(arrived.filter((id) => ids.includes(id))).toEqual(ids)
      }
      expect(tabs.map(({ tracker }) => tracker.counts().waiting)).toEqual([0, 0])
      vi.clearAllTimers()
    }),
    { numRuns: 150 },
  )
})
