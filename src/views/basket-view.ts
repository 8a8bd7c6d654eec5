/** What lies in each shopper's basket. One of the live views. */
import type { InteractionKind } from '../domain/interaction.ts'
import { GrowingArray } from '../math/growing-array.ts'

/** Units by item index, in the order they were put in. */
export type Basket = ReadonlyMap<number, number>

const empty: Basket = new Map()
const CHANGING: ReadonlySet<InteractionKind> = new Set([
  'cart-add',
  'cart-remove',
  'cart-update',
  'basket-line',
  'basket-empty',
  'order',
])

/**
 * An event that carries the whole basket replaces it; one that does not changes it by its own item. An event older than
 * the newest one of the same shopper changes nothing: the whole basket that came later already knows.
 */
export class BasketView {
  readonly #basketByShopper = new Map<number, Map<number, number>>()
  readonly #newestAt = new GrowingArray((n) => new Float64Array(n))
  #replacedBySeq = 0

  fold(seq: number, kind: InteractionKind, at: number, shopper: number, item: number, quantity: number): void {
    if (shopper < 0 || !CHANGING.has(kind)) return
    if (at < this.#newestAt.at(shopper, Number.NEGATIVE_INFINITY)) return
    this.#newestAt.set(shopper, at, Number.NEGATIVE_INFINITY)
    if (kind === 'order' || kind === 'basket-empty') {
      this.#basketByShopper.delete(shopper)
      return
    }
    if (kind === 'basket-line' && this.#replacedBySeq !== seq) {
      this.#replacedBySeq = seq
      this.#basketByShopper.delete(shopper)
    }
    if (item >= 0) this.#change(kind, shopper, item, quantity)
  }

  basketOf(shopper: number): Basket {
    return this.#basketByShopper.get(shopper) ?? empty
  }

  /** Shoppers with something in the basket. */
  entries(): Iterable<readonly [shopper: number, basket: Basket]> {
    return this.#basketByShopper
  }

  #change(kind: InteractionKind, shopper: number, item: number, quantity: number): void {
    let basket = this.#basketByShopper.get(shopper)
    if (basket === undefined) {
      if (kind === 'cart-remove') return
      basket = new Map()
      this.#basketByShopper.set(shopper, basket)
    }
    const held = basket.get(item) ?? 0
    const left = kind === 'cart-remove' ? held - quantity : kind === 'cart-update' ? quantity : held + quantity
    if (left > 0) basket.set(item, left)
    else basket.delete(item)
    if (basket.size === 0) this.#basketByShopper.delete(shopper)
  }
}
