/** The server's API over HTTP. Every failure is an `ApiError` that says what to do. */
import { serverMsOf, tellCall } from './call-watch.ts'
import { withPicture } from './drawn-picture.ts'
import type {
  Category,
  Channel,
  ItemAnswer,
  ItemsAnswer,
  ListAnswer,
  PageAnswer,
  PageRequest,
  RecommendationsRequest,
  Reject,
  Shop,
  Status,
} from './wire.ts'

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly fix: string
  /** JSON pointer to what was wrong; empty when it is nothing in particular. */
  readonly field: string

  constructor(
    code: string,
    message: string,
    details: { readonly status: number; readonly fix: string; readonly field?: string | undefined },
  ) {
    super(message)
    this.code = code
    this.status = details.status
    this.fix = details.fix
    this.field = details.field ?? ''
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

export const toApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError('FAULT', error instanceof Error ? error.message : String(error), {
        status: 400,
        fix: 'Reload the page.',
      })

/** The error that an answer other than 2xx tells of. */
export const errorOf = (status: number, body: unknown): ApiError => {
  const { error } = (body ?? {}) as {
    error?: { code?: string; message?: string; fix?: string; field?: string }
  }
  return new ApiError(error?.code ?? 'HTTP', error?.message ?? `The server answered ${status}.`, {
    status,
    fix: error?.fix ?? 'Try again in a moment.',
    field: error?.field,
  })
}

type Exchanged = {
  readonly response: Response
  /** undefined when it is no JSON */
  readonly body: unknown
}

/** @throws ApiError when no answer comes; an aborted request rejects with the browser's AbortError */
const exchange = async (path: string, init: RequestInit): Promise<Exchanged> => {
  try {
    const response = await fetch(path, init)
    return { response, body: await response.json().catch(() => undefined) }
  } catch (error) {
    if (init.signal?.aborted === true) throw error
    throw new ApiError('NETWORK', 'The server cannot be reached.', {
      status: 0,
      fix: 'Check the connection, and that the server runs.',
    })
  }
}

const answerOf = <T>({ response, body }: Exchanged): T => {
  if (!response.ok || body === undefined) throw errorOf(response.status, body)
  return body as T
}

/** @throws ApiError */
const request = async <T>(path: string, init: RequestInit): Promise<T> => answerOf(await exchange(path, init))

type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** What says who asks, beside the address and the body: the headers of the tracker. */
export type Headers = Readonly<Record<string, string>>

export const get = <T>(
  path: string,
  query: Query,
  signal?: AbortSignal,
  headers: Headers = {},
): Promise<T> => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return request<T>(`${path}?${search.toString()}`, { headers, ...(signal !== undefined && { signal }) })
}

/** Browsers refuse `keepalive` above 64 kB. */
const KEEPALIVE_CHARS_MAX = 20_000

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const initOf = (method: Method, body: unknown, signal?: AbortSignal, headers: Headers = {}): RequestInit => {
  const text = JSON.stringify(body)
  return {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: text,
    keepalive: text.length < KEEPALIVE_CHARS_MAX,
    ...(signal !== undefined && { signal }),
  }
}

export const send = <T>(
  method: Method,
  path: string,
  body: unknown,
  signal?: AbortSignal,
  headers: Headers = {},
): Promise<T> => {
  return request<T>(path, initOf(method, body, signal, headers))
}

/** Milliseconds from asking to having the answer, and those of the server alone. */
export type Times = { readonly tookMs: number; readonly serverMs?: number }

/** Asks for lists: timed, and told to who watches. @throws ApiError */
export const askLists = async <T extends object>(
  way: '' | '/page' | '/rank' | '/similar',
  body: object,
  signal?: AbortSignal,
  headers: Headers = {},
): Promise<T & Times> => {
  const path = `/api/v1/recommendations${way}`
  const at = Date.now()
  const startedAt = performance.now()
  const tell = (status: number, answer: unknown, serverMs?: number): number => {
    const tookMs = performance.now() - startedAt
    tellCall({ path, request: body, at, status, answer, tookMs, serverMs })
    return tookMs
  }
  let exchanged: Exchanged
  try {
    exchanged = await exchange(path, initOf('POST', body, signal, headers))
  } catch (error) {
    if (error instanceof ApiError) tell(0, { error: error.message })
    throw error
  }
  const serverMs = serverMsOf(exchanged.response.headers.get('server-timing'))
  const tookMs = tell(exchanged.response.status, exchanged.body, serverMs)
  return { ...answerOf<T>(exchanged), tookMs, ...(serverMs !== undefined && { serverMs }) }
}

export const fetchShop = (shop: string, signal: AbortSignal): Promise<Shop> =>
  get(`/api/v1/shops/${encodeURIComponent(shop)}`, {}, signal)

export const fetchCategories = async (shop: string, signal: AbortSignal): Promise<readonly Category[]> =>
  (await get<{ categories: readonly Category[] }>('/api/v1/categories', { shop }, signal)).categories

export const fetchChannels = async (shop: string, signal: AbortSignal): Promise<readonly Channel[]> =>
  (await get<{ channels: readonly Channel[] }>('/api/v1/channels', { shop }, signal)).channels

export const fetchItem = async (shop: string, itemId: string, signal?: AbortSignal): Promise<ItemAnswer> => {
  const answer = await get<ItemAnswer>(`/api/v1/items/${encodeURIComponent(itemId)}`, { shop }, signal)
  return { ...answer, item: withPicture(shop, answer.item) }
}

export type ItemsQuery = {
  readonly shop: string
  readonly category?: string
  readonly includeDescendants?: boolean
  readonly query?: string
  readonly channel?: string
  readonly limit: number
  readonly skip?: number
}
export const fetchItems = async (query: ItemsQuery, signal?: AbortSignal): Promise<ItemsAnswer> => {
  const answer = await get<ItemsAnswer>('/api/v1/items', query, signal)
  return { ...answer, items: answer.items.map((item) => withPicture(query.shop, item)) }
}

export type TimedList = ListAnswer & Times

export const fetchList = (
  ask: RecommendationsRequest,
  signal?: AbortSignal,
  headers: Headers = {},
): Promise<TimedList> => askLists<ListAnswer>('', { withItems: true, ...ask }, signal, headers)

export type TimedPage = Times & {
  /** In the order of the placements. */
  readonly lists: readonly TimedList[]
  /** What became of the view that asking was. */
  readonly view: PageAnswer['view']
}

/** The lists of a page. With `view`, asking counts as the view of the page. */
export const askPage = async (ask: PageRequest, headers: Headers = {}): Promise<TimedPage> => {
  const { lists, versions, view, ...times } = await askLists<PageAnswer>(
    '/page',
    { withItems: true, ...ask },
    undefined,
    headers,
  )
  return { lists: lists.map((list) => ({ ...list, versions, ...times })), view, ...times }
}

export const fetchStatus = (shop: string, signal: AbortSignal): Promise<Status> =>
  get('/internal/status', { shop }, signal)

export const fetchRejects = async (
  shop: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Reject[]> =>
  (await get<{ rejects: readonly Reject[] }>('/api/v1/events/rejects', { shop, limit }, signal)).rejects
