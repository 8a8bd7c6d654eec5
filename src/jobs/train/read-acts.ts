/** Reads the interactions of the log into one table of acts: who is who, what stands for what, and who may be read. */
import { customerKey, ERASED_SHOPPER } from '../../domain/interaction.ts'
import { stableOrder } from '../../math/stable-order.ts'
import { StringIndex } from '../../math/string-index.ts'
import { CART, PURCHASE, VIEW, WISH } from '../../models/acts.ts'
import { emptyRawActs, joinedActs, type RawActs, REFUND, rowsAt } from '../../models/log/raw-acts.ts'
import { type InteractionBlock, kindCode } from '../../views/interaction-block.ts'
import type { ShopSnapshot } from './snapshot.ts'

const NOTHING = 255
const IDENTIFY = kindCode('identify')
/** By the kind of an interaction: the kind of act that it is. */
const actOfKind = new Uint8Array(256).fill(NOTHING)
actOfKind[kindCode('product-view')] = VIEW
actOfKind[kindCode('cart-add')] = CART
actOfKind[kindCode('wishlist-add')] = WISH
actOfKind[kindCode('order')] = PURCHASE
actOfKind[kindCode('refund')] = REFUND

export type ReadActs = {
  readonly acts: RawActs
  /** by number of an item */
  readonly itemIds: readonly string[]
  readonly shopperCount: number
  readonly orderCount: number
  readonly sessionCount: number
  readonly optedOutCount: number
  readonly tooOldCount: number
  readonly logSeq: number
}

const at = (column: { readonly [index: number]: number }, index: number): number => column[index] as number

class ActReader {
  readonly items = new StringIndex()
  readonly shoppers = new StringIndex()
  readonly orders = new StringIndex()
  readonly sessions = new StringIndex()
  /** By visitor: the customers that it turned out to be, the last one last. */
  readonly customersOf = new Map<number, Set<number>>()
  readonly #masterOf: ReadonlyMap<string, string>

  constructor(masterOf: ReadonlyMap<string, string>) {
    this.#masterOf = masterOf
  }

  /** The rows of a block that are acts. */
  read(block: InteractionBlock): RawActs {
    const shoppers = Int32Array.from(block.names.shopper, (name) => this.shoppers.intern(name))
    const rows = this.#rowsOf(block, shoppers)
    const items = new Int32Array(block.names.item.length).fill(-1)
    const groups = rows.length === 0 ? [] : block.names.group
    const acts = emptyRawActs(rows.length)
    for (let k = 0; k < rows.length; k++) {
      const r = at(rows, k)
      const kind = at(actOfKind, at(block.kind, r))
      const group = groups[at(block.group, r)]
      const isOfOrder = kind === PURCHASE || kind === REFUND
      acts.at[k] = at(block.at, r)
      acts.shopper[k] = at(block.shopper, r) < 0 ? -1 : at(shoppers, at(block.shopper, r))
      acts.item[k] = this.#itemOf(block, at(block.item, r), items)
      acts.kind[k] = kind
      acts.order[k] = isOfOrder && group !== undefined ? this.orders.intern(group) : -1
      acts.session[k] = isOfOrder || group === undefined ? -1 : this.sessions.intern(group)
      acts.units[k] = at(block.quantity, r)
      acts.priceMinor[k] = at(block.priceMinor, r)
    }
    return acts
  }

  /** The rows that are acts; on the way, who turned out to be whom is noted. */
  #rowsOf(block: InteractionBlock, shoppers: Int32Array): Uint32Array {
    const rows = new Uint32Array(block.rowCount)
    let count = 0
    for (let r = 0; r < block.rowCount; r++) {
      const kind = at(block.kind, r)
      if (kind === IDENTIFY && at(block.linkedTo, r) >= 0)
        this.#link(at(shoppers, at(block.shopper, r)), at(shoppers, at(block.linkedTo, r)))
      else if (at(actOfKind, kind) !== NOTHING && at(block.item, r) >= 0) rows[count++] = r
    }
    return rows.subarray(0, count)
  }

  #link(visitor: number, customer: number): void {
    const customers = this.customersOf.get(visitor) ?? new Set()
    customers.delete(customer)
    this.customersOf.set(visitor, customers.add(customer))
  }

  #itemOf(block: InteractionBlock, named: number, known: Int32Array): number {
    if (at(known, named) < 0) {
      const name = block.names.item[named] as string
      known[named] = this.items.intern(this.#masterOf.get(name) ?? name)
    }
    return at(known, named)
  }
}

/**
 * By number of a shopper: the number it counts as; -1 for those whose acts may not be read. A browser of several
 * customers counts as the last one, and is read when all of them may be: it is not known who of them did what.
 */
const resolvedShoppers = (
  { shoppers, customersOf }: ActReader,
  { mayReadCustomers, mayReadVisitors, exceptions }: ShopSnapshot['people'],
): Int32Array => {
  const customerPrefix = customerKey('')
  const excepted = new Set(exceptions)
  const names = shoppers.names()
  const mayBeRead = (shopper: number): boolean => {
    const name = names[shopper] as string
    if (name === ERASED_SHOPPER) return false
    return name.startsWith(customerPrefix)
      ? mayReadCustomers !== excepted.has(name.slice(customerPrefix.length))
      : mayReadVisitors
  }
  return Int32Array.from(names, (_, shopper) => {
    const stoodFor = [...(customersOf.get(shopper) ?? [shopper])]
    return stoodFor.every(mayBeRead) ? (stoodFor.at(-1) as number) : -1
  })
}

/** Rows that may be read, oldest first. */
const readableRows = (acts: RawActs, shopperOf: Int32Array): Uint32Array => {
  const order = stableOrder(acts.at)
  let kept = 0
  for (const row of order) {
    const shopper = at(acts.shopper, row)
    if (shopper < 0 || at(shopperOf, shopper) >= 0) order[kept++] = row
  }
  return order.slice(0, kept)
}

/**
 * @param actMax    rows that are held at most, give or take a block; of more, the oldest of the log are left out
 * @param progress  the newest record that was read
 */
export const readActs = async (
  { people, catalog, blocks }: Pick<ShopSnapshot, 'people' | 'catalog' | 'blocks'>,
  actMax: number,
  progress: (logSeq: number) => void,
): Promise<ReadActs> => {
  const reader = new ActReader(new Map(catalog.flatMap(({ variants }) => variants)))
  const parts: RawActs[] = []
  let heldCount = 0
  let tooOldCount = 0
  let logSeq = 0
  for await (const block of blocks) {
    const part = reader.read(block)
    parts.push(part)
    heldCount += part.count
    logSeq = block.lastSeq
    while (parts[0] !== undefined && heldCount - parts[0].count >= actMax) {
      heldCount -= parts[0].count
      tooOldCount += parts[0].count
      parts.shift()
    }
    progress(logSeq)
  }
  const all = joinedActs(parts.splice(0))
  const shopperOf = resolvedShoppers(reader, people)
  const acts = rowsAt(all, readableRows(all, shopperOf))
  for (let r = 0; r < acts.count; r++)
    if (at(acts.shopper, r) >= 0) acts.shopper[r] = at(shopperOf, at(acts.shopper, r))
  return {
    acts,
    itemIds: reader.items.names(),
    shopperCount: reader.shoppers.size,
    orderCount: reader.orders.size,
    sessionCount: reader.sessions.size,
    optedOutCount: all.count - acts.count,
    tooOldCount,
    logSeq,
  }
}
