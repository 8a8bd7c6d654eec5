/** What one store needs of a shop, taken at one instant of its log. No customers, no histories, nobody's name. */
import { compileChannel, sellingOf } from '../domain/assortment.ts'
import type { Channel, Item, Shop } from '../domain/catalog.ts'
import { DAY_MS } from '../domain/local-day.ts'
import { GrowingArray } from '../math/growing-array.ts'
import { ALL_COUNTED } from '../views/counter-view.ts'
import { MERCHANDISE_KINDS } from '../views/merchandise-view.ts'
import type { ShopView } from '../views/shop-view.ts'
import { AHEAD_DAYS, type SnapshotDocuments } from './snapshot-parts.ts'

/** Sums by way of counting (as in `ALL_COUNTED`), period and item of the snapshot; in the order that `forEachSum` has. */
export type Figures = {
  readonly counted: Uint8Array
  readonly period: Int32Array
  readonly item: Int32Array
  readonly sum: Float64Array
}

export type GatheredStore = {
  readonly channelId: string
  readonly shop: Shop
  readonly channel: Channel | undefined
  readonly merchandise: SnapshotDocuments['merchandise']
  /** By item of the snapshot: its document, or its id where there is none. */
  readonly items: readonly (Item | string)[]
  /** ms UTC; NaN where there is no document */
  readonly createdAt: Float64Array
  /** What was counted of other items stands under the number after the last item. */
  readonly figures: Figures
}

/** Whether the store sells the item now or soon, whatever its status: what was stopped may still be sold from the shelf. */
const sellsSoon = (view: ShopView, channelId: string, now: number): ((index: number) => boolean) => {
  const channel = compileChannel(channelId, view.catalog.channel(channelId))
  const until = now + AHEAD_DAYS * DAY_MS
  return (index) => {
    const item = view.catalog.document(index)
    if (item === undefined) return !view.catalog.hasCatalog
    const isActive = item.status === undefined || item.status === 'active'
    const { isSold, nextChangeAt } = sellingOf(
      isActive ? item : { ...item, status: 'active' },
      view.catalog.createdAt(index),
      channel,
      now,
    )
    return isSold || nextChangeAt <= until
  }
}

/** By item of the view: its number in the snapshot, or -1. Masters come with all that shows as them. */
const numbered = (
  view: ShopView,
  channelId: string,
  now: number,
): { readonly numberOf: Int32Array; readonly kept: number[] } => {
  const { catalog, items } = view
  const isWanted = new Uint8Array(items.size)
  const sells = sellsSoon(view, channelId, now)
  for (let index = 0; index < items.size; index++) if (sells(index)) isWanted[catalog.masterOf(index)] = 1
  const numberOf = new Int32Array(items.size).fill(-1)
  const kept: number[] = []
  for (let index = 0; index < items.size; index++)
    if (isWanted[catalog.masterOf(index)] === 1) numberOf[index] = kept.push(index) - 1
  return { numberOf, kept }
}

const figuresOf = (view: ShopView, channelId: string, numberOf: Int32Array, rest: number): Figures => {
  const counted = new GrowingArray((n) => new Uint8Array(n))
  const period = new GrowingArray((n) => new Int32Array(n))
  const item = new GrowingArray((n) => new Int32Array(n))
  const sum = new GrowingArray((n) => new Float64Array(n))
  const push = (way: number, at: number, number: number, amount: number): void => {
    counted.push(way)
    period.push(at)
    item.push(number)
    sum.push(amount)
  }
  const channel = view.channels.find(channelId)
  for (const [way, how] of ALL_COUNTED.entries()) {
    let restPeriod = Number.NaN
    let restSum = 0
    const endRest = (): void => {
      if (restSum !== 0) push(way, restPeriod, rest, restSum)
      restSum = 0
    }
    view.counters.forEachSum(how, channel, (at, index, amount) => {
      if (at !== restPeriod) endRest()
      restPeriod = at
      const number = numberOf[index] ?? -1
      // Totals of lists count a variant for itself and for its master.
      if (number < 0) restSum += view.catalog.masterOf(index) === index ? amount : 2 * amount
      else push(way, at, number, amount)
    })
    endRest()
  }
  return {
    counted: counted.view(),
    period: period.view(),
    item: item.view(),
    sum: sum.view(),
  }
}

/** @param now  ms UTC */
export const gatherStore = (view: ShopView, channelId: string, now: number): GatheredStore => {
  const { catalog, items, merchandise } = view
  const { numberOf, kept } = numbered(view, channelId, now)
  return {
    channelId,
    shop: view.shop,
    channel: catalog.channel(channelId),
    merchandise: Object.fromEntries(MERCHANDISE_KINDS.map((kind) => [kind, merchandise.all(kind)])),
    items: kept.map((index) => catalog.document(index) ?? items.name(index)),
    createdAt: Float64Array.from(kept, (index) => catalog.createdAt(index)),
    figures: figuresOf(view, channelId, numberOf, kept.length),
  }
}
