/** Sums up scores of few items among many, without a map: a dense row and the list of what was touched. */
import type { Scores } from './scores.ts'

/** Made once for a model and used for every request; `take` leaves it empty. */
export class SparseSum {
  readonly #sums: Float64Array
  readonly #touched: Int32Array
  #size = 0

  constructor(itemCount: number) {
    this.#sums = new Float64Array(itemCount)
    this.#touched = new Int32Array(itemCount)
  }

  /** @param amount  above 0: what sums to 0 may be listed twice otherwise */
  add(item: number, amount: number): void {
    if (this.#sums[item] === 0) this.#touched[this.#size++] = item
    this.#sums[item] += amount
  }

  /** Takes from what was added. Items that were not added stay out; call it when all is added. @param amount  above 0 */
  lessen(item: number, amount: number): void {
    if (this.#sums[item] !== 0) this.#sums[item] -= amount
  }

  /** What was added, but for the items left out. */
  take(without: Int32Array): Extract<Scores, { form: 'few' }> {
    for (const item of without) if (item >= 0 && item < this.#sums.length) this.#sums[item] = 0
    const items = new Int32Array(this.#size)
    const scores = new Float32Array(this.#size)
    let kept = 0
    for (let k = 0; k < this.#size; k++) {
      const item = this.#touched[k]
      if (this.#sums[item] > 0) {
        items[kept] = item
        scores[kept++] = this.#sums[item]
      }
      this.#sums[item] = 0
    }
    this.#size = 0
    return { form: 'few', items: items.subarray(0, kept), scores: scores.subarray(0, kept) }
  }
}
