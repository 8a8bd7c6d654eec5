import { afterAll, expect, test } from 'vitest'
import { hashKey } from './access.ts'
import { type AskOptions, openTestApp } from './test-app.test-support.ts'

const { ask, createShop, addKey, engine, close } = await openTestApp({
  environment: { AISLE_ALLOWED_HOSTS: 'shop.example, 10.0.0.5' },
})
afterAll(close)

await createShop('open')
await createShop('keyed')
await createShop('other')
await addKey('keyed', 'server', 'server-key')
await addKey('keyed', 'browser', 'browser-key')
await addKey('other', 'server', 'other-key')

const under = (host: string): AskOptions => ({ headers: { host } })
const withKey = (key: string): AskOptions => ({ headers: { authorization: `Bearer ${key}` } })
const far: AskOptions = { from: '203.0.113.9' }

type Call = readonly [what: string, call: (shop: string, options: AskOptions) => ReturnType<typeof ask>]
const FOR_BROWSERS: readonly Call[] = [
  [
    'send events',
    (shop, options) => ask('POST', '/api/v1/events', { shop, events: [{ kind: 'home-view' }] }, options),
  ],
  ['read lists', (shop, options) => ask('POST', '/api/v1/recommendations', { shop, list: 'new' }, options)],
  ['read items', (shop, options) => ask('GET', `/api/v1/items?shop=${shop}`, undefined, options)],
  ['read categories', (shop, options) => ask('GET', `/api/v1/categories?shop=${shop}`, undefined, options)],
  ['read channels', (shop, options) => ask('GET', `/api/v1/channels?shop=${shop}`, undefined, options)],
]
const FOR_SERVERS: readonly Call[] = [
  [
    'put items',
    (shop, options) => ask('PUT', '/api/v1/items', { shop, items: [{ itemId: 'rye' }] }, options),
  ],
  [
    'patch items',
    (shop, options) => ask('PATCH', '/api/v1/items', { shop, items: [{ itemId: 'rye' }] }, options),
  ],
  ['delete items', (shop, options) => ask('DELETE', '/api/v1/items', { shop, ids: ['rye'] }, options)],
  [
    'put customers',
    (shop, options) =>
      ask('PUT', '/api/v1/customers', { shop, customers: [{ customerId: 'anna' }] }, options),
  ],
  [
    'read a customer',
    (shop, options) => ask('GET', `/api/v1/customers/anna?shop=${shop}`, undefined, options),
  ],
  [
    'put channels',
    (shop, options) => ask('PUT', '/api/v1/channels', { shop, channels: [{ channelId: 'till' }] }, options),
  ],
  ['change the shop', (shop, options) => ask('PATCH', '/api/v1/shops', { shop, title: 'Mine' }, options)],
  [
    'read what was refused',
    (shop, options) => ask('GET', `/api/v1/events/rejects?shop=${shop}`, undefined, options),
  ],
  ['read the status', (shop, options) => ask('GET', `/internal/status?shop=${shop}`, undefined, options)],
  ['train', (shop, options) => ask('POST', '/api/v1/training', { shop }, options)],
  ['look at trainings', (shop, options) => ask('GET', `/api/v1/training?shop=${shop}`, undefined, options)],
  ['look at models', (shop, options) => ask('GET', `/api/v1/models?shop=${shop}`, undefined, options)],
  [
    'publish a model',
    (shop, options) => ask('POST', '/api/v1/models/0123456789abcdef/publish', { shop }, options),
  ],
  ['roll back', (shop, options) => ask('POST', '/api/v1/models/rollback', { shop }, options)],
]
const refused = (code: string) => ({ body: { error: { code, fix: expect.any(String) } } })

test.each([
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.evil.example',
  'evil.example:7400',
  'localhost.',
  '0.0.0.0',
  '10.0.0.6',
])('a page under the name %j cannot act as this machine', async (host) => {
  for (const [what, call] of [...FOR_BROWSERS, ...FOR_SERVERS])
    expect([what, await call('open', under(host))]).toMatchObject([
      what,
      {
        status: 403,
        ...refused('HOST_NOT_ALLOWED'),
      },
    ])
  expect((await ask('GET', '/shop/', undefined, under(host))).status).toBe(403)
})

test.each(['localhost', 'localhost:7400', '127.0.0.1:7400', '[::1]:7400'])(
  '%s is this machine, and does everything in a shop without keys',
  async (host) => {
    for (const [what, call] of FOR_BROWSERS)
      expect([what, (await call('open', under(host))).status]).toEqual([what, 200])
    for (const [what, call] of FOR_SERVERS)
      expect([what, [200, 202, 400, 404].includes((await call('open', under(host))).status)]).toEqual([
        what,
        true,
      ])
  },
)

test.each(['shop.example', 'shop.example:8080', '10.0.0.5'])(
  'the host %s that the settings allow is served, as a browser',
  async (host) => {
    for (const [what, call] of FOR_BROWSERS)
      expect([what, (await call('open', under(host))).status]).toEqual([what, 200])
    for (const [what, call] of FOR_SERVERS)
      expect([what, await call('open', under(host))]).toMatchObject([
        what,
        { status: 403, ...refused('FORBIDDEN') },
      ])
  },
)

test.each<[string, AskOptions]>([
  ['from another machine', far],
  ['forwarded (X-Forwarded-For)', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
  ['forwarded (Forwarded)', { headers: { forwarded: 'for=127.0.0.1' } }],
  ['forwarded (X-Real-IP)', { headers: { 'x-real-ip': '127.0.0.1' } }],
  ['forwarded (X-Forwarded-Host)', { headers: { 'x-forwarded-host': 'localhost' } }],
  ['forwarded (Via)', { headers: { via: '1.1 proxy' } }],
])('a request %s may only do in a shop without keys what a browser may', async (_, options) => {
  for (const [what, call] of FOR_BROWSERS)
    expect([what, (await call('open', options)).status]).toEqual([what, 200])
  for (const [what, call] of FOR_SERVERS)
    expect([what, await call('open', options)]).toMatchObject([
      what,
      { status: 403, ...refused('FORBIDDEN') },
    ])
  expect(
    await ask('PUT', '/api/v1/shops', { shop: 'mine', currency: 'EUR', timeZone: 'UTC' }, options),
  ).toMatchObject({ status: 403 })
})

test('an address of this machine written as IPv6 is this machine', async () => {
  expect(
    (await ask('GET', '/internal/status?shop=open', undefined, { from: '::ffff:127.0.0.1' })).status,
  ).toBe(200)
})

test.each<[string, AskOptions]>([
  ['no key', {}],
  ['a key that is none', withKey('guess')],
  ['the key of another shop', withKey('other-key')],
  ['an empty key', withKey('')],
  ['a key under another scheme', { headers: { authorization: 'Basic server-key' } }],
  ['a key without a scheme', { headers: { authorization: 'server-key' } }],
  ['the stored form of a key', withKey(hashKey('server-key'))],
])('a shop with keys refuses %s for everything', async (_, options) => {
  for (const [what, call] of [...FOR_BROWSERS, ...FOR_SERVERS])
    expect([what, await call('keyed', options)]).toMatchObject([
      what,
      { status: 401, ...refused('UNAUTHORIZED') },
    ])
})

test('a browser key sends events and reads lists, and no more', async () => {
  for (const [what, call] of FOR_BROWSERS)
    expect([what, (await call('keyed', withKey('browser-key'))).status]).toEqual([what, 200])
  for (const [what, call] of FOR_SERVERS)
    expect([what, await call('keyed', withKey('browser-key'))]).toMatchObject([
      what,
      {
        status: 403,
        ...refused('FORBIDDEN'),
      },
    ])
})

test('a server key does everything, from anywhere', async () => {
  for (const [what, call] of [...FOR_BROWSERS, ...FOR_SERVERS])
    expect([
      what,
      [200, 202, 400, 404].includes((await call('keyed', { ...far, ...withKey('server-key') })).status),
    ]).toEqual([what, true])
})

test('a key that was taken back opens nothing', async () => {
  await createShop('revoked')
  await addKey('revoked', 'server', 'a')
  await addKey('revoked', 'server', 'b')
  const status = async (key: string) =>
    (await ask('GET', '/api/v1/items?shop=revoked', undefined, withKey(key))).status
  expect([await status('a'), await status('b')]).toEqual([200, 200])
  await engine.ingest.deletions(engine.shops.get('revoked'), 'key', ['a'])
  expect([await status('a'), await status('b')]).toEqual([401, 200])
})

test('only who proves to be the shop may name a customer in a list', async () => {
  await ask(
    'POST',
    '/api/v1/events',
    { shop: 'keyed', events: [{ kind: 'product-view', itemId: 'rye', shopper: { customerId: 'anna' } }] },
    withKey('server-key'),
  )
  await ask('PUT', '/api/v1/items', { shop: 'keyed', items: [{ itemId: 'rye' }] }, withKey('server-key'))
  const list = (key: string) =>
    ask(
      'POST',
      '/api/v1/recommendations',
      { shop: 'keyed', list: 'recently-viewed', shopper: { customerId: 'anna' } },
      withKey(key),
    )
  expect((await list('browser-key')).body).toMatchObject({
    items: [],
    fallback: { cause: 'CUSTOMER_NOT_PROVEN' },
  })
  expect((await list('server-key')).body).toMatchObject({ items: [{ itemId: 'rye' }], fallback: null })
})

test('decisions of a shop are for its servers', async () => {
  const { body } = await ask(
    'POST',
    '/api/v1/recommendations',
    { shop: 'keyed', list: 'new' },
    withKey('browser-key'),
  )
  const decision = (options: AskOptions) =>
    ask('GET', `/api/v1/decisions/${body.recommendationId}`, undefined, options)
  expect([
    (await decision({})).status,
    (await decision(withKey('browser-key'))).status,
    (await decision(withKey('other-key'))).status,
  ]).toEqual([401, 403, 401])
  expect((await decision(withKey('server-key'))).status).toBe(200)
})

test('the status names the other shops only to this machine', async () => {
  expect(
    (await ask('GET', '/internal/status?shop=keyed', undefined, { ...far, ...withKey('server-key') })).body
      .shops,
  ).toEqual(['keyed'])
  expect((await ask('GET', '/internal/status?shop=open')).body.shops).toEqual(
    expect.arrayContaining(['keyed', 'open', 'other']),
  )
})

test('events of a program with a key are not put aside', async () => {
  const headers = { 'user-agent': 'pos-bot', authorization: 'Bearer server-key' }
  const before = (await ask('GET', '/internal/status?shop=keyed', undefined, withKey('server-key'))).body.shop
    .eventCount
  await ask('POST', '/api/v1/events', { shop: 'keyed', events: [{ kind: 'home-view' }] }, { headers })
  expect(
    (await ask('GET', '/internal/status?shop=keyed', undefined, withKey('server-key'))).body.shop.eventCount,
  ).toBe(before + 1)
})

test('a server that listens to the network asks for no host, and gives strangers no more than a browser has', async () => {
  const wide = await openTestApp({ environment: { AISLE_HOST: '0.0.0.0' } })
  await wide.createShop('open')
  const status = async (options: AskOptions) => [
    (await wide.ask('GET', '/api/v1/items?shop=open', undefined, options)).status,
    (await wide.ask('GET', '/internal/status?shop=open', undefined, options)).status,
  ]
  expect(await status({ ...far, ...under('shop.example') })).toEqual([200, 403])
  expect(await status(under('rebound.example'))).toEqual([200, 403])
  expect(await status({ ...far, ...under('localhost') })).toEqual([200, 403])
  expect(await status(under('localhost'))).toEqual([200, 200])
  await wide.close()
})

test('strangers may ask so often and no more, and this machine as often as it likes', async () => {
  const slow = await openTestApp({ environment: { AISLE_REQUESTS_PER_MINUTE: '2', AISLE_HOST: '0.0.0.0' } })
  const lists = () => slow.ask('GET', '/api/v1/lists', undefined, far)
  expect([(await lists()).status, (await lists()).status]).toEqual([200, 200])
  const refusal = await lists()
  expect(refusal).toMatchObject({ status: 429, ...refused('RATE_LIMITED') })
  expect(Number(refusal.headers['retry-after'])).toBeGreaterThan(0)
  for (let k = 0; k < 4; k++) expect((await slow.ask('GET', '/api/v1/lists')).status).toBe(200)
  await slow.close()
})

test('pages of other origins may call only when the settings name them', async () => {
  const answer = await ask('GET', '/api/v1/lists', undefined, { headers: { origin: 'https://evil.example' } })
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  const shared = await openTestApp({ environment: { AISLE_CORS_ORIGINS: 'https://shop.example' } })
  const allowed = async (origin: string) =>
    (await shared.ask('GET', '/api/v1/lists', undefined, { headers: { origin } })).headers[
      'access-control-allow-origin'
    ]
  expect([await allowed('https://shop.example'), await allowed('https://evil.example')]).toEqual([
    'https://shop.example',
    undefined,
  ])
  await shared.close()
})
