import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from './api.ts'

export type Resource<T> = {
  readonly data?: T
  /** Set while the last try failed; `data` may still hold what came before. */
  readonly error?: ApiError
  readonly reload: () => void
}

export type ResourceOptions = {
  /** Loads again this long after each answer, while the page is visible. */
  readonly intervalMs?: number
  /** Keeps what is shown until the answer for another key has come. */
  readonly keepsPrevious?: boolean
}

/** Until the first new try after a failure; twice as long after each further one, unless the server says that it is starting. */
const AGAIN_MS = 2_000
const AGAIN_MS_MAX = 30_000

type State<T> = { readonly key: string; readonly data?: T; readonly error?: ApiError }

/**
 * What `load` gives, asked once for each `key` (and at intervals); an answer that is no longer wanted is aborted. What
 * failed for a reason that passes, as a server that restarts, is asked for again by itself while the page is visible.
 *
 * @param key  changes when something else is to be loaded
 */
export const useResource = <T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { intervalMs, keepsPrevious = false }: ResourceOptions = {},
): Resource<T> => {
  const [state, setState] = useState<State<T>>({ key })
  const [round, setRound] = useState(0)
  const newestLoad = useRef(load)
  useEffect(() => {
    newestLoad.current = load
  })

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    let timer: ReturnType<typeof setTimeout> | undefined
    let againMs = AGAIN_MS
    /** @returns ms until it is to be loaded again; undefined for never */
    const loadOnce = async (): Promise<number | undefined> => {
      try {
        const data = await newestLoad.current(signal)
        againMs = AGAIN_MS
        if (!signal.aborted) setState({ key, data })
        return intervalMs
      } catch (cause) {
        const error = toApiError(cause)
        if (!signal.aborted)
          setState((old) => ({ ...(old.key === key || keepsPrevious ? old : {}), key, error }))
        if (intervalMs !== undefined || !error.isPassing) return intervalMs
        const isStarting = error.code === 'NOT_READY'
        const waitMs = isStarting ? AGAIN_MS : againMs
        againMs = isStarting ? AGAIN_MS : Math.min(againMs * 2, AGAIN_MS_MAX)
        // Not all pages of a shop at the same moment.
        return waitMs * (1 + Math.random() / 2)
      }
    }
    const run = async (isAgain: boolean): Promise<void> => {
      timer = undefined
      const isIdle = document.hidden && (isAgain || intervalMs !== undefined)
      const waitMs = isIdle ? (intervalMs ?? againMs) : await loadOnce()
      if (waitMs !== undefined && !signal.aborted) timer = setTimeout(() => void run(true), waitMs)
    }
    const runNow = (): void => {
      if (timer === undefined) return
      clearTimeout(timer)
      void run(true)
    }
    addEventListener('online', runNow, { signal })
    void run(false)
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [key, round, intervalMs, keepsPrevious])

  const reload = useCallback(() => setRound((count) => count + 1), [])
  const { key: shownKey, ...shown } = state
  return shownKey === key || keepsPrevious ? { ...shown, reload } : { reload }
}
