/** Tills: who may sign in, what a register may do, and how its screens follow the shop. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openSnapshot } from '../snapshot/open-snapshot.ts'
import { NOW, openTestApp } from './test-app.test-support.ts'

const app = await openTestApp()
const { ask, clock } = app
afterAll(app.close)

const OWNER = { headers: { authorization: 'Bearer the-owner' } }
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const put = (path: string, field: string, ...documents: readonly object[]) =>
  ask('PUT', `/api/v1/${path}`, { shop: 'bakery', [field]: documents }, OWNER)
const remove = (path: string, ...ids: readonly string[]) =>
  ask('DELETE', `/api/v1/${path}`, { shop: 'bakery', ids }, OWNER)
const signIn = (rest: object = {}) =>
  ask('POST', '/api/v1/pos/sign-in', {
    shop: 'bakery',
    registerId: 'north-1',
    associateId: 'mia',
    pin: '4711',
    ...rest,
  })
const MIA = { associateId: 'mia', name: 'Mia Ward', channels: ['north'], pin: '4711' }
const NORTH_1 = { registerId: 'north-1', channel: 'north', title: 'Register 1' }

beforeAll(async () => {
  await app.createShop('bakery')
  await put(
    'channels',
    'channels',
    { channelId: 'north', title: 'North Street', kind: 'store' },
    { channelId: 'south', kind: 'store' },
  )
  await put('items', 'items', { itemId: 'rye' })
  await put('customers', 'customers', {
    customerId: 'c-1',
    name: 'Änne Søren',
    email: 'aenne@example.com',
    phone: '+49 30 1234567',
    loyalty: { cardNumber: 'L-900', tier: 'gold' },
    addresses: [{ city: 'Berlin' }],
  })
  await app.addKey('bakery', 'browser', 'browser-key')
})
beforeEach(async () => {
  clock.now += 2 * 86_400_000
  await put('registers', 'registers', NORTH_1, { registerId: 'south-1', channel: 'south', title: 'Till' })
  await put('associates', 'associates', MIA, { associateId: 'jo', name: 'Jo Park', pin: '88888888' })
})

test('a till shows its registers and who may sign in there to anybody, and no PIN', async () => {
  const { status, body } = await ask('GET', '/api/v1/pos/registers?shop=bakery', undefined, {
    from: '203.0.113.7',
  })
  expect(status).toBe(200)
  expect(body.registers).toEqual([
    {
      ...NORTH_1,
      channelTitle: 'North Street',
      associates: [
        { associateId: 'jo', name: 'Jo Park' },
        { associateId: 'mia', name: 'Mia Ward' },
      ],
    },
    {
      registerId: 'south-1',
      channel: 'south',
      channelTitle: 'south',
      title: 'Till',
      associates: [{ associateId: 'jo', name: 'Jo Park' }],
    },
  ])
})

test('a PIN is nowhere: not in answers, not in the log, not among what was refused', async () => {
  const answers = [
    await ask('GET', '/api/v1/associates?shop=bakery', undefined, OWNER),
    await ask('GET', '/api/v1/pos/registers?shop=bakery'),
    await put('associates', 'associates', { ...MIA, pin: '90001', extra: 1 }, { ...MIA, pin: '90001x' }),
    await ask('GET', '/api/v1/events/rejects?shop=bakery', undefined, OWNER),
  ]
  expect(answers[2]?.body).toMatchObject({ accepted: 0, rejected: 2 })
  const log = await app.engine.store.readLog(app.engine.shops.get('bakery').shop, 0, 1_000)
  const text = JSON.stringify([answers.map(({ body }) => body), log])
  for (const secret of ['4711', '90001', '88888888']) expect(text.includes(secret)).toBe(false)
  expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('pinHash')
  expect(JSON.stringify(log)).toContain('scrypt$')
})

test('a new associate needs a PIN; written again without one, the PIN stays', async () => {
  expect((await put('associates', 'associates', { associateId: 'new', name: 'N' })).body.results).toEqual([
    expect.objectContaining({ status: 'rejected', field: '/pin', fix: 'Send 4 to 8 digits.' }),
  ])
  expect((await put('associates', 'associates', MIA)).body).toMatchObject({ accepted: 0, duplicates: 1 })
  const { pin: _, ...withoutPin } = MIA
  await put('associates', 'associates', { ...withoutPin, name: 'Mia Wardle' })
  const { body } = await signIn()
  expect(body.associate).toEqual({ associateId: 'mia', name: 'Mia Wardle' })
})

test('who has signed in gets a token for the shift, the register and its screens', async () => {
  const { status, body } = await signIn()
  expect(status).toBe(200)
  expect(body).toMatchObject({
    expiresAt: clock.now + 12 * 3_600_000,
    register: NORTH_1,
    associate: { associateId: 'mia', name: 'Mia Ward' },
    layout: { layoutId: 'standard' },
  })
  const till = await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(body.token))
  const { token: _, ...session } = body
  expect(till.body).toEqual(session)
  clock.now += 12 * 3_600_000
  const late = await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(body.token))
  expect([late.status, late.body.error]).toEqual([
    401,
    expect.objectContaining({ code: 'SIGNED_OUT', fix: expect.stringContaining('Sign in') }),
  ])
})

test.each([
  ['a wrong PIN', { pin: '4712' }],
  ['an associate who is not there', { associateId: 'nobody' }],
  ['an associate of another store', { registerId: 'south-1' }],
])('%s is refused and says what to do', async (_, rest) => {
  const { status, body } = await signIn(rest)
  expect([status, body.error]).toEqual([
    401,
    expect.objectContaining({
      code: 'SIGN_IN_REFUSED',
      fix: expect.stringContaining('type your PIN again'),
    }),
  ])
})

test('a register that is not there is told as such', async () => {
  const { status, body } = await signIn({ registerId: 'none' })
  expect([status, body.error.code, body.error.field]).toEqual([404, 'REGISTER_UNKNOWN', '/registerId'])
})

test('after five wrong PINs one waits, longer each time, also with the right one and when all are sent at once', async () => {
  const all = await Promise.all(Array.from({ length: 9 }, () => signIn({ pin: '0000' })))
  expect(all.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429])
  const right = await signIn()
  expect([right.status, right.headers['retry-after'], right.body.error.code]).toEqual([
    429,
    '30',
    'RATE_LIMITED',
  ])
  clock.now += 30_000
  expect((await signIn({ pin: '0000' })).status).toBe(401)
  expect((await signIn()).headers['retry-after']).toBe('60')
  expect((await signIn({ associateId: 'jo', pin: '88888888' })).status).toBe(200)
  clock.now += 60_000
  expect((await signIn()).status).toBe(200)
  expect((await signIn({ pin: '0000' })).status).toBe(401)
})

const MAY: readonly (readonly [string, (token: string) => ReturnType<typeof ask>])[] = [
  [
    'find customers',
    (token) => ask('GET', '/api/v1/customers?shop=bakery&query=so', undefined, bearer(token)),
  ],
  ['read one', (token) => ask('GET', '/api/v1/customers/c-1?shop=bakery', undefined, bearer(token))],
  [
    'read lists of a customer',
    (token) =>
      ask(
        'POST',
        '/api/v1/recommendations',
        { shop: 'bakery', placement: 'pos.customer', shopper: { customerId: 'c-1' } },
        bearer(token),
      ),
  ],
  ['read the catalog', (token) => ask('GET', '/api/v1/items?shop=bakery', undefined, bearer(token))],
  [
    'send sales',
    (token) =>
      ask(
        'POST',
        '/api/v1/events',
        {
          shop: 'bakery',
          events: [{ kind: 'order', channel: 'north', lines: [{ itemId: 'rye', quantity: 1 }] }],
        },
        bearer(token),
      ),
  ],
]
const MAY_NOT: readonly (readonly [string, (token: string) => ReturnType<typeof ask>])[] = [
  [
    'put items',
    (token) => ask('PUT', '/api/v1/items', { shop: 'bakery', items: [{ itemId: 'x' }] }, bearer(token)),
  ],
  [
    'put layouts',
    (token) => ask('DELETE', '/api/v1/screen-layouts', { shop: 'bakery', ids: ['x'] }, bearer(token)),
  ],
  ['read associates', (token) => ask('GET', '/api/v1/associates?shop=bakery', undefined, bearer(token))],
  ['read keys', (token) => ask('GET', '/api/v1/keys?shop=bakery', undefined, bearer(token))],
  [
    'ask how lists are made',
    (token) =>
      ask(
        'POST',
        '/api/v1/recommendations',
        { shop: 'bakery', list: 'best-selling', explain: true },
        bearer(token),
      ),
  ],
]

test('a register may what a till needs, and nothing that changes the shop', async () => {
  const { token } = (await signIn()).body
  for (const [what, call] of MAY) expect([what, (await call(token)).status]).toEqual([what, 200])
  for (const [what, call] of MAY_NOT)
    expect([what, (await call(token)).body.error?.code]).toEqual([what, 'FORBIDDEN'])
  const list = await MAY[2]?.[1](token)
  expect(list?.body.fallback?.cause).not.toBe('CUSTOMER_NOT_PROVEN')
})

test.each([
  ['the register is deleted', () => remove('registers', 'north-1')],
  ['the associate is deleted', () => remove('associates', 'mia')],
  ['the PIN is changed', () => put('associates', 'associates', { ...MIA, pin: '5555' })],
  [
    'the associate moves to another store',
    () => put('associates', 'associates', { ...MIA, channels: ['south'] }),
  ],
])('when %s, the token is no longer good', async (_, change) => {
  const { token } = (await signIn()).body
  await change()
  for (const [what, call] of MAY)
    expect([what, (await call(token)).body.error]).toEqual([
      what,
      expect.objectContaining({ code: 'SIGNED_OUT' }),
    ])
})

test('a token that somebody made up, or of another shop, is none', async () => {
  const { token } = (await signIn()).body
  const [header, payload, signature] = String(token).split('.')
  const claims = JSON.parse(Buffer.from(payload as string, 'base64url').toString())
  const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp * 2 })).toString('base64url')
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  for (const made of [
    `${header}.${forged}.${signature}`,
    `${unsigned}.${payload}.`,
    `${header}.${payload}.x`,
  ])
    expect((await ask('GET', '/api/v1/items?shop=bakery', undefined, bearer(made))).body.error.code).toBe(
      'UNAUTHORIZED',
    )
  await app.createShop('other')
  expect((await ask('GET', '/api/v1/items?shop=other', undefined, bearer(token))).body.error.code).toBe(
    'SIGNED_OUT',
  )
})

test.each([
  ['øren', []],
  ['so', ['c-1']],
  ['sør änn', ['c-1']],
  ['AENNE@', ['c-1']],
  ['l-900', ['c-1']],
  ['c-1', ['c-1']],
  ['030 123 4567', ['c-1']],
  ['+49301234567', ['c-1']],
  ['123', []],
  ['@example', []],
])('who looks for %j finds %j', async (query, found) => {
  const { body } = await ask(
    'GET',
    `/api/v1/customers?shop=bakery&query=${encodeURIComponent(query)}`,
    undefined,
    OWNER,
  )
  expect(body.customers.map(({ customerId }: { customerId: string }) => customerId)).toEqual(found)
})

test('customers are not given away: two signs at least, few at a time, and none to browsers', async () => {
  for (const query of ['', 'a', '%20%20', '++'])
    expect((await ask('GET', `/api/v1/customers?shop=bakery&query=${query}`, undefined, OWNER)).status).toBe(
      400,
    )
  expect((await ask('GET', '/api/v1/customers?shop=bakery&query=so&limit=51', undefined, OWNER)).status).toBe(
    400,
  )
  const browser = await ask('GET', '/api/v1/customers?shop=bakery&query=so', undefined, bearer('browser-key'))
  expect([browser.status, browser.body.error.code]).toEqual([403, 'FORBIDDEN'])
})

test('a screen that is changed shows at the register at once, and an undo too', async () => {
  const layout = (title: string, show: string) => ({
    layoutId: 'ours',
    title,
    screens: { transaction: { recommendations: { show } } },
  })
  await put('screen-layouts', 'screenLayouts', layout('One', 'always'))
  await put('registers', 'registers', { ...NORTH_1, layoutId: 'ours' })
  const { token, layout: first } = (await signIn()).body
  expect(first.title).toBe('One')
  const now = async () =>
    (await ask('GET', '/api/v1/pos/session?shop=bakery', undefined, bearer(token))).body.layout
  await put('screen-layouts', 'screenLayouts', layout('Two', 'tab'))
  expect(await now()).toEqual(layout('Two', 'tab'))
  await ask('POST', '/api/v1/history/undo', { shop: 'bakery', kind: 'screen-layout', id: 'ours' }, OWNER)
  expect(await now()).toEqual(layout('One', 'always'))
  await remove('screen-layouts', 'ours')
  expect((await now()).layoutId).toBe('standard')
})

test('layouts that ship are there, and a shop may have its own of the same name', async () => {
  const all = async () =>
    (await ask('GET', '/api/v1/screen-layouts?shop=bakery', undefined, OWNER)).body.screenLayouts
  expect((await all()).map(({ layoutId, isShipped }: never) => [layoutId, isShipped])).toEqual([
    ['standard', true],
    ['tab', true],
  ])
  const [standard] = await all()
  const written = await put('screen-layouts', 'screenLayouts', { ...standard, title: 'Ours' })
  expect(written.body).toMatchObject({ accepted: 1 })
  expect((await signIn()).body.layout.title).toBe('Ours')
  await remove('screen-layouts', 'standard')
})

const withControl = (screen: string, recommendations: object, rest: object = {}) => ({
  layoutId: 'bad',
  title: 'Bad',
  screens: { [screen]: { recommendations, ...rest } },
})
const panel = (panelId: string) => ({ panelId, title: panelId, buttons: [] })

test.each([
  [withControl('product', { show: 'tab' }), '/screens/product/recommendations/show'],
  [
    withControl('transaction', { show: 'always', position: 1 }),
    '/screens/transaction/recommendations/position',
  ],
  [
    withControl('transaction', { show: 'tab', position: 3 }, { grid: { columns: 2, panels: [panel('a')] } }),
    '/screens/transaction/recommendations/position',
  ],
  [withControl('transaction', { show: 'sometimes' }), '/screens/transaction/recommendations/show'],
  [withControl('transaction', { show: 'always', count: 0 }), '/screens/transaction/recommendations/count'],
  [withControl('basement', { show: 'always' }), '/screens/basement'],
  [withControl('customer', { show: 'off' }, { grid: { columns: 1, panels: [] } }), '/screens/customer/grid'],
  [
    withControl('transaction', { show: 'off' }, { grid: { columns: 1, panels: [panel('a'), panel('a')] } }),
    '/screens/transaction/grid/panels/1/panelId',
  ],
])('a layout that cannot work is refused, and the field is named: %#', async (layout, field) => {
  const { body } = await put('screen-layouts', 'screenLayouts', layout)
  expect(body.results).toEqual([expect.objectContaining({ status: 'rejected', field })])
})

test('a register stands in a store that is there, with screens that are there', async () => {
  const { body } = await put(
    'registers',
    'registers',
    { ...NORTH_1, channel: 'east' },
    { ...NORTH_1, layoutId: 'none' },
  )
  expect(body.results).toEqual([
    expect.objectContaining({ status: 'rejected', field: '/channel', fix: 'Put the channel first.' }),
    expect.objectContaining({
      status: 'rejected',
      field: '/layoutId',
      fix: expect.stringContaining('standard'),
    }),
  ])
  expect(NOW).toBeLessThan(clock.now)
})

const snapshotUrl = '/api/v1/pos/snapshot?shop=bakery'

test('a register takes its store along, and hears when nothing has changed', async () => {
  const { token } = (await signIn()).body
  const plain = await ask('GET', snapshotUrl, undefined, bearer(token))
  expect([plain.status, plain.headers['content-type']]).toEqual([200, 'application/octet-stream'])
  const { etag } = plain.headers as { etag: string }
  const again = (known: string) =>
    ask('GET', snapshotUrl, undefined, {
      headers: { authorization: `Bearer ${token}`, 'if-none-match': known },
    })
  expect(await again(etag)).toMatchObject({ status: 304, body: '' })
  expect(await again(`"other", W/${etag}`)).toMatchObject({ status: 304 })
  clock.now += 60_000
  await ask(
    'POST',
    '/api/v1/events',
    { shop: 'bakery', events: [{ kind: 'product-view', itemId: 'rye' }] },
    OWNER,
  )
  // Somebody looked at something in the web shop: of this store, nothing changed.
  expect(await again(etag)).toMatchObject({
    status: 304,
    headers: { 'aisle-snapshot-checked-at': String(clock.now) },
  })
  clock.now += 60_000
  await put('items', 'items', { itemId: 'bun' })
  expect((await again(etag)).status).toBe(200)
})

test('what was compressed opens to the same bytes', async () => {
  const url = `${snapshotUrl}&channel=north`
  const raw = async (encoding: string) =>
    app.app.inject({ url, headers: { ...OWNER.headers, 'accept-encoding': encoding } })
  const [plain, gzipped, brotli] = await Promise.all([raw('identity'), raw('gzip, deflate'), raw('gzip, br')])
  expect(brotli.headers['content-encoding']).toBe('br')
  expect(gunzipSync(gzipped.rawPayload)).toEqual(plain.rawPayload)
  expect(brotliDecompressSync(brotli.rawPayload)).toEqual(plain.rawPayload)
  expect('wrong' in openSnapshot(new Uint8Array(plain.rawPayload))).toBe(false)
})

test('a store is not given to browsers, and one that is not there is told as such', async () => {
  const browser = await ask('GET', `${snapshotUrl}&channel=north`, undefined, bearer('browser-key'))
  expect([browser.status, browser.body.error.code]).toEqual([403, 'FORBIDDEN'])
  for (const url of [snapshotUrl, `${snapshotUrl}&channel=east`])
    expect((await ask('GET', url, undefined, OWNER)).body.error).toMatchObject({
      code: 'BAD_REQUEST',
      field: '/channel',
      fix: expect.stringContaining('GET /api/v1/channels'),
    })
})
