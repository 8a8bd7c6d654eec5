/** Which items a settled condition holds of, decided once an item and kept up to date item by item. */
import type { ShopView } from '../views/shop-view.ts'

export type ItemSet = {
  /** By item index: 1 where it holds. */
  readonly has: Uint8Array
  /** Another one whenever it changes, of all sets there ever were. */
  readonly version: number
}

/** Sets kept for a shop; the least lately used go first. A set takes a byte an item. */
const SETS_MAX = 128

type Kept = { has: Uint8Array; size: number; catalogVersion: number; version: number }

export class ItemSets {
  readonly #view: ShopView
  readonly #kept = new Map<string, Kept>()
  #newestVersion = 0

  constructor(view: ShopView) {
    this.#view = view
  }

  /**
   * @param condition  its key, and the channel whose prices it reads
   * @param holds      reads nothing but the item's own document and the currency of the shop
   * @complexity nothing while nothing changed; else O(changed items and new names)
   */
  of(condition: string, holds: (item: number) => boolean): ItemSet {
    const { catalog, items, shop } = this.#view
    const key = `${shop.currency}\n${condition}`
    let kept = this.#kept.get(key)
    if (kept === undefined)
      kept = { has: new Uint8Array(0), size: 0, catalogVersion: -1, version: ++this.#newestVersion }
    else this.#kept.delete(key)
    this.#kept.set(key, kept)
    if (this.#kept.size > SETS_MAX) this.#kept.delete(this.#kept.keys().next().value as string)
    if (kept.catalogVersion === catalog.version && kept.size === items.size) return kept
    const changed = kept.catalogVersion < 0 ? undefined : catalog.changedSince(kept.catalogVersion)
    if (kept.has.length < items.size) {
      const grown = new Uint8Array(Math.max(items.size, Math.ceil(kept.has.length * 1.25)))
      grown.set(kept.has)
      kept.has = grown
    }
    const look = (item: number): void => {
      const now = holds(item) ? 1 : 0
      if ((kept.has[item] as number) === now) return
      kept.has[item] = now
      kept.version = ++this.#newestVersion
    }
    if (changed === undefined) for (let item = 0; item < kept.size; item++) look(item)
    else for (const item of new Set(changed)) look(item)
    for (let item = kept.size; item < items.size; item++) look(item)
    kept.size = items.size
    kept.catalogVersion = catalog.version
    return kept
  }
}
