/** What recipes train on: acts, facts of items, and the matrices made of them, each built once and only when asked for. */
import { type Csr, csrOfPairs } from '../math/csr.ts'
import { type Acts, type Groups, groupsBy, PURCHASE } from './acts.ts'
import { type ItemFacts, noFacts } from './item-facts.ts'

export type TrainingSource = {
  readonly acts: Acts
  readonly itemCount: number
  readonly shopperCount: number
  readonly orderCount: number
  readonly sessionCount: number
  readonly facts?: ItemFacts
  /** The end of the data, ms UTC: no act is newer. */
  readonly now: number
}

export class TrainingData {
  readonly acts: Acts
  readonly itemCount: number
  readonly shopperCount: number
  readonly orderCount: number
  readonly sessionCount: number
  readonly facts: ItemFacts
  readonly now: number
  #byShopper: Groups | undefined
  #byOrder: Groups | undefined
  #bySession: Groups | undefined
  #touched: Csr | undefined
  #purchases: Csr | undefined
  #orders: Csr | undefined

  constructor({ acts, itemCount, shopperCount, orderCount, sessionCount, facts, now }: TrainingSource) {
    this.acts = acts
    this.itemCount = itemCount
    this.shopperCount = shopperCount
    this.orderCount = orderCount
    this.sessionCount = sessionCount
    this.facts = facts ?? noFacts(itemCount)
    this.now = now
  }

  /** Rows of `acts` by shopper, oldest first. */
  get byShopper(): Groups {
    this.#byShopper ??= groupsBy(this.acts.shopper, this.shopperCount)
    return this.#byShopper
  }

  /** Rows of `acts` by order. */
  get byOrder(): Groups {
    this.#byOrder ??= groupsBy(this.acts.order, this.orderCount)
    return this.#byOrder
  }

  /** Rows of `acts` by session, oldest first. */
  get bySession(): Groups {
    this.#bySession ??= groupsBy(this.acts.session, this.sessionCount)
    return this.#bySession
  }

  /** shoppers × items, 1 where the shopper did anything with the item */
  get touched(): Csr {
    this.#touched ??= this.#shopperItems(() => true)
    return this.#touched
  }

  /** shoppers × items, 1 where the shopper bought the item */
  get purchases(): Csr {
    this.#purchases ??= this.#shopperItems((row) => this.acts.kind[row] === PURCHASE)
    return this.#purchases
  }

  /** orders × items, 1 where the order holds the item */
  get orders(): Csr {
    this.#orders ??= this.#pairs(this.acts.order, this.orderCount, () => true)
    return this.#orders
  }

  #shopperItems(isCounted: (row: number) => boolean): Csr {
    return this.#pairs(this.acts.shopper, this.shopperCount, isCounted)
  }

  #pairs(column: Int32Array, rowCount: number, isCounted: (row: number) => boolean): Csr {
    const { count, item } = this.acts
    const rows = new Int32Array(count)
    const columns = new Int32Array(count)
    let size = 0
    for (let r = 0; r < count; r++) {
      if (column[r] < 0 || !isCounted(r)) continue
      rows[size] = column[r]
      columns[size++] = item[r]
    }
    return csrOfPairs(rows.subarray(0, size), columns.subarray(0, size), rowCount, this.itemCount)
  }
}
