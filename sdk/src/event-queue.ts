/**
 * Events on their way to one sink. An event is removed when the sink has answered; whatever goes wrong before that, it
 * is sent again under the same id.
 */
import type { Host } from './host.ts'
import type { Kept } from './kept.ts'
import type { TrackedEvent } from './tracker-event.ts'
import { type Batch, openWaiting } from './waiting-events.ts'

export type EventState = 'waiting' | 'sent' | 'failed' | 'refused' | 'blocked'
export type Tell = (event: TrackedEvent, state: EventState, answer?: unknown, ms?: number) => void

/** @returns an answer for each event, in order, or anything else when all were taken */
export type Send = (
  events: readonly TrackedEvent[],
  options: { /** The page may go away meanwhile. */ readonly keepalive: boolean },
) => Promise<unknown>

export class SendError extends Error {
  readonly code: string
  /** HTTP; 0 when there was no answer. */
  readonly status: number
  /** 0 when the server did not say it; not a number when it named a date. */
  readonly retryAfterMs: number

  constructor(code: string, message: string, status: number, retryAfterMs = 0) {
    super(message)
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

export type EventQueue = {
  readonly push: (event: TrackedEvent) => void
  /** Resolves when all that waits was sent, or when sending failed for now. */
  readonly flush: () => Promise<void>
  /** For a page that may go away: sends what waits, oldest first, up to what browsers allow. */
  readonly leave: () => void
  /** Removes what matches. */
  readonly drop: (isUnwanted: (event: TrackedEvent) => boolean) => void
  readonly waitingCount: () => number
}

const BATCH_MAX = 100
const BATCH_CHARS_MAX = 200_000
/** Browsers allow 64 KiB for all requests that outlive their page; some is left for the shop's own. */
const LEAVE_BYTES_MAX = 60_000
/** Of usual requests, so that what goes with a page that is left still fits beside them. */
const KEEPALIVE_BYTES_MAX = 20_000
const BYTES_PER_SIGN_MAX = 3
const GATHER_MS = 250
const RETRY_MS_MIN = 1_000
const RETRY_MS_MAX = 60_000
const RETRY_AFTER_MS_MAX = 3_600_000
const LOCK_MS_MAX = 30_000
/** The server says that it is about this batch, not about now. */
const OF_THE_BATCH = [400, 413, 422]

export type QueueOptions = {
  readonly name: string
  readonly send: Send
  readonly kept: Kept
  readonly host: Host
  readonly tell: Tell
  /** Beyond it the oldest are lost. */
  readonly waitingMax: number
}

/**
 * One tab at a time, where the browser can tell; a tab that holds on for too long is not waited for.
 *
 * @returns does the work, again when it was asked for meanwhile and all is fine; never twice at once
 */
const inTurns = (
  { locks }: Host,
  name: string,
  work: () => Promise<void>,
  isFine: () => boolean,
): (() => Promise<void>) => {
  let running: Promise<void> | undefined
  let isAskedAgain = false
  const alone = async (): Promise<void> => {
    const signal = AbortSignal.timeout?.(LOCK_MS_MAX)
    await (locks?.request(name, { ...(signal && { signal }) }, work).catch(work) ?? work())
  }
  const flush = (): Promise<void> => {
    if (running !== undefined) {
      isAskedAgain = true
      return running
    }
    running = alone().then(() => {
      running = undefined
      if (!isAskedAgain || !isFine()) return undefined
      isAskedAgain = false
      return flush()
    })
    return running
  }
  return flush
}

const tellAnswers = (tell: Tell, events: readonly TrackedEvent[], answers: unknown, ms: number): void => {
  for (const [k, event] of events.entries()) {
    const answer: unknown = Array.isArray(answers) ? answers[k] : answers
    const isRefused = (answer as { status?: unknown } | undefined)?.status === 'rejected'
    tell(event, isRefused ? 'refused' : 'sent', answer, ms)
  }
}

export const openQueue = ({ name, send, kept, host, tell, waitingMax }: QueueOptions): EventQueue => {
  const start = `queue.${name}.`
  const waiting = openWaiting(kept, start, waitingMax)
  const { away } = waiting
  let eventMax = BATCH_MAX
  let failures = 0
  let notBefore = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const later = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      void flush()
    }, ms)
  }

  /** @throws what `send` throws */
  const deliver = async ({ keys, events, bytes }: Batch, keepalive: boolean): Promise<void> => {
    const startedAt = host.now()
    if (keepalive) for (const key of keys) away.set(key, bytes / keys.length)
    try {
      const answers = await send(events, { keepalive })
      tellAnswers(tell, events, answers, host.now() - startedAt)
      keys.forEach(waiting.remove)
      failures = 0
      eventMax = Math.min(eventMax * 2, BATCH_MAX)
    } finally {
      for (const key of keys) away.delete(key)
    }
  }

  /** @returns whether to go on */
  const recover = ({ keys, events }: Batch, error: SendError): boolean => {
    const isOfBatch = OF_THE_BATCH.includes(error.status)
    if (isOfBatch && events.length > 1) eventMax = Math.ceil(events.length / 2)
    else for (const event of events) tell(event, isOfBatch ? 'refused' : 'failed', error)
    if (isOfBatch && events.length === 1) keys.forEach(waiting.remove)
    if (!isOfBatch) {
      const waitMs = Math.min(error.retryAfterMs || 0, RETRY_AFTER_MS_MAX)
      const backoffMs = Math.min(RETRY_MS_MIN * 2 ** failures++, RETRY_MS_MAX)
      notBefore = host.now() + waitMs
      later(waitMs + backoffMs * (0.5 + host.random() / 2))
    }
    return isOfBatch
  }

  const drain = async (): Promise<void> => {
    if (host.now() < notBefore) return
    clearTimeout(timer)
    timer = undefined
    for (;;) {
      let keys = waiting.idleKeys()
      if (keys.length === 0) return
      while (keys.length > 0) {
        const batch = waiting.take(keys, { eventMax, charMax: BATCH_CHARS_MAX })
        const isLight = failures === 0 && batch.bytes < KEEPALIVE_BYTES_MAX
        try {
          if (batch.events.length > 0) await deliver(batch, isLight)
          keys = keys.slice(batch.keys.length)
        } catch (error) {
          if (!recover(batch, error as SendError)) return
          keys = []
        }
      }
    }
  }

  const flush = inTurns(host, `aisle.${start}`, drain, () => failures === 0)

  if (waiting.count() > 0) later(GATHER_MS)
  return {
    push: (event) => {
      const lost = waiting.add(event, host.now())
      for (const each of lost) tell(each, 'blocked', { code: 'QUEUE_FULL' })
      tell(event, 'waiting')
      later(GATHER_MS)
    },
    flush,
    leave: () => {
      for (;;) {
        let budget = LEAVE_BYTES_MAX
        for (const bytes of away.values()) budget -= bytes
        const batch = waiting.take(waiting.idleKeys(), {
          eventMax: BATCH_MAX,
          charMax: budget / BYTES_PER_SIGN_MAX,
        })
        if (batch.events.length === 0 || batch.bytes > budget) return
        deliver(batch, true).catch(() => later(RETRY_MS_MIN))
      }
    },
    drop: (isUnwanted) => {
      for (const event of waiting.drop(isUnwanted)) tell(event, 'blocked', { code: 'CONSENT' })
    },
    waitingCount: () => waiting.keys().length,
  }
}
