/** What shoppers see and change of themselves, and that it holds from the next request on. */
import { afterAll, beforeEach, expect, test } from 'vitest'
import { type Answer, type AskOptions, NOW, openTestApp } from './test-app.test-support.ts'

const { ask, createShop, addKey, clock, close } = await openTestApp()
afterAll(close)

const SERVER: AskOptions = { headers: { authorization: 'Bearer server-key' } }
const keyed = (token?: string): AskOptions => ({
  headers: { authorization: 'Bearer browser-key', ...(token !== undefined && { 'aisle-shopper': token }) },
})
await createShop('bakery')
await addKey('bakery', 'server', 'server-key')
await addKey('bakery', 'browser', 'browser-key')
await ask(
  'PUT',
  '/api/v1/items',
  {
    shop: 'bakery',
    items: ['rye', 'jam', 'bun'].map((itemId) => ({ itemId, title: itemId, priceMinor: 300 })),
  },
  SERVER,
)

await ask(
  'PUT',
  '/api/v1/strategies',
  {
    shop: 'bakery',
    strategies: [{ strategyId: 'wishes', title: 'Wishes', sources: [{ from: 'own', own: 'wished' }] }],
  },
  SERVER,
)

let customerCount = 0
let customerId = ''
let token = ''
beforeEach(async () => {
  clock.now = NOW
  customerId = `c-${++customerCount}`
  const customers = [{ customerId, name: 'Anna', phone: '1', loyalty: { tier: 'gold' } }]
  await ask('PUT', '/api/v1/customers', { shop: 'bakery', customers }, SERVER)
  const made = await ask('POST', '/api/v1/shopper-tokens', { shop: 'bakery', customerId }, SERVER)
  token = made.body.token
})

const me = (options = keyed(token)): Promise<Answer> =>
  ask('GET', '/api/v1/me?shop=bakery', undefined, options)
const patch = (body: object, options = keyed(token)): Promise<Answer> =>
  ask('PATCH', '/api/v1/me', { shop: 'bakery', ...body }, options)
const orders = (query = '', options = keyed(token)): Promise<Answer> =>
  ask('GET', `/api/v1/me/orders?shop=bakery${query}`, undefined, options)
const send = (...events: readonly object[]): Promise<Answer> =>
  ask('POST', '/api/v1/events', { shop: 'bakery', events }, keyed(token))
const listed = async (list: string): Promise<Answer> =>
  ask('POST', '/api/v1/recommendations', { shop: 'bakery', list }, keyed(token))
const idsIn = ({ body }: Answer): readonly string[] =>
  body.items.map(({ itemId }: { itemId: string }) => itemId)

test('a shopper changes the fields that are theirs, and null removes one', async () => {
  const changed = await patch({
    name: 'Anna <b>B</b>',
    email: 'anna@shop.example',
    phone: null,
    birthYear: 1990,
    gender: 'female',
    addresses: [{ city: 'Bath', country: 'GB' }],
  })
  expect(changed).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
  const expected = {
    customer: {
      customerId,
      name: 'Anna <b>B</b>',
      email: 'anna@shop.example',
      birthYear: 1990,
      gender: 'female',
      addresses: [{ city: 'Bath', country: 'GB' }],
      loyalty: { tier: 'gold' },
    },
    consent: { personalization: true, tracking: true },
    isEmulated: false,
  }
  expect(changed.body).toEqual(expected)
  expect((await me()).body).toEqual(expected)
  expect((await patch({})).body).toEqual(expected)
})

test.each<[object, string]>([
  [{ loyalty: { tier: 'platinum' } }, '/loyalty'],
  [{ attributes: {} }, '/attributes'],
  [{ wishlistAt: 0 }, '/wishlistAt'],
  [{ dismissedAt: 0 }, '/dismissedAt'],
  [{ dismissed: [''] }, '/dismissed/0'],
  [{ name: ' ' }, '/name'],
  [{ name: 'x'.repeat(301) }, '/name'],
  [{ email: 'no address' }, '/email'],
  [{ birthYear: 2050 }, '/birthYear'],
  [{ consent: { personalization: 'no' } }, '/consent'],
  [{ consent: { selling: true } }, '/consent/selling'],
  [{ wishlist: ['a\u0000'] }, '/wishlist/0'],
  [{ addresses: [{ country: 'Britain' }] }, '/addresses/0/country'],
])('a change of %j is refused', async (body, field) => {
  const before = (await me()).body
  expect(await patch(body)).toMatchObject({
    status: 400,
    body: { error: { field, fix: expect.any(String) } },
  })
  expect((await me()).body).toEqual(before)
})

test('nobody changes somebody else, and servers say whom', async () => {
  const [anna, other] = [customerId, 'c-1']
  expect((await patch({ customerId: other, name: 'X' })).body.error).toMatchObject({
    code: 'SHOPPER_MISMATCH',
  })
  expect((await patch({ customerId: anna, name: 'X' }, keyed())).status).toBe(401)
  expect((await patch({ name: 'X' }, SERVER)).status).toBe(401)
  expect((await patch({ customerId: anna, name: 'X' }, SERVER)).body.customer.name).toBe('X')
  expect((await orders('', keyed())).status).toBe(401)
  expect((await orders(`&customerId=${other}`)).body.error).toMatchObject({ code: 'SHOPPER_MISMATCH' })
})

test('a customer that only events tell of gets a document with the first change', async () => {
  const made = await ask('POST', '/api/v1/shopper-tokens', { shop: 'bakery', customerId: 'unseen' }, SERVER)
  const unseen = keyed(made.body.token)
  const both = await Promise.all([patch({ name: 'U' }, unseen), patch({ phone: '2' }, unseen)])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect((await me(unseen)).body.customer).toEqual({ customerId: 'unseen', name: 'U', phone: '2' })
})

test('who takes no personal lists any more gets none from the next request on, and again when they do', async () => {
  await send({ kind: 'product-view', itemId: 'rye' })
  expect(idsIn(await listed('recently-viewed'))).toEqual(['rye'])
  expect((await patch({ consent: { personalization: false } })).body.consent).toEqual({
    personalization: false,
    tracking: true,
  })
  expect((await listed('recently-viewed')).body).toMatchObject({
    items: [],
    fallback: { cause: 'OPTED_OUT' },
  })
  await patch({ consent: { personalization: true } })
  expect(idsIn(await listed('recently-viewed'))).toEqual(['rye'])
})

test('who does not want to be followed is not from the next event on, and again when they do', async () => {
  const viewed = async (itemId: string) => {
    await send({ kind: 'product-view', itemId, shopper: { visitorId: `v-${customerId}`, customerId } })
    return idsIn(await listed('recently-viewed'))
  }
  expect(await viewed('rye')).toEqual(['rye'])
  expect((await patch({ consent: { tracking: false } })).body.consent.tracking).toBe(false)
  expect(await viewed('jam')).toEqual(['rye'])
  await patch({ consent: { tracking: null } })
  clock.now += 1_000
  expect(await viewed('bun')).toEqual(['bun', 'rye'])
})

test('what a shopper says goes before the consent model, which holds when they say nothing', async () => {
  await ask('PATCH', '/api/v1/shops', { shop: 'bakery', consentModel: 'opt-in' }, SERVER)
  expect((await me()).body.consent).toEqual({ personalization: false, tracking: false })
  expect((await patch({ consent: { personalization: true } })).body.consent).toEqual({
    personalization: true,
    tracking: false,
  })
  await ask('PATCH', '/api/v1/shops', { shop: 'bakery', consentModel: null }, SERVER)
})

test('accounts, tills and lists show one wish list, whoever changed it', async () => {
  const everywhere = async () => {
    const shown = await ask('GET', `/api/v1/customers/${customerId}?shop=bakery`, undefined, SERVER)
    const lists = [
      (await me()).body.customer.wishlist ?? [],
      shown.body.wishlist,
      idsIn(await listed('wishes')),
    ]
    expect(lists[1]).toEqual(lists[0])
    expect(lists[2]).toEqual(lists[0])
    return lists[0]
  }
  const wish = (kind: string, itemId: string, at = clock.now) => send({ kind, itemId, at })
  expect(await everywhere()).toEqual([])
  await wish('wishlist-add', 'rye')
  expect(await everywhere()).toEqual(['rye'])
  clock.now += 1_000
  await patch({ wishlist: ['jam', 'rye'] })
  expect(await everywhere()).toEqual(['jam', 'rye'])
  clock.now += 1_000
  await wish('wishlist-remove', 'rye')
  expect(await everywhere()).toEqual(['jam'])
  await wish('wishlist-remove', 'jam')
  expect(await everywhere()).toEqual([])
  await wish('wishlist-add', 'jam')
  // A browser whose clock is an hour fast does not keep the list from being changed.
  await wish('wishlist-add', 'bun', clock.now + 3_600_000)
  clock.now += 1_000
  await patch({ wishlist: [] })
  expect(await everywhere()).toEqual([])
  await patch({ wishlist: ['gone', 'rye'] })
  expect((await me()).body.customer.wishlist).toEqual(['rye', 'gone'])
  await patch({ wishlist: null })
  expect(await everywhere()).toEqual([])
})

test('who is not followed keeps the wish list that they write themselves', async () => {
  await patch({ consent: { tracking: false }, wishlist: ['rye'] })
  await send({ kind: 'wishlist-add', itemId: 'jam' })
  expect((await me()).body.customer.wishlist).toEqual(['rye'])
})

test('what is dismissed is told, changed as a whole, and holds in lists', async () => {
  const say = (kind: string, itemId: string, at = clock.now) => send({ kind, itemId, at })
  const hidden = async () => {
    const dismissed: readonly string[] = (await me()).body.customer.dismissed ?? []
    const shown = idsIn(await listed('new'))
    expect(shown.toSorted()).toEqual(['bun', 'jam', 'rye'].filter((itemId) => !dismissed.includes(itemId)))
    return dismissed
  }
  expect(await hidden()).toEqual([])
  await say('product-dismiss', 'rye')
  // A browser whose clock is an hour fast does not keep it from being taken back.
  await say('product-dismiss', 'jam', clock.now + 3_600_000)
  expect(await hidden()).toEqual(['jam', 'rye'])
  clock.now += 1_000
  await say('product-undismiss', 'jam')
  expect(await hidden()).toEqual(['rye'])
  clock.now += 1_000
  expect((await patch({ dismissed: ['bun'] })).body.customer.dismissed).toEqual(['bun'])
  expect(await hidden()).toEqual(['bun'])
  clock.now += 1_000
  await say('product-undismiss', 'bun')
  expect(await hidden()).toEqual([])
  await patch({ dismissed: null })
  expect(await hidden()).toEqual([])
})

test('who is not followed takes back themselves what they dismissed before', async () => {
  await send({ kind: 'product-dismiss', itemId: 'rye' })
  clock.now += 1_000
  await patch({ consent: { tracking: false } })
  await send({ kind: 'product-dismiss', itemId: 'jam' }, { kind: 'product-undismiss', itemId: 'rye' })
  expect((await me()).body.customer.dismissed).toEqual(['rye'])
  expect((await patch({ dismissed: [] })).body.customer.dismissed).toBeUndefined()
  expect(idsIn(await listed('new'))).toContain('rye')
})

const order = (orderId: string | undefined, at: number, rest: object = {}) => ({
  kind: 'order',
  eventId: `${customerId}-${orderId ?? 'none'}-${at}`,
  ...(orderId !== undefined && { orderId }),
  at,
  lines: [{ itemId: 'rye', quantity: 2, priceMinor: 290 }, { itemId: 'lost' }],
  ...rest,
})

test('orders are shown newest first, with what tiles show of their items', async () => {
  const browser = { visitorId: `v-${customerId}` }
  await send(order('1', NOW - 3_000, { totalMinor: 580, currency: 'EUR', channel: 'store-7' }))
  await ask(
    'POST',
    '/api/v1/events',
    { shop: 'bakery', events: [order('2', NOW - 1_000, { shopper: browser })] },
    keyed(),
  )
  await send(order(undefined, NOW - 2_000), { kind: 'identify', shopper: { ...browser, customerId } })
  await ask(
    'POST',
    '/api/v1/events',
    { shop: 'bakery', events: [order('9', NOW, { shopper: { customerId: 'c-other' } })] },
    SERVER,
  )
  const { body, headers } = await orders()
  expect(headers['cache-control']).toBe('no-store')
  expect(body.totalOrders).toBe(3)
  expect(body.orders.map(({ orderId }: { orderId: string }) => orderId)).toEqual([
    '2',
    `${customerId}-none-${NOW - 2_000}`,
    '1',
  ])
  expect(body.orders[2]).toMatchObject({
    orderId: '1',
    at: NOW - 3_000,
    channel: 'store-7',
    totalMinor: 580,
    currency: 'EUR',
    lines: [
      {
        itemId: 'rye',
        quantity: 2,
        priceMinor: 290,
        item: { title: 'rye', priceMinor: 300, currency: 'EUR' },
      },
      { itemId: 'lost', quantity: 1, item: { title: 'lost' } },
    ],
  })
  const page = (await orders('&limit=1&skip=1')).body
  expect(page).toEqual({ orders: [body.orders[1]], totalOrders: 3 })
  expect((await orders('&skip=5')).body).toEqual({ orders: [], totalOrders: 3 })
  expect((await orders(`&customerId=${customerId}`, SERVER)).body).toEqual(body)
  for (const query of ['&limit=51', '&limit=-1', '&skip=x']) expect((await orders(query)).status).toBe(400)
})

test('what a browser says somebody ordered stands in no account', async () => {
  const forged = { shop: 'bakery', events: [order('666', NOW, { shopper: { customerId } })] }
  expect((await ask('POST', '/api/v1/events', forged, keyed())).body.results).toEqual([
    { status: 'accepted', id: expect.any(String), warning: 'CUSTOMER_NOT_PROVEN' },
  ])
  expect((await orders()).body).toEqual({ orders: [], totalOrders: 0 })
})

test('one address takes so many files along in a minute, and no more', async () => {
  const wide = await openTestApp({ environment: { AISLE_HOST: '0.0.0.0' } })
  await wide.createShop('bakery')
  const owner = { headers: { authorization: 'Bearer the-owner' } }
  await wide.ask('PUT', '/api/v1/customers', { shop: 'bakery', customers: [{ customerId: 'ann' }] }, owner)
  const made = await wide.ask('POST', '/api/v1/shopper-tokens', { shop: 'bakery', customerId: 'ann' }, owner)
  const far = { from: '203.0.113.9', headers: { host: 'localhost', 'aisle-shopper': made.body.token } }
  const statuses = []
  for (let k = 0; k < 7; k++)
    statuses.push((await wide.ask('GET', '/api/v1/me/data?shop=bakery', undefined, far)).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429])
  await wide.close()
})
