/** What the acts of everybody say of each item, counted once when sources of candidates are trained. */
import { DAY_MS } from '../../domain/local-day.ts'
import { PURCHASE, VIEW } from '../acts.ts'
import type { TrainingData } from '../training-data.ts'

/** Days of the windows in which purchases are counted. */
export const STATISTICS_WINDOWS = [7, 30, 90] as const

/** Index k of every column is item k. Columns of a number that may not be known hold NaN then. */
export type ItemStatistics = {
  readonly itemCount: number
  /** ms UTC: the end of the data */
  readonly countedAt: number
  /** log(1 + purchases) in the last 7, 30 and 90 days and ever, item by item */
  readonly logPurchases: Float32Array
  /** log(1 + acts) of any kind in the last 7 days */
  readonly logActs: Float32Array
  /** log of purchases a day in the last 7 days over those of the last 90, both with one purchase added */
  readonly momentum: Float32Array
  /** Of its buyers, the share that bought it in two orders or more. NaN: nobody bought it. */
  readonly repeatRate: Float32Array
  /** Mean days from one purchase of it to the next by the same shopper. NaN: nobody did. */
  readonly gapDays: Float32Array
  /** Purchases a view, drawn towards the mean of all items where there are few views. NaN: no views at all. */
  readonly conversion: Float32Array
  /** log of the catalog's price, else of the mean price paid */
  readonly logPrice: Float32Array
  /** ms UTC: created, else first acted on */
  readonly bornAt: Float64Array
  /** ms UTC: last bought */
  readonly soldAt: Float64Array
  /** items × tags, as in the facts */
  readonly tagStarts: Int32Array
  readonly tagColumns: Int32Array
  readonly tagCount: number
}

/** Views that the mean of all items counts for, in the conversion of one. */
const PRIOR_VIEWS = 20

/** @complexity O(acts) */
export const itemStatistics = (data: TrainingData): ItemStatistics => {
  const { itemCount, acts, facts, now } = data
  const windowCount = STATISTICS_WINDOWS.length + 1
  const purchases = new Float32Array(itemCount * windowCount)
  const recentActs = new Float32Array(itemCount)
  const views = new Float32Array(itemCount)
  const priceSum = new Float64Array(itemCount)
  const priceCount = new Int32Array(itemCount)
  const firstAt = new Float64Array(itemCount).fill(Number.NaN)
  const soldAt = new Float64Array(itemCount).fill(Number.NaN)
  for (let row = 0; row < acts.count; row++) {
    const item = acts.item[row]
    const at = acts.at[row]
    const ageDays = (now - at) / DAY_MS
    if (Number.isNaN(firstAt[item])) firstAt[item] = at
    if (ageDays <= STATISTICS_WINDOWS[0]) recentActs[item]++
    if (acts.kind[row] === VIEW) views[item]++
    if (acts.kind[row] !== PURCHASE) continue
    soldAt[item] = at
    purchases[item * windowCount + windowCount - 1]++
    STATISTICS_WINDOWS.forEach((days, w) => {
      if (ageDays <= days) purchases[item * windowCount + w]++
    })
    if (acts.priceMinor[row] > 0) {
      priceSum[item] += acts.priceMinor[row]
      priceCount[item]++
    }
  }
  const ofItem = (make: (item: number) => number): Float32Array =>
    Float32Array.from({ length: itemCount }, (_, item) => make(item))
  const bought = (item: number, window: number): number => purchases[item * windowCount + window]
  const [shortDays, , longDays] = STATISTICS_WINDOWS
  const allViews = views.reduce((sum, count) => sum + count, 0)
  let allBought = 0
  for (let item = 0; item < itemCount; item++) allBought += bought(item, windowCount - 1)
  const repeats = repeatsOf(data)
  return {
    itemCount,
    countedAt: now,
    logPurchases: purchases.map(Math.log1p),
    logActs: recentActs.map(Math.log1p),
    momentum: ofItem((item) =>
      Math.log((bought(item, 0) + 1) / shortDays / ((bought(item, 2) + 1) / longDays)),
    ),
    ...repeats,
    conversion: ofItem((item) =>
      allViews === 0
        ? Number.NaN
        : (bought(item, windowCount - 1) + PRIOR_VIEWS * (allBought / allViews)) /
          (views[item] + PRIOR_VIEWS),
    ),
    logPrice: ofItem((item) => {
      const price = facts.priceMinor[item] > 0 ? facts.priceMinor[item] : priceSum[item] / priceCount[item]
      return price > 0 ? Math.log(price) : Number.NaN
    }),
    bornAt: firstAt.map((at, item) => (Number.isNaN(facts.createdAt[item]) ? at : facts.createdAt[item])),
    soldAt,
    tagStarts: facts.tags.starts,
    tagColumns: facts.tags.columns,
    tagCount: facts.tags.columnCount,
  }
}

/** How often, and after how many days, shoppers come back for the same item. Lines of one order count once. */
const repeatsOf = (data: TrainingData): Pick<ItemStatistics, 'repeatRate' | 'gapDays'> => {
  const { itemCount, shopperCount, acts, byShopper } = data
  const buyers = new Float64Array(itemCount)
  const repeaters = new Float64Array(itemCount)
  const gapSum = new Float64Array(itemCount)
  const gapCount = new Float64Array(itemCount)
  const lastRow = new Int32Array(itemCount)
  const lastShopper = new Int32Array(itemCount).fill(-1)
  const isRepeater = new Uint8Array(itemCount)
  for (let shopper = 0; shopper < shopperCount; shopper++)
    for (let k = byShopper.starts[shopper]; k < byShopper.starts[shopper + 1]; k++) {
      const row = byShopper.rows[k]
      if (acts.kind[row] !== PURCHASE) continue
      const item = acts.item[row]
      const before = lastRow[item]
      if (lastShopper[item] !== shopper) {
        buyers[item]++
        isRepeater[item] = 0
      } else if (acts.order[before] === acts.order[row] && acts.order[row] >= 0) continue
      else {
        if (isRepeater[item] === 0) repeaters[item]++
        isRepeater[item] = 1
        gapSum[item] += (acts.at[row] - acts.at[before]) / DAY_MS
        gapCount[item]++
      }
      lastShopper[item] = shopper
      lastRow[item] = row
    }
  return {
    repeatRate: Float32Array.from(buyers, (count, item) => repeaters[item] / count),
    gapDays: Float32Array.from(gapSum, (sum, item) => sum / gapCount[item]),
  }
}
