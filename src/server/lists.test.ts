import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, engine, clock, close } = await openTestApp()
afterAll(close)

const list = (request: object) => ask('POST', '/api/v1/recommendations', { shop: 'bakery', ...request })
const send = (...events: readonly object[]) => ask('POST', '/api/v1/events', { shop: 'bakery', events })
const train = () => engine.trainings.train(engine.shops.get('bakery'))
const idsOf = ({ body }: { body: { items: readonly { itemId: string }[] } }) =>
  body.items.map(({ itemId }) => itemId)
const order = (...itemIds: readonly string[]) => ({
  kind: 'order',
  lines: itemIds.map((itemId) => ({ itemId })),
})

beforeAll(async () => {
  await createShop('bakery')
  await ask('PUT', '/api/v1/items', {
    shop: 'bakery',
    items: [
      {
        itemId: 'rye',
        title: 'Rye',
        priceMinor: 300,
        addedAt: '2026-02-01',
        pictures: [{ url: '/a.png' }, { url: '/b.png' }],
        categories: ['Food'],
      },
      { itemId: 'jam', title: 'Jam', currency: 'GBP', addedAt: '2026-01-01' },
      { itemId: 'oat', addedAt: '2025-12-01' },
    ],
  })
})

test('what was sent counts in the very next list', async () => {
  for (let k = 1; k <= 5; k++) {
    await send({ kind: 'product-view', itemId: 'oat' })
    expect((await list({ list: 'most-viewed' })).body.items[0]).toMatchObject({ itemId: 'oat', score: k })
  }
})

test('an answer says what it rests on and is kept by no cache', async () => {
  const { status, headers, body } = await list({ list: 'newest', limit: 2 })
  expect(status).toBe(200)
  expect(headers['cache-control']).toBe('no-store')
  expect(body).toMatchObject({
    recommendationId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
    shop: 'bakery',
    list: 'new',
    title: 'New',
    totalItems: 3,
    skip: 0,
    limit: 2,
    fallback: null,
    parameters: {},
    versions: { engine: engine.engineVersion, logSeq: engine.shops.get('bakery').logSeq, model: null },
    items: [
      {
        itemId: 'rye',
        score: Date.UTC(2026, 1, 1),
        reasons: [
          { code: 'ADDED_ON', text: 'Added on 2026-02-01', values: { addedAt: Date.UTC(2026, 1, 1) } },
        ],
      },
      { itemId: 'jam' },
    ],
  })
})

test('pages follow each other without gap or repeat, to the end and beyond', async () => {
  const pages = await Promise.all(
    [0, 1, 2, 3, 1_000_000].map((skip) => list({ list: 'new', skip, limit: 1 })),
  )
  expect(pages.map(idsOf)).toEqual([['rye'], ['jam'], ['oat'], [], []])
  expect((await list({ list: 'new', limit: 0 })).body).toMatchObject({ items: [], totalItems: 3 })
})

test.each([
  [{ list: 'new', limit: -1 }, '/limit'],
  [{ list: 'new', limit: 1_001 }, '/limit'],
  [{ list: 'new', limit: 1.5 }, '/limit'],
  [{ list: 'new', limit: '5' }, '/limit'],
  [{ list: 'new', skip: -1 }, '/skip'],
  [{ list: 'new', skip: 1_000_001 }, '/skip'],
  [{ list: '' }, '/list'],
  [{ list: 'new', shopper: { name: 'anna' } }, '/shopper/name'],
  [{ list: 'new', context: { category: 7 } }, '/context/category'],
  [{ list: 'best-selling', parameters: { windowDays: 0 } }, '/parameters/windowDays'],
  [{ list: 'best-selling', parameters: { windowDays: 36_501 } }, '/parameters/windowDays'],
  [{ list: 'best-selling', parameters: { measure: 'money' } }, '/parameters/measure'],
  [{ list: 'new', count: 3 }, '/count'],
  [{}, '/list'],
])('%j is refused with its field', async (request, field) => {
  expect(await list(request)).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST', field, fix: expect.any(String) } },
  })
})

test.each([
  [{ list: 'bestest' }, '/list', 'best-selling'],
  [{ list: '__proto__' }, '/list', 'new'],
  [{ placement: 'attic' }, '/placement', 'home.trending'],
])('%j is not a list, and the fix names those that are', async (request, field, known) => {
  const answer = await list(request)
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'LIST_UNKNOWN', field } } })
  expect(answer.body.error.fix).toContain(known)
})

test('with items, each says what a tile shows, in the money of the shop unless it has its own', async () => {
  expect((await list({ list: 'new', withItems: true })).body.items).toMatchObject([
    {
      itemId: 'rye',
      item: {
        itemId: 'rye',
        title: 'Rye',
        priceMinor: 300,
        currency: 'EUR',
        pictures: [{ url: '/a.png' }],
        categories: ['Food'],
      },
    },
    { itemId: 'jam', item: { currency: 'GBP' } },
    { itemId: 'oat', item: { itemId: 'oat', currency: 'EUR' } },
  ])
  expect((await list({ list: 'new' })).body.items[0]).not.toHaveProperty('item')
})

test('a decision can be asked about afterwards, with what was asked and what was answered', async () => {
  const request = { list: 'new', limit: 1, withItems: true }
  const { body } = await list(request)
  const decision = await ask('GET', `/api/v1/decisions/${body.recommendationId}`)
  const { item: _, ...entry } = body.items[0]
  const { recommendationId, shop, decidedAt, request: asked, response, ...behind } = decision.body
  expect({ recommendationId, shop, decidedAt, asked, response }).toEqual({
    recommendationId: body.recommendationId,
    shop: 'bakery',
    decidedAt: clock.now,
    asked: { shop: 'bakery', ...request },
    response: { ...body, items: [entry] },
  })
  expect(behind).toMatchObject({ shopperKeys: [], mayNameCustomer: true, seed: expect.any(Number) })
  expect(await ask('GET', '/api/v1/decisions/01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({
    status: 404,
    body: { error: { code: 'DECISION_UNKNOWN' } },
  })
})

test('a placement whose list has nothing falls back and says why', async () => {
  await createShop('quiet')
  await ask('PUT', '/api/v1/items', { shop: 'quiet', items: [{ itemId: 'rye' }] })
  expect((await list({ shop: 'quiet', placement: 'home.best-selling' })).body).toMatchObject({
    list: 'new',
    placement: 'home.best-selling',
    items: [{ itemId: 'rye' }],
    fallback: { asked: 'best-selling', cause: 'NO_SALES_IN_WINDOW' },
  })
})

test('a trained model serves from the next request on, and its version is said', async () => {
  await send(order('rye', 'jam'), order('rye', 'jam'), order('rye', 'oat'))
  expect((await list({ list: 'people-also-like', context: { itemId: 'rye' } })).body).toMatchObject({
    items: [],
    fallback: { cause: 'NO_MODEL' },
    versions: { model: null },
  })
  const trained = await train()
  const first = await list({ list: 'people-also-like', context: { itemId: 'rye' } })
  expect(first.body).toMatchObject({
    items: [{ itemId: 'jam', reasons: [{ code: 'BOUGHT_TOGETHER' }] }],
    versions: { model: trained.modelVersion },
  })
  await send(order('rye', 'oat'), order('rye', 'oat'))
  await train()
  const second = await list({ list: 'people-also-like', context: { itemId: 'rye' } })
  expect(second.body.versions.model).not.toBe(trained.modelVersion)
  expect(idsOf(second)).toEqual(['oat', 'jam'])
})

test('every list and placement that is named can be asked for', async () => {
  const { body } = await ask('GET', '/api/v1/lists')
  for (const { list: name, aliases } of body.lists as readonly { list: string; aliases: readonly string[] }[])
    for (const alias of [name, ...aliases])
      expect([alias, (await list({ list: alias })).body.list]).toEqual([alias, name])
  for (const { placement } of body.placements as readonly { placement: string }[])
    expect((await list({ placement })).body.placement).toBe(placement)
})

test('the reference describes every path, and answers are never guessed by browsers', async () => {
  const { body, headers } = await ask('GET', '/api/v1/openapi.json')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/v1/events', '/api/v1/recommendations', '/api/v1/items', '/health/ready']),
  )
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test('a ranking says what it is made of when it is asked to, and is the same when it is not', async () => {
  const asked = { shop: 'bakery', itemIds: ['oat', 'rye', 'nothing'], shopper: { visitorId: 'v1' } }
  const plain = await ask('POST', '/api/v1/recommendations/rank', asked)
  const told = await ask('POST', '/api/v1/recommendations/rank', { ...asked, explain: true })
  expect(plain.body).not.toHaveProperty('explanation')
  expect(told.body.items).toEqual(plain.body.items)
  expect(told.body.explanation).toMatchObject({
    sources: expect.arrayContaining([
      expect.objectContaining({ source: 'model:taste', given: 'history', weight: 1 }),
    ]),
    items: told.body.items.map(({ itemId }: { itemId: string }) => expect.objectContaining({ itemId })),
  })
})

test('what is like an item can be narrowed by what the answer says there is to choose from', async () => {
  const similar = (request: object) =>
    ask('POST', '/api/v1/recommendations/similar', {
      shop: 'bakery',
      by: 'bought',
      context: { itemId: 'rye' },
      withItems: true,
      ...request,
    })
  await ask('PATCH', '/api/v1/items', {
    shop: 'bakery',
    items: [
      { itemId: 'jam', brand: 'Fig & Co', priceMinor: 350 },
      { itemId: 'oat', brand: 'Mill', priceMinor: 200 },
    ],
  })
  const whole = await similar({ withSelectors: true })
  expect(whole.headers['server-timing']).toMatch(/^aisle;dur=\d+\.\d\d$/)
  const brands = whole.body.selectors.find(({ field }: { field: string }) => field === 'item.brand')
  expect(brands.values).toEqual([
    { value: 'Fig & Co', itemCount: 1 },
    { value: 'Mill', itemCount: 1 },
  ])
  const refine = [{ field: 'item.brand', values: ['Mill'] }]
  const narrowed = await similar({ refine })
  expect([idsOf(narrowed), narrowed.body.totalItems]).toEqual([['oat'], 1])
  expect(narrowed.body).not.toHaveProperty('selectors')
  const refused = await similar({ refine: [{ field: 'item.priceMinor', values: ['200'] }] })
  expect([refused.status, refused.body.error.field]).toEqual([400, '/refine/0'])
  const unlike = await similar({ by: 'look', withSelectors: true })
  expect(unlike.body).toMatchObject({ items: [], selectors: [], fallback: { cause: expect.any(String) } })
})
