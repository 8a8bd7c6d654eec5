/** Calls over HTTP: with a limit of time, and again when that is harmless. */
import { AisleApiError, refusalOf } from './api-error.ts'

export type TransportOptions = {
  /** Of the server, as `https://aisle.shop.example`. */
  readonly url: string
  /** One of role `server` has no place in a browser. */
  readonly key?: string
  /** Whom the browser acts for, as the backend of the shop had it made; undefined while nobody has signed in. */
  readonly shopperToken?: string | (() => string | undefined)
  /** In place of the global one. */
  readonly fetch?: typeof globalThis.fetch
  /** Of one attempt; default 10,000. */
  readonly timeoutMs?: number
  /** Attempts after the first one; default 2. */
  readonly retries?: number
  /** In [0, 1): spreads attempts of many clients; default `Math.random`. */
  readonly random?: () => number
}

export type CallOptions = {
  readonly signal?: AbortSignal
  /** In place of that of the client. Of a batch: until its answer begins. */
  readonly timeoutMs?: number
  /** The call goes on when the page is left. Browsers allow 64 KiB. */
  readonly keepalive?: boolean
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>
export type Call = {
  readonly method: string
  readonly path: string
  readonly query?: Query | undefined
  readonly body?: string | undefined
  readonly contentType?: string
  /** Whether a second time changes nothing. */
  readonly isIdempotent: boolean
}

export type Transport = {
  readonly json: <A>(call: Call, options?: CallOptions) => Promise<A>
  /** The lines of the answer as they come. */
  readonly lines: (call: Call, options?: CallOptions) => AsyncGenerator<string, void, undefined>
}

const TIMEOUT_MS_DEFAULT = 10_000
const RETRIES_DEFAULT = 2
const BACKOFF_MS = 200
const BACKOFF_MS_MAX = 5_000
/** A server that asks for more is waited for by nobody: the caller is told. */
const WAIT_MS_MAX = 60_000

/** A call that was refused for now did nothing. After all other failures nobody knows whether it did. */
const mayAskAgain = ({ status, code }: AisleApiError, isIdempotent: boolean): boolean =>
  status === 429 || (isIdempotent && (status === 503 || code === 'NETWORK' || code === 'TIMEOUT'))

const sleep = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })

/** One attempt under way. */
type Attempt = {
  readonly response: Response
  /** The limit of time is over with; the caller can still stop it. */
  readonly arrived: () => void
  /** Throws it as what it means to the caller. */
  readonly fail: (error: unknown) => never
  readonly end: () => void
}

const begin = async (settings: TransportOptions, call: Call, options: CallOptions): Promise<Attempt> => {
  const { key, shopperToken } = settings
  const shopper = typeof shopperToken === 'function' ? shopperToken() : shopperToken
  const base = settings.url.replace(/\/+$/, '')
  const { method, path, query = {}, body, contentType = 'application/json' } = call
  const { signal, keepalive } = options
  const timeoutMs = options.timeoutMs ?? settings.timeoutMs ?? TIMEOUT_MS_DEFAULT
  signal?.throwIfAborted()
  const stop = new AbortController()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    stop.abort()
  }, timeoutMs)
  const onAbort = (): void => stop.abort(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const end = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
  const fail = (cause: unknown): never => {
    if (signal?.aborted === true) throw signal.reason
    if (cause instanceof AisleApiError) throw cause
    throw isLate
      ? new AisleApiError({
          code: 'TIMEOUT',
          message: `There was no answer within ${timeoutMs} ms.`,
          fix: 'Ask again, or allow more with `timeoutMs`.',
          status: 0,
          cause,
        })
      : new AisleApiError({
          code: 'NETWORK',
          message: `The server cannot be reached at ${base}: ${String((cause as Error).message)}.`,
          fix: 'Check the address and that the server runs; from a browser, AISLE_CORS_ORIGINS.',
          status: 0,
          cause,
        })
  }
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
  try {
    const response = await (settings.fetch ?? globalThis.fetch)(`${base}/api/v1/${path}${search}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': contentType }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(shopper !== undefined && { 'aisle-shopper': shopper }),
      },
      ...(body !== undefined && { body }),
      ...(keepalive !== undefined && { keepalive }),
      signal: stop.signal,
    })
    if (!response.ok) throw await refusalOf(response)
    return { response, arrived: () => clearTimeout(timer), fail, end }
  } catch (error) {
    end()
    return fail(error)
  }
}

export const openTransport = (settings: TransportOptions): Transport => {
  const { retries = RETRIES_DEFAULT, random = Math.random } = settings

  const again = async <T>(call: Call, { signal }: CallOptions, once: () => Promise<T>): Promise<T> => {
    for (let failures = 0; ; failures++) {
      try {
        return await once()
      } catch (error) {
        if (!(error instanceof AisleApiError)) throw error
        if (failures >= retries || !mayAskAgain(error, call.isIdempotent)) throw error
        const { retryAfterMs = 0 } = error
        if (retryAfterMs > WAIT_MS_MAX) throw error
        const backoffMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** failures)
        await sleep(retryAfterMs + backoffMs * (0.5 + random() / 2), signal)
      }
    }
  }

  return {
    json: <A>(call: Call, options: CallOptions = {}) =>
      again(call, options, async () => {
        const { response, fail, end } = await begin(settings, call, options)
        try {
          return parsed<A>(await response.text(), response.status)
        } catch (error) {
          return fail(error)
        } finally {
          end()
        }
      }),
    async *lines(call, options = {}) {
      const { response, arrived, fail, end } = await again(call, options, () =>
        begin(settings, call, options),
      )
      arrived()
      try {
        yield* linesOf(response)
      } catch (error) {
        fail(error)
      } finally {
        end()
      }
    },
  }
}

/** @throws AisleApiError UNEXPECTED_ANSWER */
export const parsed = <A>(text: string, status: number): A => {
  try {
    return JSON.parse(text) as A
  } catch (cause) {
    throw new AisleApiError({
      code: 'UNEXPECTED_ANSWER',
      message: 'The answer is not JSON.',
      fix: 'Check that the address is that of Aisle, and what stands between.',
      status,
      cause,
    })
  }
}

async function* linesOf(response: Response): AsyncGenerator<string, void, undefined> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      yield* lines.filter((line) => line !== '')
      if (done) return
    }
  } finally {
    // Who stops reading stops the answer.
    await reader.cancel().catch(() => {})
  }
}
