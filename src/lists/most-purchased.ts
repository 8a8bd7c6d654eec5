/**
 * Most purchased: in most orders in the last days, however many of it each holds.
 *
 * @source Adobe Commerce, "Most purchased": the products purchased most often in the last 7 days
 */
import { type ListRecipe, multiplied, NO_SALES, salesReason, withSum } from './list.ts'

export const mostPurchased: ListRecipe = {
  list: 'most-purchased',
  title: 'Most purchased',
  aliases: ['mostpurchased'],
  defaults: { windowDays: 7 },
  settingsOf: () => undefined,
  metricsOf: () => ['orders'],
  score: ({ candidates, sums }, { windowDays = 7 }) => {
    const scores = sums('orders', windowDays)
    return { members: withSum(candidates, scores), scores }
  },
  boosted: multiplied,
  reason: (score, parameters) => salesReason(score, { ...parameters, measure: 'orders' }),
  emptyBecause: NO_SALES,
}
