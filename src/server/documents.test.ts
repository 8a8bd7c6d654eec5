import { afterAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, engine, clock, close } = await openTestApp()
afterAll(close)
await createShop('bakery')

const item = (itemId: string) => ask('GET', `/api/v1/items/${encodeURIComponent(itemId)}?shop=bakery`)
const put = (...items: readonly object[]) => ask('PUT', '/api/v1/items', { shop: 'bakery', items })
const patch = (...items: readonly object[]) => ask('PATCH', '/api/v1/items', { shop: 'bakery', items })

test('an item is put, patched, patched again in the same call, and deleted', async () => {
  expect(
    (
      await put({
        itemId: 'rye',
        title: 'Rye',
        categories: ['Food>Bread', 'Food > Bread'],
        addedAt: '2026-01-01',
      })
    ).body,
  ).toMatchObject({ accepted: 1 })
  expect(
    (await patch({ itemId: 'rye', title: null, brand: 'Us' }, { itemId: 'rye', brand: 'Them' })).body,
  ).toMatchObject({ accepted: 2 })
  expect((await item('rye')).body).toEqual({
    item: { itemId: 'rye', brand: 'Them', categories: ['Food > Bread'], addedAt: Date.UTC(2026, 0, 1) },
    isListed: true,
  })
  expect(
    (await ask('DELETE', '/api/v1/items', { shop: 'bakery', ids: ['rye', 'never'] })).body,
  ).toMatchObject({ accepted: 1, rejected: 1 })
  expect(await item('rye')).toMatchObject({ status: 404, body: { error: { code: 'ITEM_UNKNOWN' } } })
})

test('a put replaces what was there', async () => {
  await put({ itemId: 'jam', title: 'Jam', brand: 'Us' })
  await put({ itemId: 'jam', title: 'Jelly' })
  expect((await item('jam')).body.item).toEqual({ itemId: 'jam', title: 'Jelly' })
})

test('a patch of what is not there, or to what cannot be, is refused with its field and harms no other', async () => {
  await put({ itemId: 'oat' })
  expect(
    (await patch({ itemId: 'none' }, { itemId: 'oat', priceMinor: -1 }, { itemId: 'oat', title: 'Oat' }))
      .body,
  ).toMatchObject({
    results: [
      { status: 'rejected', code: 'UNKNOWN', field: '/itemId', fix: 'Put it first.' },
      { status: 'rejected', code: 'INVALID', field: '/priceMinor' },
      { status: 'accepted', id: 'oat' },
    ],
  })
  expect((await item('oat')).body.item).toEqual({ itemId: 'oat', title: 'Oat' })
})

test.each(['a/b', 'rye bread', '🥖'.repeat(128), '漢'.repeat(256), '%2F', 'constructor', '?x=1&y#z', '"'])(
  'an item named %j is found under its name',
  async (itemId) => {
    await put({ itemId })
    expect((await item(itemId)).body.item).toEqual({ itemId })
  },
)

test('a name too long for any item is not found, and one too long for any path is refused', async () => {
  expect(await item('x'.repeat(257))).toMatchObject({
    status: 404,
    body: { error: { code: 'ITEM_UNKNOWN' } },
  })
  expect(await item('x'.repeat(10_000))).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST' } },
  })
})

test('customers and channels are put, patched and deleted like items', async () => {
  const customers = (method: 'PUT' | 'PATCH', ...all: readonly object[]) =>
    ask(method, '/api/v1/customers', { shop: 'bakery', customers: all })
  await customers('PUT', { customerId: 'anna/1', name: 'Anna', consent: { tracking: true } })
  await customers('PATCH', { customerId: 'anna/1', consent: { tracking: null, personalization: false } })
  const anna = () => ask('GET', '/api/v1/customers/anna%2F1?shop=bakery')
  expect((await anna()).body.customer).toEqual({
    customerId: 'anna/1',
    name: 'Anna',
    consent: { personalization: false },
  })
  await ask('DELETE', '/api/v1/customers', { shop: 'bakery', ids: ['anna/1'] })
  expect(await anna()).toMatchObject({ status: 404, body: { error: { code: 'CUSTOMER_UNKNOWN' } } })

  await ask('PUT', '/api/v1/channels', { shop: 'bakery', channels: [{ channelId: 'till', kind: 'store' }] })
  await ask('PATCH', '/api/v1/channels', { shop: 'bakery', channels: [{ channelId: 'till', title: 'Till' }] })
  expect((await ask('GET', '/api/v1/channels?shop=bakery')).body.channels).toEqual([
    { channelId: 'till', kind: 'store', title: 'Till' },
  ])
  await ask('DELETE', '/api/v1/channels', { shop: 'bakery', ids: ['till'] })
  expect((await ask('GET', '/api/v1/channels?shop=bakery')).body.channels).toEqual([])
})

test('a shop is made once, and not with a zone or a currency that is none', async () => {
  expect(await createShop('corner', { title: 'Corner' })).toMatchObject({
    status: 201,
    body: { shop: 'corner', title: 'Corner' },
  })
  expect(await createShop('corner')).toMatchObject({ status: 400, body: { error: { field: '/shop' } } })
  expect(await createShop('mars', { timeZone: 'Mars/Olympus' })).toMatchObject({
    status: 400,
    body: { error: { field: '/timeZone', fix: expect.any(String) } },
  })
  expect(await createShop('money', { currency: 'XXY' })).toMatchObject({
    status: 400,
    body: { error: { field: '/currency' } },
  })
  expect(await createShop('Not A Name')).toMatchObject({ status: 400, body: { error: { field: '/shop' } } })
  expect((await ask('GET', '/api/v1/shops/mars')).status).toBe(404)
})

test('a shop is patched, and stays valid', async () => {
  await createShop('patched', { title: 'Old' })
  const change = (body: object) => ask('PATCH', '/api/v1/shops', { shop: 'patched', ...body })
  expect((await change({ title: null, lists: { bestSelling: { windowDays: 7 } } })).body).toEqual({
    shop: 'patched',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    lists: { bestSelling: { windowDays: 7 } },
  })
  expect(await change({ timeZone: 'Nowhere' })).toMatchObject({
    status: 400,
    body: { error: { field: '/timeZone' } },
  })
  expect(await change({ currency: null })).toMatchObject({
    status: 400,
    body: { error: { field: '/currency' } },
  })
  expect((await ask('GET', '/api/v1/shops/patched')).body.currency).toBe('EUR')
})

test('another time zone moves the days of what was sold, with the orders that come at the same time', async () => {
  await createShop('zones', { timeZone: 'Asia/Tokyo', lists: { bestSelling: { windowDays: 1 } } })
  // It is 21:00 of 1 March in Tokyo: the order was 27 February there, and still is in New York, where it is 7:00 of 1 March.
  const sold = (k: number, at: string) => ({
    kind: 'order',
    eventId: `o-${k}`,
    at,
    lines: [{ itemId: 'rye' }],
  })
  const order = (k: number, at = '2026-02-27T16:00:00Z') =>
    ask('POST', '/api/v1/events', { shop: 'zones', events: [sold(k, at)] })
  await order(0)
  const unitsSold = async () =>
    (await ask('POST', '/api/v1/recommendations', { shop: 'zones', list: 'best-selling' })).body.items[0]
      ?.score
  expect(await unitsSold()).toBe(1)
  await Promise.all([
    ...Array.from({ length: 10 }, (_, k) => order(k + 1)),
    ask('PATCH', '/api/v1/shops', { shop: 'zones', timeZone: 'America/New_York' }),
    ...Array.from({ length: 10 }, (_, k) => order(k + 11)),
  ])
  expect(await unitsSold()).toBeUndefined()
  await order(99, '2026-03-01T11:00:00Z')
  expect(await unitsSold()).toBe(1)
  expect(engine.shops.get('zones').view.eventCount).toBe(22)
})

test('the catalog is listed in the order it came, what came together by id, page by page, by category and by words', async () => {
  await createShop('catalog')
  const all = (items: readonly object[]) => ask('PUT', '/api/v1/items', { shop: 'catalog', items })
  await all([
    { itemId: 'b', title: 'Rye bread', categories: ['Food > Bread'] },
    { itemId: 'a', title: 'Oat bread', categories: ['Food > Bread'] },
  ])
  clock.now++
  await all([
    { itemId: '0', title: 'Jam', categories: ['Food'] },
    { itemId: 'z', title: 'Gone', status: 'stopped', categories: ['Old'] },
  ])
  const list = async (query: string) => {
    const { body } = await ask('GET', `/api/v1/items?shop=catalog&${query}`)
    return [body.totalItems, ...body.items.map(({ itemId }: { itemId: string }) => itemId)]
  }
  expect(await list('')).toEqual([3, 'a', 'b', '0'])
  expect(await list('skip=1&limit=1')).toEqual([3, 'b'])
  expect(await list('skip=9')).toEqual([3])
  expect(await list('limit=0')).toEqual([3])
  expect(await list('category=Food%3EBread')).toEqual([2, 'a', 'b'])
  expect(await list('category=Food')).toEqual([1, '0'])
  expect(await list('category=Food&includeDescendants=true&query=BREAD%20rye')).toEqual([1, 'b'])
  expect(await list('category=__proto__')).toEqual([0])
  expect((await ask('GET', '/api/v1/categories?shop=catalog')).body.categories).toEqual([
    { path: 'Food', name: 'Food', depth: 0, itemCount: 3 },
    { path: 'Food > Bread', name: 'Bread', depth: 1, itemCount: 2 },
  ])
})

test.each(['limit=-1', 'limit=201', 'limit=x', 'limit=1.5', 'skip=-1', 'skip=1e99', 'skip=1&skip=2'])(
  '%s of the catalog is refused',
  async (query) => {
    expect(await ask('GET', `/api/v1/items?shop=bakery&${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'BAD_REQUEST' } },
    })
  },
)
