/** All products in columns: about 40 bytes each, so that a million of them fit where their documents would not. */
import { hashText, rng } from '../math/rng.ts'
import { COLORS } from './colors.ts'
import type { Plan } from './plan.ts'
import { productAt } from './products.ts'

export type Columns = {
  readonly shelf: Uint8Array
  readonly level: Uint8Array
  readonly style: Uint8Array
  /** Index among the names of `COLORS`. */
  readonly color: Uint8Array
  readonly priceMinor: Int32Array
  readonly popularity: Float64Array
  readonly quality: Float32Array
  /** Sold on days after this one. */
  readonly addedDay: Int32Array
  /** Sold up to this day. */
  readonly lastDay: Int32Array
  readonly isOnline: Uint8Array
  readonly isInStores: Uint8Array
  /** Products of each shelf, and running sums of their popularity. */
  readonly byShelf: readonly Int32Array[]
  readonly sums: readonly Float64Array[]
}

const COLOR_INDEX = new Map(Object.keys(COLORS).map((name, index) => [name, index]))
export const colorIndexOf = (name: string): number => COLOR_INDEX.get(name) ?? -1

export const makeColumns = (plan: Plan): Columns => {
  const count = plan.itemCount
  const columns = {
    shelf: new Uint8Array(count),
    level: new Uint8Array(count),
    style: new Uint8Array(count),
    color: new Uint8Array(count),
    priceMinor: new Int32Array(count),
    popularity: new Float64Array(count),
    quality: new Float32Array(count),
    addedDay: new Int32Array(count),
    lastDay: new Int32Array(count),
    isOnline: new Uint8Array(count),
    isInStores: new Uint8Array(count),
  }
  const sizes = new Int32Array(plan.shelves.length)
  for (let index = 0; index < count; index++) {
    const product = productAt(plan, index)
    columns.shelf[index] = product.shelfIndex
    columns.level[index] = product.level
    columns.style[index] = product.styleIndex
    columns.color[index] = colorIndexOf(product.color)
    columns.priceMinor[index] = product.priceMinor
    columns.popularity[index] = product.popularity
    columns.quality[index] = product.quality
    columns.addedDay[index] = product.addedDay
    columns.lastDay[index] = product.lastDay
    columns.isOnline[index] = product.reach === 'stores' ? 0 : 1
    columns.isInStores[index] = product.reach === 'online' ? 0 : 1
    sizes[product.shelfIndex]++
  }
  const byShelf = Array.from(sizes, (size) => new Int32Array(size))
  const filled = new Int32Array(sizes.length)
  for (let index = 0; index < count; index++) {
    const shelf = columns.shelf[index]
    byShelf[shelf][filled[shelf]++] = index
  }
  const sums = byShelf.map((members) => {
    let sum = 0
    return Float64Array.from(members, (index) => (sum += columns.popularity[index]))
  })
  return { ...columns, byShelf, sums }
}

/** A new product that takes off. */
export type Trend = {
  readonly index: number
  readonly startDay: number
  /** Popularity is multiplied by up to this; four days after the start half of it is reached. */
  readonly peak: number
}

const TREND_AGE_DAYS_MIN = 16
const TREND_AGE_DAYS_MAX = 60
const TREND_SHARE = 0.08
const TREND_COUNT_MIN = 2
const TREND_COUNT_MAX = 200
/** Every trend has risen by the end of the history. */
const START_AGE_DAYS_MIN = 12
const RISE_DAYS = 2

/** Some of the products added in the last two months. */
export const planTrends = (plan: Plan, columns: Columns): readonly Trend[] => {
  const young: number[] = []
  for (let index = 0; index < plan.itemCount; index++) {
    const age = -columns.addedDay[index]
    if (age >= TREND_AGE_DAYS_MIN && age <= TREND_AGE_DAYS_MAX && columns.isOnline[index] === 1)
      young.push(index)
  }
  const rank = (index: number): number => hashText(`${plan.seed} trend ${index}`)
  young.sort((a, b) => rank(a) - rank(b))
  const count = Math.min(TREND_COUNT_MAX, Math.max(TREND_COUNT_MIN, Math.round(young.length * TREND_SHARE)))
  return young.slice(0, count).map((index) => {
    const r = rng(plan.seed, 'trend', index)
    const age = -columns.addedDay[index]
    const startAge = Math.min(age - 2, START_AGE_DAYS_MIN + r.int(20))
    return { index, startDay: -startAge, peak: r.between(10, 20) }
  })
}

/** Added popularity on a day, from the mean popularity of the shelf: a trend lifts even the obscure. */
export const trendBoost = (trend: Trend, shelfMean: number, popularity: number, day: number): number => {
  if (day < trend.startDay) return 0
  const risen = 1 / (1 + Math.exp(-(day - trend.startDay - 2 * RISE_DAYS) / RISE_DAYS))
  return Math.max(popularity, shelfMean) * trend.peak * risen
}
