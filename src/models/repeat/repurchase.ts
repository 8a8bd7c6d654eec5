/**
 * When do shoppers buy an item again, and do they at all?
 *
 * Each purchase is followed until the same shopper buys the item again, or until the data end. With days cut into bins,
 *
 *   hazard(i, b) = (again(i, b) + s · θ(i) · prior(i, b)) / (waiting(i, b) + s)
 *   θ(i)         = (Σ again(i, b) + s) / (Σ waiting(i, b) · prior(i, b) + s)
 *
 * is the chance to buy again in bin b when it did not happen before: `waiting` counts who was followed that far, `again`
 * who then bought. So a sofa that was bought last week is no proof that sofas are never bought again, and one of a year
 * ago is. Items that few have bought lean on their tags: `prior` is the mean of the hazards of the item's tags, each of
 * which leans on all items in the same way, with s purchases' worth of belief. θ is how many times the expected number
 * have bought again: an item that nobody buys twice is not expected to be bought on day 14 because coffee is.
 *
 * When to use it: to tell what is due, to drop what was just bought, and for lists to buy again. When not: it knows
 * nothing of the shopper, whose own rhythm is told better by their own orders once there are three or more of the item.
 *
 * @source Kaplan & Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958 (here with a prior);
 *   the use is that of Bhagat et al., "Buy it again: modeling repeat purchase recommendations", KDD 2018
 */
import { DAY_MS } from '../../domain/local-day.ts'
import type { Csr } from '../../math/csr.ts'
import type { OrderTable } from './order-table.ts'

/** First day of each bin; the last ends at `HORIZON_DAYS`. Narrow where weeks and months are told apart. */
const BIN_DAYS = [
  0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27, 33, 40, 50, 63, 80, 100, 130, 170, 220, 290, 370, 500,
] as const
const BINS = BIN_DAYS.length
/** Who does not buy again within this time counts as never. */
const HORIZON_DAYS = 730

export type RepurchaseModel = {
  readonly itemCount: number
  /** items × bins, row by row: share of those who have bought again by the end of the bin, in [0, 1], never falling */
  readonly boughtAgain: Float32Array
}

const binOf = (days: number): number => {
  let bin = BINS - 1
  while (bin > 0 && days < BIN_DAYS[bin]) bin--
  return bin
}
const binEnd = (bin: number): number => (bin + 1 < BINS ? BIN_DAYS[bin + 1] : HORIZON_DAYS)

/**
 * @param tags       items × tags
 * @param now        ms UTC: how far purchases were followed
 * @param shrinkage  purchases' worth of belief in the prior. Above 0
 * @complexity time O(lines + (items + tag entries) · bins), memory O((items + tags) · bins)
 */
export const trainRepurchase = (
  table: OrderTable,
  tags: Csr,
  now: number,
  shrinkage: number,
): RepurchaseModel => {
  const itemCount = tags.rowCount
  const again = new Float64Array(itemCount * BINS)
  const waiting = new Float64Array(itemCount * BINS)
  const { starts, rows } = table.byShopper
  const lastAt = new Map<number, number>()
  for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
    lastAt.clear()
    for (const order of rows.subarray(starts[shopper], starts[shopper + 1]))
      for (let k = table.starts[order]; k < table.starts[order + 1]; k++) {
        const item = table.items[k]
        const before = lastAt.get(item)
        lastAt.set(item, table.at[order])
        if (before === undefined) continue
        const days = (table.at[order] - before) / DAY_MS
        const bin = binOf(days)
        if (days < HORIZON_DAYS) again[item * BINS + bin]++
        waiting[item * BINS + bin]++
      }
    // A purchase that is followed to the end of the data counts in the bins that it has wholly passed.
    for (const [item, at] of lastAt) {
      const days = (now - at) / DAY_MS
      const bin = days >= HORIZON_DAYS ? BINS - 1 : binOf(days) - 1
      if (bin >= 0) waiting[item * BINS + bin]++
    }
  }
  // Until here: who was followed up to the bin and no further. From here: up to the bin at least.
  for (let item = 0; item < itemCount; item++)
    for (let cell = item * BINS + BINS - 2; cell >= item * BINS; cell--) waiting[cell] += waiting[cell + 1]
  return { itemCount, boughtAgain: boughtAgainOf(again, waiting, tags, shrinkage) }
}

/** From counts to shares, each item leaning on its tags and each tag on everything. */
const boughtAgainOf = (
  again: Float64Array,
  waiting: Float64Array,
  tags: Csr,
  shrinkage: number,
): Float32Array => {
  const ofAll = new Float64Array(BINS)
  const waitingOfAll = new Float64Array(BINS)
  const ofTag = new Float64Array(tags.columnCount * BINS)
  const waitingOfTag = new Float64Array(tags.columnCount * BINS)
  for (let item = 0; item < tags.rowCount; item++)
    for (let bin = 0; bin < BINS; bin++) {
      const cell = item * BINS + bin
      ofAll[bin] += again[cell]
      waitingOfAll[bin] += waiting[cell]
      for (let k = tags.starts[item]; k < tags.starts[item + 1]; k++) {
        ofTag[tags.columns[k] * BINS + bin] += again[cell]
        waitingOfTag[tags.columns[k] * BINS + bin] += waiting[cell]
      }
    }
  for (let bin = 0; bin < BINS; bin++) ofAll[bin] /= Math.max(1, waitingOfAll[bin])
  for (let tag = 0; tag < tags.columnCount; tag++)
    lean(ofTag.subarray(tag * BINS, (tag + 1) * BINS), waitingOfTag.subarray(tag * BINS), ofAll, shrinkage)

  const shares = new Float32Array(again.length)
  const prior = new Float64Array(BINS)
  for (let item = 0; item < tags.rowCount; item++) {
    const tagCount = tags.starts[item + 1] - tags.starts[item]
    if (tagCount === 0) prior.set(ofAll)
    else prior.fill(0)
    for (let k = tags.starts[item]; k < tags.starts[item + 1]; k++)
      for (let bin = 0; bin < BINS; bin++) prior[bin] += ofTag[tags.columns[k] * BINS + bin] / tagCount
    const hazards = again.subarray(item * BINS, (item + 1) * BINS)
    lean(hazards, waiting.subarray(item * BINS), prior, shrinkage)
    let stillWaiting = 1
    for (let bin = 0; bin < BINS; bin++) {
      stillWaiting *= 1 - hazards[bin]
      shares[item * BINS + bin] = 1 - stillWaiting
    }
  }
  return shares
}

/** Turns counts of those who bought again into hazards: those of the prior, made to fit what was seen. */
const lean = (again: Float64Array, waiting: Float64Array, prior: Float64Array, shrinkage: number): void => {
  let seen = shrinkage
  let expected = shrinkage
  for (let bin = 0; bin < BINS; bin++) {
    seen += again[bin]
    expected += waiting[bin] * prior[bin]
  }
  const scale = seen / expected
  for (let bin = 0; bin < BINS; bin++) {
    const usual = Math.min(1, scale * prior[bin])
    again[bin] = (again[bin] + shrinkage * usual) / (waiting[bin] + shrinkage)
  }
}

/** Share of those who bought an item that buy it again within `HORIZON_DAYS`. In [0, 1]. */
export const repeatProbability = ({ boughtAgain }: RepurchaseModel, item: number): number =>
  boughtAgain[item * BINS + BINS - 1]

/** Share that has bought again by this day, in [0, 1]; bins are filled evenly. */
const boughtAgainBy = ({ boughtAgain }: RepurchaseModel, item: number, days: number): number => {
  if (days >= HORIZON_DAYS) return boughtAgain[item * BINS + BINS - 1]
  const bin = binOf(days)
  const before = bin === 0 ? 0 : boughtAgain[item * BINS + bin - 1]
  const inside = Math.max(0, days - BIN_DAYS[bin]) / (binEnd(bin) - BIN_DAYS[bin])
  return before + inside * (boughtAgain[item * BINS + bin] - before)
}

/** Of those who buy the item again, the share that has done so when this many days have passed. In [0, 1]; 0 when nobody does. */
export const dueShare = (model: RepurchaseModel, item: number, daysSince: number): number => {
  const all = repeatProbability(model, item)
  return all > 0 ? boughtAgainBy(model, item, daysSince) / all : 0
}

/** Days by which half of those who buy the item again have done so; Infinity when nobody does. */
export const medianIntervalDays = (model: RepurchaseModel, item: number): number => {
  const half = repeatProbability(model, item) / 2
  if (half <= 0) return Number.POSITIVE_INFINITY
  let bin = 0
  while (model.boughtAgain[item * BINS + bin] < half) bin++
  const before = bin === 0 ? 0 : model.boughtAgain[item * BINS + bin - 1]
  const inside = (half - before) / (model.boughtAgain[item * BINS + bin] - before)
  return BIN_DAYS[bin] + inside * (binEnd(bin) - BIN_DAYS[bin])
}

/**
 * The chance that someone who has waited so long buys within the next days. In [0, 1].
 *
 * @param daysAhead  above 0: the time until the next visit, as a week
 */
export const dueWithin = (
  model: RepurchaseModel,
  item: number,
  daysSince: number,
  daysAhead: number,
): number => {
  const before = boughtAgainBy(model, item, daysSince)
  const after = boughtAgainBy(model, item, daysSince + daysAhead)
  return before < 1 ? (after - before) / (1 - before) : 0
}
