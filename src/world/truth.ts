/** What the world knows about itself, for tests to ask whether an engine found it. No engine reads this. */
import { REPEAT_CHANCE } from './after-order.ts'
import { DAY_MS } from '../domain/local-day.ts'

import type { Columns, Trend } from './columns.ts'
import { PAIR_CHANCE, type Pair, SHELF_PAIR_CHANCE } from './complements.ts'
import { itemIdOf } from './products.ts'
import { dayStart, type Plan } from './plan.ts'
import { covers } from './promotions.ts'
import { customerIdOf, type Persona, personaOf, visitorIdOf } from './shoppers.ts'

export type Truth = {
  /** @param id  a customer's or a visitor's; undefined for anybody else */
  readonly personaOf: (id: string) => Persona | undefined
  /** Who puts `from` into the basket goes on to `to` with this chance, each time. */
  readonly itemPairs: readonly { readonly from: string; readonly to: string; readonly chance: number }[]
  /** The same for categories: to some product of `to`, unless the product taken has a partner of its own. */
  readonly categoryPairs: readonly { readonly from: string; readonly to: string; readonly chance: number }[]
  /** Categories that are bought again: mean days between, and the chance that a buyer returns. */
  readonly repeats: readonly { readonly category: string; readonly days: number; readonly chance: number }[]
  readonly promotions: readonly {
    readonly promotionId: string
    readonly itemIds: readonly string[]
    /** ms UTC; `until` is the first instant after it. */
    readonly from: number
    readonly until: number
    readonly cut: number
    /** Factor on the chance that somebody who looks around takes the product, over all shoppers. */
    readonly uplift: number
  }[]
  /** New products that took off, the latest start first. */
  readonly trends: readonly { readonly itemId: string; readonly startAt: number; readonly peak: number }[]
}

export const truthOf = (
  plan: Plan,
  columns: Columns,
  trends: readonly Trend[],
  pairs: readonly Pair[],
): Truth => {
  const idOf = (index: number): string => itemIdOf(plan, { index, shelfIndex: columns.shelf[index] })
  const shopperCount = plan.customerCount + plan.visitorCount
  return {
    personaOf: (id) => {
      const shopper = Number(id.slice(id.indexOf('-') + 1)) - 1001
      if (!Number.isInteger(shopper) || shopper < 0 || shopper >= shopperCount) return undefined
      const isKnown =
        id === visitorIdOf(shopper) || (id === customerIdOf(shopper) && shopper < plan.customerCount)
      return isKnown ? personaOf(plan, shopper) : undefined
    },
    itemPairs: pairs.map(({ from, to }) => ({ from: idOf(from), to: idOf(to), chance: PAIR_CHANCE })),
    categoryPairs: plan.shelves.flatMap(({ path, goesWith }) =>
      goesWith.map((to) => ({
        from: path,
        to: plan.shelves[to].path,
        chance: SHELF_PAIR_CHANCE / goesWith.length,
      })),
    ),
    repeats: plan.shelves.flatMap(({ path, form }) =>
      form.repeatDays === undefined ? [] : [{ category: path, days: form.repeatDays, chance: REPEAT_CHANCE }],
    ),
    promotions: plan.promotions.map((promotion) => ({
      promotionId: promotion.promotionId,
      itemIds: [...promotion.shelves].flatMap((shelf) =>
        [...columns.byShelf[shelf]].filter((index) => covers(promotion, shelf, index)).map(idOf),
      ),
      from: dayStart(plan, promotion.firstDay),
      until: dayStart(plan, promotion.lastDay) + DAY_MS,
      cut: promotion.cut,
      uplift: promotion.uplift,
    })),
    trends: trends
      .map(({ index, startDay, peak }) => ({ itemId: idOf(index), startAt: dayStart(plan, startDay), peak }))
      .sort((a, b) => b.startAt - a.startAt),
  }
}
