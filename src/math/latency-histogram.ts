/** Latencies counted in buckets that grow by a tenth: percentiles within 5 %, in constant memory. */
const GROWTH = 1.1
const SMALLEST_MS = 0.01
const BUCKETS = 160

export class LatencyHistogram {
  readonly #counts = new Float64Array(BUCKETS)
  #count = 0

  get count(): number {
    return this.#count
  }

  add(latencyMs: number): void {
    const bucket = Math.floor(Math.log(Math.max(latencyMs, SMALLEST_MS) / SMALLEST_MS) / Math.log(GROWTH))
    this.#counts[Math.min(bucket, BUCKETS - 1)]++
    this.#count++
  }

  /** @param share  in [0, 1]: 0.99 asks for the 99th percentile. 0 when nothing was added. */
  percentileMs(share: number): number {
    if (this.#count === 0) return 0
    let seen = 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#counts[bucket]
      if (seen >= share * this.#count) return SMALLEST_MS * GROWTH ** (bucket + 0.5)
    }
    return SMALLEST_MS * GROWTH ** BUCKETS
  }
}
