import { afterAll, expect, test } from 'vitest'
import { openTestApp } from './test-app.test-support.ts'

const { ask, createShop, close } = await openTestApp()
afterAll(close)
await createShop('bakery')

const EVENTS = '/api/v1/events'
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const event = '{"kind":"product-view","itemId":"rye"}'

test('a body of eleven megabytes is too large', async () => {
  expect(
    await ask('POST', EVENTS, `{"shop":"bakery","events":["${'x'.repeat(11 * 1024 * 1024)}"]}`),
  ).toMatchObject({
    status: 413,
    body: { error: { code: 'BODY_TOO_LARGE', fix: expect.any(String), requestId: expect.any(String) } },
  })
})

test('a body that asks for a list has a megabyte at most', async () => {
  const asked = JSON.stringify({ shop: 'bakery', list: 'new', filter: { where: 'x'.repeat(1_000_001) } })
  for (const way of ['', '/page', '/rank', '/next', '/similar', '/why-not'])
    expect([way, (await ask('POST', `/api/v1/recommendations${way}`, asked)).status]).toEqual([way, 413])
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain; application/json',
  'json',
])('a body of the type %s is not read', async (type) => {
  expect(
    await ask('POST', EVENTS, `{"shop":"bakery","events":[${event}]}`, { headers: { 'content-type': type } }),
  ).toMatchObject({
    status: 415,
    body: { error: { code: 'CONTENT_TYPE' } },
  })
})

test('JSON with a character set is JSON', async () => {
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  expect(await ask('POST', EVENTS, `{"shop":"bakery","events":[${event}]}`, { headers })).toMatchObject({
    status: 200,
    body: { accepted: 1 },
  })
})

test.each<[string, string | Uint8Array, string]>([
  ['broken JSON', '{"shop":', 'BAD_JSON'],
  ['nothing', '', 'BAD_JSON'],
  ['what is not UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d), 'BAD_JSON'],
  ['NaN', '{"shop":"bakery","events":[NaN]}', 'BAD_JSON'],
  ['two values', '{} {}', 'BAD_JSON'],
  ['an array', '[]', 'BAD_REQUEST'],
  ['null', 'null', 'BAD_REQUEST'],
  ['a number', '7', 'BAD_REQUEST'],
  ['a text', '"events"', 'BAD_REQUEST'],
  ['brackets without end', deep, 'BAD_REQUEST'],
  ['brackets that are never closed', '['.repeat(100_000), 'BAD_JSON'],
  ['brackets in place of a shop', `{"shop":${deep},"events":[${event}]}`, 'BAD_REQUEST'],
  ['no events', '{"shop":"bakery","events":[]}', 'BAD_REQUEST'],
  ['1,001 events', `{"shop":"bakery","events":[${Array(1_001).fill(event).join()}]}`, 'BAD_REQUEST'],
  ['no shop', `{"events":[${event}]}`, 'BAD_REQUEST'],
  ['a shop that cannot be', `{"shop":"../etc","events":[${event}]}`, 'BAD_REQUEST'],
])('%s as a body is refused with a code and a fix', async (_, body, code) => {
  expect(await ask('POST', EVENTS, body)).toMatchObject({
    status: 400,
    body: { error: { code, fix: expect.stringMatching(/./) } },
  })
})

test('a body that is not there is refused', async () => {
  expect((await ask('POST', EVENTS)).status).toBe(400)
  expect((await ask('POST', '/api/v1/recommendations')).status).toBe(400)
})

test('the field of a request that is wrong is named', async () => {
  expect(await ask('POST', EVENTS, { shop: 'bakery', events: [] })).toMatchObject({
    body: { error: { field: '/events' } },
  })
  expect(
    await ask('POST', '/api/v1/recommendations', { shop: 'bakery', list: 'new', limit: -1 }),
  ).toMatchObject({
    body: { error: { field: '/limit', fix: 'Send a larger number.' } },
  })
})

test.each([
  'POST /api/v1/events',
  'PUT /api/v1/items',
  'PATCH /api/v1/items',
  'PATCH /api/v1/shops',
  'POST /api/v1/recommendations',
])('brackets without end are never a fault of %s', async (route) => {
  const [method, url] = route.split(' ') as ['POST', string]
  const nested = [
    `{"shop":"bakery","events":[${deep}]}`,
    `{"shop":"bakery","items":[{"itemId":"a","attributes":{"a":${deep}}}]}`,
    `{"shop":"bakery","lists":${deep}}`,
    `{"shop":"bakery","list":"new","context":${deep}}`,
    `{"shop":"bakery","events":[{"kind":"order","lines":${deep}}]}`,
  ]
  for (const body of nested)
    expect([body.slice(0, 40), (await ask(method, url, body)).status < 500]).toEqual([
      body.slice(0, 40),
      true,
    ])
})

test('what is nowhere is not found, with the path that was asked for', async () => {
  for (const [method, url] of [
    ['GET', '/api/v1/nothing'],
    ['GET', '/api/v1/events'],
    ['DELETE', '/api/v1/events'],
    ['POST', '/api/v1/items'],
  ] as const) {
    const answer = await ask(method, url)
    expect([`${method} ${url}`, answer]).toMatchObject([
      `${method} ${url}`,
      {
        status: 404,
        body: { error: { code: 'NOT_FOUND', requestId: expect.any(String) } },
      },
    ])
    expect(answer.body.error.message).toContain(url)
  }
})

test.each([
  '/api/v1/items/%E0%A4%A?shop=bakery',
  '/api/v1/items/%?shop=bakery',
  '/api/v1/items/%ff?shop=bakery',
])('the path %s cannot be read and is answered in our form', async (url) => {
  expect(await ask('GET', url)).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST', fix: expect.any(String) } },
  })
})

test('until the shops are read every call says to ask again, and the process says that it lives', async () => {
  const starting = await openTestApp({ isReady: () => false })
  expect(await starting.ask('GET', '/api/v1/lists')).toMatchObject({
    status: 503,
    body: { error: { code: 'NOT_READY' } },
  })
  expect((await starting.ask('GET', '/health/ready')).status).toBe(503)
  expect((await starting.ask('GET', '/health/live')).status).toBe(200)
  await starting.close()
})
