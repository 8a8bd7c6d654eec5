/** What is counted of sessions (Adobe's tests 6 and 9 count on it), against a recount of everything. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopEvent } from '../domain/event.ts'
import { shopperKey } from '../domain/interaction.ts'
import { HOUR_MS, hourOf, type Metric, METRICS } from '../domain/metric.ts'
import { ALL_CHANNELS, HOURS_KEPT } from './counter-view.ts'
import { CREDIT_ACTS_MAX } from './history-view.ts'
import { ShopView } from './shop-view.ts'

const shop = { shop: 'bakery', currency: 'EUR', timeZone: 'Europe/Berlin' }
const START = Date.UTC(2026, 2, 20)
type Partly = Partial<ShopEvent>

const folded = (events: readonly Partly[]): ShopView => {
  const view = new ShopView(shop)
  for (const [k, event] of events.entries())
    view.foldEvent(k + 1, { eventId: `e${k}`, kind: 'product-view', at: START, channel: 'web', ...event })
  return view
}
const count = (view: ShopView, metric: Metric, itemId = 'rye', channel = ALL_CHANNELS): number =>
  view.counters.sums(metric, channel, 0, 100_000, view.items.size)[view.items.find(itemId)] ?? 0
const counts = (view: ShopView, ...metrics: readonly Metric[]): readonly number[] =>
  metrics.map((metric) => count(view, metric))

const anna = { shopper: { visitorId: 'anna' } }
const order = (itemId = 'rye'): Partly => ({ kind: 'order', lines: [{ itemId, quantity: 1 }] })

test('Adobe test 6: fifty views of one session are one session', () => {
  const view = folded(Array.from({ length: 50 }, () => ({ itemId: 'rye', sessionId: 's', ...anna })))
  expect(counts(view, 'views', 'sessions')).toEqual([50, 1])
})

test('a session that goes on after midnight, or after signing in, is still one', () => {
  const later = { at: START + 24 * HOUR_MS, shopper: { visitorId: 'anna', customerId: 'anna' } }
  const view = folded([
    { itemId: 'rye', sessionId: 's', ...anna },
    { itemId: 'rye', sessionId: 's', ...later },
  ])
  expect(count(view, 'sessions')).toBe(1)
})

test('without a session, a shopper’s calendar day is one; without a shopper, each view is', () => {
  const named = folded(
    [0, 1, 22, 24].map((hours) => ({ itemId: 'rye', at: START + hours * HOUR_MS, ...anna })),
  )
  expect(counts(named, 'views', 'sessions', 'namelessSessions')).toEqual([4, 2, 0])
  const nameless = folded([{ itemId: 'rye' }, { itemId: 'rye' }])
  expect(counts(nameless, 'sessions', 'namelessSessions')).toEqual([2, 2])
})

test('Adobe test 9: of four sessions that saw it, the one whose shopper bought it led to an order, on its own day', () => {
  const view = folded([
    ...['a', 'b', 'c'].map((visitorId) => ({ itemId: 'rye', sessionId: visitorId, shopper: { visitorId } })),
    { itemId: 'rye', sessionId: 'd', ...anna },
    { ...order(), ...anna, at: START + 72 * HOUR_MS },
  ])
  expect(counts(view, 'sessions', 'purchaseSessions', 'cartSessions')).toEqual([4, 1, 0])
  expect(view.counters.total('purchaseSessions', view.dayOf(START))).toBe(1)
})

test('every session before it led to the order, each once, however often it is ordered', () => {
  const seen = (sessionId: string): Partly => ({ itemId: 'rye', sessionId, ...anna })
  const bought = { ...order(), ...anna }
  expect(count(folded([seen('1'), seen('1'), seen('2'), bought, bought]), 'purchaseSessions')).toBe(2)
  expect(count(folded([seen('1'), bought, seen('2')]), 'purchaseSessions')).toBe(1)
  expect(count(folded([seen('1'), bought, seen('2'), bought]), 'purchaseSessions')).toBe(2)
})

test('a session leads to the basket and to the order apart from each other, and to no other item', () => {
  const view = folded([
    { itemId: 'rye', sessionId: 's', ...anna },
    { kind: 'cart-add', itemId: 'rye', quantity: 3, ...anna },
    { kind: 'cart-add', itemId: 'rye', ...anna },
    { ...order('jam'), ...anna },
  ])
  expect(counts(view, 'carts', 'cartSessions', 'purchaseSessions')).toEqual([2, 1, 0])
})

test('what a customer orders at the till was led to by what they looked at in their browser', () => {
  const view = folded([
    { itemId: 'rye', sessionId: 's', ...anna },
    { kind: 'identify', shopper: { visitorId: 'anna', customerId: 'c1' } },
    { ...order(), channel: 'berlin', shopper: { customerId: 'c1' } },
  ])
  expect(count(view, 'purchaseSessions', 'rye', view.channels.find('web'))).toBe(1)
  expect(count(view, 'purchaseSessions', 'rye', view.channels.find('berlin'))).toBe(0)
})

test('a view that happened after the order led to nothing, though it was logged before', () => {
  const view = folded([
    { itemId: 'rye', sessionId: 's', at: START + 5, ...anna },
    { ...order(), at: START, ...anna },
  ])
  expect(count(view, 'purchaseSessions')).toBe(0)
})

test('only the shopper’s last acts are looked through', () => {
  const seen = { itemId: 'rye', sessionId: 's', ...anna }
  const acts = (others: number): readonly Partly[] => [
    seen,
    ...Array.from({ length: others }, () => ({ itemId: 'jam', ...anna })),
    { ...order(), ...anna },
  ]
  // The order itself is one of them.
  expect(count(folded(acts(CREDIT_ACTS_MAX - 2)), 'purchaseSessions')).toBe(1)
  expect(count(folded(acts(CREDIT_ACTS_MAX - 1)), 'purchaseSessions')).toBe(0)
})

test('what was shown and clicked in lists is counted apart and is no view', () => {
  const view = folded([
    { kind: 'list-impression', itemIds: ['rye', 'jam'] },
    { kind: 'list-impression', itemIds: ['rye'] },
    { kind: 'list-click', itemId: 'rye' },
  ])
  expect(counts(view, 'impressions', 'clicks', 'views', 'sessions')).toEqual([2, 1, 0, 0])
})

test('hours are kept for the last days only, counted back from the newest', () => {
  const view = folded([0, 1, HOURS_KEPT].map((hours) => ({ itemId: 'rye', at: START + hours * HOUR_MS })))
  const hourly = (from: number): number =>
    view.counters.hourlySums(
      'sessions',
      ALL_CHANNELS,
      hourOf(START) + from,
      hourOf(START) + HOURS_KEPT,
      1,
    )[0] as number
  expect([hourly(1), hourly(0)]).toEqual([2, 2])
})

const itemId = fc.constantFrom('rye', 'jam')
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('product-view' as const), itemId }) },
  fc.record({ kind: fc.constant('cart-add' as const), itemId }),
  fc.record({ kind: fc.constant('list-click' as const), itemId }),
  fc.record({ kind: fc.constant('list-impression' as const), itemIds: fc.array(itemId, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('order' as const),
    lines: fc.array(fc.record({ itemId, quantity: fc.constant(1) }), { minLength: 1, maxLength: 3 }),
  }),
)
const who = fc.constantFrom(
  {},
  { shopper: { visitorId: 'v1' } },
  { shopper: { visitorId: 'v2' } },
  { shopper: { customerId: 'anna' } },
  { shopper: { visitorId: 'v1', customerId: 'anna' } },
  { shopper: { visitorId: 'v1', customerId: 'ben' } },
)
const event = fc
  .tuple(
    act,
    who,
    fc.integer({ min: 0, max: 200 }),
    fc.constantFrom('web', 'berlin'),
    fc.constantFrom({}, { sessionId: 's1' }, { sessionId: 's2' }),
  )
  .map(([what, whose, hours, channel, session]) => ({
    ...what,
    ...whose,
    ...session,
    eventId: 'e',
    at: START + hours * HOUR_MS,
    channel,
  }))

type Session = {
  readonly item: string
  readonly at: number
  readonly channel: string
  readonly shopper?: string
}
type Counted = {
  readonly metric: string
  readonly item: string
  readonly at: number
  readonly channel: string
}

/** All that is counted, said once more from the first event on. */
const recount = (events: readonly ShopEvent[]): readonly Counted[] => {
  const counted: Counted[] = []
  const sessions: (Session & { ledTo: Set<string> })[] = []
  const known = new Set<string>()
  const customerOf = new Map<string, string>()
  const dayOf = new ShopView(shop).dayOf
  const person = (name: string): string => customerOf.get(name) ?? name
  for (const one of events) {
    const { kind, at, channel } = one
    const name = shopperKey(one.shopper)
    const { visitorId, customerId } = one.shopper ?? {}
    if (visitorId !== undefined && customerId !== undefined)
      customerOf.set(`v:${visitorId}`, `c:${customerId}`)
    const items = one.lines?.map((line) => line.itemId) ?? one.itemIds ?? [one.itemId ?? '']
    const note = (metric: Metric, list: readonly string[]): void => {
      for (const item of list) counted.push({ metric, item, at, channel })
    }
    if (kind === 'list-impression') note('impressions', items)
    if (kind === 'list-click') note('clicks', items)
    if (kind === 'cart-add') note('carts', items)
    if (kind === 'order') note('orders', [...new Set(items)])
    if (kind === 'product-view') {
      note('views', items)
      const key = JSON.stringify([one.sessionId ?? [name, dayOf(at)], items])
      if ((one.sessionId !== undefined || name !== undefined) && known.has(key)) continue
      known.add(key)
      note('sessions', items)
      if (name === undefined) note('namelessSessions', items)
      else sessions.push({ item: items[0] as string, at, channel, shopper: name, ledTo: new Set() })
    }
    const outcome = kind === 'order' ? 'purchaseSessions' : kind === 'cart-add' ? 'cartSessions' : undefined
    if (outcome === undefined || name === undefined) continue
    for (const session of sessions) {
      if (!items.includes(session.item) || session.at > at || session.ledTo.has(outcome)) continue
      if (person(session.shopper as string) !== person(name)) continue
      session.ledTo.add(outcome)
      counted.push({ metric: outcome, item: session.item, at: session.at, channel: session.channel })
    }
  }
  return counted
}

test('every figure of every window is what a recount of all events gives', () => {
  const days = fc.tuple(fc.integer({ min: -1, max: 9 }), fc.integer({ min: 0, max: 9 }))
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 40 }),
      days,
      fc.boolean(),
      (events, [first, length], asksFirst) => {
        const view = new ShopView(shop)
        const from = view.dayOf(START) + first
        const ask = (metric: Metric, channel: string | undefined): ReadonlyMap<string, number> => {
          const place = channel === undefined ? ALL_CHANNELS : view.channels.find(channel)
          const sums = view.counters.sums(metric, place, from, from + length, view.items.size)
          return new Map(view.items.names().map((name, index) => [name, sums[index] as number]))
        }
        for (const [k, one] of events.entries()) {
          view.foldEvent(k + 1, one)
          // A window that was asked for is kept running from then on.
          if (asksFirst) for (const metric of METRICS) ask(metric, undefined)
        }
        const all = recount(events).filter(
          ({ at }) => view.dayOf(at) >= from && view.dayOf(at) <= from + length,
        )
        for (const metric of METRICS.filter((one) => one !== 'units'))
          for (const channel of [undefined, 'web', 'berlin'])
            for (const [item, sum] of ask(metric, channel))
              expect([metric, channel, item, sum]).toEqual([
                metric,
                channel,
                item,
                all.filter(
                  (one) =>
                    one.metric === metric &&
                    one.item === item &&
                    (channel === undefined || one.channel === channel),
                ).length,
              ])
      },
    ),
    { numRuns: 300 },
  )
})

test('every hour of the last four days is what a recount gives, in whatever order events came', () => {
  fc.assert(
    fc.property(
      fc.array(event, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 0, max: 95 }),
      (events, ago) => {
        const view = folded(events)
        const all = recount(events)
        const rows = all.filter(({ metric }) => metric === 'orders')
        const newest = Math.max(...rows.map(({ at }) => hourOf(at)))
        const sums = view.counters.hourlySums('orders', ALL_CHANNELS, newest - ago, newest, view.items.size)
        for (const [index, name] of view.items.names().entries())
          expect(sums[index]).toBe(
            rows.filter(({ item, at }) => item === name && hourOf(at) >= newest - ago).length,
          )
      },
    ),
  )
})
