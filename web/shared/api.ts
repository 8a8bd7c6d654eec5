/** The server's API over HTTP. Every failure is an `ApiError` that says what to do. */
import type {
  Category,
  Channel,
  Customer,
  Item,
  ItemAnswer,
  ItemsAnswer,
  ListAnswer,
  Outcome,
  PageAnswer,
  PageRequest,
  RecommendationsRequest,
  Reject,
  Shop,
  Status,
  WireEvent,
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

const errorOf = (status: number, body: unknown): ApiError => {
  const { error } = (body ?? {}) as {
    error?: { code?: string; message?: string; fix?: string; field?: string }
  }
  return new ApiError(error?.code ?? 'HTTP', error?.message ?? `The server answered ${status}.`, {
    status,
    fix: error?.fix ?? 'Try again in a moment.',
    field: error?.field,
  })
}

/** @throws ApiError; an aborted request rejects with the browser's AbortError */
const request = async <T>(path: string, init: RequestInit): Promise<T> => {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch (error) {
    if (init.signal?.aborted === true) throw error
    throw new ApiError('NETWORK', 'The server cannot be reached.', {
      status: 0,
      fix: 'Check the connection, and that the server runs.',
    })
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok || body === undefined) throw errorOf(response.status, body)
  return body as T
}

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

export const send = <T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  signal?: AbortSignal,
  headers: Headers = {},
): Promise<T> => {
  const text = JSON.stringify(body)
  return request<T>(path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: text,
    keepalive: text.length < KEEPALIVE_CHARS_MAX,
    ...(signal !== undefined && { signal }),
  })
}
export const post = <T>(
  path: string,
  body: unknown,
  signal?: AbortSignal,
  headers: Headers = {},
): Promise<T> => send('POST', path, body, signal, headers)

export const fetchShop = (shop: string, signal: AbortSignal): Promise<Shop> =>
  get(`/api/v1/shops/${encodeURIComponent(shop)}`, {}, signal)

export const fetchCategories = async (shop: string, signal: AbortSignal): Promise<readonly Category[]> =>
  (await get<{ categories: readonly Category[] }>('/api/v1/categories', { shop }, signal)).categories

export const fetchChannels = async (shop: string, signal: AbortSignal): Promise<readonly Channel[]> =>
  (await get<{ channels: readonly Channel[] }>('/api/v1/channels', { shop }, signal)).channels

export const fetchItem = (shop: string, itemId: string, signal?: AbortSignal): Promise<ItemAnswer> =>
  get(`/api/v1/items/${encodeURIComponent(itemId)}`, { shop }, signal)

export type ItemsQuery = {
  readonly shop: string
  readonly category?: string
  readonly includeDescendants?: boolean
  readonly query?: string
  readonly channel?: string
  readonly limit: number
  readonly skip?: number
}
export const fetchItems = (query: ItemsQuery, signal?: AbortSignal): Promise<ItemsAnswer> =>
  get('/api/v1/items', query, signal)

/** A list, and the milliseconds from asking to having it. */
export type TimedList = ListAnswer & { readonly tookMs: number }

export const fetchList = async (
  ask: RecommendationsRequest,
  signal?: AbortSignal,
  headers: Headers = {},
): Promise<TimedList> => {
  const startedAt = performance.now()
  const answer = await post<ListAnswer>(
    '/api/v1/recommendations',
    { withItems: true, ...ask },
    signal,
    headers,
  )
  return { ...answer, tookMs: performance.now() - startedAt }
}

/** The lists of a page, in the order of its placements. With `view`, asking counts as the view of the page. */
export const fetchPage = async (ask: PageRequest, headers: Headers = {}): Promise<readonly TimedList[]> => {
  const startedAt = performance.now()
  const { lists, versions } = await post<PageAnswer>(
    '/api/v1/recommendations/page',
    { withItems: true, ...ask },
    undefined,
    headers,
  )
  const tookMs = performance.now() - startedAt
  return lists.map((list) => ({ ...list, versions, tookMs }))
}

const EVENTS_PATH = '/api/v1/events'

const postEvents = async (shop: string, events: readonly WireEvent[]): Promise<readonly Outcome[]> =>
  (await post<{ results: readonly Outcome[] }>(EVENTS_PATH, { shop, events })).results

/** One event that must be kept, as an order. @throws ApiError also when the server refused it */
export const postEvent = async (shop: string, event: WireEvent): Promise<void> => {
  const [outcome] = await postEvents(shop, [event])
  if (outcome?.status === 'rejected')
    throw new ApiError(outcome.code, `${outcome.field} ${outcome.message}`.trim(), {
      status: 400,
      fix: outcome.fix,
    })
}

export const fetchCustomer = async (
  shop: string,
  customerId: string,
  signal?: AbortSignal,
): Promise<Customer> =>
  (await get<{ customer: Customer }>(`/api/v1/customers/${encodeURIComponent(customerId)}`, { shop }, signal))
    .customer

export const fetchStatus = (shop: string, signal: AbortSignal): Promise<Status> =>
  get('/internal/status', { shop }, signal)

export const fetchRejects = async (
  shop: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Reject[]> =>
  (await get<{ rejects: readonly Reject[] }>('/api/v1/events/rejects', { shop, limit }, signal)).rejects

/** A scanner's code is part of few names; more than this many are looked up by id. */
const CODE_MATCHES_MAX = 100

/** The item whose id or variant is exactly this text, or the only one that has it in its names. */
export const findByCode = async (
  shop: string,
  code: string,
  channel: string,
): Promise<{ readonly item: Item; readonly sku?: string } | undefined> => {
  const { items } = await fetchItems({ shop, query: code, channel, limit: CODE_MATCHES_MAX })
  const exact = items.find(({ itemId }) => itemId === code) ?? (items.length === 1 ? items[0] : undefined)
  const ofVariant = items.find(({ skus }) => skus?.some(({ sku }) => sku === code))
  if (ofVariant !== undefined) return { item: ofVariant, sku: code }
  if (exact !== undefined) return { item: exact }
  // What this store does not sell any more still comes back.
  try {
    return { item: (await fetchItem(shop, code)).item }
  } catch (error) {
    if (toApiError(error).status === 404) return undefined
    throw error
  }
}
