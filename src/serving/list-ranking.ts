/** Ranks lists from the live views, and remembers a ranking until something it rests on changes. */
import type { ListParameters } from '../domain/catalog.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import type { ListRecipe } from '../lists/list.ts'
import { topByScore } from '../math/top.ts'
import { ALL_CHANNELS, UNITS_SCALE } from '../views/counter-view.ts'
import type { ShopView } from '../views/shop-view.ts'
import type { Scope } from './found.ts'

/** `items` holds the best, in order; `totalItems` is how many there are. */
export type Ranking = {
  readonly items: Int32Array
  readonly scores: Float64Array
  readonly totalItems: number
}

/** More than a page, so that the next page is at hand too. */
const RANKED_MIN = 256
/** Rankings kept for a shop; the least lately used go first. */
const RANKINGS_MAX = 512
/** Candidate sets are as long as the catalog, so fewer of them are kept. */
const CANDIDATES_MAX = 64

type Kept<T> = { readonly stamp: string; readonly value: T }

const remember = <T>(
  kept: Map<string, Kept<T>>,
  keptMax: number,
  key: string,
  stamp: string,
  make: () => T,
): T => {
  const known = kept.get(key)
  if (known !== undefined) {
    kept.delete(key)
    if (known.stamp === stamp) {
      kept.set(key, known)
      return known.value
    }
  }
  const value = make()
  kept.set(key, { stamp, value })
  if (kept.size > keptMax) kept.delete(kept.keys().next().value as string)
  return value
}

/** Ties go to the item whose id comes first in code unit order. */
export const byItemId =
  (view: ShopView) =>
  (a: number, b: number): boolean =>
    view.items.name(a) < view.items.name(b)

export class ListRanking {
  readonly #view: ShopView
  readonly #rankings = new Map<string, Kept<Ranking>>()
  readonly #candidates = new Map<string, Kept<Int32Array>>()

  constructor(view: ShopView) {
    this.#view = view
  }

  /**
   * @param countMin  how many items the caller will read
   * @param now       ms UTC
   */
  rank(recipe: ListRecipe, parameters: ListParameters, scope: Scope, countMin: number, now: number): Ranking {
    const view = this.#view
    const assorted = view.assortment(scope.channel ?? WEB_CHANNEL).at(now)
    const today = view.dayOf(now)
    const place = JSON.stringify([scope.channel, scope.category, scope.includeDescendants])
    const key = JSON.stringify([recipe.list, parameters, place])
    const metric = recipe.metricOf(parameters)
    const channel = scope.channel === undefined ? ALL_CHANNELS : view.channels.find(scope.channel)
    const sold = `${assorted.version}/${view.catalog.structureVersion}/${view.catalog.channelVersion}`
    const stamp = `${sold}/${metric === undefined ? 0 : `${view.counters.version(metric, channel)}/${today}`}`
    const known = this.#rankings.get(key)
    const countMax = Math.max(RANKED_MIN, countMin)
    if (known?.stamp === stamp && known.value.items.length < Math.min(countMin, known.value.totalItems))
      this.#rankings.delete(key)
    return remember(this.#rankings, RANKINGS_MAX, key, stamp, () => {
      const candidates = remember(this.#candidates, CANDIDATES_MAX, place, sold, () =>
        this.#candidatesOf(scope, assorted.isSold),
      )
      const { members, scores } = recipe.score(
        {
          candidates,
          since: assorted.since,
          now,
          dayOf: view.dayOf,
          sums: (name, windowDays) => this.#sums(name, channel, today, windowDays),
        },
        parameters,
      )
      const items = topByScore(members, scores, countMax, byItemId(view))
      const scale = metric === 'units' ? UNITS_SCALE : 1
      return {
        items,
        scores: Float64Array.from(items, (item) => (scores[item] as number) / scale),
        totalItems: members.length,
      }
    })
  }

  #candidatesOf({ category, includeDescendants }: Scope, isSold: Uint8Array): Int32Array {
    const found: number[] = []
    if (category === undefined) {
      // Newest first: a heap that keeps the newest then has little to do.
      for (let item = isSold.length - 1; item >= 0; item--) if (isSold[item] === 1) found.push(item)
    } else {
      for (const item of this.#view.catalog.membersOf(category, includeDescendants) ?? [])
        if (isSold[item] === 1) found.push(item)
    }
    return Int32Array.from(found)
  }

  #sums(
    metric: 'units' | 'orders' | 'views',
    channel: number,
    today: number,
    windowDays: number,
  ): Float64Array {
    const { counters, catalog, items } = this.#view
    const sums = counters.sums(metric, channel, today - windowDays, today, items.size)
    if (catalog.variants.size === 0) return sums
    const collapsed = sums.slice()
    for (const variant of catalog.variants) {
      const master = catalog.masterOf(variant)
      if (master !== variant) collapsed[master] = (collapsed[master] ?? 0) + (sums[variant] ?? 0)
    }
    return collapsed
  }
}
