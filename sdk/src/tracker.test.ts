import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parseEvent } from '../../src/api/parse-event.ts'
import { EVENT_KINDS } from '../../src/domain/event.ts'
import { FakeStorage, openHost, openServer, useFakeClock } from './fake-host.test-support.ts'
import {
  createTracker,
  type EventDraft,
  type EventProblem,
  type Step,
  type TrackedEvent,
  type TrackerOptions,
} from './tracker.ts'

beforeEach(useFakeClock)
afterEach(() => {
  vi.useRealTimers()
})

const start = (
  options: Partial<TrackerOptions> = {},
  storage: object = new FakeStorage(),
  host: object = {},
) => {
  const server = openServer()
  const fake = openHost(server, storage, host)
  const problems: EventProblem[] = []
  const open = () =>
    createTracker({ shop: 'corner', onError: (problem) => problems.push(problem), ...options }, fake)
  return { server, host: fake, problems, open, tracker: open(), sent: () => [...server.kept.values()] }
}
const soon = () => vi.advanceTimersByTimeAsync(300)
const viewed = (itemId: string) => ({ kind: 'product-view', itemId }) as const

test('an event gets an id, a time, a visitor and a visit', async () => {
  const { tracker, server, sent } = start({ channel: 'kiosk' })
  tracker.track(viewed('rye'))
  expect(server.calls).toEqual([])
  await soon()
  expect(sent()).toEqual([
    {
      kind: 'product-view',
      itemId: 'rye',
      channel: 'kiosk',
      eventId: expect.stringMatching(/^[0-9a-f]{32}$/),
      at: Date.UTC(2026, 0, 1, 12),
      sessionId: expect.stringMatching(/^[0-9a-f]{32}$/),
      shopper: { visitorId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    },
  ])
})

test('the visitor stays over reloads, the visit ends after half an hour without anything done', async () => {
  const { tracker, open, sent } = start()
  tracker.track(viewed('rye'))
  expect(tracker.isReturning()).toBe(false)
  await vi.advanceTimersByTimeAsync(29 * 60_000)
  const reloaded = open()
  reloaded.track(viewed('oat'))
  await vi.advanceTimersByTimeAsync(30 * 60_000)
  reloaded.track(viewed('spelt'))
  await soon()
  const [first, second, third] = sent()
  expect(second?.sessionId).toBe(first?.sessionId)
  expect(third?.sessionId).not.toBe(first?.sessionId)
  expect(new Set(sent().map(({ shopper }) => shopper?.visitorId)).size).toBe(1)
  expect(tracker.isReturning()).toBe(true)
})

test('signing in keeps the visitor and tells of it once; its token goes with events of that customer only', async () => {
  const { tracker, server, open, sent } = start()
  tracker.track(viewed('rye'))
  const { visitorId } = tracker.identity()
  const changes: string[] = []
  tracker.subscribe(() => changes.push(tracker.identity().customerId ?? 'nobody'))
  tracker.identify('anna', 'token-of-anna')
  tracker.track(viewed('oat'))
  await soon()
  expect(tracker.headers()).toEqual({ 'aisle-shopper': 'token-of-anna' })
  expect(server.calls.map(({ shopperToken }) => shopperToken)).toEqual([undefined, 'token-of-anna'])
  const both = { visitorId, customerId: 'anna' }
  expect(sent().map(({ kind, shopper }) => [kind, shopper])).toEqual([
    ['product-view', { visitorId }],
    ['identify', both],
    ['product-view', both],
  ])
  const again = open()
  again.identify('anna', 'token-two')
  await soon()
  expect(sent()).toHaveLength(3)
  expect(again.headers()).toEqual({ 'aisle-shopper': 'token-two' })
  tracker.reset()
  expect(tracker.identity()).toEqual({
    visitorId: expect.not.stringMatching(String(visitorId)),
    isEmulated: false,
  })
  expect(tracker.headers()).toEqual({})
  expect(changes).toEqual(['anna', 'nobody'])
})

test('while somebody signs in or out, no other tab finds a browser without an id, to which it would give one', () => {
  const seen: unknown[] = []
  class WatchedStorage extends FakeStorage {
    override setItem(name: string, text: string): void {
      super.setItem(name, text)
      if (name.endsWith('who')) seen.push((JSON.parse(text) as { visitorId?: string }).visitorId)
    }
    override removeItem(name: string): void {
      super.removeItem(name)
      if (name.endsWith('who')) seen.push('nothing')
    }
  }
  const { tracker } = start({}, new WatchedStorage())
  tracker.identity()
  tracker.identify('anna', 'token', { isEmulated: true })
  tracker.reset()
  tracker.identify('ben', 'token')
  expect(seen).toHaveLength(4)
  expect(seen).toEqual(seen.map(() => expect.stringMatching(/^[0-9a-f]{32}$/)))
})

test('emulation starts as another visitor; what waits keeps the ids that it was made with', async () => {
  const { tracker, sent } = start()
  tracker.track(viewed('rye'))
  const before = tracker.identity()
  tracker.identify('anna', 'token', { isEmulated: true })
  tracker.track(viewed('oat'))
  await soon()
  const [own, emulated] = sent()
  expect(sent()).toHaveLength(2)
  expect(own?.shopper).toEqual({ visitorId: before.visitorId })
  expect(own?.isEmulated).toBeUndefined()
  expect(emulated).toMatchObject({ isEmulated: true, shopper: { customerId: 'anna' } })
  expect(emulated?.shopper?.visitorId).not.toBe(before.visitorId)
  expect(emulated?.sessionId).not.toBe(own?.sessionId)
  // Signing in for real does not give the emulated visit to them.
  tracker.identify('anna', 'token')
  tracker.track(viewed('spelt'))
  await soon()
  expect(sent().at(-1)?.shopper?.visitorId).not.toBe(emulated?.shopper?.visitorId)
})

test('another customer of the same browser is another visitor', () => {
  const { tracker } = start()
  tracker.identify('anna', 'a')
  const { visitorId } = tracker.identity()
  tracker.identify('ben', 'b')
  expect(tracker.identity().customerId).toBe('ben')
  expect(tracker.identity().visitorId).not.toBe(visitorId)
})

test('a customer whom the server does not believe is told once, so that the page can get another token', async () => {
  const { tracker, server, problems } = start()
  tracker.identify('anna', 'old')
  await soon()
  const results = [{ status: 'accepted', id: 'x', warning: 'CUSTOMER_NOT_PROVEN' }]
  server.failures.push(Response.json({ results }), Response.json({ results }))
  for (const itemId of ['rye', 'oat']) {
    tracker.track(viewed(itemId))
    await soon()
  }
  expect(problems).toMatchObject([{ code: 'CUSTOMER_NOT_PROVEN', event: { itemId: 'rye' } }])
})

test('what was clicked in a list is named by what is added, and by the line of the order', async () => {
  const { tracker, open, sent } = start()
  const list = {
    list: 'trending',
    recommendationId: 'r1',
    skip: 12,
    items: [{ itemId: 'rye' }, { itemId: 'oat' }],
  }
  tracker.click(list, 1)
  const reloaded = open()
  reloaded.track({ kind: 'cart-add', itemId: 'oat' })
  reloaded.track({ kind: 'cart-add', itemId: 'rye' })
  reloaded.track({ kind: 'cart-add', itemId: 'jam', list: 'bought-together', recommendationId: 'r2' })
  reloaded.track({
    kind: 'order',
    lines: [{ itemId: 'oat' }, { itemId: 'rye' }, { itemId: 'jam', quantity: 2 }],
  })
  await soon()
  const [click, oat, rye, jam, order] = sent()
  const trending = { list: 'trending', recommendationId: 'r1' }
  expect(click).toMatchObject({ kind: 'list-click', itemId: 'oat', position: 13, ...trending })
  expect(oat).toMatchObject(trending)
  expect(rye?.recommendationId).toBeUndefined()
  expect(jam).toMatchObject({ recommendationId: 'r2' })
  expect(order?.lines).toEqual([
    { itemId: 'oat', recommendationId: 'r1' },
    { itemId: 'rye' },
    { itemId: 'jam', quantity: 2, recommendationId: 'r2' },
  ])
  // The next visit begins anew.
  await vi.advanceTimersByTimeAsync(31 * 60_000)
  reloaded.track({ kind: 'cart-add', itemId: 'oat' })
  await soon()
  expect(sent().at(-1)?.recommendationId).toBeUndefined()
})

test('beforeSend changes and drops events; when it fails, nothing is sent', async () => {
  const beforeSend = (event: TrackedEvent) => {
    if (event.itemId === 'fault') throw new Error('no')
    return event.itemId === 'secret' ? undefined : { ...event, properties: { page: 'a' } }
  }
  const { tracker, sent, problems } = start({ beforeSend })
  for (const itemId of ['rye', 'secret', 'fault']) tracker.track(viewed(itemId))
  await soon()
  expect(sent().map(({ itemId, properties }) => [itemId, properties])).toEqual([['rye', { page: 'a' }]])
  expect(problems.map(({ code }) => code)).toEqual(['FAULT'])
})

test('without consent nothing is kept, made or sent, and lists are asked for nobody', async () => {
  const storage = new FakeStorage()
  const { tracker, server } = start({ consent: { tracking: false, personalization: false } }, storage)
  tracker.track(viewed('rye'))
  await soon()
  expect(server.calls).toEqual([])
  expect(Object.keys(storage)).toEqual([])
  expect(tracker.shopper()).toEqual({})
  expect(tracker.identity()).toEqual({ isEmulated: false })
})

test('a browser that asks not to be tracked says no to both, until the person says otherwise', async () => {
  const { tracker, sent } = start({ consent: { tracking: true } }, new FakeStorage(), {
    refusesTracking: () => true,
  })
  expect(tracker.consent()).toEqual({ tracking: false, personalization: false })
  tracker.track(viewed('rye'))
  tracker.setConsent({ tracking: true })
  expect(tracker.consent()).toEqual({ tracking: true, personalization: false })
  tracker.track(viewed('oat'))
  await soon()
  expect(sent().map(({ itemId }) => itemId)).toEqual(['oat'])
})

test('consent withdrawn drops what waits and names somebody, for every sink, and forgets the visitor', async () => {
  const storage = new FakeStorage()
  const { tracker, server, sent, problems } = start({}, storage)
  const seen: string[] = []
  tracker.addSink({ name: 'mirror', send: async (events) => seen.push(...events.map(({ kind }) => kind)) })
  tracker.identify('anna', 'token')
  tracker.track(viewed('rye'))
  tracker.setConsent({ tracking: false })
  await soon()
  expect(server.calls).toEqual([])
  expect(seen).toEqual([])
  expect(tracker.counts()).toEqual({ waiting: 0, dropped: 2 })
  expect(problems).toEqual([])
  expect(JSON.stringify(storage)).not.toContain('visitorId')
  // Who is signed in stays signed in.
  expect(tracker.headers()).toEqual({ 'aisle-shopper': 'token' })
  tracker.track(viewed('oat'))
  tracker.setConsent({ tracking: true })
  tracker.track(viewed('spelt'))
  await soon()
  expect(sent().map(({ itemId }) => itemId)).toEqual(['spelt'])
})

test('where the shop wants it, what happens without consent is told without any name', async () => {
  const { tracker, sent } = start({ consent: { tracking: false }, anonymousEvents: true })
  tracker.identify('anna')
  // Of these nothing is left that the server could take.
  tracker.track({ kind: 'search', query: 'my illness', properties: { email: 'a@b.c' } })
  tracker.track({ kind: 'cart-update', basket: [{ itemId: 'rye' }] })
  tracker.track({ kind: 'product-view', itemId: 'rye', properties: { email: 'a@b.c' } })
  tracker.track({
    kind: 'order',
    orderId: 'o1',
    totalMinor: 300,
    lines: [{ itemId: 'rye', quantity: 2, recommendationId: 'r1' }],
  })
  await soon()
  const made = { eventId: expect.any(String), at: expect.any(Number) }
  expect(sent()).toEqual([
    { kind: 'product-view', itemId: 'rye', ...made },
    { kind: 'order', totalMinor: 300, lines: [{ itemId: 'rye', quantity: 2 }], ...made },
  ])
  for (const event of sent())
    expect('event' in parseEvent(event, { now: Date.now(), newEventId: () => 'given', isBot: false })).toBe(
      true,
    )
})

test('every kind of event can be told, and each says what it cannot do without', () => {
  const needs = {
    'home-view': {},
    'category-view': { category: 'Bread' },
    search: { query: 'rye' },
    'list-impression': { itemIds: ['rye'] },
    'list-click': { itemId: 'rye' },
    'product-view': { itemId: 'rye' },
    'product-share': { itemId: 'rye' },
    'product-dismiss': { itemId: 'rye' },
    'product-rating': { itemId: 'rye', rating: 4 },
    'wishlist-add': { itemId: 'rye' },
    'wishlist-remove': { itemId: 'rye' },
    'cart-add': { itemId: 'rye' },
    'cart-remove': { itemId: 'rye' },
    'cart-update': { basket: [] },
    'cart-view': {},
    'checkout-start': {},
    'checkout-step': {},
    order: { lines: [{ itemId: 'rye' }] },
    refund: { itemId: 'rye' },
    coupon: {},
    'promotion-view': {},
    'promotion-click': {},
    video: {},
    'email-open': {},
    'email-click': {},
    'ad-click': {},
    call: {},
  } as const satisfies { readonly [K in EventDraft['kind']]: Omit<Extract<EventDraft, { kind: K }>, 'kind'> }
  expect(Object.keys(needs)).toEqual(EVENT_KINDS.filter((kind) => kind !== 'identify'))
  for (const [kind, fields] of Object.entries(needs))
    expect([
      kind,
      parseEvent({ kind, ...fields }, { now: 1, newEventId: () => 'given', isBot: false }),
    ]).toEqual([kind, { event: expect.objectContaining({ kind }) }])
})

test('a page that runs wild sends so many a minute, and still its order', async () => {
  const { tracker, sent, problems } = start({ eventsPerMinute: 10 })
  for (let n = 0; n < 1_000; n++) tracker.track(viewed(`item ${n}`))
  tracker.track({ kind: 'order', lines: [{ itemId: 'rye' }] })
  await soon()
  expect(sent()).toHaveLength(11)
  expect(sent().at(-1)?.kind).toBe('order')
  expect(tracker.counts()).toEqual({ waiting: 0, dropped: 990 })
  expect(problems.map(({ code }) => code)).toEqual(['RATE_LIMITED'])
  await vi.advanceTimersByTimeAsync(60_000)
  tracker.track(viewed('later'))
  await soon()
  expect(sent().at(-1)?.itemId).toBe('later')
})

test('nothing that the page gives or its functions do reaches the page', async () => {
  const { tracker, problems } = start()
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  tracker.track({ kind: 'product-view', itemId: 'rye', properties: circle as never })
  tracker.track({ kind: 'order', lines: 'none' as never })
  tracker.track(undefined as never)
  expect(problems.map(({ code }) => code)).toEqual(['FAULT'])
  tracker.watch(() => {
    throw new Error('of the watcher')
  })
  tracker.track(viewed('rye'))
  expect(() => vi.advanceTimersByTime(0)).toThrow('of the watcher')
})

test('a watcher sees the way of an event to each sink, and one that fails holds up no other', async () => {
  const { tracker, server, sent } = start()
  const steps: string[] = []
  tracker.watch(({ sink, state, event }: Step) => steps.push(`${sink} ${event.itemId} ${state}`))
  let isDown = true
  tracker.addSink({
    name: 'mirror',
    send: () => {
      if (isDown) throw new Error('down')
      return Promise.resolve('thanks')
    },
  })
  tracker.track(viewed('rye'))
  await soon()
  expect(sent()).toHaveLength(1)
  expect(steps).toEqual(['aisle rye waiting', 'mirror rye waiting', 'aisle rye sent', 'mirror rye failed'])
  isDown = false
  await vi.advanceTimersByTimeAsync(2_000)
  expect(steps.at(-1)).toBe('mirror rye sent')
  expect(server.calls).toHaveLength(1)
})

test('an order sent now goes after what waits, and throws when it was not kept, without waiting further', async () => {
  const { tracker, server, sent } = start()
  tracker.track(viewed('rye'))
  const order = tracker.complete({ kind: 'order', lines: [{ itemId: 'rye' }] })
  await tracker.sendNow(order)
  expect(sent().map(({ kind }) => kind)).toEqual(['product-view', 'order'])
  server.failures.push('network', 'network')
  await expect(tracker.sendNow(order)).rejects.toMatchObject({ code: 'NETWORK', status: 0 })
  const refused = tracker.complete({ kind: 'order', itemId: 'refused', lines: [] })
  server.failures.length = 0
  await expect(tracker.sendNow(refused)).rejects.toMatchObject({ code: 'BAD', status: 400 })
  expect(tracker.counts().waiting).toBe(0)
  await tracker.sendNow(order)
  expect(sent()).toHaveLength(2)
})

test('the view that went with a page of lists is noted for sinks and watchers, and not sent again', async () => {
  const { tracker, server } = start()
  const mirrored: string[] = []
  tracker.addSink({
    name: 'mirror',
    send: async (events) => mirrored.push(...events.map(({ kind }) => kind)),
  })
  tracker.noteSent(tracker.complete({ kind: 'home-view' }), { status: 'accepted' }, 12)
  await soon()
  expect(mirrored).toEqual(['home-view'])
  expect(server.calls).toEqual([])
})

test('where pages are made on a server, a tracker does nothing', async () => {
  const tracker = createTracker({ shop: 'corner' })
  tracker.track(viewed('rye'))
  tracker.identify('anna', 'token')
  await tracker.flush()
  expect(await tracker.sendNow(tracker.complete(viewed('rye')))).toBeUndefined()
  expect(tracker.shopper()).toEqual({})
  expect(tracker.counts().waiting).toBe(0)
})
