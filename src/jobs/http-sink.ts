/** A sink that brings records to a running server. */
import { setTimeout as sleep } from 'node:timers/promises'
import { AisleError, ERROR_CODES, type ErrorCode } from '../domain/errors.ts'
import type { Outcome, SentKind, Sink } from './sink.ts'

export type HttpSinkOptions = {
  /** Of the server: `http://127.0.0.1:3000`. */
  readonly url: string
  readonly shop: string
  /** Of role `server`. */
  readonly key?: string
  readonly signal?: AbortSignal
  readonly fetch?: typeof fetch
  readonly wait?: (ms: number) => Promise<void>
}

const METHOD: Readonly<Record<SentKind, 'POST' | 'PUT'>> = {
  events: 'POST',
  items: 'PUT',
  customers: 'PUT',
  channels: 'PUT',
  'curated-lists': 'PUT',
  registers: 'PUT',
  associates: 'PUT',
}
const WAITS_MAX = 30
const WAIT_SECONDS_DEFAULT = 1
const WAIT_SECONDS_MAX = 60

const isCode = (code: unknown): code is ErrorCode => (ERROR_CODES as readonly unknown[]).includes(code)

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The server's own error, or the nearest that says what an answer of another program means. */
const errorOf = async (response: Response, url: string): Promise<AisleError> => {
  const body = (await response.json().catch(() => undefined)) as
    | { error?: Record<string, unknown> }
    | undefined
  const { code, message, fix, field } = body?.error ?? {}
  return isCode(code)
    ? new AisleError(code, text(message) ?? `${url} answered ${response.status}.`, {
        ...(text(fix) !== undefined && { fix: text(fix) as string }),
        ...(text(field) !== undefined && { field: text(field) as string }),
      })
    : new AisleError('NOT_READY', `${url} answered ${response.status} and not as this program does.`, {
        fix: 'Check the address: it must be the one that the server printed when it started.',
      })
}

/** Whole seconds of `Retry-After`, within reason; servers of this program send no dates. */
const waitMsOf = (response: Response): number => {
  const seconds = Number(response.headers.get('retry-after') ?? WAIT_SECONDS_DEFAULT)
  return (
    Math.min(Number.isFinite(seconds) && seconds >= 0 ? seconds : WAIT_SECONDS_DEFAULT, WAIT_SECONDS_MAX) *
    1_000
  )
}

/**
 * Waits as long as the server asks when it is busy, so that QUEUE_FULL is thrown only when that goes on.
 *
 * @throws AisleError what the server said, or NOT_READY when it cannot be reached
 */
export const createHttpSink = (options: HttpSinkOptions): Sink => {
  const { url, shop, key, signal } = options
  const request = options.fetch ?? fetch
  const wait = options.wait ?? ((ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined))
  const post = (kind: SentKind, body: string): Promise<Response> =>
    request(new URL(`/api/v1/${kind}`, url), {
      method: METHOD[kind],
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body,
    }).catch((cause: unknown) => {
      throw new AisleError('NOT_READY', `No server answers at ${url}.`, {
        cause,
        fix: 'Start it with `npm start`, or check the address.',
      })
    })
  const send: Sink['send'] = async (kind, records) => {
    const body = JSON.stringify({ shop, [kind === 'curated-lists' ? 'curatedLists' : kind]: records })
    for (let waits = 0; ; waits++) {
      const response = await post(kind, body)
      if (response.ok) return ((await response.json()) as { results: readonly Outcome[] }).results
      if (response.status === 429 && waits < WAITS_MAX && signal?.aborted !== true) {
        await response.body?.cancel()
        await wait(waitMsOf(response))
        continue
      }
      const error = await errorOf(response, url)
      if (error.code !== 'BODY_TOO_LARGE' || records.length < 2) throw error
      // Long descriptions or orders: the halves may pass, and the ids make it harmless to send the first one again.
      const half = Math.ceil(records.length / 2)
      return [...(await send(kind, records.slice(0, half))), ...(await send(kind, records.slice(half)))]
    }
  }
  return { send }
}
