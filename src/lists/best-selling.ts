/**
 * Best selling: most sold in the last days, however old the item.
 *
 * @source Dynamics 365 Commerce, "Best selling": ranked by the highest number of sales in the last 30 days, no cut-off
 *   on the assortment date. The unit of a sale is not documented there; here it is units less returns, or orders.
 */
import { type ListRecipe, multiplied, NO_SALES, salesReason, withSum } from './list.ts'

export const bestSelling: ListRecipe = {
  list: 'best-selling',
  title: 'Best selling',
  aliases: ['bestselling', 'RecoBestSelling', 'Popular', 'aws-ecomm-popular-items-by-purchases'],
  defaults: { windowDays: 30, measure: 'units' },
  settingsOf: (settings) => settings.bestSelling,
  metricsOf: ({ measure = 'units' }) => [measure],
  score: ({ candidates, sums }, { windowDays = 30, measure = 'units' }) => {
    const scores = sums(measure, windowDays)
    return { members: withSum(candidates, scores), scores }
  },
  boosted: multiplied,
  reason: salesReason,
  emptyBecause: NO_SALES,
}
