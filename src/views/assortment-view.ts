/** Which items a channel sells now, kept up to date item by item. */
import { type CompiledChannel, compileChannel, sellingOf } from '../domain/assortment.ts'
import { GrowingArray } from '../math/growing-array.ts'
import type { CatalogView } from './catalog-view.ts'

/** By item index. */
export type Assorted = {
  /** 1 where the channel sells the item and it stands for itself (a variant shows as its master). */
  readonly isSold: Uint8Array
  /** When it was first sold here in the running period, ms UTC. */
  readonly since: Float64Array
  /** Grows whenever one of the above changes. */
  readonly version: number
}

/**
 * A change of one item costs one look at that item; a date that comes (an item's first or last day) costs one pass
 * over the dates.
 */
export class AssortmentView {
  readonly #catalog: CatalogView
  readonly #channelId: string
  #channel: CompiledChannel
  #channelVersion = -1
  #catalogVersion = 0
  #hasCatalog = false
  #nextChangeAt = Number.POSITIVE_INFINITY
  #version = 0
  #newest = Number.NEGATIVE_INFINITY
  readonly #isSold = new GrowingArray((n) => new Uint8Array(n))
  readonly #since = new GrowingArray((n) => new Float64Array(n))
  readonly #changesAt = new GrowingArray((n) => new Float64Array(n))

  constructor(catalog: CatalogView, channelId: string) {
    this.#catalog = catalog
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
      this.#version++
    }
    return { isSold: this.#isSold.view(), since: this.#since.view(), version: this.#version }
  }

  #startOver(now: number): void {
    this.#channelVersion = this.#catalog.channelVersion
    this.#catalogVersion = this.#catalog.version
    this.#hasCatalog = this.#catalog.hasCatalog
    this.#channel = compileChannel(this.#channelId, this.#catalog.channel(this.#channelId))
    this.#nextChangeAt = Number.POSITIVE_INFINITY
    for (let index = 0; index < this.#catalog.items.size; index++) this.#look(index, now)
    this.#version++
  }

  #takeChanges(now: number): void {
    const changed = this.#catalog.changedSince(this.#catalogVersion)
    if (changed === undefined || this.#hasCatalog !== this.#catalog.hasCatalog) {
      this.#startOver(now)
      return
    }
    for (const index of changed) this.#look(index, now)
    this.#catalogVersion = this.#catalog.version
    this.#version++
  }

  #takeDates(now: number): void {
    this.#nextChangeAt = Number.POSITIVE_INFINITY
    const changesAt = this.#changesAt.view()
    for (let index = 0; index < changesAt.length; index++) {
      if (changesAt[index] <= now) this.#look(index, now)
      else if (changesAt[index] < this.#nextChangeAt) this.#nextChangeAt = changesAt[index]
    }
    this.#version++
  }

  #look(index: number, now: number): void {
    const item = this.#catalog.document(index)
    let isSold = false
    let since = Number.NaN
    let changesAt = Number.POSITIVE_INFINITY
    if (item === undefined) isSold = !this.#catalog.hasCatalog
    else {
      const selling = sellingOf(item, this.#catalog.createdAt(index), this.#channel, now)
      isSold = selling.isSold && this.#catalog.masterOf(index) === index
      since = selling.since
      changesAt = selling.nextChangeAt
    }
    this.#isSold.set(index, isSold ? 1 : 0, 0)
    this.#since.set(index, since, Number.NaN)
    this.#changesAt.set(index, changesAt, Number.POSITIVE_INFINITY)
    if (changesAt < this.#nextChangeAt) this.#nextChangeAt = changesAt
  }
}
