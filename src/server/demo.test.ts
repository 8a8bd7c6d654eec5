/** Demo shops: who is shown, who can sign in, and that nobody of any other shop is. */
import { afterAll, expect, test } from 'vitest'
import { createWorld } from '../world/world.ts'
import { demoShoppers } from './demo-shoppers.ts'
import { type Answer, type AskOptions, NOW, openTestApp } from './test-app.test-support.ts'

const { ask, createShop, engine, close } = await openTestApp()
afterAll(close)

const PEOPLE = [
  {
    customerId: 'c-1',
    name: 'Ada Moss',
    birthYear: 1986,
    gender: 'female',
    interests: ['Kitchen', 'Garden'],
  },
  { customerId: 'c-2', name: 'Ben (Jr.) Hale', birthYear: 2001, interests: ['Garden'] },
  { customerId: 'c-3', name: '<b>Cy</b>', interests: ['Kitchen'] },
].map(({ interests, ...rest }) => ({ ...rest, attributes: { interests } }))
for (const shop of ['demo', 'true']) {
  await createShop(shop, shop === 'demo' ? { isDemo: true } : {})
  await ask('PUT', '/api/v1/items', {
    shop,
    items: [
      { itemId: 'pot', categories: ['Kitchen > Pots'] },
      { itemId: 'rake', categories: ['Garden'] },
      { itemId: 'old', categories: ['Attic'], status: 'discontinued' },
    ],
  })
  await ask('PUT', '/api/v1/customers', { shop, customers: PEOPLE })
}
const ordered = (eventId: string, at: number, shopper: object) => ({
  eventId,
  kind: 'order',
  at,
  shopper,
  lines: [{ itemId: 'pot' }, { itemId: 'rake' }],
})
await ask('POST', '/api/v1/events', {
  shop: 'demo',
  events: [
    ordered('o-1', NOW - 2_000, { customerId: 'c-1', visitorId: 'v-1' }),
    ordered('o-2', NOW - 1_000, { visitorId: 'v-1' }),
  ],
})

/** From another machine: anybody. */
const far: AskOptions = { from: '203.0.113.9', headers: { host: 'localhost' } }
const shoppers = (query: string, shop = 'demo'): Promise<Answer> =>
  ask('GET', `/api/v1/demo/shoppers?shop=${shop}${query}`, undefined, far)
const idsIn = ({ body }: Answer): readonly string[] =>
  body.shoppers.map(({ customerId }: { customerId: string }) => customerId)
const account = (rest: object = {}, shop = 'demo'): Promise<Answer> =>
  ask('POST', '/api/v1/demo/accounts', { shop, name: 'Ida Lund', email: 'ida@shop.example', ...rest }, far)
const signIn = (rest: object, shop = 'demo'): Promise<Answer> =>
  ask('POST', '/api/v1/demo/sign-in', { shop, ...rest }, far)
const me = (token: string, shop = 'demo'): Promise<Answer> =>
  ask('GET', `/api/v1/me?shop=${shop}`, undefined, {
    ...far,
    headers: { ...far.headers, 'aisle-shopper': token },
  })

test('people are shown with what a demonstrator chooses by', async () => {
  const { body } = await shoppers('')
  expect(body).toEqual({
    shoppers: [
      {
        customerId: 'c-1',
        name: 'Ada Moss',
        age: 40,
        gender: 'female',
        interests: ['Kitchen', 'Garden'],
        orderCount: 2,
        lastOrderAt: NOW - 1_000,
      },
      { customerId: 'c-2', name: 'Ben (Jr.) Hale', age: 25, interests: ['Garden'], orderCount: 0 },
      { customerId: 'c-3', name: '<b>Cy</b>', interests: ['Kitchen'], orderCount: 0 },
    ],
    interests: ['Garden', 'Kitchen'],
  })
})

test.each<[string, readonly string[]]>([
  ['&query=moss', ['c-1']],
  ['&query=%20ADA%20', ['c-1']],
  ['&query=c-3', ['c-3']],
  ['&query=(jr.', ['c-2']],
  ['&query=.*', []],
  ['&query=%5C', []],
  ['&interest=Garden', ['c-1', 'c-2']],
  ['&interest=Attic', []],
  ['&interest=', ['c-1', 'c-2', 'c-3']],
  ['&ageFrom=26', ['c-1']],
  ['&ageTo=25', ['c-2']],
  ['&ageFrom=25&ageTo=40', ['c-1', 'c-2']],
  ['&ageFrom=41&ageTo=30', []],
  ['&limit=2', ['c-1', 'c-2']],
  ['&limit=0', []],
])('people are found by %s', async (query, expected) => {
  expect(idsIn(await shoppers(query))).toEqual(expected)
})

test.each(['&ageFrom=old', '&ageTo=-1', '&limit=51', '&limit=1.5'])('%s is refused', async (query) => {
  expect(await shoppers(query)).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } })
})

test('who is drawn is drawn evenly among those who fit', () => {
  const { view } = engine.shops.get('demo')
  let state = 1
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
  const counts = new Map<string, number>()
  for (let k = 0; k < 3_000; k++)
    for (const { customerId } of demoShoppers(view, { query: 'c-', limit: 2, random }, NOW))
      counts.set(customerId, (counts.get(customerId) ?? 0) + 1)
  for (const { customerId } of PEOPLE)
    expect(Math.abs((counts.get(customerId) ?? 0) - 2_000)).toBeLessThan(120)
})

test('a shop that is no demo shows nobody and signs nobody in', async () => {
  const before = engine.shops.get('true').view.customers.size
  for (const answer of [
    await shoppers('', 'true'),
    await account({}, 'true'),
    await signIn({ customerId: 'c-1' }, 'true'),
    await signIn({ email: 'ida@shop.example' }, 'true'),
  ])
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { code: 'DEMO_ONLY', field: '/shop', fix: expect.stringContaining('shopper-tokens') } },
    })
  expect(engine.shops.get('true').view.customers.size).toBe(before)
})

test('an account is a customer with a token, and the browser’s past is theirs', async () => {
  const answer = await account({
    email: ' Eva@Shop.example ',
    birthYear: 1990,
    gender: 'x',
    interests: ['Kitchen', 'Kitchen'],
    visitorId: 'v-eva',
  })
  expect(answer).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } })
  const { token, expiresAt, customer } = answer.body
  expect(expiresAt).toBe(NOW + 86_400_000)
  expect(customer).toEqual({
    customerId: expect.stringMatching(/^account-\w{26}$/),
    name: 'Ida Lund',
    email: 'Eva@Shop.example',
    birthYear: 1990,
    gender: 'x',
    attributes: { interests: ['Kitchen'], isOwnAccount: true },
  })
  expect((await me(token)).body).toMatchObject({ customer, isEmulated: false })
  expect(engine.shops.get('demo').view.customerBehind('v-eva')).toBe(customer.customerId)
  expect((await signIn({ email: 'eva@shop.EXAMPLE' })).body).toMatchObject({ customer, isEmulated: false })
})

test('nobody is shown, or can act as, who made an account', async () => {
  const { body } = await account({ email: 'own@shop.example', name: 'Own Account' })
  expect(idsIn(await shoppers('&query=own'))).toEqual([])
  expect(await signIn({ customerId: body.customer.customerId })).toMatchObject({
    status: 404,
    body: { error: { code: 'CUSTOMER_UNKNOWN', field: '/customerId' } },
  })
})

test('an e-mail address is taken once, also by two calls at the same time', async () => {
  const both = await Promise.all(['two@shop.example', 'TWO@shop.example'].map((email) => account({ email })))
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await account({ email: 'two@shop.example' })).toMatchObject({
    status: 409,
    body: { error: { code: 'EMAIL_TAKEN', field: '/email' } },
  })
})

test.each([
  '',
  'ida',
  'ida@',
  '@shop.example',
  'ida@shop',
  'i da@shop.example',
  `${'x'.repeat(250)}@a.example`,
])('the e-mail address %j is refused', async (email) => {
  expect(await account({ email })).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST', field: '/email', fix: expect.any(String) } },
  })
})

test.each<[object, string]>([
  [{ name: '' }, '/name'],
  [{ name: '  ' }, '/name'],
  [{ name: 'x'.repeat(301) }, '/name'],
  [{ birthYear: 1899 }, '/birthYear'],
  [{ birthYear: 2027 }, '/birthYear'],
  [{ interests: ['Kitchen', 'Attic'] }, '/interests/1'],
  [{ visitorId: '' }, '/visitorId'],
  [{ customerId: 'c-1' }, '/customerId'],
  [{ attributes: {} }, '/attributes'],
])('an account with %j is refused', async (rest, field) => {
  expect(await account({ email: 'bad@shop.example', ...rest })).toMatchObject({
    status: 400,
    body: { error: { field } },
  })
})

test('names are kept as text, whatever they look like', async () => {
  const name = '<img src=x onerror=alert(1)> "\'&amp; \u202e __proto__'
  const { body } = await account({ name, email: 'xss@shop.example' })
  expect((await me(body.token)).body.customer.name).toBe(name)
})

test('acting as somebody says so', async () => {
  const { status, body } = await signIn({ customerId: 'c-2' })
  expect([status, body]).toMatchObject([200, { customer: { customerId: 'c-2' }, isEmulated: true }])
  expect((await me(body.token)).body).toMatchObject({ customer: { customerId: 'c-2' }, isEmulated: true })
  expect((await me(body.token, 'true')).body.error).toMatchObject({ code: 'SHOPPER_TOKEN_INVALID' })
})

test.each<[object, number, string]>([
  [{}, 400, 'BAD_REQUEST'],
  [{ email: 'ida@shop.example', customerId: 'c-1' }, 400, 'BAD_REQUEST'],
  [{ email: 'nobody@shop.example' }, 404, 'CUSTOMER_UNKNOWN'],
  [{ customerId: 'c-9' }, 404, 'CUSTOMER_UNKNOWN'],
])('signing in with %j is refused', async (rest, status, code) => {
  expect(await signIn(rest)).toMatchObject({ status, body: { error: { code } } })
})

test('the made world says what its people like', () => {
  const world = createWorld({ size: 'tiny', seed: 1, now: NOW })
  const departments = new Set(
    [...world.items].map(({ categories: [path = ''] = [] }) => path.split(' > ')[0]),
  )
  expect(world.shop.isDemo).toBe(true)
  for (const { attributes } of world.customers) {
    const interests = attributes?.['interests'] as readonly string[]
    expect(interests.length).toBeGreaterThan(1)
    expect(interests.filter((name) => !departments.has(name))).toEqual([])
  }
})

test('one address makes so many accounts and no more', async () => {
  const wide = await openTestApp({ environment: { AISLE_HOST: '0.0.0.0' } })
  await wide.createShop('demo', { isDemo: true })
  const make = (k: number) =>
    wide.ask(
      'POST',
      '/api/v1/demo/accounts',
      { shop: 'demo', name: 'Ida', email: `ida-${k}@shop.example` },
      far,
    )
  const statuses = []
  for (let k = 0; k < 31; k++) statuses.push((await make(k)).status)
  expect(statuses).toEqual([...Array.from({ length: 30 }, () => 201), 429])
  await wide.close()
})
