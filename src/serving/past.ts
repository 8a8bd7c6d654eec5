/** What is known of a person's past, read once a request and only when something asks. */
import type { InteractionKind } from '../domain/interaction.ts'
import { CART, PURCHASE, VIEW, WISH } from '../models/acts.ts'
import type { History } from '../models/query.ts'
import { dismissedItems } from '../views/dismissed.ts'
import { kindCode } from '../views/interaction-block.ts'
import type { ShopView } from '../views/shop-view.ts'
import { wishedItems } from '../views/wish-list.ts'
import type { ModelItems } from './model-items.ts'
import type { Person } from './who-asks.ts'

/** Acts that are read of a person, the newest of each of their browsers and of themselves. */
const PAST_ACTS_MAX = 1_000
/** Acts that are looked through for purchases, of each of them: more than people do in years. */
const PURCHASE_ACTS_MAX = 50_000
/** Acts that models are asked with. */
const HISTORY_ACTS_MAX = 300
/** A visit is over after so long without an act. */
const SESSION_IDLE_MS = 30 * 60_000

export type PastAct = { readonly kind: InteractionKind; readonly item: number; readonly at: number }

/** How often an item was ordered and not given back since. Instants in ms UTC. */
export type Bought = { readonly count: number; readonly firstAt: number; readonly lastAt: number }

/** `sessionStart` is where the running visit begins in the history. */
export type ModelPast = { readonly history: History; readonly sessionStart: number }

type Purchase = {
  readonly item: number
  readonly at: number
  readonly isOrder: boolean
  /** From before the acts that are read. */
  readonly isOld: boolean
}

const ORDER = kindCode('order')
const REFUND = kindCode('refund')
const ACT_OF_KIND: ReadonlyMap<InteractionKind, number> = new Map([
  ['product-view', VIEW],
  ['cart-add', CART],
  ['wishlist-add', WISH],
  ['order', PURCHASE],
])

/** Items stand as their masters. */
export class Past {
  readonly #view: ShopView
  readonly #person: Person
  readonly #now: number
  #acts: readonly PastAct[] | undefined
  #history: ModelPast | undefined
  #purchases: readonly Purchase[] | undefined
  #bought: ReadonlyMap<number, Bought> | undefined
  #dismissed: ReadonlySet<number> | undefined

  constructor(view: ShopView, person: Person, now: number) {
    this.#view = view
    this.#person = person
    this.#now = now
  }

  /** Oldest first. */
  get acts(): readonly PastAct[] {
    this.#acts ??= this.#read()
    return this.#acts
  }

  /** The same with the orders from before them. Oldest first. */
  get actsAndOrders(): readonly PastAct[] {
    const old = this.#allPurchases.filter(({ isOrder, isOld }) => isOrder && isOld)
    if (old.length === 0) return this.acts
    const orders = old.map(({ item, at }): PastAct => ({ kind: 'order', item, at }))
    return [...orders, ...this.acts].sort((a, b) => a.at - b.at)
  }

  /** What was bought and not given back since: how many times, and when last. */
  get bought(): ReadonlyMap<number, Bought> {
    this.#bought ??= this.#collectBought()
    return this.#bought
  }

  /** Orders, whatever they hold. */
  get orderCount(): number {
    const purchases = this.#allPurchases
    let count = 0
    let lastAt = Number.NaN
    for (const { isOrder, at } of purchases) {
      if (!isOrder) continue
      if (at !== lastAt) count++
      lastAt = at
    }
    return count
  }

  /** Orders and refunds of items, oldest first: also those from before the acts that are read. */
  get #allPurchases(): readonly Purchase[] {
    this.#purchases ??= this.#readPurchases()
    return this.#purchases
  }

  /** Where the running visit begins among the acts; their number when none runs. */
  get sessionStart(): number {
    const { acts } = this
    let start = acts.length
    let next = this.#now
    while (start > 0 && next - (acts[start - 1] as PastAct).at <= SESSION_IDLE_MS) {
      start--
      next = (acts[start] as PastAct).at
    }
    return start
  }

  /** Items that the person does not want to see, however long ago they said so; the newest last. */
  get dismissed(): ReadonlySet<number> {
    const { closedBecause, customerId, shoppers } = this.#person
    this.#dismissed ??=
      closedBecause === undefined ? dismissedItems(this.#view, customerId, shoppers) : new Set()
    return this.#dismissed
  }

  /** What is on the wish list, the newest last. */
  get wished(): ReadonlySet<number> {
    const { closedBecause, customerId, shoppers } = this.#person
    return closedBecause === undefined ? wishedItems(this.#view, customerId, shoppers) : new Set()
  }

  /**
   * As models are asked: items by the model's numbers (-1 where it knows none), the wish list as of now, and what the
   * caller says was looked at just now. Worked out once.
   */
  history(modelItems: Pick<ModelItems, 'modelOf'>, looked: readonly number[]): ModelPast {
    this.#history ??= this.#historyFor(modelItems, looked)
    return this.#history
  }

  #historyFor({ modelOf }: Pick<ModelItems, 'modelOf'>, looked: readonly number[]): ModelPast {
    const { acts, sessionStart } = this
    const told: PastAct[] = []
    for (let k = acts.length - 1; k >= 0 && told.length < HISTORY_ACTS_MAX; k--)
      if (ACT_OF_KIND.has((acts[k] as PastAct).kind)) told.push(acts[k] as PastAct)
    told.reverse()
    const wished = [...this.wished]
      .filter((item) => !told.some((known) => known.kind === 'wishlist-add' && known.item === item))
      .slice(0, HISTORY_ACTS_MAX)
    const size = told.length + wished.length + looked.length
    const items = new Int32Array(size)
    const at = new Float64Array(size).fill(this.#now)
    const kinds = new Uint8Array(size).fill(VIEW)
    const orders = new Int32Array(size).fill(-1)
    const sessionFrom = acts[sessionStart]?.at ?? Number.POSITIVE_INFINITY
    let order = -1
    let first = size - looked.length
    told.forEach((act, k) => {
      items[k] = modelOf[act.item] ?? -1
      at[k] = act.at
      kinds[k] = ACT_OF_KIND.get(act.kind) as number
      if (act.kind === 'order') {
        const before = told[k - 1]
        if (before?.kind !== 'order' || before.at !== act.at) order++
        orders[k] = order
      }
      if (act.at >= sessionFrom) first = Math.min(first, k)
    })
    wished.forEach((item, k) => {
      items[told.length + k] = modelOf[item] ?? -1
      kinds[told.length + k] = WISH
    })
    looked.forEach((item, k) => {
      items[told.length + wished.length + k] = modelOf[item] ?? -1
    })
    return { history: { items, at, kinds, orders }, sessionStart: first }
  }

  #read(): readonly PastAct[] {
    const { history, catalog } = this.#view
    const { shoppers, closedBecause } = this.#person
    if (closedBecause !== undefined) return []
    const acts = shoppers.flatMap((shopper) =>
      history
        .acts(shopper, PAST_ACTS_MAX)
        .map(({ kind, item, at }) => ({ kind, item: catalog.masterOf(item), at }))
        .reverse(),
    )
    // Acts of one shopper are nearly in order already; those that arrived late, and other browsers, are put in place.
    return acts.sort((a, b) => a.at - b.at)
  }

  #readPurchases(): readonly Purchase[] {
    const { history, catalog } = this.#view
    const { shoppers, closedBecause } = this.#person
    if (closedBecause !== undefined) return []
    const all: Purchase[] = []
    for (const shopper of shoppers) {
      const found: Purchase[] = []
      let count = 0
      history.forEachAct(shopper, PURCHASE_ACTS_MAX, (code, item, at) => {
        const isOld = count++ >= PAST_ACTS_MAX
        if (code === ORDER || code === REFUND)
          found.push({ item: catalog.masterOf(item), at, isOrder: code === ORDER, isOld })
      })
      for (let k = found.length - 1; k >= 0; k--) all.push(found[k] as Purchase)
    }
    return all.sort((a, b) => a.at - b.at)
  }

  #collectBought(): ReadonlyMap<number, Bought> {
    const bought = new Map<number, Bought>()
    for (const { isOrder, item, at } of this.#allPurchases)
      if (isOrder) {
        const before = bought.get(item)
        // Two variants of one item in an order are one purchase of it.
        const count = before?.lastAt === at ? before.count : (before?.count ?? 0) + 1
        bought.set(item, { count, firstAt: before?.firstAt ?? at, lastAt: at })
      } else bought.delete(item)
    return bought
  }
}
