/** The law of store snapshots: at one place of the log, a till says what the server says. On a seeded demo world. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecommendationsRequest } from '../api/list-schema.ts'
import { seedDemo } from '../jobs/seed-demo.ts'
import { StoreSnapshots } from '../jobs/store-snapshots.ts'
import { NOW, openTestApp } from '../server/test-app.test-support.ts'
import { createWorld } from '../world/world.ts'
import { answerOffline } from './offline-answer.ts'
import { type OpenStore, openSnapshot } from './open-snapshot.ts'

const STORE = 'store-cardiff'
const app = await openTestApp()
const { ask, engine, clock } = app
afterAll(app.close)

const COUNTS = {
  itemCount: 240,
  customerCount: 160,
  visitorCount: 80,
  dayCount: 60,
  eventCountTarget: 8_000,
}
const put = async (path: string, field: string, ...documents: readonly object[]): Promise<void> => {
  const { body } = await ask('PUT', `/api/v1/${path}`, { shop: 'demo', [field]: documents })
  expect(body).toMatchObject({ rejected: 0 })
}
const patchItems = (...items: readonly object[]) =>
  ask('PATCH', '/api/v1/items', { shop: 'demo', items }).then(({ body }) =>
    expect(body).toMatchObject({ rejected: 0 }),
  )

let store: OpenStore
let sold: readonly string[] = []
let categories: readonly string[] = []

const snapshotOf = async (): Promise<OpenStore> => {
  const snapshots = new StoreSnapshots(engine.models, { engine: engine.engineVersion })
  const made = await snapshots.of(engine.shops.get('demo'), STORE, clock.now)
  const opened = openSnapshot(made.bytes)
  if ('wrong' in opened) throw new Error(opened.wrong)
  return opened
}

const merchandise = async (): Promise<void> => {
  const [a, b, c, d, e, f] = sold as [string, string, string, string, string, string]
  await put('curated-lists', 'curatedLists', { curatedListId: 'counter', itemIds: [c, a, 'web-only', f] })
  await put('filters', 'filters', { filterId: 'cheap', where: 'item.priceMinor <= 3000' })
  await put('strategies', 'strategies', {
    strategyId: 'counter-mix',
    title: 'Counter',
    sources: [
      { from: 'curated', curatedListId: 'counter', weight: 2 },
      { from: 'model', model: 'bought-bought', given: 'item' },
      { from: 'figure', figure: 'best-selling', parameters: { windowDays: 14 } },
    ],
    mix: 'blend',
    where: 'item.isInStock = true',
  })
  await put('placements', 'placements', {
    placementId: 'pos.counter',
    page: 'pos-transaction',
    strategy: 'counter-mix',
    title: 'At the counter',
    fallbacks: ['best-selling'],
    promotions: [{ name: 'sale', where: 'item.discountRatio > 0', share: 0.25 }],
    size: 8,
  })
  await put(
    'rules',
    'rules',
    { ruleId: 'pin', scope: { placements: ['pos.transaction'] }, action: { do: 'pin', itemId: d, slot: 2 } },
    {
      ruleId: 'include',
      scope: { lists: ['trending'] },
      action: { do: 'include', itemIds: [e, 'web-only'] },
    },
    { ruleId: 'exclude', action: { do: 'exclude', items: { itemIds: [b] } } },
    { ruleId: 'elsewhere', scope: { channels: ['web'] }, action: { do: 'exclude', items: { itemIds: [a] } } },
    { ruleId: 'boost', action: { do: 'boost', items: { where: 'item.priceMinor < 2000' }, factor: 2 } },
    { ruleId: 'bury', action: { do: 'bury', items: { where: 'item.stock < 3' } } },
    {
      ruleId: 'mixed',
      scope: { lists: ['best-selling'] },
      action: { do: 'diversify', by: 'brand', countMax: 2 },
    },
    {
      ruleId: 'for-the-known',
      scope: { audience: 'shopper.isKnown = true' },
      action: { do: 'exclude', items: { itemIds: [c] } },
    },
  )
  await patchItems(
    { itemId: sold[6], channels: { [STORE]: { stock: 0 } } },
    { itemId: sold[7], channels: { [STORE]: { stock: 2, priceMinor: 100 } } },
    { itemId: sold[8], status: 'stopped' },
    { itemId: sold[9], channels: { [STORE]: { until: NOW + 3_600_000 } } },
  )
  await put(
    'items',
    'items',
    { itemId: 'web-only', title: 'Web only', channels: { web: {} } },
    { itemId: 'web-only-xl', masterId: 'web-only', channels: { web: {} } },
    { itemId: 'soon', title: 'Soon', addedAt: NOW + 3 * 86_400_000, categories: ['Garden'] },
    { itemId: `${sold[10]}-xl`, title: 'Larger', masterId: sold[10] },
  )
  const orders = (itemId: string, count: number, hoursAgo: number): readonly object[] =>
    Array.from({ length: count }, (_, k) => ({
      kind: 'order',
      eventId: `${itemId}/${hoursAgo}/${k}`,
      channel: STORE,
      at: NOW - hoursAgo * 3_600_000,
      lines: [{ itemId, quantity: 1 + (k % 2) }],
    }))
  // What the store does not sell counts in its totals; what is in them moves what rises here.
  const events = [
    ...orders('web-only', 60, 40),
    ...orders('never-described', 9, 50),
    ...orders('web-only-xl', 9, 50),
    ...orders(`${sold[10]}-xl`, 18, 2),
    ...orders(sold[11] as string, 16, 3),
    ...orders(sold[12] as string, 7, 1),
    ...orders(sold[12] as string, 1, 60),
  ]
  const { body } = await ask('POST', '/api/v1/events', { shop: 'demo', events })
  expect(body).toMatchObject({ accepted: events.length })
}

beforeAll(async () => {
  const world = createWorld({ size: COUNTS, seed: 7, now: NOW })
  await app.createShop('demo', { currency: 'GBP', timeZone: 'Europe/London' })
  const runtime = engine.shops.get('demo')
  await seedDemo(world, engine.ingest.sinkFor(runtime, 'demo'), () => {})
  await engine.trainings.train(runtime)
  const { isSold } = runtime.view.assortment(STORE).at(NOW)
  sold = runtime.view.items.names().filter((_, index) => isSold[index] === 1)
  categories = runtime.view.catalog
    .categories()
    .flatMap(({ path, members }) => ([...members].some((index) => isSold[index] === 1) ? [path] : []))
  await merchandise()
  store = await snapshotOf()
}, 120_000)

const item = fc.nat().map((k) => sold[k % sold.length] as string)
const LISTS = [
  'best-selling',
  'trending',
  'new',
  'most-viewed',
  'trending-now',
  'most-purchased',
  'people-also-like',
  'frequently-bought-together',
  'bought-bought',
  'more-like-this',
  'related',
  'counter',
  'counter-mix',
]
const PLACEMENTS = [
  'pos.product',
  'pos.transaction',
  'pos.best-selling',
  'pos.trending',
  'pos.customer',
  'pos.counter',
]

const anonymous = fc
  .record({
    asked: fc.oneof(
      fc.constantFrom(...LISTS).map((list) => ({ list })),
      fc.constantFrom(...PLACEMENTS).map((placement) => ({ placement })),
    ),
    basket: fc.option(fc.uniqueArray(item, { maxLength: 8 }), { nil: undefined }),
    itemId: fc.option(item, { nil: undefined }),
    category: fc.option(fc.nat(), { nil: undefined, freq: 6 }),
    limit: fc.integer({ min: 0, max: 40 }),
    skip: fc.constantFrom(0, 0, 0, 5),
    stock: fc.constantFrom(undefined, undefined, 'hide', 'last', 'as-is'),
    filter: fc.constantFrom(
      undefined,
      undefined,
      { filterId: 'cheap' },
      { where: 'item.stock > 5 or item.brand != seed.brand' },
      { where: 'basket.itemCount >= 1 and item.priceMinor > 500' },
    ),
  })
  .map(({ asked, basket, itemId, category, filter, stock, ...rest }) => ({
    shop: 'demo',
    ...asked,
    ...rest,
    withItems: true,
    ...(stock !== undefined && { stock }),
    ...(filter !== undefined && { filter }),
    context: {
      channel: STORE,
      ...(basket !== undefined && { basket }),
      ...(itemId !== undefined && { itemId }),
      ...(category !== undefined && { category: categories[category % categories.length] as string }),
    },
  }))

/** All but what names the answer; totals only where they are exact. */
const told = (answer: Record<string, unknown>): unknown => {
  const { recommendationId: _, offline: __, versions: ___, totalItems, ...rest } = answer
  return { ...rest, ...(answer['isTotalExact'] === true && { totalItems }) }
}
const offline = (request: object, from: OpenStore = store): unknown =>
  JSON.parse(
    JSON.stringify(
      answerOffline(from, request as RecommendationsRequest, {
        now: clock.now,
        recommendationId: 'here',
        seed: 1,
      }),
    ),
  )

const expectEqual = async (runs: number): Promise<number> => {
  let shown = 0
  await fc.assert(
    fc.asyncProperty(anonymous, async (request) => {
      const online = await ask('POST', '/api/v1/recommendations', request)
      expect([online.status, online.body.error]).toEqual([200, undefined])
      expect(told(offline(request) as Record<string, unknown>)).toEqual(told(online.body))
      shown += online.body.items.length > 0 ? 1 : 0
    }),
    { numRuns: runs, seed: 1 },
  )
  return shown
}

test('lists of products, baskets and stores are the same offline as online', async () => {
  expect(await expectEqual(400)).toBeGreaterThan(120)
}, 60_000)

test('what rises in the store rises against all that it counted, sold here or not', async () => {
  const request = { shop: 'demo', list: 'trending-now', withItems: true, context: { channel: STORE } }
  const { body } = await ask('POST', '/api/v1/recommendations', request)
  expect(body.items.length).toBeGreaterThan(1)
  expect(told(offline(request) as Record<string, unknown>)).toEqual(told(body))
})

test('as time passes, what ends and begins by its dates does so offline too', async () => {
  const before = clock.now
  clock.now = NOW + 5 * 86_400_000
  const { body } = await ask('POST', '/api/v1/recommendations', {
    shop: 'demo',
    list: 'new',
    limit: 20,
    context: { channel: STORE },
  })
  expect(body.items).toContainEqual(expect.objectContaining({ itemId: 'soon' }))
  await expectEqual(150)
  clock.now = before
}, 60_000)

test('a customer is answered as nobody, and the till says why', () => {
  const shopper = { customerId: 'c-1' }
  const of = (placement: string): { fallback: unknown; isPersonal: boolean } =>
    offline({ shop: 'demo', placement, shopper, context: { itemId: sold[0], basket: [sold[1]] } }) as never
  for (const [placement, asked] of [
    ['pos.product', 'beside-item-for-customer'],
    ['pos.transaction', 'recommended-for-customer'],
    ['pos.customer', 'recommended-for-customer'],
  ] as const)
    expect(of(placement)).toMatchObject({
      isPersonal: false,
      fallback: { asked, cause: 'OFFLINE', text: expect.stringContaining('offline') },
    })
  expect(of('pos.best-selling').fallback).toBeNull()
})

test('a list that rests on what the till does not have says so', () => {
  const answer = offline({ shop: 'demo', list: 'viewed-viewed', context: { itemId: sold[0] } })
  expect(answer).toMatchObject({ items: [], fallback: { asked: 'viewed-viewed', cause: 'OFFLINE' } })
})

test('nobody is in it: no customer, no browser, nothing that they did', async () => {
  const { view } = engine.shops.get('demo')
  expect(store.view.shoppers.size).toBe(0)
  expect(store.view.customers.size).toBe(0)
  expect(store.view.history.actCount).toBe(0)
  const snapshots = new StoreSnapshots(engine.models, { engine: engine.engineVersion })
  const { bytes } = await snapshots.of(engine.shops.get('demo'), STORE, clock.now)
  const text = Buffer.from(bytes).toString('latin1')
  const secrets = [...view.customers.values()].flatMap(({ customerId, name, email }) => [
    customerId,
    name,
    email,
  ])
  expect(secrets.filter((secret) => text.includes(`"${secret}"`))).toEqual([])
  expect(text).not.toContain('pinHash')
})

test('other stores keep what is theirs', () => {
  const text = JSON.stringify(store.view.items.names().map((_, index) => store.view.catalog.document(index)))
  expect(text).toContain(STORE)
  expect(text).not.toContain('store-leeds')
})

test('bytes that were cut, changed or made by another version are refused, and one is told what to do', async () => {
  const snapshots = new StoreSnapshots(engine.models, { engine: engine.engineVersion })
  const { bytes } = await snapshots.of(engine.shops.get('demo'), STORE, clock.now)
  const changed = bytes.slice()
  changed[bytes.length - 9] = (changed[bytes.length - 9] as number) ^ 1
  for (const wrong of [bytes.slice(0, -1), changed, bytes.slice(0, 3), new Uint8Array(0)])
    expect(openSnapshot(wrong)).toEqual({ wrong: expect.stringContaining('Connect the till once') })
})
