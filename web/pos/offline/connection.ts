/** Whether the server can be reached, told by calls that fail and by probing, not by the browser's guess. */
import { useSyncExternalStore } from 'react'

export type Connection = {
  readonly isOnline: boolean
  /** ms of this clock, when it became so */
  readonly since: number
}

const PROBE_MS_MIN = 2_000
const PROBE_MS_MAX = 15_000
const PROBE_TIMEOUT_MS = 4_000

let state: Connection = { isOnline: true, since: Date.now() }
let timer: ReturnType<typeof setTimeout> | undefined
let waitMs = PROBE_MS_MIN
let probePath = ''
const listeners = new Set<() => void>()

const put = (isOnline: boolean): void => {
  if (state.isOnline === isOnline) return
  state = { isOnline, since: Date.now() }
  for (const listener of listeners) listener()
}

const isThere = async (): Promise<boolean> => {
  try {
    const { status } = await fetch(probePath, {
      cache: 'no-store',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    })
    return status < 500
  } catch {
    return false
  }
}

/** Asks the server whether it is back; resolves with the answer. */
export const probe = async (): Promise<boolean> => {
  clearTimeout(timer)
  timer = undefined
  if (probePath === '' || state.isOnline) return state.isOnline
  if (await isThere()) {
    waitMs = PROBE_MS_MIN
    put(true)
    return true
  }
  waitMs = Math.min(waitMs * 1.5, PROBE_MS_MAX)
  timer ??= setTimeout(() => void probe(), waitMs)
  return false
}

/** A call did not get through. From now on the till works by itself, until a probe gets an answer. */
export const lostConnection = (): void => {
  put(false)
  timer ??= setTimeout(() => void probe(), waitMs)
}

/** @param path  what is asked to see whether the server is there; must not need to be signed in */
export const watchConnection = (path: string): (() => void) => {
  probePath = path
  const soon = (): void => {
    waitMs = PROBE_MS_MIN
    void probe()
  }
  addEventListener('online', soon)
  addEventListener('offline', lostConnection)
  if (!navigator.onLine) lostConnection()
  return () => {
    removeEventListener('online', soon)
    removeEventListener('offline', lostConnection)
    clearTimeout(timer)
    timer = undefined
  }
}

export const connection = (): Connection => state

export const onConnection = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnection = (): Connection => useSyncExternalStore(onConnection, connection)
