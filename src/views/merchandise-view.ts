/** What merchandisers wrote: strategies, placements, rules, lists by hand, filters, screens of tills. One of the live views. */
import type { ScreenLayout } from '../domain/point-of-sale.ts'
import type { DocumentKind } from '../domain/record.ts'
import type { CuratedList, Rule } from '../domain/rule.ts'
import type { Placement, SavedFilter, Strategy } from '../domain/strategy.ts'

export const MERCHANDISE_KINDS = [
  'strategy',
  'placement',
  'rule',
  'curated-list',
  'filter',
  'screen-layout',
] as const satisfies readonly DocumentKind[]
export type MerchandiseKind = (typeof MERCHANDISE_KINDS)[number]

/** The document of each kind. */
export type Merchandise = {
  readonly strategy: Strategy
  readonly placement: Placement
  readonly rule: Rule
  readonly 'curated-list': CuratedList
  readonly filter: SavedFilter
  readonly 'screen-layout': ScreenLayout
}

type Shelves = { readonly [K in MerchandiseKind]: Map<string, Merchandise[K]> }

export class MerchandiseView {
  readonly #shelves: Shelves = {
    strategy: new Map(),
    placement: new Map(),
    rule: new Map(),
    'curated-list': new Map(),
    filter: new Map(),
    'screen-layout': new Map(),
  }
  /** In order, until the next change of the kind. */
  readonly #sorted = new Map<MerchandiseKind, readonly unknown[]>()
  #version: number

  /** @param version  to begin with; copies begin where no other is */
  constructor(version = 0) {
    this.#version = version
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version
  }

  find<K extends MerchandiseKind>(kind: K, id: string): Merchandise[K] | undefined {
    return this.#shelves[kind].get(id)
  }

  /** In the order of their ids. */
  all<K extends MerchandiseKind>(kind: K): readonly Merchandise[K][] {
    let sorted = this.#sorted.get(kind) as readonly Merchandise[K][] | undefined
    if (sorted === undefined) {
      sorted = [...this.#shelves[kind]].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document)
      this.#sorted.set(kind, sorted)
    }
    return sorted
  }

  /** Another with the same in it: what is folded into it leaves this one alone. */
  copy(version: number): MerchandiseView {
    const copy = new MerchandiseView(version)
    for (const kind of MERCHANDISE_KINDS)
      for (const [id, document] of this.#shelves[kind])
        (copy.#shelves[kind] as Map<string, unknown>).set(id, document)
    return copy
  }

  /** @param document  undefined when it was deleted */
  fold<K extends MerchandiseKind>(kind: K, id: string, document: Merchandise[K] | undefined): void {
    if (document === undefined) this.#shelves[kind].delete(id)
    else this.#shelves[kind].set(id, document)
    this.#sorted.delete(kind)
    this.#version++
  }
}
