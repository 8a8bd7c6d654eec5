/** What a shopper token opens, and what it does not. */
import { afterAll, expect, test } from 'vitest'
import type { RecommendationsRequest } from '../api/list-schema.ts'
import type { Decision } from '../domain/decision.ts'
import { replayDecision } from '../jobs/replay-decision.ts'
import { ItemSets } from '../serving/item-sets.ts'
import { ListRanking } from '../serving/list-ranking.ts'
import { recommend } from '../serving/recommend.ts'
import { signShopperToken } from './shopper-token.ts'
import { type AskOptions, NOW, openTestApp, TEST_SHOPPER_SECRET } from './test-app.test-support.ts'

const ORIGIN = 'https://shop.example'
const { ask, createShop, addKey, clock, engine, close } = await openTestApp({
  environment: { AISLE_CORS_ORIGINS: ORIGIN },
})
afterAll(close)

const SERVER: AskOptions = { headers: { authorization: 'Bearer server-key' } }
const BROWSER: AskOptions = { headers: { authorization: 'Bearer browser-key' } }
await createShop('bakery')
await createShop('other')
await addKey('bakery', 'server', 'server-key')
await addKey('bakery', 'browser', 'browser-key')
await ask('PUT', '/api/v1/items', { shop: 'bakery', items: [{ itemId: 'rye' }, { itemId: 'jam' }] }, SERVER)
await ask(
  'PUT',
  '/api/v1/customers',
  {
    shop: 'bakery',
    customers: [{ customerId: 'anna', name: 'Anna' }, { customerId: 'ben' }, { customerId: 'gone' }],
  },
  SERVER,
)
const viewed = (customerId: string, itemId: string) => ({
  kind: 'product-view',
  itemId,
  shopper: { customerId },
})
await ask(
  'POST',
  '/api/v1/events',
  { shop: 'bakery', events: [viewed('anna', 'rye'), viewed('ben', 'jam')] },
  SERVER,
)

const tokenOf = async (customerId: string, rest: object = {}): Promise<string> => {
  const { body } = await ask(
    'POST',
    '/api/v1/shopper-tokens',
    { shop: 'bakery', customerId, ...rest },
    SERVER,
  )
  return body.token
}
const as = (token: string): AskOptions => ({ headers: { ...BROWSER.headers, 'aisle-shopper': token } })
const signed = (claims: object = {}): string =>
  signShopperToken(TEST_SHOPPER_SECRET, {
    sub: 'anna',
    aud: 'bakery',
    iat: NOW / 1_000,
    exp: NOW / 1_000 + 600,
    ...claims,
  })
const seen = (options: AskOptions, shopper?: object) =>
  ask(
    'POST',
    '/api/v1/recommendations',
    { shop: 'bakery', list: 'recently-viewed', ...(shopper !== undefined && { shopper }) },
    options,
  )
const view = () => engine.shops.get('bakery').view

test('a browser with a token gets the lists of that customer, and needs to name nobody', async () => {
  const anna = as(await tokenOf('anna'))
  expect((await seen(anna)).body.items).toMatchObject([{ itemId: 'rye' }])
  expect((await seen(anna, { visitorId: 'v-1' })).body.items).toMatchObject([{ itemId: 'rye' }])
  expect((await seen(anna, { customerId: 'anna' })).body.items).toMatchObject([{ itemId: 'rye' }])
  expect((await seen(BROWSER, { customerId: 'anna' })).body).toMatchObject({
    items: [],
    fallback: { cause: 'CUSTOMER_NOT_PROVEN' },
  })
})

test.each<[string, string, object]>([
  ['recommendations', 'a list', { list: 'recently-viewed' }],
  ['recommendations/page', 'a page', { placements: [{ placement: 'home.recently-viewed' }] }],
  ['recommendations/rank', 'a ranking', { itemIds: ['rye'] }],
  ['recommendations/next', 'what comes next', {}],
  ['recommendations/similar', 'what is alike', { context: { itemId: 'rye' } }],
])('POST /api/v1/%s: %s of another customer is refused', async (way, _, rest) => {
  const anna = as(await tokenOf('anna'))
  const asked = (shopper: object) => ask('POST', `/api/v1/${way}`, { shop: 'bakery', ...rest, shopper }, anna)
  expect(await asked({ customerId: 'ben' })).toMatchObject({
    status: 403,
    body: { error: { code: 'SHOPPER_MISMATCH', field: '/shopper/customerId' } },
  })
  expect((await asked({ visitorId: 'v-1' })).status).toBe(200)
})

test('a batch is for servers, with a token or without; lines of another customer are refused', async () => {
  const lines = `{"list":"recently-viewed"}\n{"list":"recently-viewed","shopper":{"customerId":"ben"}}\n`
  const batch = async (options: AskOptions) =>
    ask('POST', '/api/v1/recommendations/batch?shop=bakery', lines, {
      headers: { ...options.headers, 'content-type': 'application/x-ndjson' },
    })
  const token = await tokenOf('anna')
  expect((await batch(as(token))).status).toBe(403)
  const answers = String((await batch({ headers: { ...SERVER.headers, 'aisle-shopper': token } })).body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(answers).toMatchObject([
    { items: [{ itemId: 'rye' }] },
    { error: { code: 'SHOPPER_MISMATCH', field: '/shopper/customerId' } },
  ])
})

test('the decision says whom the list was for, so that it can be made again', async () => {
  const { body } = await seen(as(await tokenOf('anna')))
  const decision = await ask('GET', `/api/v1/decisions/${body.recommendationId}`, undefined, SERVER)
  expect(decision.body).toMatchObject({
    request: { shopper: { customerId: 'anna' } },
    mayNameCustomer: true,
    shopperKeys: ['c:anna'],
  })
  expect(JSON.stringify(decision.body)).not.toContain('eyJ')
})

test('a decision for a proven customer is the same when it is made again', async () => {
  const { body } = await seen(as(await tokenOf('anna')))
  const { body: decision } = await ask('GET', `/api/v1/decisions/${body.recommendationId}`, undefined, SERVER)
  const replayed = await replayDecision(decision as Decision, {
    store: engine.store,
    openModel: () => Promise.reject(new Error('no model served')),
    answer: (request, { taken: _, ...deps }) =>
      recommend(request as RecommendationsRequest, {
        ...deps,
        isTrusted: false,
        ranking: new ListRanking(deps.view),
        itemSets: new ItemSets(deps.view),
      }).answer,
  })
  expect(replayed).toMatchObject({ isSame: true, itemCount: 1 })
})

const BAD: readonly [string, () => string, string][] = [
  ['forged', () => `${signed().slice(0, -3)}abc`, 'SHOPPER_TOKEN_INVALID'],
  [
    'without an algorithm',
    () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${signed().split('.')[1]}.`,
    'SHOPPER_TOKEN_INVALID',
  ],
  ['of another shop', () => signed({ aud: 'other' }), 'SHOPPER_TOKEN_INVALID'],
  ['that has expired', () => signed({ exp: NOW / 1_000 - 1 }), 'SHOPPER_TOKEN_EXPIRED'],
  ['that is empty', () => '', 'SHOPPER_TOKEN_INVALID'],
  ['that is a key', () => 'server-key', 'SHOPPER_TOKEN_INVALID'],
]
test.each(BAD)('a token %s is refused everywhere', async (_, token, code) => {
  const bad = as(token())
  for (const answer of [
    await seen(bad),
    await ask('GET', '/api/v1/me?shop=bakery', undefined, bad),
    await ask('POST', '/api/v1/events', { shop: 'bakery', events: [{ kind: 'home-view' }] }, bad),
  ])
    expect(answer).toMatchObject({ status: 401, body: { error: { code, fix: expect.any(String) } } })
})

test('a token counts in its header only', async () => {
  const token = await tokenOf('anna')
  for (const name of ['aisle-shopper', 'token', 'shopperToken'])
    expect((await ask('GET', `/api/v1/me?shop=bakery&${name}=${token}`, undefined, BROWSER)).status).toBe(401)
  const body = { shop: 'bakery', list: 'recently-viewed', shopper: { customerId: 'anna' } }
  expect(
    (await ask('POST', `/api/v1/recommendations?aisle-shopper=${token}`, body, BROWSER)).body.items,
  ).toEqual([])
})

test('a token opens nothing else: neither documents, nor explanations, nor a shop that asks for a key', async () => {
  const token = await tokenOf('anna')
  const anna = as(token)
  const shop = 'bakery'
  const refused = [
    await ask('PUT', '/api/v1/customers', { shop, customers: [{ customerId: 'anna' }] }, anna),
    await ask('GET', '/api/v1/customers/anna?shop=bakery', undefined, anna),
    await ask('POST', '/api/v1/shopper-tokens', { shop, customerId: 'anna' }, anna),
    await ask('POST', '/api/v1/recommendations', { shop, list: 'new', explain: true }, anna),
    await ask('GET', '/api/v1/decisions?shop=bakery', undefined, anna),
    await ask('GET', '/api/v1/keys?shop=bakery', undefined, anna),
  ]
  expect(refused.map(({ status, body }) => [status, body.error.code])).toEqual(
    refused.map(() => [403, 'FORBIDDEN']),
  )
  const keyless: AskOptions = { headers: { 'aisle-shopper': token } }
  const asKey: AskOptions = { headers: { authorization: `Bearer ${token}` } }
  for (const options of [keyless, asKey])
    expect(await seen(options)).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHORIZED' } } })
  expect((await ask('GET', '/api/v1/me?shop=other', undefined, keyless)).status).toBe(401)
})

test('a token is made by servers, for as long as they say', async () => {
  const make = (rest: object, options = SERVER) =>
    ask('POST', '/api/v1/shopper-tokens', { shop: 'bakery', customerId: 'anna', ...rest }, options)
  expect((await make({})).body).toEqual({
    token: expect.any(String),
    customerId: 'anna',
    expiresAt: NOW + 3_600_000,
  })
  expect((await make({ ttlSeconds: 60 })).body.expiresAt).toBe(NOW + 60_000)
  for (const ttlSeconds of [59, 2_592_001, 0.5, -1])
    expect(await make({ ttlSeconds })).toMatchObject({
      status: 400,
      body: { error: { field: '/ttlSeconds' } },
    })
  expect((await make({}, BROWSER)).status).toBe(403)
  const token = await tokenOf('anna', { ttlSeconds: 60 })
  clock.now += 60_000
  expect((await seen(as(token))).body.error).toMatchObject({ code: 'SHOPPER_TOKEN_EXPIRED' })
  clock.now = NOW
})

test('the token of a customer who was deleted opens nothing, and none is made', async () => {
  const gone = as(await tokenOf('gone'))
  expect((await seen(gone)).status).toBe(200)
  await ask('DELETE', '/api/v1/customers', { shop: 'bakery', ids: ['gone'] }, SERVER)
  expect((await seen(gone)).body.error).toMatchObject({ code: 'SHOPPER_TOKEN_INVALID' })
  expect((await ask('GET', '/api/v1/me?shop=bakery', undefined, gone)).status).toBe(401)
  expect(
    (await ask('POST', '/api/v1/shopper-tokens', { shop: 'bakery', customerId: 'gone' }, SERVER)).body.error,
  ).toMatchObject({ code: 'CUSTOMER_UNKNOWN' })
  expect(
    (await ask('GET', '/api/v1/me?shop=bakery&customerId=gone', undefined, SERVER)).body.error,
  ).toMatchObject({ code: 'CUSTOMER_UNKNOWN' })
})

test('pages of allowed origins may send the header, and what they get is kept nowhere', async () => {
  const preflight = await ask('OPTIONS', '/api/v1/recommendations', undefined, {
    headers: {
      origin: ORIGIN,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'aisle-shopper,content-type',
    },
  })
  expect(String(preflight.headers['access-control-allow-headers'])).toContain('aisle-shopper')
  const anna = as(await tokenOf('anna'))
  for (const answer of [await seen(anna), await ask('GET', '/api/v1/me?shop=bakery', undefined, anna)])
    expect(answer.headers['cache-control']).toBe('no-store')
})

test('pages of allowed origins may make every call of a shopper', async () => {
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const { headers } = await ask('OPTIONS', '/api/v1/me', undefined, {
      headers: { origin: ORIGIN, 'access-control-request-method': method },
    })
    expect(String(headers['access-control-allow-methods']).split(', ')).toContain(method)
  }
})

test('an event is the customer’s when the token proves it, and the visitor’s when nothing does', async () => {
  const send = async (event: object, options: AskOptions, rest: object = {}) => {
    const { body } = await ask(
      'POST',
      '/api/v1/events',
      { shop: 'bakery', events: [{ kind: 'product-view', itemId: 'rye', ...event }], ...rest },
      options,
    )
    const [record] = await engine.store.readLog(
      view().shop.shop as never,
      engine.shops.get('bakery').logSeq - 1,
      1,
    )
    const { shopper, isEmulated } = JSON.parse(record?.body ?? '{}')
    return { warning: body.results?.[0]?.warning, shopper, isEmulated }
  }
  const ben = await tokenOf('ben')
  const emulated = signed({ sub: 'ben', emulated: true })
  const both = { visitorId: 'v-9', customerId: 'ben' }
  const visitorOnly = { visitorId: 'v-9' }
  const warning = 'CUSTOMER_NOT_PROVEN'
  // In the header, or in the body for beacons.
  expect(await send({ shopper: both }, as(ben))).toEqual({ shopper: both })
  expect(await send({ shopper: both }, BROWSER, { shopperToken: ben })).toEqual({ shopper: both })
  expect(await send({ shopper: visitorOnly }, as(ben))).toEqual({ shopper: both })
  expect(await send({}, as(ben))).toEqual({ shopper: { customerId: 'ben' } })
  // Unproven.
  expect(await send({ shopper: both }, BROWSER)).toEqual({ warning, shopper: visitorOnly })
  expect(await send({ shopper: { customerId: 'ben' } }, BROWSER)).toEqual({ warning })
  expect(await send({ shopper: { ...both, customerId: 'anna' } }, as(ben))).toEqual({
    warning,
    shopper: visitorOnly,
  })
  expect(await send({ kind: 'identify', itemId: undefined, shopper: both }, BROWSER)).toEqual({
    warning,
    shopper: visitorOnly,
  })
  const late = signed({ sub: 'ben', exp: NOW / 1_000 - 1 })
  expect(await send({ shopper: both }, BROWSER, { shopperToken: late })).toEqual({
    warning,
    shopper: visitorOnly,
  })
  // Servers name anybody.
  expect(await send({ shopper: { customerId: 'anna' } }, SERVER)).toEqual({
    shopper: { customerId: 'anna' },
  })
  // While somebody acts as the customer: what waited from before stays what it was.
  expect(await send({ shopper: visitorOnly }, as(emulated))).toEqual({ shopper: visitorOnly })
  expect(await send({ shopper: both }, as(emulated))).toEqual({ shopper: both, isEmulated: true })
  expect(await send({ shopper: visitorOnly, isEmulated: true }, as(emulated))).toEqual({
    shopper: both,
    isEmulated: true,
  })
  expect(await send({ shopper: visitorOnly, isEmulated: true }, as(ben))).toEqual({
    shopper: visitorOnly,
    isEmulated: true,
  })
})

test('a browser that names others links itself to nobody', async () => {
  const stranger = { visitorId: 'stranger', customerId: 'anna' }
  const identify = (options: AskOptions) =>
    ask(
      'POST',
      '/api/v1/events',
      { shop: 'bakery', events: [{ kind: 'identify', shopper: stranger }] },
      options,
    )
  await identify(BROWSER)
  expect(view().customerBehind('stranger')).toBeUndefined()
  await identify(as(await tokenOf('ben')))
  expect(view().customerBehind('stranger')).toBeUndefined()
  await identify(as(await tokenOf('anna')))
  expect(view().customerBehind('stranger')).toBe('anna')
})

test('who said no is not followed, whoever says that it was them', async () => {
  const customers = [{ customerId: 'shy', consent: { tracking: false } }]
  await ask('PUT', '/api/v1/customers', { shop: 'bakery', customers }, SERVER)
  const events = [{ kind: 'product-view', itemId: 'rye', shopper: { visitorId: 'v-shy', customerId: 'shy' } }]
  for (const options of [BROWSER, as(await tokenOf('shy')), SERVER]) {
    expect((await ask('POST', '/api/v1/events', { shop: 'bakery', events }, options)).body.accepted).toBe(1)
    expect(view().shoppers.find('v:v-shy')).toBe(-1)
    expect(view().shoppers.find('c:shy')).toBe(-1)
  }
})

test('the view of a page is the customer’s', async () => {
  const anna = as(await tokenOf('anna'))
  const page = {
    shop: 'bakery',
    context: { itemId: 'jam' },
    placements: [{ placement: 'product.people-also-like' }],
    view: { eventId: 'opened' },
  }
  const answer = await ask('POST', '/api/v1/recommendations/page', page, anna)
  expect([answer.status, answer.body.view]).toEqual([200, { eventId: 'opened', status: 'accepted' }])
  expect((await seen(anna)).body.items).toMatchObject([{ itemId: 'jam' }, { itemId: 'rye' }])
})

test('a shopper sees their own profile, and what they allow as it holds', async () => {
  expect((await ask('GET', '/api/v1/me?shop=bakery', undefined, as(await tokenOf('anna')))).body).toEqual({
    customer: { customerId: 'anna', name: 'Anna' },
    consent: { personalization: true, tracking: true },
    isEmulated: false,
  })
  expect(
    (await ask('GET', '/api/v1/me?shop=bakery', undefined, as(await tokenOf('new')))).body.customer,
  ).toEqual({
    customerId: 'new',
  })
  expect(
    (await ask('GET', '/api/v1/me?shop=bakery&customerId=ben', undefined, as(await tokenOf('anna')))).body
      .error,
  ).toMatchObject({ code: 'SHOPPER_MISMATCH', field: '/customerId' })
  expect(
    (await ask('GET', '/api/v1/me?shop=bakery&customerId=ben', undefined, SERVER)).body.customer,
  ).toEqual({
    customerId: 'ben',
  })
  expect((await ask('GET', '/api/v1/me?shop=bakery&customerId=ben', undefined, BROWSER)).status).toBe(401)
  expect((await ask('GET', '/api/v1/me?shop=bakery', undefined, SERVER)).status).toBe(401)
})
