/** Work that can wait until nobody touches the till. */

const ACTS = ['keydown', 'pointerdown', 'input'] as const
/** Between two products that are scanned in a row there is less. */
const STILL_MS = 2_000

export type Stillness = {
  /** Resolves when nobody did anything for a while and the browser has nothing else to do. */
  readonly come: () => Promise<void>
  readonly stop: () => void
}

export const watchStillness = (): Stillness => {
  let actedAt = performance.now()
  const note = (): void => {
    actedAt = performance.now()
  }
  for (const name of ACTS) addEventListener(name, note, { capture: true, passive: true })
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, ms)
    })
  return {
    come: async () => {
      for (;;) {
        const leftMs = actedAt + STILL_MS - performance.now()
        if (leftMs <= 0) break
        await wait(leftMs)
      }
      // Not every browser tells when it has nothing to do.
      if ('requestIdleCallback' in globalThis)
        await new Promise<void>((resolve) => {
          requestIdleCallback(() => resolve())
        })
    },
    stop: () => {
      for (const name of ACTS) removeEventListener(name, note, { capture: true })
    },
  }
}
