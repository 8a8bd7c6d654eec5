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

type State<T> = { readonly key: string; readonly data?: T; readonly error?: ApiError }

/**
 * What `load` gives, asked once for each `key` (and at intervals); an answer that is no longer wanted is aborted.
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
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async (): Promise<void> => {
      if (intervalMs === undefined || !document.hidden)
        try {
          const data = await newestLoad.current(controller.signal)
          if (!controller.signal.aborted) setState({ key, data })
        } catch (error) {
          if (!controller.signal.aborted)
            setState((old) => ({
              ...(old.key === key || keepsPrevious ? old : {}),
              key,
              error: toApiError(error),
            }))
        }
      if (intervalMs !== undefined && !controller.signal.aborted)
        timer = setTimeout(() => void run(), intervalMs)
    }
    void run()
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [key, round, intervalMs, keepsPrevious])

  const reload = useCallback(() => setRound((count) => count + 1), [])
  const { key: shownKey, ...shown } = state
  return shownKey === key || keepsPrevious ? { ...shown, reload } : { reload }
}
