/** Sales of a till that was away: sent late, sent twice, sent by two; each counts once, on the day it was made. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS } from '../domain/local-day.ts'
import { UNITS_SCALE } from '../views/counter-view.ts'
import { NOW, openTestApp } from './test-app.test-support.ts'

const app = await openTestApp()
const { ask, engine } = app
afterAll(app.close)

const SALES = 10_000
const BATCH = 1_000
const OFFLINE_DAYS = 12
const ITEMS = ['rye', 'bun', 'tart', 'roll', 'cake'] as const
const OWNER = { headers: { authorization: 'Bearer the-owner' } }
let till = { headers: { authorization: '' } }

beforeAll(async () => {
  await app.createShop('bakery')
  const put = (path: string, documents: readonly object[]) =>
    ask('PUT', `/api/v1/${path}`, { shop: 'bakery', [path]: documents }, OWNER)
  await put('channels', [{ channelId: 'north', kind: 'store' }])
  await put(
    'items',
    ITEMS.map((itemId) => ({ itemId, addedAt: NOW - 100 * DAY_MS })),
  )
  await put('registers', [{ registerId: 'north-1', channel: 'north', title: 'One' }])
  await put('associates', [{ associateId: 'mia', name: 'Mia', pin: '4711' }])
  const { body } = await ask('POST', '/api/v1/pos/sign-in', {
    shop: 'bakery',
    registerId: 'north-1',
    associateId: 'mia',
    pin: '4711',
  })
  till = { headers: { authorization: `Bearer ${body.token}` } }
})

type Sale = {
  readonly eventId: string
  readonly kind: 'order' | 'refund'
  readonly channel: string
  readonly at: number
  readonly orderId: string
  readonly lines: readonly { readonly itemId: string; readonly quantity: number }[]
}
/** Spread over the days that the till was away; every tenth is given back a minute later. */
const saleAt = (k: number): Sale => ({
  eventId: `north-1/${k}`,
  kind: k % 10 === 9 ? 'refund' : 'order',
  channel: 'north',
  at: NOW - Math.floor(((SALES - k) * OFFLINE_DAYS * DAY_MS) / SALES),
  orderId: `order-${k % 10 === 9 ? k - 1 : k}`,
  lines: [{ itemId: ITEMS[(k - (k % 10 === 9 ? 1 : 0)) % ITEMS.length] as string, quantity: 1 + (k % 3) }],
})
const SOLD = Array.from({ length: SALES }, (_, k) => saleAt(k))

const send = (sales: readonly Sale[]) =>
  ask('POST', '/api/v1/events', { shop: 'bakery', events: sales }, till)
const sendAll = async (
  sales: readonly Sale[],
  size: number,
): Promise<{ accepted: number; duplicates: number }> => {
  const sum = { accepted: 0, duplicates: 0 }
  for (let from = 0; from < sales.length; from += size) {
    const { status, body } = await send(sales.slice(from, from + size))
    expect([status, body.rejected]).toEqual([200, 0])
    sum.accepted += body.accepted
    sum.duplicates += body.duplicates
  }
  return sum
}

/** Units by item over the last days, counted from the sales themselves. */
const unitsOf = (days: number): ReadonlyMap<string, number> => {
  const { dayOf } = engine.shops.get('bakery').view
  const units = new Map<string, number>()
  for (const { at, kind, lines } of SOLD)
    for (const { itemId, quantity } of lines)
      if (dayOf(at) >= dayOf(NOW) - days)
        units.set(itemId, (units.get(itemId) ?? 0) + (kind === 'order' ? quantity : -quantity))
  return units
}
const counted = (days: number): ReadonlyMap<string, number> => {
  const { view } = engine.shops.get('bakery')
  const today = view.dayOf(NOW)
  const sums = view.counters.sums('units', view.channels.find('north'), today - days, today, view.items.size)
  return new Map(ITEMS.map((itemId) => [itemId, (sums[view.items.find(itemId)] as number) / UNITS_SCALE]))
}

test('ten thousand sales of twelve days come in at once, each counts once and on its day', async () => {
  expect(await sendAll(SOLD, BATCH)).toEqual({ accepted: SALES, duplicates: 0 })
  for (const days of [0, 1, 3, 7, 30]) expect(counted(days)).toEqual(unitsOf(days))
})

test('sent again in other batches, by two at once and in another order, nothing changes', async () => {
  const before = engine.shops.get('bakery').view.eventCount
  const halves = await Promise.all([
    sendAll(SOLD.slice(0, 2_000), 333),
    sendAll(SOLD.slice(0, 2_000).reverse(), 1_000),
  ])
  expect(halves).toEqual([
    { accepted: 0, duplicates: 2_000 },
    { accepted: 0, duplicates: 2_000 },
  ])
  expect(engine.shops.get('bakery').view.eventCount).toBe(before)
  expect(counted(30)).toEqual(unitsOf(30))
})

test('lists of the store have them at once, in windows by the day of the sale', async () => {
  const top = async (windowDays: number): Promise<Record<string, number>> => {
    const { body } = await ask(
      'POST',
      '/api/v1/recommendations',
      {
        shop: 'bakery',
        list: 'best-selling',
        context: { channel: 'north' },
        parameters: { windowDays, measure: 'units' },
      },
      till,
    )
    return Object.fromEntries(
      body.items.map(({ itemId, score }: { itemId: string; score: number }) => [itemId, score]),
    )
  }
  for (const days of [1, 7, 30]) {
    const wanted = [...unitsOf(days)].filter(([, units]) => units > 0)
    expect(await top(days)).toEqual(Object.fromEntries(wanted))
  }
})

test('a till whose clock is days ahead hears which sales were not taken, and the others are', async () => {
  const sale = (eventId: string, at: number): Sale => ({ ...saleAt(0), eventId, orderId: eventId, at })
  const { body } = await send([sale('right', NOW - DAY_MS), sale('ahead', NOW + 3 * DAY_MS)])
  expect(body).toMatchObject({ accepted: 1, rejected: 1 })
  expect(body.results[1]).toMatchObject({ status: 'rejected', code: 'BAD_DATE', field: '/at' })
  expect((await send([sale('ahead', NOW)])).body).toMatchObject({ accepted: 1 })
})
