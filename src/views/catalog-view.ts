/** The catalog as it stands: documents, categories, variants. One of the live views. */
import { type Channel, categoryAncestors, type Item } from '../domain/catalog.ts'
import { GrowingArray } from '../math/growing-array.ts'
import type { StringIndex } from '../math/string-index.ts'

type Members = { readonly direct: Set<number>; readonly below: Set<number> }

/** Changes remembered one by one; whoever is further behind looks at everything. */
const CHANGES_MAX = 1_000_000

const sameTexts = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((text, k) => text === b[k])
const skusOf = ({ skus = [] }: Item): readonly string[] => skus.map(({ sku }) => sku)
const isBuiltAlike = (a: Item, b: Item): boolean =>
  a.masterId === b.masterId && sameTexts(a.categories, b.categories) && sameTexts(skusOf(a), skusOf(b))

export class CatalogView {
  readonly items: StringIndex
  readonly #documents: (Item | undefined)[] = []
  readonly #createdAt = new GrowingArray((n) => new Float64Array(n))
  /** Items that have the sku; nearly always one. */
  readonly #ownersBySku = new Map<string, readonly number[]>()
  readonly #variants = new Set<number>()
  readonly #membersByCategory = new Map<string, Members>()
  readonly #channels = new Map<string, Channel>()
  /** Indices changed since the version `#changedFrom`. */
  #changed: number[] = []
  #changedFrom = 0
  /** Variants by the id that they name as their master, described or not. */
  readonly #variantsByMaster = new Map<string, Set<number>>()
  /** Channels that some item names; few, and never forgotten. */
  readonly #namedChannels = new Set<string>()
  #channelVersion = 0
  #structureVersion = 0
  #describedCount = 0
  #hasEverDescribed = false

  constructor(items: StringIndex) {
    this.items = items
  }

  /** Grows with every change of an item; `changedSince` says which. */
  get version(): number {
    return this.#changedFrom + this.#changed.length
  }

  /**
   * Grows when an item comes or goes or changes its categories, its master or its skus: what lists rest on besides
   * figures and assortments. A new price or text leaves it alone.
   */
  get structureVersion(): number {
    return this.#structureVersion
  }

  /** Grows with every change of a channel. */
  get channelVersion(): number {
    return this.#channelVersion
  }

  get describedCount(): number {
    return this.#describedCount
  }

  /** False until a first item is described: then what events name is all there is to list. */
  get hasCatalog(): boolean {
    return this.#hasEverDescribed
  }

  /** Indices changed after that version, with repeats; undefined when that is too long ago to know. */
  changedSince(version: number): readonly number[] | undefined {
    return version < this.#changedFrom ? undefined : this.#changed.slice(version - this.#changedFrom)
  }

  document(index: number): Item | undefined {
    return this.#documents[index]
  }

  /** When the item was first logged, ms UTC; NaN for an item that only events name. */
  createdAt(index: number): number {
    return this.#createdAt.at(index, Number.NaN)
  }

  /**
   * The item it shows as. A variant that is described shows as its `masterId`; an id that only events name shows as the
   * item that has it as a sku (of several, the one whose id comes first); everything else as itself.
   */
  masterOf(index: number): number {
    const document = this.#documents[index]
    if (document !== undefined) return document.masterId === undefined ? index : this.#topOf(index)
    if (this.#ownersBySku.size === 0) return index
    const owners = this.#ownersBySku.get(this.items.name(index))
    if (owners === undefined) return index
    return this.#topOf(
      owners.reduce((first, owner) => (this.items.name(owner) < this.items.name(first) ? owner : first)),
    )
  }

  /** The described item that a described variant names as its master; -1 for what shows as itself. */
  directMasterOf(index: number): number {
    const masterId = this.#documents[index]?.masterId
    return masterId === undefined || this.#topOf(index) === index ? -1 : this.items.find(masterId)
  }

  /** Follows `masterId` upwards; of a ring of masters, the one whose id comes first stands for all. */
  #topOf(index: number): number {
    const path = [index]
    for (;;) {
      const masterId = this.#documents[path.at(-1) as number]?.masterId
      const master = masterId === undefined ? -1 : this.items.find(masterId)
      if (this.#documents[master] === undefined) return path.at(-1) as number
      const known = path.indexOf(master)
      if (known >= 0)
        return path
          .slice(known)
          .reduce((first, other) => (this.items.name(other) < this.items.name(first) ? other : first))
      path.push(master)
    }
  }

  /** Indices of all that is, or once was, a variant of another item: `masterOf` says which it is now. */
  get variants(): ReadonlySet<number> {
    return this.#variants
  }

  /** Indices that show as the item: those that name it as their master, and its skus that were heard of. */
  variantsOf(index: number): readonly number[] {
    const named = this.#variantsByMaster.get(this.items.name(index)) ?? []
    const skus = (this.#documents[index]?.skus ?? []).map(({ sku }) => this.items.find(sku))
    return [...new Set([...named, ...skus])].filter(
      (variant) => variant >= 0 && variant !== index && this.masterOf(variant) === index,
    )
  }

  /** To be called for each new name of an item, so that a variant's id in events counts for its master. */
  noteName(index: number): void {
    if (!this.#ownersBySku.has(this.items.name(index))) return
    this.#variants.add(index)
    this.#structureVersion++
  }

  putItem(item: Item, createdAt: number): void {
    const index = this.items.intern(item.itemId)
    const before = this.#documents[index]
    if (before === undefined) this.#describedCount++
    else this.#forget(index, before)
    this.#hasEverDescribed = true
    this.#documents[index] = item
    if (Number.isNaN(this.#createdAt.at(index, Number.NaN))) this.#createdAt.set(index, createdAt, Number.NaN)
    for (const path of new Set((item.categories ?? []).flatMap(categoryAncestors)))
      this.#members(path).below.add(index)
    for (const path of item.categories ?? []) this.#members(path).direct.add(index)
    if (item.masterId !== undefined) {
      this.#variants.add(index)
      const siblings = this.#variantsByMaster.get(item.masterId)
      if (siblings === undefined) this.#variantsByMaster.set(item.masterId, new Set([index]))
      else siblings.add(index)
    }
    for (const channelId of Object.keys(item.channels ?? {})) this.#namedChannels.add(channelId)
    for (const { sku, stock } of item.skus ?? []) {
      for (const channelId of Object.keys(stock ?? {})) this.#namedChannels.add(channelId)
      const owners = this.#ownersBySku.get(sku) ?? []
      if (!owners.includes(index)) this.#ownersBySku.set(sku, [...owners, index])
      const named = this.items.find(sku)
      if (named >= 0) this.#variants.add(named)
    }
    if (before === undefined || !isBuiltAlike(before, item)) this.#structureVersion++
    this.#noteChange(index, before === undefined || before.masterId !== item.masterId)
  }

  deleteItem(itemId: string, createdAt: number): void {
    const index = this.items.intern(itemId)
    this.#hasEverDescribed = true
    if (Number.isNaN(this.#createdAt.at(index, Number.NaN))) this.#createdAt.set(index, createdAt, Number.NaN)
    const before = this.#documents[index]
    if (before === undefined) return
    this.#forget(index, before)
    this.#documents[index] = undefined
    this.#describedCount--
    this.#structureVersion++
    this.#noteChange(index, true)
  }

  channel(channelId: string): Channel | undefined {
    return this.#channels.get(channelId)
  }

  /** True when the channel is described or some item names it. */
  knowsChannel(channelId: string): boolean {
    return this.#channels.has(channelId) || this.#namedChannels.has(channelId)
  }

  channels(): readonly Channel[] {
    return [...this.#channels.values()].sort((a, b) => (a.channelId < b.channelId ? -1 : 1))
  }

  putChannel(channel: Channel): void {
    this.#channels.set(channel.channelId, channel)
    this.#channelVersion++
  }

  deleteChannel(channelId: string): void {
    this.#channels.delete(channelId)
    this.#channelVersion++
  }

  /** Items of a category, with those of the categories below it when asked; undefined when no item ever had it. */
  membersOf(path: string, includeDescendants: boolean): ReadonlySet<number> | undefined {
    const members = this.#membersByCategory.get(path)
    return includeDescendants ? members?.below : members?.direct
  }

  /** Paths that hold an item, here or below, in path order. */
  categories(): readonly { readonly path: string; readonly members: ReadonlySet<number> }[] {
    return [...this.#membersByCategory]
      .filter(([, { below }]) => below.size > 0)
      .map(([path, { below }]) => ({ path, members: below }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  #members(path: string): Members {
    let members = this.#membersByCategory.get(path)
    if (members === undefined) {
      members = { direct: new Set(), below: new Set() }
      this.#membersByCategory.set(path, members)
    }
    return members
  }

  /** @param isMoved  it came, went or has another master: then what shows as it changes too */
  #noteChange(index: number, isMoved: boolean): void {
    if (this.#changed.length >= CHANGES_MAX) {
      this.#changedFrom += this.#changed.length
      this.#changed = []
    }
    const noted = new Set([index])
    for (const changed of noted) {
      this.#changed.push(changed)
      if (!isMoved) return
      for (const variant of this.#variantsByMaster.get(this.items.name(changed)) ?? []) noted.add(variant)
    }
  }

  #forget(index: number, item: Item): void {
    if (item.masterId !== undefined) this.#variantsByMaster.get(item.masterId)?.delete(index)
    for (const path of item.categories ?? [])
      for (const ancestor of categoryAncestors(path)) {
        const members = this.#membersByCategory.get(ancestor)
        members?.below.delete(index)
        members?.direct.delete(index)
      }
    for (const { sku } of item.skus ?? []) {
      const owners = (this.#ownersBySku.get(sku) ?? []).filter((owner) => owner !== index)
      if (owners.length === 0) this.#ownersBySku.delete(sku)
      else this.#ownersBySku.set(sku, owners)
    }
  }
}
