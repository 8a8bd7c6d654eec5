/** Signing out everywhere, and what becomes of tokens when a customer or a register goes and comes back. */
import { afterAll, expect, test, vi } from 'vitest'
import { signShopperToken } from './shopper-token.ts'
import { type AskOptions, NOW, openTestApp, TEST_SHOPPER_SECRET } from './test-app.test-support.ts'

const { ask, createShop, addKey, engine, clock, erasures, close } = await openTestApp()
afterAll(close)

const SERVER: AskOptions = { headers: { authorization: 'Bearer server-key' } }
const BROWSER: AskOptions = { headers: { authorization: 'Bearer browser-key' } }
const shop = 'bakery'
for (const name of [shop, 'other']) {
  await createShop(name)
  await addKey(name, 'server', name === shop ? 'server-key' : 'other-key')
}
await addKey(shop, 'browser', 'browser-key')

const put = (...customers: readonly object[]) => ask('PUT', '/api/v1/customers', { shop, customers }, SERVER)
const tokenOf = async (customerId: string): Promise<string> =>
  (await ask('POST', '/api/v1/shopper-tokens', { shop, customerId }, SERVER)).body.token
const signed = (claims: object = {}): string =>
  signShopperToken(TEST_SHOPPER_SECRET, {
    sub: 'anna',
    aud: shop,
    iat: NOW / 1_000,
    exp: NOW / 1_000 + 600,
    ...claims,
  })
const as = (token: string): AskOptions => ({ headers: { ...BROWSER.headers, 'aisle-shopper': token } })
const codeOf = async (token: string): Promise<string> => {
  const { status, body } = await ask('GET', '/api/v1/me?shop=bakery', undefined, as(token))
  return status === 200 ? 'good' : body.error.code
}
const signOut = (customerId: string, options = SERVER) =>
  ask('DELETE', '/api/v1/shopper-tokens', { shop, customerId }, options)
const signMeOut = (token: string, rest: object = {}) =>
  ask('DELETE', '/api/v1/me/tokens', { shop, ...rest }, as(token))

await put({ customerId: 'anna', name: 'Anna' }, { customerId: 'ben' })

test('the shop signs a customer out: tokens from before are refused, those made later in the same second hold', async () => {
  const before = [await tokenOf('anna'), signed({ emulated: true })]
  const bens = await tokenOf('ben')
  expect((await signOut('anna')).body).toEqual({ customerId: 'anna' })
  const later = await tokenOf('anna')
  for (const token of before) expect(await codeOf(token)).toBe('SHOPPER_TOKEN_INVALID')
  expect([await codeOf(later), await codeOf(bens)]).toEqual(['good', 'good'])
})

test('a refused token says why and what to do, wherever it is sent', async () => {
  const token = await tokenOf('anna')
  await signOut('anna')
  const list = { shop, list: 'new' }
  for (const answer of [
    await ask('POST', '/api/v1/recommendations', list, as(token)),
    await ask('PATCH', '/api/v1/me', { shop, name: 'Eve' }, as(token)),
    await ask('GET', '/api/v1/me/data?shop=bakery', undefined, as(token)),
    await ask('DELETE', '/api/v1/me', { shop }, as(token)),
    await ask('POST', '/api/v1/events', { shop, events: [{ kind: 'home-view' }] }, as(token)),
    await signMeOut(token),
  ])
    expect([answer.status, answer.body.error]).toEqual([
      401,
      expect.objectContaining({
        code: 'SHOPPER_TOKEN_INVALID',
        message: 'The shopper token was ended: they signed out everywhere.',
        fix: expect.any(String),
      }),
    ])
})

test('a person signs out everywhere: this browser and all others', async () => {
  const [here, there] = [await tokenOf('anna'), await tokenOf('anna')]
  expect((await signMeOut(here)).body).toEqual({ customerId: 'anna' })
  expect([await codeOf(here), await codeOf(there)]).toEqual([
    'SHOPPER_TOKEN_INVALID',
    'SHOPPER_TOKEN_INVALID',
  ])
  expect((await signMeOut(here)).body.error.code).toBe('SHOPPER_TOKEN_INVALID')
  expect(await codeOf(await tokenOf('anna'))).toBe('good')
})

test('said twice, it is done twice: tokens made in between are ended too', async () => {
  await signOut('anna')
  const between = await tokenOf('anna')
  expect((await signOut('anna')).status).toBe(200)
  expect(await codeOf(between)).toBe('SHOPPER_TOKEN_INVALID')
  expect(await codeOf(await tokenOf('anna'))).toBe('good')
})

test('when two sign out at the same time, tokens from before are ended and later ones hold', async () => {
  const before = await tokenOf('anna')
  await Promise.all([signOut('anna'), signOut('anna'), signMeOut(before)])
  expect(await codeOf(before)).toBe('SHOPPER_TOKEN_INVALID')
  expect(await codeOf(await tokenOf('anna'))).toBe('good')
})

test('the clock has no part in it: a token from before does not hold, however late it says it was made', async () => {
  const ahead = signed({ iat: NOW / 1_000 + 59, exp: NOW / 1_000 + 3_600 })
  await signOut('anna')
  clock.now += 30_000
  expect(await codeOf(ahead)).toBe('SHOPPER_TOKEN_INVALID')
  clock.now = NOW - 30_000
  expect(await codeOf(await tokenOf('anna'))).toBe('good')
  clock.now = NOW
})

test('what a token says of itself is signed: neither its time nor its count can be changed', async () => {
  const token = await tokenOf('anna')
  await signOut('anna')
  const [header, payload = '', signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; gen: number }
  for (const change of [{ iat: claims.iat + 30 }, { gen: claims.gen + 1 }, { gen: 1e9 }]) {
    const forged = Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url')
    expect(await codeOf(`${header}.${forged}.${signature}`)).toBe('SHOPPER_TOKEN_INVALID')
  }
})

test('who may: servers, and who it is; nobody else and nobody who acts as somebody', async () => {
  const token = await tokenOf('anna')
  const refusals: readonly (readonly [Awaited<ReturnType<typeof ask>>, number, string])[] = [
    [await signOut('anna', BROWSER), 403, 'FORBIDDEN'],
    [await signOut('anna', as(token)), 403, 'FORBIDDEN'],
    [await signOut('anna', { headers: { authorization: 'Bearer other-key' } }), 401, 'UNAUTHORIZED'],
    [await signMeOut(token, { customerId: 'ben' }), 403, 'SHOPPER_MISMATCH'],
    [await ask('DELETE', '/api/v1/me/tokens', { shop, customerId: 'anna' }, BROWSER), 401, 'UNAUTHORIZED'],
    [await ask('DELETE', '/api/v1/me/tokens', { shop: 'other' }, as(token)), 401, 'UNAUTHORIZED'],
    [await signOut(''), 400, 'BAD_REQUEST'],
    [await ask('DELETE', '/api/v1/shopper-tokens', { shop }, SERVER), 400, 'BAD_REQUEST'],
    [
      await ask('DELETE', '/api/v1/shopper-tokens', { shop: 'none', customerId: 'anna' }, SERVER),
      404,
      'SHOP_UNKNOWN',
    ],
    [await signMeOut(signed({ emulated: true, gen: 1e6 })), 403, 'FORBIDDEN'],
  ]
  for (const [{ status, body }, ...expected] of refusals) expect([status, body.error?.code]).toEqual(expected)
  expect(await codeOf(token)).toBe('good')
  const { status } = await ask('DELETE', '/api/v1/me/tokens', { shop, customerId: 'anna' }, SERVER)
  expect([status, await codeOf(token)]).toEqual([200, 'SHOPPER_TOKEN_INVALID'])
})

test('the same id in another shop stays signed in', async () => {
  const other: AskOptions = { headers: { authorization: 'Bearer other-key' } }
  const { token } = (
    await ask('POST', '/api/v1/shopper-tokens', { shop: 'other', customerId: 'anna' }, other)
  ).body
  await signOut('anna')
  const me = await ask('GET', '/api/v1/me?shop=other', undefined, {
    headers: { ...other.headers, 'aisle-shopper': token },
  })
  expect(me.status).toBe(200)
  expect(await codeOf(token)).toBe('SHOPPER_TOKEN_INVALID')
})

test('somebody of whom nothing is known yet can be signed out; who was deleted is told as such', async () => {
  const token = await tokenOf('stranger')
  expect((await signOut('stranger')).status).toBe(200)
  expect(await codeOf(token)).toBe('SHOPPER_TOKEN_INVALID')
  await put({ customerId: 'left' })
  await ask('DELETE', '/api/v1/customers', { shop, ids: ['left'] }, SERVER)
  expect((await signOut('left')).body.error).toMatchObject({ code: 'CUSTOMER_UNKNOWN', field: '/customerId' })
})

test.each([
  ['deleted', () => ask('DELETE', '/api/v1/customers', { shop, ids: ['cleo'] }, SERVER)],
  ['erased', () => ask('POST', '/api/v1/customers/erase', { shop, customerId: 'cleo' }, SERVER)],
])(
  'when a customer was %s and comes back under the same id, tokens from before do not hold',
  async (_, remove) => {
    const customer = { customerId: 'cleo', name: 'Cleo' }
    await put(customer)
    const tokens: string[] = []
    // Again and again: each time is another person.
    for (let round = 0; round < 3; round++) {
      tokens.push(await tokenOf('cleo'))
      await remove()
      // Also while the erasing goes on.
      if (round === 1) await put(customer)
      await erasures.settle()
      await put(customer)
      for (const token of tokens) expect(await codeOf(token)).toBe('SHOPPER_TOKEN_INVALID')
    }
    expect(await codeOf(await tokenOf('cleo'))).toBe('good')
  },
)

test('what the log keeps of it names nobody', async () => {
  await put({ customerId: 'dora-the-secret' })
  await tokenOf('dora-the-secret')
  await signOut('dora-the-secret')
  await ask('POST', '/api/v1/customers/erase', { shop, customerId: 'dora-the-secret' }, SERVER)
  await erasures.settle()
  const log = await engine.store.readLog(engine.shops.get(shop).shop, 0, 10_000)
  expect(log.filter(({ kind }) => kind === 'sign-out').length).toBeGreaterThan(1)
  expect(JSON.stringify(log)).not.toContain('dora-the-secret')
})

test('events that come with an ended token in the body are kept, as the visitor’s', async () => {
  const shopperToken = await tokenOf('ben')
  await signOut('ben')
  const event = { kind: 'home-view', shopper: { visitorId: 'v-1', customerId: 'ben' } }
  const { body } = await ask('POST', '/api/v1/events', { shop, events: [event], shopperToken }, BROWSER)
  expect(body.results).toMatchObject([{ status: 'accepted', warning: 'CUSTOMER_NOT_PROVEN' }])
  expect(engine.shops.get(shop).view.customerBehind('v-1')).toBeUndefined()
})

test('whether a token holds is known without a look into the store', async () => {
  const [ended, good] = [await tokenOf('ben'), (await signOut('ben')) && (await tokenOf('ben'))]
  const calls = Object.keys(engine.store).map((name) => vi.spyOn(engine.store, name as 'readLog'))
  expect([await codeOf(ended), await codeOf(good)]).toEqual(['SHOPPER_TOKEN_INVALID', 'good'])
  expect(calls.length).toBeGreaterThan(5)
  for (const call of calls) {
    expect(call).not.toHaveBeenCalled()
    call.mockRestore()
  }
})
