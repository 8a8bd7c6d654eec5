import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parseEvent } from '../../src/api/parse-event.ts'
import { EVENT_KINDS } from '../../src/domain/event.ts'
import { useFakeClock } from './fake-host.test-support.ts'
import { soon, start, viewed } from './start-tracker.test-support.ts'
import { createTracker, type EventDraft, type Step, type TrackedEvent } from './tracker.ts'

beforeEach(useFakeClock)
afterEach(() => {
  vi.useRealTimers()
})

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
    'product-undismiss': { itemId: 'rye' },
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
