/** How many requests came and how long they took, by route. */
import { LatencyHistogram } from '../math/latency-histogram.ts'

const SECONDS_KEPT = 60

export type RouteFigures = {
  readonly path: string
  readonly count: number
  readonly latencyMsP50: number
  readonly latencyMsP99: number
}

export class RequestMeter {
  readonly #byPath = new Map<string, LatencyHistogram>()
  readonly #all = new LatencyHistogram()
  readonly #perSecond = new Map<number, number>()

  add(path: string, latencyMs: number, now: number): void {
    let histogram = this.#byPath.get(path)
    if (histogram === undefined) {
      histogram = new LatencyHistogram()
      this.#byPath.set(path, histogram)
    }
    histogram.add(latencyMs)
    this.#all.add(latencyMs)
    const second = Math.floor(now / 1000)
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + 1)
    if (this.#perSecond.size > SECONDS_KEPT)
      this.#perSecond.delete(this.#perSecond.keys().next().value as number)
  }

  figures(
    now: number,
  ): Omit<RouteFigures, 'path'> & { readonly perSecond: number; readonly byPath: readonly RouteFigures[] } {
    const second = Math.floor(now / 1000)
    let recent = 0
    for (const [at, count] of this.#perSecond) if (at >= second - 10 && at < second) recent += count
    const figuresOf = (histogram: LatencyHistogram) => ({
      count: histogram.count,
      latencyMsP50: histogram.percentileMs(0.5),
      latencyMsP99: histogram.percentileMs(0.99),
    })
    return {
      ...figuresOf(this.#all),
      perSecond: recent / 10,
      byPath: [...this.#byPath].map(([path, histogram]) => ({ path, ...figuresOf(histogram) })),
    }
  }
}
