/** When a call is made again and when not, with a fetch and a clock that the test holds. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AisleApiError, createClient } from './client.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 2, 1, 12) }))
afterEach(() => void vi.useRealTimers())

type Step = number | 'cut' | 'silent' | { readonly status: number; readonly retryAfter: string }

const answerTo = (step: Step, signal: AbortSignal | null | undefined): Promise<Response> => {
  if (step === 'cut') return Promise.reject(new TypeError('fetch failed'))
  if (step === 'silent')
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
    })
  const { status, retryAfter } = typeof step === 'number' ? { status: step, retryAfter: undefined } : step
  const error = { code: `CODE_${status}`, message: 'no', fix: 'wait', requestId: 'r-1' }
  return Promise.resolve(
    Response.json(status === 200 ? { items: [] } : { error }, {
      status,
      headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    }),
  )
}

/** A client whose server takes these steps in turn, and what it was asked. */
const scripted = (steps: readonly Step[], options: object = {}) => {
  const at: number[] = []
  const start = Date.now()
  const client = createClient({
    url: 'http://aisle.test',
    shop: 'demo',
    random: () => 0.5,
    fetch: (_, init) => {
      at.push(Date.now() - start)
      return answerTo(steps[at.length - 1] ?? 200, init?.signal)
    },
    ...options,
  })
  return { client, at }
}
type Scripted = ReturnType<typeof scripted>
const outcomeOf = async (call: Promise<unknown>): Promise<unknown> => {
  const outcome = call.then(
    () => 'answered',
    (error: unknown) => (error instanceof AisleApiError ? error.code : error),
  )
  await vi.runAllTimersAsync()
  return outcome
}
const view = { kind: 'product-view', itemId: 'rye' }
const CALLS = {
  recommend: ({ client }: Scripted) => client.recommend({ list: 'new' }),
  events: ({ client }: Scripted) => client.sendEvents([{ ...view, eventId: 'e-1' }, view]),
  'events with ids': ({ client }: Scripted) => client.sendEvents([{ ...view, eventId: 'e-1' }]),
  page: ({ client }: Scripted) => client.recommendPage({ placements: [{ placement: 'home.new' }] }),
  'page with a view': ({ client }: Scripted) =>
    client.recommendPage({ placements: [{ placement: 'home.new' }], view: {} }),
  'page with a view with an id': ({ client }: Scripted) =>
    client.recommendPage({ placements: [{ placement: 'home.new' }], view: { eventId: 'v-1' } }),
  rules: ({ client }: Scripted) => client.putRules([]),
  undo: ({ client }: Scripted) => client.undo({ kind: 'rule', id: 'r' }),
  'undo to a version': ({ client }: Scripted) => client.undo({ kind: 'rule', id: 'r', toSeq: 3 }),
} as const
type CallName = keyof typeof CALLS
const OFTEN: readonly CallName[] = [
  'recommend',
  'events with ids',
  'page',
  'page with a view with an id',
  'rules',
  'undo to a version',
]
const ONCE: readonly CallName[] = ['events', 'page with a view', 'undo']

test.each(OFTEN.flatMap((name) => ([503, 'cut', 'silent'] as const).map((step) => [name, step] as const)))(
  '%s is asked again after %s',
  async (name, step) => {
    const script = scripted([step])
    expect(await outcomeOf(CALLS[name](script))).toBe('answered')
    expect(script.at).toHaveLength(2)
  },
)

test.each(
  ONCE.flatMap((name) =>
    (
      [
        [503, 'CODE_503'],
        ['cut', 'NETWORK'],
        ['silent', 'TIMEOUT'],
      ] as const
    ).map(([step, code]) => [name, step, code] as const),
  ),
)('%s is not asked again after %s', async (name, step, code) => {
  const script = scripted([step])
  expect(await outcomeOf(CALLS[name](script))).toBe(code)
  expect(script.at).toHaveLength(1)
})

test.each([...OFTEN, ...ONCE])('%s is asked again when the server took nothing (429)', async (name) => {
  const script = scripted([429])
  expect(await outcomeOf(CALLS[name](script))).toBe('answered')
})

test.each([400, 401, 404, 409, 500, 502])('nothing is asked again after %s', async (status) => {
  const script = scripted([status])
  expect(await outcomeOf(CALLS.recommend(script))).toBe(`CODE_${status}`)
  expect(script.at).toHaveLength(1)
})

test('waits grow, and after the retries the failure is thrown', async () => {
  const script = scripted([503, 503, 503, 503], { retries: 3 })
  expect(await outcomeOf(CALLS.recommend(script))).toBe('CODE_503')
  expect(script.at).toEqual([0, 150, 450, 1_050])
  const never = scripted(['cut'], { retries: 0 })
  expect(await outcomeOf(CALLS.recommend(never))).toBe('NETWORK')
})

test.each([
  ['7', 7_000],
  [new Date(Date.UTC(2026, 2, 1, 12, 0, 9)).toUTCString(), 9_000],
  ['soon', 0],
])('Retry-After %s is waited for, and a little more', async (retryAfter, ms) => {
  const script = scripted([{ status: 429, retryAfter }])
  expect(await outcomeOf(CALLS.recommend(script))).toBe('answered')
  expect(script.at).toEqual([0, ms + 150])
})

test('a server that asks for more than a minute is not waited for', async () => {
  const script = scripted([{ status: 429, retryAfter: '61' }])
  const call = CALLS.recommend(script)
  await expect(call).rejects.toMatchObject({ code: 'CODE_429', retryAfterMs: 61_000 })
  expect(script.at).toEqual([0])
})

test('time is limited for each attempt, and for one call otherwise than for the client', async () => {
  const script = scripted(['silent', 'silent'], { retries: 1, timeoutMs: 400 })
  expect(await outcomeOf(CALLS.recommend(script))).toBe('TIMEOUT')
  expect(script.at).toEqual([0, 550])
  const other = scripted(['silent'], { retries: 0 })
  await expect(
    Promise.all([other.client.getShop({ timeoutMs: 25 }), vi.runAllTimersAsync()]),
  ).rejects.toMatchObject({ message: 'There was no answer within 25 ms.', status: 0 })
})

test.each([
  ['before', [], 0],
  ['while it is made', ['silent'], 1],
  ['while it waits', [429, 429], 1],
] as const)('a call that is stopped %s throws what it was stopped with', async (_, steps, count) => {
  const script = scripted([...steps])
  const stop = new AbortController()
  const reason = new Error('left the page')
  if (count === 0) stop.abort(reason)
  const call = script.client.recommend({ list: 'new' }, { signal: stop.signal })
  const outcome = call.catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(20)
  stop.abort(reason)
  expect(await outcome).toBe(reason)
  expect(script.at).toHaveLength(count)
  expect(vi.getTimerCount()).toBe(0)
})

test('what something else answers is told as such', async () => {
  const page = (status: number) =>
    createClient({
      url: 'http://aisle.test/',
      shop: 'demo',
      fetch: () => Promise.resolve(new Response('<html>', { status })),
    }).listLists()
  await expect(page(502)).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 502 })
  await expect(page(200)).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 200 })
})

test('the shopper token of the moment is sent, and none while nobody has signed in', async () => {
  const sent: unknown[] = []
  let token: string | undefined
  const client = createClient({
    url: 'http://aisle.test',
    shop: 'demo',
    shopperToken: () => token,
    fetch: (_, init) => {
      sent.push(new Headers(init?.headers).get('aisle-shopper'))
      return answerTo(200, undefined)
    },
  })
  for (const now of [undefined, 'a.b.c', undefined]) {
    token = now
    await client.getMe()
  }
  expect(sent).toEqual([null, 'a.b.c', null])
})
