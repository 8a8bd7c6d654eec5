/**
 * What each shopper did lately, and who is who. One of the live views.
 *
 * Acts stand in log order in flat columns, each pointing back to the same shopper's act before it: 19 bytes an act, 12 a
 * shopper and no object for either, so that millions of acts fit.
 */
import { INTERACTION_KINDS, type InteractionKind } from '../domain/interaction.ts'
import { GrowingArray } from '../math/growing-array.ts'
import { CHANNELS_MAX } from './basket-view.ts'
import { kindCode } from './interaction-block.ts'

/** Kinds that say something of a shopper's taste; what was merely shown does not. */
const KEPT: ReadonlySet<InteractionKind> = new Set([
  'product-view',
  'product-share',
  'product-dismiss',
  'product-undismiss',
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
const ORDER = kindCode('order')
const REFUND = kindCode('refund')

/** Marks of an act, in bits above its channel. */
const CHANNEL = CHANNELS_MAX - 1
/** The act came with the same event as the shopper's act before it. */
const CONTINUES = 0x1000
/** A session began here to be one with the item. */
const OPENS = 0x2000
/** That session has led to the act. */
const LED_TO = { basket: 0x4000, order: 0x8000 } as const

/** Acts of one name, and of all names of a person, that are looked through for sessions that led to an act. */
export const CREDIT_ACTS_MAX = 200
export const CREDIT_ALL_ACTS_MAX = 1_000

export class HistoryView {
  readonly #item = new GrowingArray((n) => new Int32Array(n))
  readonly #kind = new GrowingArray((n) => new Uint8Array(n))
  readonly #marks = new GrowingArray((n) => new Uint16Array(n))
  readonly #at = new GrowingArray((n) => new Float64Array(n))
  readonly #before = new GrowingArray((n) => new Int32Array(n))
  /** By shopper: the newest act. */
  readonly #newest = new GrowingArray((n) => new Int32Array(n))
  /** By shopper: the latest instant of an act. */
  readonly #newestAt = new GrowingArray((n) => new Float64Array(n))
  /** By visitor: the customer that it turned out to be. */
  readonly #customerOf = new Map<number, number>()
  readonly #visitorsOf = new Map<number, Set<number>>()
  #lastSeq = NONE

  get actCount(): number {
    return this.#item.length
  }

  /** @param opensSession  a session began here to be one with the item */
  fold(
    seq: number,
    kindCode: number,
    at: number,
    shopper: number,
    item: number,
    channel: number,
    opensSession: boolean,
  ): void {
    if (shopper < 0 || item < 0 || isKept[kindCode] === 0) return
    const act = this.#item.length
    this.#item.push(item)
    this.#kind.push(kindCode)
    this.#marks.push(channel | (seq === this.#lastSeq ? CONTINUES : 0) | (opensSession ? OPENS : 0))
    this.#at.push(at)
    this.#before.push(this.#newest.at(shopper, NONE))
    this.#newest.set(shopper, act, NONE)
    if (!(at <= this.#newestAt.at(shopper, Number.NEGATIVE_INFINITY)))
      this.#newestAt.set(shopper, at, Number.NEGATIVE_INFINITY)
    this.#lastSeq = seq
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

  /**
   * Lets go of a customer, of the browsers that are theirs, and of who is who. What was worked out of their acts stays
   * until the view is folded anew.
   *
   * @returns the customer and the browsers
   */
  forget(customer: number): readonly number[] {
    const names = [customer, ...this.visitorsOf(customer)]
    for (const name of names) {
      this.#newest.set(name, NONE, NONE)
      this.#newestAt.set(name, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)
      this.#customerOf.delete(name)
    }
    this.#visitorsOf.delete(customer)
    return names
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
    this.forEachAct(shopper, countMax, (kindCode, item, at) => {
      found.push({ kind: INTERACTION_KINDS[kindCode], item, at })
    })
    return found
  }

  /**
   * The same without an object an act. Acts of one event, such as the lines of an order, come one after another with
   * the same `event`: 0 for the newest event of the shopper, 1 for the one before.
   */
  forEachAct(
    shopper: number,
    countMax: number,
    take: (kindCode: number, item: number, at: number, event: number) => void,
  ): void {
    let act = shopper < 0 ? NONE : this.#newest.at(shopper, NONE)
    let event = 0
    for (let count = 0; act !== NONE && count < countMax; count++) {
      take(this.#kind.at(act, 0), this.#item.at(act, NONE), this.#at.at(act, 0), event)
      if ((this.#marks.at(act, 0) & CONTINUES) === 0) event++
      act = this.#before.at(act, NONE)
    }
  }

  /** The latest instant of what the shopper did under this name, ms UTC; -Infinity for one who did nothing. */
  newestActAt(shopper: number): number {
    return shopper < 0 ? Number.NEGATIVE_INFINITY : this.#newestAt.at(shopper, Number.NEGATIVE_INFINITY)
  }

  /**
   * What the shopper bought and did not give back: item index to the instant of its newest order, ms UTC. Of an item's
   * orders and refunds the newest decides; of two at the same instant, the one logged last. The orders of all visitors
   * that turned out to be the customer belong.
   *
   * @complexity O(acts of the shopper)
   */
  purchases(shopper: number): ReadonlyMap<number, number> {
    const bought = new Map<number, number>()
    for (const [item, act] of this.#decidingActs(shopper))
      if (this.#kind.at(act, 0) === ORDER) bought.set(item, this.#at.at(act, 0))
    return bought
  }

  /** Whether `purchases` has the item. For more than a few items of one shopper, take that. */
  wasBought(shopper: number, item: number): boolean {
    const act = this.#decidingActs(shopper, item).get(item)
    return act !== undefined && this.#kind.at(act, 0) === ORDER
  }

  /**
   * Finds the sessions with the item that have led to an act now, none of which led to one before, among the person's
   * newest acts: under the name that acts, the customer behind it, and all visitors that are the customer.
   */
  creditSessions(
    outcome: keyof typeof LED_TO,
    at: number,
    shopper: number,
    item: number,
    credit: (viewedAt: number, channel: number) => void,
  ): void {
    let left = CREDIT_ALL_ACTS_MAX - this.#creditName(LED_TO[outcome], at, shopper, item, credit)
    const person = this.#customerOf.get(shopper) ?? shopper
    if (person !== shopper) left -= this.#creditName(LED_TO[outcome], at, person, item, credit)
    for (const visitor of this.#visitorsOf.get(person) ?? []) {
      if (left <= 0) return
      if (visitor !== shopper) left -= this.#creditName(LED_TO[outcome], at, visitor, item, credit)
    }
  }

  /** @returns acts looked at */
  #creditName(
    ledTo: number,
    at: number,
    name: number,
    item: number,
    credit: (viewedAt: number, channel: number) => void,
  ): number {
    let act = this.#newest.at(name, NONE)
    let count = 0
    for (; act !== NONE && count < CREDIT_ACTS_MAX; count++, act = this.#before.at(act, NONE)) {
      if (this.#item.at(act, NONE) !== item) continue
      const marks = this.#marks.at(act, 0)
      if ((marks & OPENS) === 0 || (marks & ledTo) !== 0 || this.#at.at(act, 0) > at) continue
      this.#marks.set(act, marks | ledTo, 0)
      credit(this.#at.at(act, 0), marks & CHANNEL)
    }
    return count
  }

  /** What is remembered of an act for later, as words: the channel, and what its session led to. For comparing. */
  markedChannels(shopper: number): readonly (readonly [channel: number, marks: number])[] {
    const found: [number, number][] = []
    let act = shopper < 0 ? NONE : this.#newest.at(shopper, NONE)
    for (; act !== NONE; act = this.#before.at(act, NONE)) {
      const marks = this.#marks.at(act, 0)
      found.push([marks & CHANNEL, marks & ~CHANNEL])
    }
    return found
  }

  /** By item (or for one): the newest of its orders and refunds. */
  #decidingActs(shopper: number, only = NONE): ReadonlyMap<number, number> {
    const deciding = new Map<number, number>()
    if (shopper < 0) return deciding
    for (const one of [shopper, ...this.visitorsOf(shopper)]) {
      let act = this.#newest.at(one, NONE)
      for (; act !== NONE; act = this.#before.at(act, NONE)) {
        const kind = this.#kind.at(act, 0)
        const item = this.#item.at(act, NONE)
        if ((kind !== ORDER && kind !== REFUND) || (only !== NONE && item !== only)) continue
        const known = deciding.get(item)
        if (known === undefined || this.#isNewer(act, known)) deciding.set(item, act)
      }
    }
    return deciding
  }

  #isNewer(act: number, other: number): boolean {
    const [at, otherAt] = [this.#at.at(act, 0), this.#at.at(other, 0)]
    return at > otherAt || (at === otherAt && act > other)
  }
}
