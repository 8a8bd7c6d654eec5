/**
 * Events on their way to the server: gathered for a moment, sent in batches, sent again with the same ids when the
 * server or the network fails, and handed to the browser when the page goes away.
 */

export type EventQueueOptions<E> = {
  /** Resolves when the batch was taken. */
  readonly send: (events: readonly E[]) => Promise<unknown>
  /** Whether a failed batch may succeed later; otherwise it is dropped. */
  readonly isPassing: (error: unknown) => boolean
  /** Hands the batch to the browser, to be sent without the page; false when it would not take it. */
  readonly beacon: (events: readonly E[]) => boolean
  readonly gatherMs?: number
}

export type EventQueue<E> = {
  readonly push: (event: E) => void
  /** Resolves when everything pushed so far was sent, or when sending failed for now. */
  readonly flush: () => Promise<void>
  /** For `pagehide`: sends without waiting. */
  readonly leave: () => void
  readonly waitingCount: () => number
}

const BATCH_MAX = 25
/** More than an hour of busy browsing; beyond it the oldest are lost. */
const WAITING_MAX = 1_000
const RETRY_MS_MIN = 1_000
const RETRY_MS_MAX = 60_000

export const createEventQueue = <E>(options: EventQueueOptions<E>): EventQueue<E> => {
  const { send, isPassing, beacon, gatherMs = 250 } = options
  let waiting: readonly E[] = []
  let failureCount = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let draining: Promise<void> | undefined

  const without = (sent: readonly E[]): void => {
    const gone = new Set(sent)
    waiting = waiting.filter((event) => !gone.has(event))
  }

  const drain = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX)
      try {
        await send(batch)
        failureCount = 0
      } catch (error) {
        if (isPassing(error)) {
          timer = setTimeout(() => void flush(), Math.min(RETRY_MS_MIN * 2 ** failureCount, RETRY_MS_MAX))
          failureCount += 1
          return
        }
      }
      without(batch)
    }
  }

  const flush = (): Promise<void> => {
    draining ??= drain().finally(() => {
      draining = undefined
    })
    return draining
  }

  return {
    push: (event) => {
      waiting = [...waiting, event].slice(-WAITING_MAX)
      timer ??= setTimeout(() => void flush(), gatherMs)
    },
    flush,
    leave: () => {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, BATCH_MAX)
        if (!beacon(batch)) return
        without(batch)
      }
    },
    waitingCount: () => waiting.length,
  }
}
