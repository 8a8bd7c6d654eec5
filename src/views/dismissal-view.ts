/**
 * What shoppers do not want to see, and what of it they took back. One of the live views. It stands apart from their other
 * acts, so that it holds however much they do afterwards.
 */
import { GrowingArray } from '../math/growing-array.ts'
import { kindCode } from './interaction-block.ts'

const NONE = -1
const DISMISS = kindCode('product-dismiss')
const UNDISMISS = kindCode('product-undismiss')

/** `at` in ms UTC. */
export type Dismissal = { readonly item: number; readonly at: number; readonly isTakenBack: boolean }

/** In log order: 17 bytes an act, 4 a shopper. */
export class DismissalView {
  readonly #item = new GrowingArray((n) => new Int32Array(n))
  readonly #at = new GrowingArray((n) => new Float64Array(n))
  readonly #isTakenBack = new GrowingArray((n) => new Uint8Array(n))
  readonly #before = new GrowingArray((n) => new Int32Array(n))
  /** By shopper: what they said last. */
  readonly #newest = new GrowingArray((n) => new Int32Array(n))

  fold(code: number, at: number, shopper: number, item: number): void {
    if ((code !== DISMISS && code !== UNDISMISS) || shopper < 0 || item < 0) return
    this.#before.push(this.#newest.at(shopper, NONE))
    this.#newest.set(shopper, this.#item.length, NONE)
    this.#item.push(item)
    this.#at.push(at)
    this.#isTakenBack.push(code === UNDISMISS ? 1 : 0)
  }

  forget(shopper: number): void {
    this.#newest.set(shopper, NONE, NONE)
  }

  /**
   * What a person said under all their names, oldest first; of two at the same instant, the one logged first.
   *
   * @complexity O(n log n), n what they said
   */
  of(shoppers: readonly number[]): readonly Dismissal[] {
    const said: number[] = []
    for (const shopper of shoppers)
      for (
        let k = shopper < 0 ? NONE : this.#newest.at(shopper, NONE);
        k !== NONE;
        k = this.#before.at(k, NONE)
      )
        said.push(k)
    return said
      .sort((a, b) => this.#at.at(a, 0) - this.#at.at(b, 0) || a - b)
      .map((k) => ({
        item: this.#item.at(k, NONE),
        at: this.#at.at(k, 0),
        isTakenBack: this.#isTakenBack.at(k, 0) === 1,
      }))
  }
}
