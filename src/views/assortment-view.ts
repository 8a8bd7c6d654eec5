/** Which items a channel sells now and has on hand, kept up to date item by item. */
import { type CompiledChannel, compileChannel, isOnHand, sellingOf } from '../domain/assortment.ts'
import { GrowingArray } from '../math/growing-array.ts'
import type { CatalogView } from './catalog-view.ts'

/** By item index. */
export type Assorted = {
  /** 1 where the channel sells the item and it stands for itself (a variant shows as its master). */
  readonly isSold: Uint8Array
  /** When it was first sold here in the running period, ms UTC. */
  readonly since: Float64Array
  /** 0 where the channel is out of it: a master only when all its skus and all variants that are sold here are out. */
  readonly inStock: Uint8Array
  /** Grows whenever one of the above changes of an item that is sold, or begins or ends to be. */
  readonly version: number
}

/** What is known of an item itself, in bits. */
const OFFERED = 1
const ON_HAND = 2
const HAS_SKUS = 4
const NOTHING_KNOWN = ON_HAND
/** What a variant tells its master, in bits. */
const TOLD_OFFERED = 1
const TOLD_IN_STOCK = 2
const NONE = -1

const bytes = (): GrowingArray<Uint8Array> => new GrowingArray((n) => new Uint8Array(n))
const ints = (): GrowingArray<Int32Array> => new GrowingArray((n) => new Int32Array(n))

/**
 * A change of one item costs one look at that item, and a step to its master when it is a variant that came into stock
 * or went out of it; a date that comes (an item's first or last day) costs one pass over the dates.
 *
 * A master counts its variants that are sold and those in stock, so that it need not look at them again.
 */
export class AssortmentView {
  readonly #catalog: CatalogView
  readonly #channelId: string
  readonly #versions: { newest: number }
  #channel: CompiledChannel
  #channelVersion = -1
  #catalogVersion = 0
  #hasCatalog = false
  #nextChangeAt = Number.POSITIVE_INFINITY
  #version = 0
  #newest = Number.NEGATIVE_INFINITY
  readonly #isSold = bytes()
  readonly #since = new GrowingArray((n) => new Float64Array(n))
  readonly #inStock = bytes()
  readonly #changesAt = new GrowingArray((n) => new Float64Array(n))
  readonly #known = bytes()
  /** By variant: the master that it told, and what. Both are as long as the last variant's index, as those below. */
  readonly #toldTo = ints()
  readonly #told = bytes()
  /** By master: variants that are sold here, and those of them in stock. */
  readonly #offeredVariants = ints()
  readonly #stockedVariants = ints()

  /** @param versions  shared by the channels of a shop, so that no two of their assortments have the same version */
  constructor(catalog: CatalogView, channelId: string, versions: { newest: number }) {
    this.#catalog = catalog
    this.#versions = versions
    this.#channelId = channelId
    this.#channel = compileChannel(channelId, undefined)
  }

  /** @param asked  ms UTC; a clock that goes back stands still here */
  at(asked: number): Assorted {
    const now = Math.max(asked, this.#newest)
    this.#newest = now
    const catalog = this.#catalog
    if (this.#channelVersion !== catalog.channelVersion) this.#startOver(now)
    else {
      if (this.#catalogVersion !== catalog.version) this.#takeChanges(now)
      if (this.#nextChangeAt <= now) this.#takeDates(now)
    }
    if (this.#isSold.length < catalog.items.size) {
      for (let index = this.#isSold.length; index < catalog.items.size; index++) this.#look(index, now)
    }
    return {
      isSold: this.#isSold.view(),
      since: this.#since.view(),
      inStock: this.#inStock.view(),
      version: this.#version,
    }
  }

  #startOver(now: number): void {
    this.#channelVersion = this.#catalog.channelVersion
    this.#catalogVersion = this.#catalog.version
    this.#hasCatalog = this.#catalog.hasCatalog
    this.#channel = compileChannel(this.#channelId, this.#catalog.channel(this.#channelId))
    this.#nextChangeAt = Number.POSITIVE_INFINITY
    for (let index = 0; index < this.#catalog.items.size; index++) this.#look(index, now)
    this.#version = ++this.#versions.newest
  }

  #takeChanges(now: number): void {
    const changed = this.#catalog.changedSince(this.#catalogVersion)
    if (changed === undefined || this.#hasCatalog !== this.#catalog.hasCatalog) {
      this.#startOver(now)
      return
    }
    for (const index of changed) this.#look(index, now)
    this.#catalogVersion = this.#catalog.version
  }

  #takeDates(now: number): void {
    this.#nextChangeAt = Number.POSITIVE_INFINITY
    const changesAt = this.#changesAt.view()
    for (let index = 0; index < changesAt.length; index++) {
      if (changesAt[index] <= now) this.#look(index, now)
      else if (changesAt[index] < this.#nextChangeAt) this.#nextChangeAt = changesAt[index]
    }
  }

  #look(index: number, now: number): void {
    const item = this.#catalog.document(index)
    let isSold = false
    let since = Number.NaN
    let changesAt = Number.POSITIVE_INFINITY
    let known = NOTHING_KNOWN
    let master = NONE
    if (item === undefined) isSold = !this.#catalog.hasCatalog
    else {
      const selling = sellingOf(item, this.#catalog.createdAt(index), this.#channel, now)
      isSold = selling.isSold && this.#catalog.masterOf(index) === index
      since = selling.since
      changesAt = selling.nextChangeAt
      master = this.#catalog.directMasterOf(index)
      known =
        (selling.isSold ? OFFERED : 0) |
        (isOnHand(item, this.#channelId) ? ON_HAND : 0) |
        ((item.skus?.length ?? 0) > 0 ? HAS_SKUS : 0)
    }
    const was = this.#isSold.at(index, 0)
    if (was !== Number(isSold) || (isSold && !Object.is(this.#since.at(index, Number.NaN), since)))
      this.#version = ++this.#versions.newest
    this.#isSold.set(index, isSold ? 1 : 0, 0)
    this.#since.set(index, since, Number.NaN)
    this.#changesAt.set(index, changesAt, Number.POSITIVE_INFINITY)
    this.#known.set(index, known, NOTHING_KNOWN)
    if (changesAt < this.#nextChangeAt) this.#nextChangeAt = changesAt
    this.#takeStock(index)
    this.#tell(index, master)
  }

  #takeStock(index: number): void {
    const known = this.#known.at(index, NOTHING_KNOWN)
    const isOwn = (known & ON_HAND) !== 0
    const inStock =
      this.#offeredVariants.at(index, 0) === 0
        ? isOwn
        : this.#stockedVariants.at(index, 0) > 0 || (isOwn && (known & HAS_SKUS) !== 0)
    if (this.#inStock.at(index, NONE) === Number(inStock)) return
    if (index < this.#inStock.length && this.#isSold.at(index, 0) === 1)
      this.#version = ++this.#versions.newest
    this.#inStock.set(index, inStock ? 1 : 0, 1)
  }

  /** Lets the master know how the variant stands, and the master's own master when that changes something. */
  #tell(variant: number, master: number): void {
    const isOffered = master !== NONE && (this.#known.at(variant, NOTHING_KNOWN) & OFFERED) !== 0
    const isInStock = isOffered && this.#inStock.at(variant, 1) === 1
    const told = (isOffered ? TOLD_OFFERED : 0) | (isInStock ? TOLD_IN_STOCK : 0)
    const toldBefore = this.#told.at(variant, 0)
    const masterBefore = this.#toldTo.at(variant, NONE)
    if (told === toldBefore && master === masterBefore) return
    this.#toldTo.set(variant, master, NONE)
    this.#told.set(variant, told, 0)
    this.#count(masterBefore, toldBefore, -1)
    this.#count(master, told, 1)
    for (const one of masterBefore === master ? [master] : [masterBefore, master]) {
      if (one === NONE) continue
      this.#takeStock(one)
      this.#tell(one, this.#toldTo.at(one, NONE))
    }
  }

  #count(master: number, told: number, step: number): void {
    if (told === 0) return
    this.#offeredVariants.set(master, this.#offeredVariants.at(master, 0) + step, 0)
    if ((told & TOLD_IN_STOCK) !== 0)
      this.#stockedVariants.set(master, this.#stockedVariants.at(master, 0) + step, 0)
  }
}
