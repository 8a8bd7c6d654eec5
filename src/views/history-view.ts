/**
 * What each shopper did lately, and who is who. One of the live views.
 *
 * Acts stand in log order in flat columns, each pointing back to the same shopper's act before it: 17 bytes an act and
 * no object a shopper, so that millions of acts fit.
 */
import { INTERACTION_KINDS, type InteractionKind } from '../domain/interaction.ts'
import { GrowingArray } from '../math/growing-array.ts'

/** Kinds that say something of a shopper's taste; what was merely shown does not. */
const KEPT: ReadonlySet<InteractionKind> = new Set([
  'product-view',
  'product-share',
  'product-dismiss',
  'product-rating',
  'wishlist-add',
  'wishlist-remove',
  'cart-add',
  'cart-remove',
  'order',
  'refund',
])
const isKept = Uint8Array.from(INTERACTION_KINDS, (kind) => (KEPT.has(kind) ? 1 : 0))

export type Act = { readonly kind: InteractionKind; readonly item: number; readonly at: number }

const NONE = -1

export class HistoryView {
  readonly #item = new GrowingArray((n) => new Int32Array(n))
  readonly #kind = new GrowingArray((n) => new Uint8Array(n))
  readonly #at = new GrowingArray((n) => new Float64Array(n))
  readonly #before = new GrowingArray((n) => new Int32Array(n))
  /** By shopper: the newest act. */
  readonly #newest = new GrowingArray((n) => new Int32Array(n))
  /** By visitor: the customer that it turned out to be. */
  readonly #customerOf = new Map<number, number>()
  readonly #visitorsOf = new Map<number, Set<number>>()

  get actCount(): number {
    return this.#item.length
  }

  fold(kindCode: number, at: number, shopper: number, item: number): void {
    if (shopper < 0 || item < 0 || isKept[kindCode] === 0) return
    const act = this.#item.length
    this.#item.push(item)
    this.#kind.push(kindCode)
    this.#at.push(at)
    this.#before.push(this.#newest.at(shopper, NONE))
    this.#newest.set(shopper, act, NONE)
  }

  /** Says that the visitor is the customer from now on. Saying it again changes nothing; another customer takes over. */
  link(visitor: number, customer: number): void {
    const known = this.#customerOf.get(visitor)
    if (known === customer) return
    if (known !== undefined) this.#visitorsOf.get(known)?.delete(visitor)
    this.#customerOf.set(visitor, customer)
    const visitors = this.#visitorsOf.get(customer)
    if (visitors === undefined) this.#visitorsOf.set(customer, new Set([visitor]))
    else visitors.add(visitor)
  }

  /** The visitors that turned out to be the customer, in the order they were linked. */
  visitorsOf(customer: number): readonly number[] {
    return [...(this.#visitorsOf.get(customer) ?? [])]
  }

  customerOf(visitor: number): number | undefined {
    return this.#customerOf.get(visitor)
  }

  /** The newest acts in log order, at most `countMax`, newest first. A shopper out of range did nothing. */
  acts(shopper: number, countMax: number): readonly Act[] {
    const found: Act[] = []
    let act = shopper < 0 ? NONE : this.#newest.at(shopper, NONE)
    while (act !== NONE && found.length < countMax) {
      found.push({
        kind: INTERACTION_KINDS[this.#kind.at(act, 0)],
        item: this.#item.at(act, NONE),
        at: this.#at.at(act, 0),
      })
      act = this.#before.at(act, NONE)
    }
    return found
  }
}
