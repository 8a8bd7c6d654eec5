import { afterAll, expect, test } from 'vitest'
import { AisleError } from '../domain/errors.ts'
import type { Store } from '../stores/ports.ts'
import { NOW, openTestApp } from './test-app.test-support.ts'

const { ask, createShop, close } = await openTestApp()
afterAll(close)

const view = (eventId: string, rest: object = {}): object => ({
  kind: 'product-view',
  itemId: 'rye',
  eventId,
  ...rest,
})
const send = (shop: string, ...events: readonly unknown[]) => ask('POST', '/api/v1/events', { shop, events })

test('events are answered one by one, in their order, with counts', async () => {
  await createShop('answers')
  expect(await send('answers', view('a'), view('b', { at: 0 }), view('a'))).toMatchObject({
    status: 200,
    body: {
      accepted: 1,
      duplicates: 1,
      rejected: 1,
      results: [
        { status: 'accepted', id: 'a' },
        { status: 'rejected', code: 'BAD_DATE', field: '/at' },
        { status: 'duplicate', id: 'a' },
      ],
    },
  })
})

test('a browser whose clock is days ahead is not refused when it says what it shows', async () => {
  await createShop('clocks')
  const ahead = NOW + 5 * 86_400_000
  const body = { shop: 'clocks', events: [view('a', { at: ahead - 1_000 })] }
  expect(await ask('POST', '/api/v1/events', body)).toMatchObject({ body: { rejected: 1 } })
  expect(await ask('POST', '/api/v1/events', { ...body, sentAt: ahead })).toMatchObject({
    body: { accepted: 1 },
  })
  expect(await ask('POST', '/api/v1/events', { ...body, sentAt: 'now' })).toMatchObject({
    status: 400,
    body: { error: { field: '/sentAt' } },
  })
})

test('a thousand events are one request', async () => {
  await createShop('thousand')
  expect(await send('thousand', ...Array.from({ length: 1_000 }, (_, k) => view(`e-${k}`)))).toMatchObject({
    body: { accepted: 1_000 },
  })
})

test('events of a shop that is not there are sent to nobody', async () => {
  expect(await send('nowhere', view('a'))).toMatchObject({
    status: 404,
    body: { error: { code: 'SHOP_UNKNOWN', field: '/shop' } },
  })
})

test('what was refused is kept, counted and read page by page, newest first', async () => {
  await createShop('rejects')
  for (let k = 0; k < 5; k++)
    await send('rejects', view(`e-${k}`, { quantity: -k - 1 }), { kind: 'nonsense' })
  const page = (query: string) => ask('GET', `/api/v1/events/rejects?shop=rejects&${query}`)
  const first = await page('limit=4')
  expect(first.body).toMatchObject({
    total: 10,
    counts: expect.arrayContaining([
      expect.objectContaining({ code: 'INVALID', field: '/quantity', count: 5 }),
      expect.objectContaining({ code: 'UNKNOWN_KIND', count: 5 }),
    ]),
  })
  const seen: number[] = []
  let answer = first
  for (;;) {
    seen.push(...answer.body.rejects.map(({ rejectId }: { rejectId: number }) => rejectId))
    if (answer.body.nextBefore === null) break
    answer = await page(`limit=4&before=${answer.body.nextBefore}`)
  }
  expect(seen).toHaveLength(10)
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
})

test.each(['limit=-1', 'limit=501', 'limit=x', 'limit=1.5', 'before=-1', 'before=x', 'limit=1&limit=2'])(
  '%s of the rejects is refused',
  async (query) => {
    await createShop('queries')
    expect(await ask('GET', `/api/v1/events/rejects?shop=queries&${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'BAD_REQUEST' } },
    })
  },
)

test('a program that says so is put aside', async () => {
  await createShop('bots')
  const headers = { 'user-agent': 'Googlebot/2.1' }
  await ask('POST', '/api/v1/events', { shop: 'bots', events: [view('a')] }, { headers })
  expect((await ask('GET', '/internal/status?shop=bots')).body.shop).toMatchObject({
    eventCount: 0,
    logSeq: 2,
  })
})

test('keys named __proto__ in what is sent stay data', async () => {
  await createShop('proto')
  const answer = await ask(
    'POST',
    '/api/v1/events',
    '{"shop":"proto","events":[{"kind":"product-view","itemId":"__proto__","__proto__":{"polluted":1},"properties":{"__proto__":{"polluted":1}}}]}',
  )
  expect(answer.body.accepted).toBe(1)
  await ask(
    'PUT',
    '/api/v1/items',
    '{"shop":"proto","items":[{"itemId":"__proto__","attributes":{"__proto__":{"polluted":1}},"channels":{"__proto__":{"stock":1},"web":{}}}]}',
  )
  const { body } = await ask('GET', '/api/v1/items/__proto__?shop=proto')
  expect(JSON.stringify(body.item.attributes)).toBe('{"__proto__":{"polluted":1}}')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(
    (await ask('POST', '/api/v1/recommendations', { shop: 'proto', list: 'most-viewed' })).body.items,
  ).toMatchObject([{ itemId: '__proto__' }])
})

test('with the queue full the answer says when to come again', async () => {
  let release = (): void => {}
  const busy = await openTestApp({ environment: { AISLE_QUEUE_RECORDS: '2' } })
  await busy.createShop('bakery')
  const store = { ...busy.engine.store }
  Object.assign(busy.engine.store, {
    append: async (...batch: Parameters<Store['append']>) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return store.append(...batch)
    },
  })
  const sendTwo = (...ids: readonly string[]) =>
    busy.ask('POST', '/api/v1/events', { shop: 'bakery', events: ids.map((id) => view(id)) })
  const first = sendTwo('a', 'b')
  await expect
    .poll(async () => (await busy.ask('GET', '/internal/status?shop=bakery')).body.queue.waiting)
    .toBe(2)
  const refused = await sendTwo('c')
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'QUEUE_FULL' } } })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  release()
  expect((await first).body).toMatchObject({ accepted: 2 })
  await busy.close()
})

test('with the disk full the answer is 507 and the same events can be sent again', async () => {
  const full = await openTestApp()
  await full.createShop('bakery')
  const store = { ...full.engine.store }
  Object.assign(full.engine.store, {
    append: () => Promise.reject(new AisleError('STORE_FULL', 'The disk is full.')),
  })
  const again = () => full.ask('POST', '/api/v1/events', { shop: 'bakery', events: [view('a', { at: NOW })] })
  expect(await again()).toMatchObject({
    status: 507,
    body: { error: { code: 'STORE_FULL', fix: expect.any(String) } },
  })
  Object.assign(full.engine.store, store)
  expect((await again()).body).toMatchObject({ accepted: 1 })
  await full.close()
})
