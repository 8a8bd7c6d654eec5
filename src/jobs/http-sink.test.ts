import { expect, test } from 'vitest'
import { createHttpSink } from './http-sink.ts'

type Call = {
  readonly url: string
  readonly method: string
  readonly body: unknown
  readonly headers: unknown
}

/** A server that gives these answers in turn, and the last one from then on. */
const server = (...answers: readonly (readonly [number, unknown, Record<string, string>?])[]) => {
  const calls: Call[] = []
  const waits: number[] = []
  const fetch = (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const [status, body, headers = {}] = answers[Math.min(calls.length, answers.length - 1)] ?? [500, {}]
    calls.push({
      url: String(url),
      method: String(init.method),
      body: JSON.parse(String(init.body)) as unknown,
      headers: init.headers,
    })
    return Promise.resolve(
      new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }),
    )
  }
  const wait = (ms: number): Promise<void> => {
    waits.push(ms)
    return Promise.resolve()
  }
  const sink = createHttpSink({
    url: 'http://shop.test/',
    shop: 'demo',
    key: 'secret',
    fetch: fetch as typeof globalThis.fetch,
    wait,
  })
  return { sink, calls, waits }
}

const accepted = { results: [{ status: 'accepted', id: 'a' }] }

test('events are posted, documents are put, with shop and key', async () => {
  const { sink, calls } = server([200, accepted])
  expect(await sink.send('events', [{ eventId: 'a' }])).toEqual(accepted.results)
  await sink.send('items', [{ itemId: 'a' }])
  expect(calls.map(({ url, method, body }) => [url, method, body])).toEqual([
    ['http://shop.test/api/v1/events', 'POST', { shop: 'demo', events: [{ eventId: 'a' }] }],
    ['http://shop.test/api/v1/items', 'PUT', { shop: 'demo', items: [{ itemId: 'a' }] }],
  ])
  expect(calls[0]?.headers).toMatchObject({
    authorization: 'Bearer secret',
    'content-type': 'application/json',
  })
})

test('a busy server is given the time that it asks for', async () => {
  const { sink, waits } = server(
    [429, {}, { 'retry-after': '3' }],
    [429, {}, { 'retry-after': 'soon' }],
    [429, {}, { 'retry-after': '9999' }],
    [200, accepted],
  )
  expect(await sink.send('events', [{}])).toEqual(accepted.results)
  expect(waits).toEqual([3_000, 1_000, 60_000])
})

test('a server that stays busy is an error in the end', async () => {
  const { sink, waits } = server([429, { error: { code: 'QUEUE_FULL', message: 'Busy.' } }])
  await expect(sink.send('events', [{}])).rejects.toMatchObject({ code: 'QUEUE_FULL', message: 'Busy.' })
  expect(waits.length).toBe(30)
})

test('an error of the server is thrown as it was said', async () => {
  const error = { code: 'SHOP_UNKNOWN', message: 'No shop demo.', fix: 'Make it.', field: '/shop' }
  await expect(server([404, { error }]).sink.send('events', [{}])).rejects.toMatchObject(error)
})

test('an answer of another program is an error that says to check the address', async () => {
  await expect(server([502, '<html>']).sink.send('events', [{}])).rejects.toMatchObject({ code: 'NOT_READY' })
})

test('a server that is not there is an error that says so', async () => {
  const sink = createHttpSink({
    url: 'http://shop.test',
    shop: 'demo',
    fetch: () => Promise.reject(new TypeError('refused')),
  })
  await expect(sink.send('events', [{}])).rejects.toThrow('No server answers at http://shop.test')
})

test('a body that is too large is sent in halves', async () => {
  const tooLarge = [413, { error: { code: 'BODY_TOO_LARGE', message: 'Too large.' } }] as const
  const { sink, calls } = server(tooLarge, [200, accepted])
  expect(await sink.send('events', [{ k: 1 }, { k: 2 }])).toHaveLength(2)
  expect(calls.map(({ body }) => (body as { events: unknown[] }).events)).toEqual([
    [{ k: 1 }, { k: 2 }],
    [{ k: 1 }],
    [{ k: 2 }],
  ])
  await expect(server(tooLarge).sink.send('events', [{}])).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' })
})
