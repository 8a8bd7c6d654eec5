/** Who was erased, and may not be kept under their name when more of them arrives. One of the live views. */
import type { Erasure } from '../domain/erasure.ts'
import { HashedCounts, hashOfKey } from './hashed-counts.ts'

const TOLD_MAX = 50_000

export class ErasureView {
  readonly #erasures = new Map<string, Erasure>()
  /** By salt; a shop has one, or a few when several servers began to erase at once. */
  readonly #hashesBySalt = new Map<string, Set<string>>()
  /** How often each customer was. */
  readonly #customers = new HashedCounts()
  /** Answers that were worked out since the last change: a browser sends many events, and a hash takes microseconds. */
  readonly #told = new Map<string, boolean>()

  fold(erasureId: string, document: Partial<Erasure> | undefined): void {
    // Records of an erased customer stand in the log as empty changes of their erasure.
    if (document?.shoppers === undefined || document.salt === undefined) return
    const [customer = ''] = document.shoppers
    if (!this.#erasures.has(erasureId))
      this.#customers.set(document.salt, customer, this.#customers.get(document.salt, customer) + 1)
    this.#erasures.set(erasureId, document as Erasure)
    this.#told.clear()
    const hashes = this.#hashesBySalt.get(document.salt) ?? new Set()
    for (const hash of document.shoppers) hashes.add(hash)
    this.#hashesBySalt.set(document.salt, hashes)
  }

  find(erasureId: string): Erasure | undefined {
    return this.#erasures.get(erasureId)
  }

  /** Those that are not done. */
  running(): readonly Erasure[] {
    return [...this.#erasures.values()].filter(({ state }) => state === 'running')
  }

  /** In the order of their ids, which is that of time. */
  all(): readonly Erasure[] {
    return [...this.#erasures.values()].sort((a, b) => (a.erasureId < b.erasureId ? -1 : 1))
  }

  get doneCount(): number {
    let count = 0
    for (const { state } of this.#erasures.values()) if (state === 'done') count++
    return count
  }

  /** For the next erasure: with the salt of those before it, one hash tells. */
  get salt(): string | undefined {
    return this.#hashesBySalt.keys().next().value
  }

  /** How often a customer was erased; who came back may be again. */
  countOf(customerKey: string): number {
    return this.#customers.countOf(customerKey)
  }

  /** @param shopperKey  as views name shoppers */
  has(shopperKey: string): boolean {
    if (this.#hashesBySalt.size === 0) return false
    let isErased = this.#told.get(shopperKey)
    if (isErased === undefined) {
      isErased = [...this.#hashesBySalt].some(([salt, hashes]) => hashes.has(hashOfKey(salt, shopperKey)))
      if (this.#told.size >= TOLD_MAX) this.#told.clear()
      this.#told.set(shopperKey, isErased)
    }
    return isErased
  }
}
