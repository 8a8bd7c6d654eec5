/** Price cuts with a known effect. */
import { mix32, rng } from '../math/rng.ts'
import type { Shelf } from './departments.ts'

export type Promotion = {
  readonly promotionId: string
  /** The shelves it runs on: one, or all of a department. */
  readonly shelves: ReadonlySet<number>
  readonly firstDay: number
  readonly lastDay: number
  /** Share of the price that is taken off. */
  readonly cut: number
  /**
   * How many times likelier someone who looks at a promoted item is to put it into the basket, over all shoppers. For
   * one shopper the effect grows with the sensitivity to prices.
   */
  readonly uplift: number
  readonly salt: number
}

/** Tenths of the items on its shelves that a promotion covers; the rest keep their price and show what would have been. */
const COVERED_TENTHS = 6
const EVERY_DAYS = 6
const LENGTH_DAYS_MIN = 8

/** One begins every few days and outlasts the gap, so at every moment at least one runs. */
export const planPromotions = (of: {
  readonly seed: number
  readonly firstDay: number
  readonly shelves: readonly Shelf[]
}): readonly Promotion[] => {
  const promotions: Promotion[] = []
  for (let day = of.firstDay, number = 0; day <= 0; day += EVERY_DAYS, number++) {
    const r = rng(of.seed, 'promotion', number)
    const shelf = r.pick(of.shelves)
    const isWide = r.chance(0.4)
    const cut = r.pick([0.1, 0.15, 0.2, 0.25, 0.3])
    promotions.push({
      promotionId: `promotion-${number + 1}`,
      shelves: new Set(
        of.shelves
          .filter((other) => (isWide ? other.departmentIndex === shelf.departmentIndex : other === shelf))
          .map(({ index }) => index),
      ),
      firstDay: day,
      lastDay: day + LENGTH_DAYS_MIN + r.int(4),
      cut,
      uplift: 1 + cut * r.between(3, 5),
      salt: r.int(1 << 30),
    })
  }
  return promotions
}

export const covers = (promotion: Promotion, shelfIndex: number, itemIndex: number): boolean =>
  promotion.shelves.has(shelfIndex) && (mix32(promotion.salt ^ itemIndex) >>> 0) % 10 < COVERED_TENTHS

export const runsOn = (promotion: Promotion, day: number): boolean =>
  promotion.firstDay <= day && day <= promotion.lastDay

/** The deepest cut of the promotions given; 0 when none covers the item. */
export const bestPromotion = (
  running: readonly Promotion[],
  shelfIndex: number,
  itemIndex: number,
): Promotion | undefined => {
  let best: Promotion | undefined
  for (const promotion of running)
    if (covers(promotion, shelfIndex, itemIndex) && (best === undefined || promotion.cut > best.cut))
      best = promotion
  return best
}

/** Minor units, rounded to the tens that shops like: never below 1. */
export const cutPrice = (priceMinor: number, cut: number): number =>
  Math.max(
    1,
    priceMinor < 1_000 ? Math.round(priceMinor * (1 - cut)) : Math.round((priceMinor * (1 - cut)) / 10) * 10,
  )
