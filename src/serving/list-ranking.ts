/** Ranks lists from the live views, and remembers a ranking until something it rests on changes. */
import type { ListParameters } from '../domain/catalog.ts'
import type { StockPolicy } from '../domain/strategy.ts'
import { WEB_CHANNEL } from '../domain/ids.ts'
import { hourOf } from '../domain/metric.ts'
import type { Facts, ListRecipe } from '../lists/list.ts'
import { topByScore } from '../math/top.ts'
import { ALL_CHANNELS, UNITS_SCALE } from '../views/counter-view.ts'
import type { Assorted } from '../views/assortment-view.ts'
import type { ShopView } from '../views/shop-view.ts'
import type { Scope } from './found.ts'

/** `items` holds the best, in order; `totalItems` is how many there are. */
export type Ranking = {
  readonly items: Int32Array
  readonly scores: Float64Array
  /** For the reasons of lists that have some. */
  readonly facts: readonly Facts[] | undefined
  readonly totalItems: number
  /** A bit an item: whether it is among them, kept in `items` or not. */
  readonly members: Uint32Array
}

export const isMember = ({ members }: Ranking, item: number): boolean =>
  (((members[item >> 5] ?? 0) >>> (item & 31)) & 1) === 1

/** What is decided of items before they are ranked. The same for every request with the same key. */
export type Shape = {
  readonly stock: StockPolicy
  /** Items must be in all of these. */
  readonly sets: readonly { readonly key: string; readonly version: number; readonly has: Uint8Array }[]
  readonly rules:
    | {
        /** Names the rules and their version. */
        readonly key: string
        readonly isExcluded: (item: number) => boolean
        /** 1 leaves the score. */
        readonly factorOf: (item: number) => number
        readonly isBuried: (item: number) => boolean
        /** Some rule buries. */
        readonly buries: boolean
      }
    | undefined
}

/** More than a page, so that the next page is at hand too. */
const RANKED_MIN = 256
/** What is kept for a shop; the least lately used go first. Whoever asks for far places makes long rankings. */
const RANKINGS_MAX = { count: 512, items: 4_000_000 }
/** Candidate sets are as long as the catalog, so fewer of them are kept. */
const CANDIDATES_MAX = { count: 64, items: 64_000_000 }

type KeptMax = { readonly count: number; readonly items: number }
type Kept<T> = { readonly stamp: string; readonly value: T }
type Shelf<T> = {
  readonly kept: Map<string, Kept<T>>
  readonly max: KeptMax
  readonly itemCountOf: (value: T) => number
}

const remember = <T>({ kept, max, itemCountOf }: Shelf<T>, key: string, stamp: string, make: () => T): T => {
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
  let itemCount = kept.values().reduce((sum, one) => sum + itemCountOf(one.value), 0)
  for (const [oldest, { value: old }] of kept) {
    if (kept.size <= max.count && itemCount <= max.items) break
    kept.delete(oldest)
    itemCount -= itemCountOf(old)
  }
  return value
}

/** Ties go to the item whose id comes first in code unit order. */
export const byItemId =
  (view: ShopView) =>
  (a: number, b: number): boolean =>
    view.items.name(a) < view.items.name(b)

export class ListRanking {
  readonly #view: ShopView
  readonly #rankings: Shelf<Ranking>
  readonly #candidates: Shelf<Int32Array> = {
    kept: new Map(),
    max: CANDIDATES_MAX,
    itemCountOf: ({ length }) => length,
  }

  constructor(view: ShopView, rankingsMax = RANKINGS_MAX) {
    this.#view = view
    this.#rankings = { kept: new Map(), max: rankingsMax, itemCountOf: ({ items }) => items.length }
  }

  /**
   * @param countMin  how many items the caller will read
   * @param now       ms UTC
   */
  rank(
    recipe: ListRecipe,
    parameters: ListParameters,
    scope: Scope,
    shape: Shape,
    countMin: number,
    now: number,
  ): Ranking {
    const view = this.#view
    const assorted = view.assortment(scope.channel ?? WEB_CHANNEL).at(now)
    const today = view.dayOf(now)
    const { stock, sets, rules } = shape
    const place = JSON.stringify([
      scope.channel,
      scope.category,
      scope.includeDescendants,
      stock === 'hide',
      ...sets.map(({ key }) => key),
    ])
    const key = JSON.stringify([recipe.list, parameters, place, stock, rules?.key])
    const metrics = recipe.metricsOf(parameters)
    const channel = scope.channel === undefined ? ALL_CHANNELS : view.channels.find(scope.channel)
    const sold = `${assorted.version}/${view.catalog.structureVersion}/${view.catalog.channelVersion}/${sets.map(({ version }) => version).join()}`
    const versions = metrics.map((metric) => view.counters.version(metric, channel))
    const hour = recipe.isHourly === true ? hourOf(now) : ''
    const counted = metrics.length === 0 ? 0 : `${versions.join()}/${today}/${hour}`
    // Conditions of rules read prices and texts, so any change of the catalog may move what they weigh.
    const stamp = `${sold}/${counted}/${rules === undefined ? '' : `${view.catalog.version}/${today}`}`
    const known = this.#rankings.kept.get(key)
    const countMax = Math.max(RANKED_MIN, countMin)
    if (known?.stamp === stamp && known.value.items.length < Math.min(countMin, known.value.totalItems))
      this.#rankings.kept.delete(key)
    return remember(this.#rankings, key, stamp, () => {
      const all = remember(this.#candidates, place, sold, () => this.#candidatesOf(scope, shape, assorted))
      const candidates =
        rules === undefined
          ? all
          : remember(
              this.#candidates,
              JSON.stringify([place, rules.key]),
              `${sold}/${view.catalog.version}/${today}`,
              () => all.filter((item) => !rules.isExcluded(item)),
            )
      const { members, scores, factsOf } = recipe.score(
        {
          candidates,
          since: assorted.since,
          now,
          dayOf: view.dayOf,
          sums: (metric, windowDays) =>
            this.#forMasters(view.counters.sums(metric, channel, today - windowDays, today, view.items.size)),
          hourlySums: (metric, fromHoursAgo, toHoursAgo) =>
            this.#forMasters(
              view.counters.hourlySums(
                metric,
                channel,
                hourOf(now) - fromHoursAgo,
                hourOf(now) - toHoursAgo,
                view.items.size,
              ),
            ),
        },
        parameters,
      )
      const weighed = rules === undefined ? scores : weigh(recipe, members, scores, rules.factorOf, now)
      const tierOf = (item: number): number =>
        (rules?.isBuried(item) === true ? 2 : 0) + (stock === 'last' && assorted.inStock[item] === 0 ? 1 : 0)
      const items =
        rules?.buries !== true && stock !== 'last'
          ? topByScore(members, weighed, countMax, byItemId(view))
          : topByTier(members, weighed, countMax, byItemId(view), tierOf)
      const scale = metrics[0] === 'units' ? UNITS_SCALE : 1
      const bits = new Uint32Array((view.items.size >> 5) + 1)
      for (const item of members) bits[item >> 5] = (bits[item >> 5] as number) | (1 << (item & 31))
      return {
        items,
        scores: Float64Array.from(items, (item) => (scores[item] as number) / scale),
        facts: factsOf === undefined ? undefined : Array.from(items, factsOf),
        totalItems: members.length,
        members: bits,
      }
    })
  }

  #candidatesOf(
    { category, includeDescendants }: Scope,
    { stock, sets }: Shape,
    { isSold, inStock }: Assorted,
  ): Int32Array {
    const found: number[] = []
    const isWanted = (item: number): boolean =>
      isSold[item] === 1 &&
      (stock !== 'hide' || inStock[item] === 1) &&
      sets.every(({ has }) => has[item] === 1)
    if (category === undefined) {
      // Newest first: a heap that keeps the newest then has little to do.
      for (let item = isSold.length - 1; item >= 0; item--) if (isWanted(item)) found.push(item)
    } else {
      for (const item of this.#view.catalog.membersOf(category, includeDescendants) ?? [])
        if (isWanted(item)) found.push(item)
    }
    return Int32Array.from(found)
  }

  /** Sums with those of variants added to their masters. */
  #forMasters(sums: Float64Array): Float64Array {
    const { catalog } = this.#view
    if (catalog.variants.size === 0) return sums
    const collapsed = sums.slice()
    for (const variant of catalog.variants) {
      const master = catalog.masterOf(variant)
      if (master !== variant) collapsed[master] = (collapsed[master] ?? 0) + (sums[variant] ?? 0)
    }
    return collapsed
  }
}

/** Scores as merchandisers weigh them; a copy, for the sums are those of the counters. */
const weigh = (
  recipe: ListRecipe,
  members: Int32Array,
  scores: Float64Array,
  factorOf: (item: number) => number,
  now: number,
): Float64Array => {
  const weighed = scores.slice()
  for (const item of members) {
    const factor = factorOf(item)
    if (factor !== 1) weighed[item] = recipe.boosted(scores[item] as number, factor, now)
  }
  return weighed
}

/** As `topByScore`, tier after tier: what is in a higher one comes behind, whatever its score. */
const topByTier = (
  members: Int32Array,
  scores: Float64Array,
  countMax: number,
  isBefore: (a: number, b: number) => boolean,
  tierOf: (item: number) => number,
): Int32Array => {
  const tiers: number[][] = [[], [], [], []]
  for (const item of members) tiers[tierOf(item)]?.push(item)
  const items: number[] = []
  for (const tier of tiers)
    if (items.length < countMax)
      for (const item of topByScore(Int32Array.from(tier), scores, countMax - items.length, isBefore))
        items.push(item)
  return Int32Array.from(items)
}
