/** Every method against a real server. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { EXAMPLES } from '../../src/api/examples.ts'
import { openExampleShop, restoreExampleShop } from '../../src/server/example-shop.test-support.ts'
import { openTestApp } from '../../src/server/test-app.test-support.ts'
import { AisleApiError, type BatchLine, type Client, createClient } from './client.ts'

const ORIGIN = 'https://shop.example'
const app = await openTestApp({ environment: { AISLE_CORS_ORIGINS: ORIGIN } })
const url = await app.app.listen({ port: 0, host: '127.0.0.1' })
afterAll(app.close)
beforeAll(() => openExampleShop(app))
beforeEach(() => restoreExampleShop(app))

type Sent = { readonly method: string; readonly target: string; readonly body: unknown }
const sent: Sent[] = []
const client = createClient({
  url,
  shop: 'demo',
  key: 'the-owner',
  fetch: (target, init) => {
    const text = init?.body as string | undefined
    sent.push({
      method: init?.method ?? '',
      target: String(target).slice(url.length),
      body: text?.startsWith('{') === true && !text.endsWith('\n') ? JSON.parse(text) : text,
    })
    return fetch(target, init)
  },
})

type Operation = { readonly operationId: string; readonly method: string; readonly path: string }
const { paths } = app.app.swagger() as unknown as {
  paths: Record<string, Record<string, { operationId: string }>>
}
const operations: readonly Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ operationId, method, path })),
)

/** Calls of who runs the server. */
const LEFT_OUT = [
  'createShop',
  'createKey',
  'listKeys',
  'revokeKey',
  'startTraining',
  'listTrainings',
  'getTraining',
  'cancelTraining',
  'listModels',
  'publishModel',
  'rollBackModel',
  'getLiveness',
  'getReadiness',
  // Bytes for the till’s own page, which knows how to open them.
  'getStoreSnapshot',
]

test('every operation is a method of the client or left out on purpose, and every method is one', () => {
  expect([...Object.keys(client), ...LEFT_OUT].sort()).toEqual(
    operations.map(({ operationId }) => operationId).sort(),
  )
})

const withoutShop = ({ shop: _, ...rest }: Readonly<Record<string, unknown>>): object => rest

/** The arguments of the method that make the request of the example. */
const argumentsOf = (operationId: string): readonly unknown[] => {
  const { params = {}, query, body } = EXAMPLES[operationId] ?? { answer: null }
  const first = operationId === 'getShop' ? [] : Object.values(params)
  const rest = withoutShop(query ?? {})
  if (operationId === 'recommendBatch')
    return [
      String(body)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ]
  if (body === undefined) return [...first, ...(Object.keys(rest).length > 0 ? [rest] : [])]
  const fields = withoutShop(body as Record<string, unknown>)
  const [only, ...others] = Object.values(fields) as unknown[]
  if (others.length === 0 && Array.isArray(only)) return [only]
  const { request } = fields as { request?: Record<string, unknown> }
  return [...first, request === undefined ? fields : { ...fields, request: withoutShop(request) }]
}
const targetOf = ({ operationId, path }: Operation): string => {
  const { params = {}, query } = EXAMPLES[operationId] ?? { answer: null }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const target = new URL(filled, url)
  for (const [name, value] of Object.entries(query ?? {})) target.searchParams.set(name, value)
  target.searchParams.sort()
  return `${target.pathname}${target.search}`
}
const sorted = (target: string): string => {
  const parsed = new URL(target, url)
  parsed.searchParams.sort()
  return `${parsed.pathname}${parsed.search}`
}

const gather = async <T>(all: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = []
  for await (const one of all) found.push(one)
  return found
}

/** The decision of the example was made elsewhere, and this client is no register. */
const REFUSED: Readonly<Record<string, string>> = {
  getDecision: 'DECISION_UNKNOWN',
  getErasure: 'ERASURE_UNKNOWN',
  getTill: 'SIGNED_OUT',
}

type Called = (...args: readonly unknown[]) => Promise<object> | AsyncGenerator<object>
const call = async (operationId: string): Promise<unknown> => {
  const method = client[operationId as keyof Client] as unknown as Called
  const answer = method(...argumentsOf(operationId))
  return Symbol.asyncIterator in answer ? gather(answer) : answer
}

test.each(operations.filter(({ operationId }) => !LEFT_OUT.includes(operationId)))(
  '$operationId sends what the reference says and gives the answer',
  async (operation) => {
    const { operationId, method } = operation
    sent.length = 0
    const answer = await call(operationId).catch((error: AisleApiError) => error)
    const { body } = EXAMPLES[operationId] ?? {}
    expect(sent.map((one) => ({ ...one, target: sorted(one.target) }))).toEqual([
      { method: method.toUpperCase(), target: targetOf(operation), body },
    ])
    expect(answer instanceof Error ? (answer as AisleApiError).code : 'an answer').toBe(
      REFUSED[operationId] ?? 'an answer',
    )
  },
)

test('lists come with their items, and a decision is found by its id', async () => {
  const { items, recommendationId } = await client.recommend({
    list: 'best-selling',
    limit: 1,
    withItems: true,
  })
  expect(items).toMatchObject([{ itemId: 'kettle-1001', item: { title: 'Gooseneck Kettle' } }])
  expect(await client.getDecision(recommendationId)).toMatchObject({ request: { list: 'best-selling' } })
})

test('a failure says what the server says', async () => {
  const failure: unknown = await client.recommend({ list: 'best-sold' }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AisleApiError)
  expect(failure).toMatchObject({
    code: 'LIST_UNKNOWN',
    status: 404,
    field: '/list',
    message: 'There is no list "best-sold".',
    fix: expect.stringContaining('best-selling'),
    requestId: expect.stringMatching(/^\w{26}$/),
  })
  const stranger = createClient({ url, shop: 'demo', key: 'none' })
  await expect(stranger.listRules()).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
})

test('a refused event throws nothing', async () => {
  const { accepted, results } = await client.sendEvents([
    { kind: 'product-view', itemId: 'mug-1004', eventId: 'sdk-1' },
    { kind: 'order', eventId: 'sdk-2' },
  ])
  expect([accepted, results]).toEqual([
    1,
    [expect.anything(), expect.objectContaining({ status: 'rejected' })],
  ])
})

test('a batch answers line by line, and may be left', async () => {
  const requests = Array.from({ length: 300 }, (_, k) => ({
    list: k === 1 ? 'none' : 'best-selling',
    limit: 1,
  }))
  const seen: BatchLine[] = []
  for await (const line of client.recommendBatch(requests)) seen.push(line)
  expect(seen.map(({ line }) => line)).toEqual(requests.map((_, k) => k + 1))
  expect(seen.slice(0, 2)).toMatchObject([
    { items: [{ itemId: 'kettle-1001' }] },
    { error: { code: 'LIST_UNKNOWN', field: '/list' } },
  ])
  let count = 0
  for await (const _ of client.recommendBatch(requests)) if (++count === 3) break
  expect(count).toBe(3)
  await expect(client.recommendBatch([]).next()).rejects.toMatchObject({ code: 'BAD_REQUEST', status: 400 })
})

test('a batch can be stopped', async () => {
  const stop = new AbortController()
  const reason = new Error('enough')
  const lines = client.recommendBatch(
    Array.from({ length: 5_000 }, () => ({ list: 'best-selling' })),
    { signal: stop.signal },
  )
  expect((await lines.next()).value).toMatchObject({ line: 1 })
  stop.abort(reason)
  await expect(gather(lines)).rejects.toBe(reason)
})

test('a server that is not there is told as such', async () => {
  const nowhere = createClient({ url: 'http://127.0.0.1:1', shop: 'demo', retries: 0 })
  await expect(nowhere.getShop()).rejects.toMatchObject({ code: 'NETWORK', status: 0 })
})

test('a page of an origin that is allowed may read how long to wait', async () => {
  const { headers } = await app.ask('GET', '/api/v1/lists', undefined, { headers: { origin: ORIGIN } })
  expect(headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'access-control-expose-headers': expect.stringContaining('retry-after'),
  })
})
