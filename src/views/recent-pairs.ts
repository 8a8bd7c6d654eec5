/**
 * Remembers the pairs of numbers that came lately, to tell a repeat from a first time, in bounded memory.
 *
 * Pairs are kept as 64-bit hashes, open addressing, in two sets: the one that fills and the one that was full before.
 * When the first is full, the second is forgotten. So a pair is known while fewer than `pairsMax` others came after it,
 * and for certain no more than twice as many are held. What is known depends on nothing but the pairs and their order.
 */
import { mix32 } from '../math/rng.ts'

const SLOTS_MIN = 1_024
const TWO_32 = 2 ** 32

/** A hash of 53 bits: of ten million names, two have the same one in a thousandth of all cases. */
export const hashOfName = (name: string): number => {
  let low = 0x9e3779b1
  let high = 0x85ebca6b
  for (let k = 0; k < name.length; k++) {
    const unit = name.charCodeAt(k)
    low = Math.imul(low ^ unit, 0x9e3779b1)
    high = Math.imul(high ^ unit, 0x5f356495)
  }
  return (mix32(high ^ (low >>> 13)) >>> 11) * TWO_32 + (mix32(low ^ (high >>> 13)) >>> 0)
}
export const lowerHalf = (hash: number): number => hash | 0
export const upperHalf = (hash: number): number => Math.floor(hash / TWO_32)

/** In place of a first half, which is never this. */
const EMPTY = 0

/** Places are pairs of numbers, at most half of them taken. */
class HashSet {
  #slots = new Int32Array(SLOTS_MIN * 2)
  #count = 0

  get size(): number {
    return this.#count
  }

  has(low: number, high: number): boolean {
    const slot = this.#find(low, high)
    return this.#slots[slot] !== EMPTY
  }

  /** For a pair that is not in it. */
  add(low: number, high: number): void {
    if (this.#count * 4 >= this.#slots.length) this.#grow()
    const slot = this.#find(low, high)
    this.#slots[slot] = low
    this.#slots[slot + 1] = high
    this.#count++
  }

  /** Where it is, or the empty place for it. */
  #find(low: number, high: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = (low << 1) & mask
    while (slots[slot] !== EMPTY && (slots[slot] !== low || slots[slot + 1] !== high))
      slot = (slot + 2) & mask
    return slot
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Int32Array(old.length * 2)
    for (let k = 0; k < old.length; k += 2) {
      if (old[k] === EMPTY) continue
      const slot = this.#find(old[k], old[k + 1])
      this.#slots[slot] = old[k]
      this.#slots[slot + 1] = old[k + 1]
    }
  }
}

export class RecentPairs {
  readonly #pairsMax: number
  #filling = new HashSet()
  #before = new HashSet()

  /** @param pairsMax  16 to 32 bytes each, twice */
  constructor(pairsMax: number) {
    this.#pairsMax = pairsMax
  }

  /** How many are known, of each set. */
  get sizes(): readonly [filling: number, before: number] {
    return [this.#filling.size, this.#before.size]
  }

  /**
   * Whether this item did not come lately with this holder, a number of two halves; from now on it did.
   *
   * @param low, high, item  32-bit integers
   */
  isNew(low: number, high: number, item: number): boolean {
    const first = mix32(low ^ mix32(item)) || 1
    const second = mix32(high ^ Math.imul(item, 0x9e3779b1))
    if (this.#filling.has(first, second)) return false
    const isKnown = this.#before.has(first, second)
    if (this.#filling.size >= this.#pairsMax) {
      this.#before = this.#filling
      this.#filling = new HashSet()
    }
    this.#filling.add(first, second)
    return !isKnown
  }
}
