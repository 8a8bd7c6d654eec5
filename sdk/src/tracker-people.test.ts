/** Whom the tracker tells of: signed in, emulated, and what they allow. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parseEvent } from '../../src/api/parse-event.ts'
import { FakeStorage, useFakeClock } from './fake-host.test-support.ts'
import { soon, start, viewed } from './start-tracker.test-support.ts'

beforeEach(useFakeClock)
afterEach(() => {
  vi.useRealTimers()
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
  // These say something of a person only.
  tracker.track({ kind: 'product-dismiss', itemId: 'rye' })
  tracker.track({ kind: 'product-undismiss', itemId: 'rye' })
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
