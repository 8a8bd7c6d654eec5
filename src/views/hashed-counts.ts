/** Counts of those whom a shop knows by salted hashes alone. */
import { HASH_LENGTH } from '../domain/erasure.ts'
import { sha256 } from '../math/sha256.ts'

/** Of a key of a shopper or a register, as the log keeps it. */
export const hashOfKey = (salt: string, key: string): string => sha256(salt + key).slice(0, HASH_LENGTH)

const TOLD_MAX = 50_000

export class HashedCounts {
  /** By salt, then by hash; a shop has one salt, or a few when several servers began at once. */
  readonly #bySalt = new Map<string, Map<string, number>>()
  /** Answers that were worked out since the last change: hashes take microseconds, and the same people ask often. */
  readonly #told = new Map<string, number>()

  /** With the salt of those before, one hash tells. */
  get salt(): string | undefined {
    return this.#bySalt.keys().next().value
  }

  get(salt: string, hash: string): number {
    return this.#bySalt.get(salt)?.get(hash) ?? 0
  }

  set(salt: string, hash: string, count: number): void {
    const counts = this.#bySalt.get(salt) ?? new Map<string, number>()
    counts.set(hash, count)
    this.#bySalt.set(salt, counts)
    this.#told.clear()
  }

  /** Under all salts together; 0 for whoever was never counted. */
  countOf(key: string): number {
    if (this.#bySalt.size === 0) return 0
    let count = this.#told.get(key)
    if (count === undefined) {
      count = 0
      for (const [salt, counts] of this.#bySalt) count += counts.get(hashOfKey(salt, key)) ?? 0
      if (this.#told.size >= TOLD_MAX) this.#told.clear()
      this.#told.set(key, count)
    }
    return count
  }
}
