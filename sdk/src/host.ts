/** What the tracker needs of the browser, so that tests can stand in for it. */

export type Host = {
  /** May throw. */
  readonly storage: () => Storage
  readonly fetch: typeof globalThis.fetch
  /** ms UTC, by the browser's clock. */
  readonly now: () => number
  /** In [0, 1). */
  readonly random: () => number
  /** Missing on plain http. */
  readonly locks: Pick<LockManager, 'request'> | undefined
  /** Hears of the page's life: `pagehide`, `visibilitychange`, `pageshow`, `online`, `storage`. */
  readonly target: EventTarget
  readonly isHidden: () => boolean
  /** Global Privacy Control, or Do Not Track. */
  readonly refusesTracking: () => boolean
}

type Signals = { readonly globalPrivacyControl?: boolean; readonly doNotTrack?: string | null }

/** @returns undefined where pages are made on a server */
export const browserHost = (): Host | undefined =>
  typeof document === 'undefined'
    ? undefined
    : {
        storage: () => localStorage,
        fetch: (input, init) => fetch(input, init),
        now: Date.now,
        random: Math.random,
        locks: navigator.locks,
        target: window,
        isHidden: () => document.hidden,
        refusesTracking: () => {
          const { globalPrivacyControl, doNotTrack } = navigator as Signals
          return globalPrivacyControl === true || doNotTrack === '1'
        },
      }

/** 128 random bits. `crypto.randomUUID` is missing on plain http. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
