/**
 * Sums by a small whole number: open addressing on typed arrays, about 20 bytes an entry, where a `Map` of numbers
 * takes 40 to 50. Millions of day counters live in these.
 */
const EMPTY = -1
/** Above this share of used places probing gets slow. */
const LOAD_MAX = 0.7

export class Tally {
  #keys = new Int32Array(8).fill(EMPTY)
  #sums = new Float64Array(8)
  #count = 0

  get size(): number {
    return this.#count
  }

  /** @param key ≥ 0 */
  add(key: number, amount: number): void {
    if ((this.#count + 1) / this.#keys.length > LOAD_MAX) this.#grow()
    const place = this.#placeOf(key)
    if (this.#keys[place] === EMPTY) {
      this.#keys[place] = key
      this.#count++
    }
    this.#sums[place] += amount
  }

  /** 0 for a key that was never added. */
  get(key: number): number {
    const place = this.#placeOf(key)
    return this.#keys[place] === EMPTY ? 0 : this.#sums[place]
  }

  /** Adds every sum to the target at its key. The target must be long enough. */
  addTo(target: Float64Array): void {
    for (let k = 0; k < this.#keys.length; k++) {
      const key = this.#keys[k]
      if (key !== EMPTY) target[key] += this.#sums[k]
    }
  }

  total(): number {
    let total = 0
    for (const sum of this.#sums) total += sum
    return total
  }

  /** Keys and sums, ascending by key. */
  entries(): readonly (readonly [key: number, sum: number])[] {
    const found: [number, number][] = []
    for (let k = 0; k < this.#keys.length; k++)
      if (this.#keys[k] !== EMPTY) found.push([this.#keys[k], this.#sums[k]])
    return found.sort((a, b) => a[0] - b[0])
  }

  #placeOf(key: number): number {
    const mask = this.#keys.length - 1
    let place = Math.imul(key, 0x9e3779b1) & mask
    while (this.#keys[place] !== EMPTY && this.#keys[place] !== key) place = (place + 1) & mask
    return place
  }

  #grow(): void {
    const keys = this.#keys
    const sums = this.#sums
    this.#keys = new Int32Array(keys.length * 2).fill(EMPTY)
    this.#sums = new Float64Array(keys.length * 2)
    for (let k = 0; k < keys.length; k++) {
      if (keys[k] === EMPTY) continue
      const place = this.#placeOf(keys[k])
      this.#keys[place] = keys[k]
      this.#sums[place] = sums[k]
    }
  }
}
