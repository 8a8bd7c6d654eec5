/** Items of a model as the shop has them now, and the other way: two tables that are kept, and brought up to date. */
import type { ShopView } from '../views/shop-view.ts'
import type { ServingModel } from './serving-model.ts'

export type ModelItems = {
  /** By item of the model: the item of the view that it shows as, its master if it is a variant; -1 when the view has none. */
  readonly shownOf: Int32Array
  /**
   * By item of the view: itself in the model, or else its master; -1 when the model knows neither. May be longer than the
   * view has items.
   */
  readonly modelOf: Int32Array
  /** The same for one item of the view; -1 for any number that is none. */
  readonly modelItemOf: (item: number) => number
  /** The same for one item of the model; -1 for any number that is none. */
  readonly shownItemOf: (item: number) => number
}

type Skus = readonly { readonly sku: string }[]

/** What the catalog said when an item was looked at last. Holds neither view nor model: they hold it. */
class KeptItems implements ModelItems {
  readonly shownOf: Int32Array
  modelOf = new Int32Array(0)
  /** By item of the view: itself in the model, whatever it shows as. */
  #ownOf = new Int32Array(0)
  #size = 0
  #catalogVersion = -1
  /** By item: the skus that showed as it. Those that it no longer has show as something else. */
  readonly #skusOf = new Map<number, Skus>()
  readonly modelItemOf = (item: number): number => this.modelOf[item] ?? -1
  readonly shownItemOf = (item: number): number => this.shownOf[item] ?? -1

  constructor(itemCount: number) {
    this.shownOf = new Int32Array(itemCount).fill(-1)
  }

  /** @complexity nothing when nothing changed; else O(changed items and names that are new), now and then O(items) */
  update(view: ShopView, indexOf: ReadonlyMap<string, number>): void {
    const { catalog, items } = view
    if (catalog.version === this.#catalogVersion && items.size === this.#size) return
    const from = this.#size
    this.#grow(items.size)
    for (let index = from; index < items.size; index++)
      this.#ownOf[index] = indexOf.get(items.name(index)) ?? -1
    const changed = this.#catalogVersion < 0 ? undefined : catalog.changedSince(this.#catalogVersion)
    this.#catalogVersion = catalog.version
    if (changed === undefined) {
      for (let index = 0; index < items.size; index++) this.#look(view, index)
      return
    }
    for (const index of new Set(changed)) {
      for (const { sku } of this.#skusOf.get(index) ?? []) this.#lookAtName(view, sku)
      this.#look(view, index)
      for (const { sku } of this.#skusOf.get(index) ?? []) this.#lookAtName(view, sku)
    }
    for (let index = from; index < items.size; index++) this.#look(view, index)
  }

  #grow(size: number): void {
    this.#size = size
    if (size <= this.modelOf.length) return
    const grown = (before: Int32Array): Int32Array<ArrayBuffer> => {
      const after = new Int32Array(Math.max(size, 2 * before.length)).fill(-1)
      after.set(before)
      return after
    }
    this.modelOf = grown(this.modelOf)
    this.#ownOf = grown(this.#ownOf)
  }

  #lookAtName(view: ShopView, name: string): void {
    const index = view.items.find(name)
    if (index >= 0) this.#look(view, index)
  }

  #look({ catalog }: ShopView, index: number): void {
    const shown = catalog.masterOf(index)
    const own = this.#ownOf[index] ?? -1
    if (own >= 0) this.shownOf[own] = shown
    this.modelOf[index] = own >= 0 ? own : (this.#ownOf[shown] ?? -1)
    const skus = catalog.document(index)?.skus
    if (skus === undefined) this.#skusOf.delete(index)
    else this.#skusOf.set(index, skus)
  }
}

const kept = new WeakMap<ShopView, WeakMap<ServingModel, KeptItems>>()

/** The tables as of now; those of an earlier call may be behind. */
export const modelItems = (view: ShopView, model: ServingModel): ModelItems => {
  let ofView = kept.get(view)
  if (ofView === undefined) kept.set(view, (ofView = new WeakMap()))
  let items = ofView.get(model)
  if (items === undefined) ofView.set(model, (items = new KeptItems(model.itemIds.length)))
  items.update(view, model.indexOf)
  return items
}
