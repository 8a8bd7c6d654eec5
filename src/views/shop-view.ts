/**
 * All that is known of one shop, in memory: the fold of its log. Folding the records one by one, or whole blocks of
 * them, or the newest documents and then the events, gives the same view.
 */
import type { Channel, Item, Shop } from '../domain/catalog.ts'
import type { Customer } from '../domain/customer.ts'
import type { Erasure } from '../domain/erasure.ts'
import type { ShopEvent } from '../domain/event.ts'
import {
  ERASED_SHOPPER,
  INTERACTION_KINDS,
  type Interaction,
  type InteractionKind,
  interactionsOf,
  customerKey,
  visitorKey,
} from '../domain/interaction.ts'
import { canonicalJson } from '../domain/json.ts'
import { dayOfZone, type DayOf } from '../domain/local-day.ts'
import type { Associate, Register } from '../domain/point-of-sale.ts'
import type { DocumentKind } from '../domain/record.ts'
import type { SignOut } from '../domain/sign-out.ts'
import { StringIndex } from '../math/string-index.ts'
import { AssortmentView } from './assortment-view.ts'
import { BasketView, CHANNELS_MAX } from './basket-view.ts'
import { CatalogView } from './catalog-view.ts'
import { CounterView } from './counter-view.ts'
import { DismissalView } from './dismissal-view.ts'
import { ErasureView } from './erasure-view.ts'
import { HistoryView } from './history-view.ts'
import { kindCode, type InteractionBlock } from './interaction-block.ts'
import { hashOfName } from './recent-pairs.ts'
import { OrderView } from './order-view.ts'
import { RepeatView } from './repeat-view.ts'
import { NO_SESSION, SessionView } from './session-view.ts'
import { SignOutView } from './sign-out-view.ts'
import { MERCHANDISE_KINDS, type Merchandise, MerchandiseView } from './merchandise-view.ts'

export type KeyRole = 'server' | 'browser'

/** A key to the API as it is stored: never the key itself. */
export type KeyDocument = {
  readonly keyId: string
  /** SHA-256, hex */
  readonly hash: string
  readonly role: KeyRole
  readonly label?: string
  readonly createdAt: number
}

const putOrDelete = <V>(documents: Map<string, V>, id: string, document: V | undefined): void => {
  if (document === undefined) documents.delete(id)
  else documents.set(id, document)
}

const IDENTIFY = kindCode('identify')
/** No channel can have this name. */
const UNKNOWN_CHANNEL = ''
/** In place of a shopper's number; nobody is -1. */
const ERASED = -2

export class ShopView {
  readonly items = new StringIndex()
  readonly shoppers = new StringIndex()
  readonly channels = new StringIndex()
  readonly catalog = new CatalogView(this.items)
  readonly history = new HistoryView()
  readonly repeats = new RepeatView(this.history)
  readonly orders = new OrderView()
  readonly dismissals = new DismissalView()
  readonly baskets = new BasketView()
  readonly merchandise = new MerchandiseView()
  readonly counters: CounterView
  readonly sessions: SessionView
  readonly customers = new Map<string, Customer>()
  readonly keys = new Map<string, KeyDocument>()
  readonly registers = new Map<string, Register>()
  readonly associates = new Map<string, Associate>()
  readonly erasures = new ErasureView()
  readonly signOuts = new SignOutView()
  /** Customers whose deletion the log still names, until they are erased from it: they have said no to everything. */
  readonly formerCustomers = new Set<string>()
  readonly dayOf: DayOf
  readonly timeZone: string
  #shop: Shop
  #isLocked = false
  #eventCount = 0
  #newestEventAt = Number.NEGATIVE_INFINITY
  #lastSeq = 0
  readonly #assortments = new Map<string, AssortmentView>()
  readonly #assortmentVersions = { newest: 0 }

  /** @param shop  its time zone is fixed for this view: another zone needs a new fold */
  constructor(shop: Shop) {
    this.#shop = shop
    this.timeZone = shop.timeZone
    this.dayOf = dayOfZone(shop.timeZone)
    this.counters = new CounterView(this.dayOf)
    this.sessions = new SessionView(this.counters, this.history, this.dayOf)
  }

  get shop(): Shop {
    return this.#shop
  }

  get eventCount(): number {
    return this.#eventCount
  }

  /** True once there was a key: a shop whose last key was taken back stays closed. */
  get isLocked(): boolean {
    return this.#isLocked
  }

  /** ms UTC; -Infinity before the first event. */
  get newestEventAt(): number {
    return this.#newestEventAt
  }

  /** What the channel sells. Channels that the catalog does not know sell the same, and share one view. */
  assortment(channelId: string): AssortmentView {
    const known = this.catalog.knowsChannel(channelId) ? channelId : UNKNOWN_CHANNEL
    let assortment = this.#assortments.get(known)
    if (assortment === undefined) {
      assortment = new AssortmentView(this.catalog, known, this.#assortmentVersions)
      this.#assortments.set(known, assortment)
    }
    return assortment
  }

  /** The customer that a visitor turned out to be. */
  customerBehind(visitorId: string | undefined): string | undefined {
    if (visitorId === undefined) return undefined
    const customer = this.history.customerOf(this.shoppers.find(visitorKey(visitorId)))
    return customer === undefined ? undefined : this.shoppers.name(customer).slice(customerKey('').length)
  }

  /** The names under which a customer acts: their own, and the browsers that turned out to be theirs. */
  shoppersOf(customerId: string): readonly number[] {
    const customer = this.shoppers.find(customerKey(customerId))
    return customer < 0 ? [] : [customer, ...this.history.visitorsOf(customer)]
  }

  /** The document as it is now, for patches. */
  document(
    kind: DocumentKind,
    id: string,
  ):
    | Shop
    | Item
    | Customer
    | Channel
    | KeyDocument
    | Register
    | Associate
    | Erasure
    | SignOut
    | Merchandise[keyof Merchandise]
    | undefined {
    switch (kind) {
      case 'shop':
        return this.#shop
      case 'item':
        return this.catalog.document(this.items.find(id))
      case 'customer':
        return this.customers.get(id)
      case 'channel':
        return this.catalog.channel(id)
      case 'key':
        return this.keys.get(id)
      case 'register':
        return this.registers.get(id)
      case 'associate':
        return this.associates.get(id)
      case 'erasure':
        return this.erasures.find(id)
      case 'sign-out':
        return this.signOuts.find(id)
      case 'strategy':
      case 'placement':
      case 'rule':
      case 'curated-list':
      case 'filter':
      case 'screen-layout':
        return this.merchandise.find(kind, id)
    }
  }

  /**
   * @param document  undefined when it was deleted
   * @param createdAt  when the first record of this id was logged
   */
  foldDocument(kind: DocumentKind, id: string, document: unknown, createdAt: number): void {
    switch (kind) {
      case 'shop':
        if (document !== undefined) this.#shop = document as Shop
        return
      case 'item':
        if (document === undefined) this.catalog.deleteItem(id, createdAt)
        else this.catalog.putItem(document as Item, createdAt)
        return
      case 'customer':
        if (document === undefined) {
          this.#forget(id)
          this.customers.delete(id)
          this.formerCustomers.add(id)
        } else {
          this.customers.set(id, document as Customer)
          this.formerCustomers.delete(id)
        }
        return
      case 'channel':
        if (document === undefined) this.catalog.deleteChannel(id)
        else this.catalog.putChannel(document as Channel)
        return
      case 'key':
        this.#isLocked = true
        if (document === undefined) this.keys.delete(id)
        else this.keys.set(id, document as KeyDocument)
        return
      case 'register':
        putOrDelete(this.registers, id, document as Register | undefined)
        return
      case 'associate':
        putOrDelete(this.associates, id, document as Associate | undefined)
        return
      case 'erasure':
        this.erasures.fold(id, document as Partial<Erasure> | undefined)
        return
      case 'sign-out':
        this.signOuts.fold(id, document as SignOut | undefined)
        return
      case 'strategy':
      case 'placement':
      case 'rule':
      case 'curated-list':
      case 'filter':
      case 'screen-layout':
        this.merchandise.fold(kind, id, document as never)
    }
  }

  /** @returns the rows of the event, for those who keep them */
  foldEvent(seq: number, event: ShopEvent): readonly Interaction[] {
    const rows = interactionsOf(event)
    for (const row of rows)
      this.#foldRow(
        seq,
        kindCode(row.kind),
        row.at,
        row.shopper === undefined ? -1 : this.#internShopper(row.shopper),
        row.linkedTo === undefined ? -1 : this.shoppers.intern(row.linkedTo),
        row.itemId === undefined ? -1 : this.internItem(row.itemId),
        this.internChannel(row.channel),
        row.quantity,
        row.group === undefined ? NO_SESSION : hashOfName(row.group),
      )
    return rows
  }

  foldBlock(block: InteractionBlock): void {
    const items = Int32Array.from(block.names.item, (name) => this.internItem(name))
    const shoppers = Int32Array.from(block.names.shopper, (name) => this.#internShopper(name))
    const channels = Int32Array.from(block.names.channel, (name) => this.internChannel(name))
    const groups = Float64Array.from(block.names.group, hashOfName)
    for (let r = 0; r < block.rowCount; r++)
      this.#foldRow(
        block.seq[r],
        block.kind[r],
        block.at[r],
        block.shopper[r] < 0 ? -1 : shoppers[block.shopper[r]],
        block.linkedTo[r] < 0 ? -1 : shoppers[block.linkedTo[r]],
        block.item[r] < 0 ? -1 : items[block.item[r]],
        channels[block.channel[r]],
        block.quantity[r],
        block.group[r] < 0 ? NO_SESSION : groups[block.group[r]],
      )
  }

  /** After a log was read that still names customers whose deletion stands in it already. */
  forgetFormer(): void {
    for (const customerId of this.formerCustomers) this.#forget(customerId)
  }

  /** Everything the view holds, as text that does not depend on how it was folded. For tests and for comparing nodes. */
  fingerprint(): string {
    const itemName = (index: number): string => this.items.name(index)
    const shopperName = (index: number): string => this.shoppers.name(index)
    const byName = (a: readonly unknown[], b: readonly unknown[]): number =>
      String(a[0]) < String(b[0]) ? -1 : 1
    const documents = this.items
      .names()
      .map((name, index) => [
        name,
        this.catalog.document(index),
        this.catalog.createdAt(index),
        itemName(this.catalog.masterOf(index)),
        this.repeats.entry(index),
      ])
    const shoppers = this.shoppers.names().map((name, index) => [
      name,
      this.#actsOf(index),
      this.history.markedChannels(index).map(([channel, marks]) => [this.channels.name(channel), marks]),
      this.history.newestActAt(index),
      this.orders.ordersOf([index]).map(({ seq, at }) => [seq, at]),
      this.dismissals.of([index]).map(({ item, ...said }) => ({ item: itemName(item), ...said })),
      this.history.visitorsOf(index).map(shopperName).sort(),
      this.channels
        .names()
        .map((channel, place) => [
          channel,
          [...this.baskets.basketOf(index, place)].map(([item, units]) => [itemName(item), units]),
        ])
        .sort(byName),
    ])
    return canonicalJson({
      shop: this.#shop,
      events: [this.#eventCount, this.#newestEventAt],
      counters: this.counters.entries(itemName, (index) => this.channels.name(index)),
      seen: this.sessions.seenSizes,
      items: documents.sort(byName),
      shoppers: shoppers.sort(byName),
      customers: [...this.customers].sort(byName),
      channels: this.catalog.channels(),
      keys: [this.#isLocked, [...this.keys].sort(byName)],
      tills: [[...this.registers].sort(byName), [...this.associates].sort(byName)],
      formerCustomers: [...this.formerCustomers].sort(),
      erasures: this.erasures.all(),
      signOuts: this.signOuts.all(),
      merchandise: MERCHANDISE_KINDS.map((kind) => this.merchandise.all(kind)),
    })
  }

  #actsOf(shopper: number): readonly (readonly [string, string, number, number])[] {
    const acts: [string, string, number, number][] = []
    this.history.forEachAct(shopper, Number.POSITIVE_INFINITY, (code, item, at, event) => {
      acts.push([INTERACTION_KINDS[code] as string, this.items.name(item), at, event])
    })
    return acts
  }

  /** Nothing of the customer is found any more from here on, however late the log itself loses them. */
  #forget(customerId: string): void {
    const customer = this.shoppers.find(customerKey(customerId))
    if (customer < 0) return
    for (const name of this.history.forget(customer)) {
      this.baskets.forget(name, this.channels.size)
      this.dismissals.forget(name)
    }
  }

  #internShopper(name: string): number {
    return name === ERASED_SHOPPER ? ERASED : this.shoppers.intern(name)
  }

  /** Names of channels come with events, so somebody may invent them: beyond the most they count as one. */
  internChannel(name: string): number {
    if (this.channels.size < CHANNELS_MAX - 1) return this.channels.intern(name)
    const known = this.channels.find(name)
    return known >= 0 ? known : this.channels.intern(UNKNOWN_CHANNEL)
  }

  /** The number of an item, described or not. */
  internItem(itemId: string): number {
    const before = this.items.size
    const index = this.items.intern(itemId)
    if (this.items.size > before) this.catalog.noteName(index)
    return index
  }

  #foldRow(
    seq: number,
    code: number,
    at: number,
    shopper: number,
    linkedTo: number,
    item: number,
    channel: number,
    quantity: number,
    group: number,
  ): void {
    if (seq !== this.#lastSeq) {
      this.#lastSeq = seq
      this.#eventCount++
      if (at > this.#newestEventAt) this.#newestEventAt = at
    }
    const kind = INTERACTION_KINDS[code] as InteractionKind
    if (code === IDENTIFY && linkedTo >= 0) this.history.link(shopper, linkedTo)
    this.counters.fold(seq, kind, at, item, channel, quantity)
    // What happened stays true; whose visit it was, and what came of it, is gone.
    if (shopper === ERASED) return
    const opensSession = this.sessions.foldView(code, at, shopper, item, channel, group)
    this.repeats.fold(code, at, shopper, item)
    this.orders.fold(seq, code, at, shopper)
    this.dismissals.fold(code, at, shopper, item)
    this.history.fold(seq, code, at, shopper, item, channel, opensSession)
    this.sessions.foldOutcome(code, at, shopper, item)
    this.baskets.fold(seq, kind, at, shopper, channel, item, quantity)
  }
}
