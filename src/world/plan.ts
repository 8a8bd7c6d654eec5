/** What a world is made from: sizes, days, shelves. Everything else follows from it and the seed. */
import { DAY_MS } from '../domain/local-day.ts'

import { type Shelf, shelvesOf } from './departments.ts'
import { planPromotions, type Promotion } from './promotions.ts'

export type WorldCounts = {
  readonly itemCount: number
  /** People the shop knows by name. */
  readonly customerCount: number
  /** Browsers whose owner the shop never learns. */
  readonly visitorCount: number
  /** Days of history; the last one is the day of `now`. */
  readonly dayCount: number
  /** The history holds about as many events. */
  readonly eventCountTarget: number
}

export const WORLD_SIZES = ['tiny', 'small', 'demo', 'large'] as const
export type WorldSize = (typeof WORLD_SIZES)[number]

const COUNTS: Readonly<Record<WorldSize, WorldCounts>> = {
  tiny: { itemCount: 60, customerCount: 28, visitorCount: 12, dayCount: 60, eventCountTarget: 2_000 },
  small: { itemCount: 400, customerCount: 400, visitorCount: 250, dayCount: 90, eventCountTarget: 20_000 },
  demo: {
    itemCount: 2_400,
    customerCount: 2_000,
    visitorCount: 1_400,
    dayCount: 150,
    eventCountTarget: 180_000,
  },
  large: {
    itemCount: 100_000,
    customerCount: 120_000,
    visitorCount: 80_000,
    dayCount: 180,
    eventCountTarget: 1_000_000,
  },
}

export type Plan = WorldCounts & {
  readonly seed: number
  readonly now: number
  /** Day of `now`, counted from 1970-01-01. All other days are relative to it: 0 is today, -1 yesterday. */
  readonly todayEpoch: number
  /** ≤ 0 */
  readonly firstDay: number
  readonly shelves: readonly Shelf[]
  /** Running sums of the shelves' shares of the range; the last is 1. */
  readonly shelfSums: readonly number[]
  readonly promotions: readonly Promotion[]
}

/** Departments in small worlds are few, so that every shelf has something on it. */
const departmentCountOf = (itemCount: number): number => (itemCount < 100 ? 5 : itemCount < 300 ? 10 : 99)

export const makePlan = (size: WorldSize | WorldCounts, seed: number, now: number): Plan => {
  const counts = typeof size === 'string' ? COUNTS[size] : size
  const shelves = shelvesOf(departmentCountOf(counts.itemCount))
  const weights = shelves.map(({ form, department }) => {
    const siblings = department.forms.reduce((sum, other) => sum + other.weight, 0)
    return (department.weight * form.weight) / siblings
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  const firstDay = 1 - counts.dayCount
  return {
    ...counts,
    seed,
    now,
    todayEpoch: Math.floor(now / DAY_MS),
    firstDay,
    shelves,
    shelfSums: weights.map((weight) => (sum += weight / total)),
    promotions: planPromotions({ seed, firstDay, shelves }),
  }
}

/** The instant at which a day begins. */
export const dayStart = (plan: Plan, day: number): number => (plan.todayEpoch + day) * DAY_MS
