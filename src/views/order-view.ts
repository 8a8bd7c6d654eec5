/** Where in the log each shopper's orders stand, so that a few of them can be read without the rest. One of the live views. */
import { GrowingArray } from '../math/growing-array.ts'
import { kindCode } from './interaction-block.ts'

const NONE = -1
const ORDER = kindCode('order')

/** An order of a shopper: its record's place in the log and when it was placed, ms UTC. */
export type PlacedOrder = { readonly seq: number; readonly at: number }

/** 20 bytes an order, 4 a shopper. */
export class OrderView {
  readonly #seq = new GrowingArray((n) => new Float64Array(n))
  readonly #at = new GrowingArray((n) => new Float64Array(n))
  readonly #before = new GrowingArray((n) => new Int32Array(n))
  /** By shopper: the order that was logged last. */
  readonly #newest = new GrowingArray((n) => new Int32Array(n))

  /** Takes the rows of an event one by one: an order of three lines is one order. */
  fold(seq: number, code: number, at: number, shopper: number): void {
    if (code !== ORDER || shopper < 0) return
    const before = this.#newest.at(shopper, NONE)
    if (this.#seq.at(before, NONE) === seq) return
    this.#newest.set(shopper, this.#seq.length, NONE)
    this.#seq.push(seq)
    this.#at.push(at)
    this.#before.push(before)
  }

  /**
   * The orders of a person under all their names, the newest first; of two at the same instant, the one logged last.
   *
   * @complexity O(n log n), n orders of the person
   */
  ordersOf(shoppers: readonly number[]): readonly PlacedOrder[] {
    const found: PlacedOrder[] = []
    for (const shopper of shoppers)
      for (
        let k = shopper < 0 ? NONE : this.#newest.at(shopper, NONE);
        k !== NONE;
        k = this.#before.at(k, NONE)
      )
        found.push({ seq: this.#seq.at(k, 0), at: this.#at.at(k, 0) })
    return found.sort((a, b) => b.at - a.at || b.seq - a.seq)
  }
}
