/** Calls for lists, for whoever shows what went out and what came back. Costs nothing while nobody watches. */

export type Call = {
  readonly path: string
  readonly request: unknown
  /** ms of this browser's clock, when it went out */
  readonly at: number
  /** HTTP; 0 when no answer came. */
  readonly status: number
  readonly answer: unknown
  /** With the network. */
  readonly tookMs: number
  /** Of the server alone, as it says; undefined when it does not. */
  readonly serverMs: number | undefined
}

const watchers = new Set<(call: Call) => void>()

/** @returns stops it */
export const watchCalls = (watcher: (call: Call) => void): (() => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

export const tellCall = (call: Call): void => {
  for (const watcher of watchers) watcher(call)
}

/** `aisle;dur=1.24` → 1.24 */
export const serverMsOf = (header: string | null): number | undefined => {
  const text = /(?:^|,\s*)aisle;dur=([\d.]+)/.exec(header ?? '')?.[1]
  return text === undefined ? undefined : Number(text)
}
