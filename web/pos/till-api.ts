/** The server as a till asks it: signed in, with an end to waiting, and a word when it cannot be reached. */
import { ApiError, type ItemsQuery, type TimedList, errorOf } from '../shared/api.ts'
import type {
  Channel,
  Customer,
  ItemAnswer,
  ItemsAnswer,
  ListAnswer,
  Outcome,
  RecommendationsRequest,
  Shop,
  WireEvent,
} from '../shared/wire.ts'
import { lostConnection } from './offline/connection.ts'
import { hearServerTime } from './offline/till-clock.ts'
import { sessionToken, tokenWasRefused } from './sign-in/session.ts'
import type { FoundCustomer, FoundOrder, OrdersAnswer, PosRegister, SignedIn } from './till-wire.ts'

/** Beyond it the associate and the customer wait for nothing: the till goes on by itself. */
const READ_MS_MAX = 6_000
const WRITE_MS_MAX = 15_000

type Call = {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  readonly waitMs?: number
  /** In the background: it gives way to others, and that it fails says nothing to who works here. */
  readonly isQuiet?: boolean
}

const isAway = (status: number): boolean => status === 502 || status === 503 || status === 504

const unreachable = (): ApiError =>
  new ApiError('NETWORK', 'The server cannot be reached.', {
    status: 0,
    fix: 'The till goes on by itself until it is back.',
  })

/** Whether a failure says that the server is away, and not that it refused. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || isAway(error.status))

const addressOfCall = ({ path, query = {} }: Call): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** @throws ApiError; when the caller aborts, the browser's AbortError */
export const respond = async (
  asked: Call,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> => {
  const { method = 'GET', body, signal, waitMs = READ_MS_MAX, isQuiet = false } = asked
  const token = sessionToken()
  const ends = AbortSignal.timeout(waitMs)
  let response: Response
  try {
    response = await fetch(addressOfCall(asked), {
      method,
      priority: isQuiet ? 'low' : 'auto',
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal === undefined ? ends : AbortSignal.any([signal, ends]),
    })
  } catch (error) {
    if (signal?.aborted === true) throw error
    if (!isQuiet) lostConnection()
    throw unreachable()
  }
  if (isAway(response.status)) {
    if (!isQuiet) lostConnection()
  } else hearServerTime(response.headers.get('date'))
  if (response.status === 401 && token !== undefined && !isQuiet) tokenWasRefused(token)
  return response
}

const call = async <T>(asked: Call): Promise<T> => {
  const response = await respond(asked)
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok || body === undefined) throw errorOf(response.status, body)
  return body as T
}

const named = (path: string, name: string): string => `${path}/${encodeURIComponent(name.toWellFormed())}`

export const fetchTimedList = async (
  ask: RecommendationsRequest,
  signal?: AbortSignal,
): Promise<TimedList> => {
  const startedAt = performance.now()
  const body = { withItems: true, ...ask }
  const answer = await call<ListAnswer>({ method: 'POST', path: '/api/v1/recommendations', body, signal })
  return { ...answer, tookMs: performance.now() - startedAt }
}

export const searchItems = (query: ItemsQuery, signal?: AbortSignal): Promise<ItemsAnswer> =>
  call({ path: '/api/v1/items', query, signal })

export const fetchItemOf = (
  shop: string,
  itemId: string,
  channel: string,
  signal?: AbortSignal,
): Promise<ItemAnswer> => call({ path: named('/api/v1/items', itemId), query: { shop, channel }, signal })

export const postTillEvents = async (
  shop: string,
  events: readonly WireEvent[],
  { isQuiet = false }: Pick<Call, 'isQuiet'> = {},
): Promise<readonly Outcome[]> => {
  const asked = {
    method: 'POST',
    path: '/api/v1/events',
    body: { shop, events },
    waitMs: WRITE_MS_MAX,
    isQuiet,
  } as const
  return (await call<{ results: readonly Outcome[] }>(asked)).results
}

/** With the wish list as it is now, newest first: the document and what was done since. */
export const fetchCustomerOf = async (
  shop: string,
  customerId: string,
  signal?: AbortSignal,
): Promise<Customer> => {
  const { customer, wishlist } = await call<{ customer: Customer; wishlist?: readonly string[] }>({
    path: named('/api/v1/customers', customerId),
    query: { shop },
    signal,
  })
  return wishlist === undefined ? customer : { ...customer, wishlist }
}

export const findCustomers = (
  shop: string,
  query: string,
  signal?: AbortSignal,
): Promise<{ readonly customers: readonly FoundCustomer[]; readonly isCut: boolean }> =>
  call({ path: '/api/v1/customers', query: { shop, query, limit: 12 }, signal })

export const fetchOrders = (shop: string, customerId: string, signal?: AbortSignal): Promise<OrdersAnswer> =>
  call({ path: '/api/v1/me/orders', query: { shop, customerId, limit: 20 }, signal })

export const fetchOrder = async (shop: string, orderId: string): Promise<FoundOrder> =>
  (await call<{ order: FoundOrder }>({ path: named('/api/v1/orders', orderId), query: { shop } })).order

export const fetchShopFacts = async (
  shopId: string,
  signal?: AbortSignal,
): Promise<{ readonly shop: Shop; readonly channels: readonly Channel[] }> => {
  const [shop, { channels }] = await Promise.all([
    call<Shop>({ path: named('/api/v1/shops', shopId), signal }),
    call<{ channels: readonly Channel[] }>({ path: '/api/v1/channels', query: { shop: shopId }, signal }),
  ])
  return { shop, channels }
}

export const fetchRegisters = async (shop: string, signal?: AbortSignal): Promise<readonly PosRegister[]> =>
  (
    await call<{ registers: readonly PosRegister[] }>({
      path: '/api/v1/pos/registers',
      query: { shop },
      signal,
    })
  ).registers

export const signIn = (
  body: Readonly<Record<'shop' | 'registerId' | 'associateId' | 'pin', string>> & {
    readonly deviceToken: string | undefined
  },
): Promise<SignedIn> => call({ method: 'POST', path: '/api/v1/pos/sign-in', body })

/** The register as it is now; its layout may have been designed anew since the sign-in. */
export const fetchSession = (
  shop: string,
  signal?: AbortSignal,
): Promise<Omit<SignedIn, 'token' | 'deviceToken'>> =>
  call({ path: '/api/v1/pos/session', query: { shop }, signal })
