/**
 * Trending: among items added lately, those most sold in the last days.
 *
 * @source Dynamics 365 Commerce, "Trending": candidates added within 180 days, ordered by sales in the last 30 days
 */
import { type ListRecipe, multiplied, NO_SALES, salesReason, withSum } from './list.ts'

export const trending: ListRecipe = {
  list: 'trending',
  title: 'Trending',
  aliases: ['RecoTrending'],
  defaults: { windowDays: 30, addedWithinDays: 180, measure: 'units' },
  settingsOf: (settings) => settings.trending,
  metricsOf: ({ measure = 'units' }) => [measure],
  score: (
    { candidates, since, now, dayOf, sums },
    { windowDays = 30, addedWithinDays = 180, measure = 'units' },
  ) => {
    const scores = sums(measure, windowDays)
    const oldestDay = dayOf(now) - addedWithinDays
    const sold = withSum(candidates, scores)
    return { members: sold.filter((item) => dayOf(since[item]) >= oldestDay), scores }
  },
  boosted: multiplied,
  reason: (score, parameters) => {
    const sales = salesReason(score, parameters)
    return {
      code: 'NEW_AND_SELLING',
      text: `${sales.text}, added within ${parameters.addedWithinDays} days`,
      values: { ...sales.values, addedWithinDays: parameters.addedWithinDays ?? 0 },
    }
  },
  emptyBecause: NO_SALES,
}
