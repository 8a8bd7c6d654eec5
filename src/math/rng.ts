/**
 * Seeded random numbers with derivable streams: `rng(seed, 'item', 12)` is the same stream every time and has nothing
 * to do with `rng(seed, 'item', 13)`. So a part of the world can be drawn alone, in any order.
 *
 * @source sfc32 by Chris Doty-Humphrey, PractRand 2010; seeds mixed by splitmix32 (Steele, Lea & Flood, OOPSLA 2014)
 */
export const rng = (seed: number, ...keys: readonly (string | number)[]): Rng => {
  let hash = mix32(seed | 0)
  for (const key of keys) hash = mix32(hash ^ (typeof key === 'number' ? mix32(key | 0) : hashText(key)))
  return new Rng(hash)
}

/** FNV-1a over UTF-16 units: a 32-bit integer, signed. */
export const hashText = (text: string): number => {
  let hash = 0x811c9dc5
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193)
  return mix32(hash)
}

/** Spreads the bits of a 32-bit integer, one to one. */
export const mix32 = (value: number): number => {
  let mixed = (value + 0x9e3779b9) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}

/** One stream of numbers. Every method moves it on. */
export class Rng {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number) {
    this.#a = mix32(seed)
    this.#b = mix32(this.#a)
    this.#c = mix32(this.#b)
    for (let k = 0; k < 8; k++) this.#next()
  }

  /** In [0, 1). */
  float(): number {
    return this.#next() / 0x1_0000_0000
  }

  /** In [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.float()
  }

  /** A whole number in [0, count). */
  int(count: number): number {
    return Math.floor(this.float() * count)
  }

  chance(probability: number): boolean {
    return this.float() < probability
  }

  /** @param list  at least one element */
  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)] as T
  }

  /**
   * The index of a weight, drawn in proportion to it.
   *
   * @param weights  ≥ 0, not all 0
   */
  weighted(weights: ArrayLike<number>): number {
    let total = 0
    for (let k = 0; k < weights.length; k++) total += weights[k] as number
    let left = this.float() * total
    let last = 0
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k] as number
      if (weight <= 0) continue
      if (left < weight) return k
      left -= weight
      last = k
    }
    return last
  }

  /**
   * As `weighted`, from running sums.
   *
   * @param sums  ascending; the last is the total, above 0
   * @complexity O(log n)
   */
  weightedBySums(sums: Float64Array): number {
    const target = this.float() * (sums[sums.length - 1] as number)
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle] as number) > target) high = middle
      else low = middle + 1
    }
    return low
  }

  /** By Box and Muller; the second number of the pair is dropped, so that a call always costs two draws. */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()))
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.float())
  }

  /** A count with the given mean. Above 30 the normal curve stands in, rounded and cut at 0. */
  poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))))
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = this.float(); product > limit; product *= this.float()) count++
    return count
  }

  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[] {
    const shuffled = [...list]
    for (let k = shuffled.length - 1; k > 0; k--) {
      const other = this.int(k + 1)
      const held = shuffled[k] as T
      shuffled[k] = shuffled[other] as T
      shuffled[other] = held
    }
    return shuffled
  }

  /** A whole number in [0, 2³²). */
  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }
}
