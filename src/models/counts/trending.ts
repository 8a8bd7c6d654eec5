/**
 * Trending: what rises above its own level, and surely so.
 *
 *   x, y = counts of the window and of the baseline before it     a, b = how much is usually sold on days like theirs
 *   rise = ln((x + ½) / a) − ln((y + ½) / b)                       error = √(dispersion · (1 / (x + ½) + 1 / (y + ½)))
 *   score(i) = max(0, rise − caution · error)
 *
 * So 3 after 0 does not beat 300 after 150: the rise is taken at the low end of what it may be. Each shopper counts once a
 * day and item, so that one eager person is no trend. Days are 24 hours, counted back from the end of the data; a and b
 * know the weekdays of the whole shop, so that a window of a weekend is held against weekends. The dispersion, at least 1,
 * is by how much the items of this shop swing more than chance alone would make them.
 *
 * When to use it: shops with news, fashion, seasons. When not: fewer than some hundred acts a window, where nothing is
 * sure and the list stays empty.
 *
 * @source the interval is that of the ratio of two Poisson rates, Price & Bonett, "Estimating the ratio of two Poisson
 *   rates", Computational Statistics & Data Analysis 34(3), 2000; dispersion by the median, as genomic control has it:
 *   Devlin & Roeder, "Genomic control for association studies", Biometrics 55(4), 1999
 */
import { DAY_MS } from '../../domain/local-day.ts'
import { ACT_KINDS, type ActKind } from '../acts.ts'
import { actorsOf } from '../actors.ts'
import type { Recipe } from '../recipe.ts'
import { NO_SCORES } from '../scores.ts'
import type { TrainingData } from '../training-data.ts'

export type TrendingOptions = {
  readonly kind: ActKind | 'any'
  readonly windowDays: number
  /** Days before the window that say what is normal. */
  readonly baselineDays: number
  /** Standard errors that a rise is taken down by. ≥ 0 */
  readonly caution: number
  /** Holds days against days of the same weekday. */
  readonly isWeekly: boolean
}

/** One an item: the surely reached rise, as the logarithm of a ratio, ≥ 0. */
export type TrendingModel = { readonly scores: Float32Array }

const WEEK_DAYS = 7
/** Acts by which the pattern of the week is drawn to an even one. */
const EVEN_WEEK_ACTS = 50
/** The half that keeps the logarithm of 0 away. */
const HALF = 0.5
/** Median of the square of a standard normal variable. */
const MEDIAN_OF_CHI_SQUARE = 0.4549

const train: Recipe<TrendingOptions, TrendingModel>['train'] = (data, options, { report }) => {
  const { windowDays, baselineDays, caution } = options
  const { recent, before, byWeekday } = countDays(data, options)
  report(0.9)
  const expected = expectedOf(byWeekday, options)
  const rises = recent.map((x, item) => {
    const seen = Math.log((x + HALF) / expected.recent)
    return seen - Math.log((before[item] + HALF) / expected.before)
  })
  const errors = recent.map((x, item) => Math.sqrt(1 / (x + HALF) + 1 / (before[item] + HALF)))
  const spread = Math.sqrt(dispersionOf(recent, before, windowDays / baselineDays))
  const scores = Float32Array.from(rises, (rise, item) =>
    recent[item] === 0 ? 0 : Math.max(0, rise - caution * spread * errors[item]),
  )
  report(1)
  return { scores }
}

/** A shopper's acts with an item count once a day. */
const countDays = (data: TrainingData, { kind, windowDays, baselineDays }: TrendingOptions) => {
  const { acts, itemCount, now } = data
  const { actorOf, actorCount } = actorsOf(data)
  const kindCode = kind === 'any' ? -1 : ACT_KINDS.indexOf(kind)
  const recent = new Float64Array(itemCount)
  const before = new Float64Array(itemCount)
  const byWeekday = new Float64Array(WEEK_DAYS)
  let day = -1
  let metToday = new Set<number>()
  for (let row = acts.count - 1; row >= 0; row--) {
    const age = Math.floor((now - acts.at[row]) / DAY_MS)
    if (age >= windowDays + baselineDays) break
    if (age !== day) metToday = new Set()
    day = age
    if (kindCode >= 0 && acts.kind[row] !== kindCode) continue
    const actor = actorOf(row)
    const key = acts.item[row] * actorCount + actor
    if (actor >= 0 && metToday.has(key)) continue
    if (actor >= 0) metToday.add(key)
    if (age < windowDays) recent[acts.item[row]]++
    else before[acts.item[row]]++
    byWeekday[age % WEEK_DAYS]++
  }
  return { recent, before, byWeekday }
}

/** Days of the window and of the baseline, where a day of a weekday on which twice as much is sold counts as two. */
const expectedOf = (byWeekday: Float64Array, { windowDays, baselineDays, isWeekly }: TrendingOptions) => {
  const allDays = windowDays + baselineDays
  const total = byWeekday.reduce((sum, count) => sum + count, 0)
  const daysOf = (weekday: number): number => Math.floor((allDays - 1 - weekday) / WEEK_DAYS) + 1
  const levels = byWeekday.map((count, weekday) =>
    isWeekly ? (count + EVEN_WEEK_ACTS) / ((total * daysOf(weekday)) / allDays + EVEN_WEEK_ACTS) : 1,
  )
  let recent = 0
  let before = 0
  for (let age = 0; age < allDays; age++) {
    if (age < windowDays) recent += levels[age % WEEK_DAYS]
    else before += levels[age % WEEK_DAYS]
  }
  return { recent, before }
}

/** By how much the items swing around the swing of the whole shop, in squares of what chance makes; at least 1. */
const dispersionOf = (recent: Float64Array, before: Float64Array, fallback: number): number => {
  const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0)
  const [recentTotal, beforeTotal] = [sum(recent), sum(before)]
  const ratio = recentTotal > 0 && beforeTotal > 0 ? recentTotal / beforeTotal : fallback
  const squares: number[] = []
  for (let item = 0; item < recent.length; item++) {
    const mean = ((recent[item] + before[item]) * ratio) / (1 + ratio)
    // Of items with a handful of acts, the square says nothing but that they are whole numbers.
    if (mean >= WORTH_A_LOOK) squares.push(((recent[item] - mean) ** 2 * (1 + ratio)) / mean)
  }
  if (squares.length < ENOUGH_ITEMS) return 1
  squares.sort((a, b) => a - b)
  return Math.max(1, squares[squares.length >> 1] / MEDIAN_OF_CHI_SQUARE)
}
const WORTH_A_LOOK = 5
const ENOUGH_ITEMS = 20

/** @complexity training: time O(acts of the window and the baseline + items log items), memory O(items + acts of a day) */
export const trending: Recipe<TrendingOptions, TrendingModel> = {
  name: 'trending',
  version: 1,
  jobs: ['popular'],
  defaults: { kind: 'any', windowDays: 7, baselineDays: 28, caution: 1.64, isWeekly: true },
  ranges: {
    kind: { of: ['any', 'view', 'cart', 'purchase'] },
    windowDays: { of: [1, 3, 7, 14] },
    baselineDays: { of: [7, 14, 28, 84] },
    caution: { from: 0, to: 3, scale: 'linear' },
    isWeekly: { of: [true, false] },
  },
  memoryBytes: ({ actCount, itemCount }) => 48 * itemCount + 32 * actCount,
  train,
  scorer:
    ({ scores }) =>
    () =>
      scores.length === 0 ? NO_SCORES : { form: 'all', scores },
}
