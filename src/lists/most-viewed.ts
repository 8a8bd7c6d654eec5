/**
 * Most viewed: opened in most sessions in the last days; or most often, each time counted.
 *
 * @source Adobe Commerce, "Most viewed": the count of sessions in which the product was viewed; Amazon Personalize,
 *   "Popular items by views", counts views
 */
import { counted, type ListRecipe, multiplied, NO_VIEWS, withSum } from './list.ts'

export const mostViewed: ListRecipe = {
  list: 'most-viewed',
  title: 'Most viewed',
  aliases: ['mostviewed', 'aws-ecomm-popular-items-by-views'],
  defaults: { windowDays: 30, viewMeasure: 'sessions' },
  settingsOf: (settings) => settings.mostViewed,
  metricsOf: ({ viewMeasure = 'sessions' }) => [viewMeasure],
  score: ({ candidates, sums }, { windowDays = 30, viewMeasure = 'sessions' }) => {
    const scores = sums(viewMeasure, windowDays)
    return { members: withSum(candidates, scores), scores }
  },
  boosted: multiplied,
  reason: (score, { windowDays = 30, viewMeasure = 'sessions' }) => ({
    code: 'VIEWED_IN_WINDOW',
    text: `${
      viewMeasure === 'views' ? counted(score, 'view') : `Viewed in ${counted(score, 'session')}`
    } in the last ${windowDays} days`,
    values: { [viewMeasure]: score, windowDays },
  }),
  emptyBecause: NO_VIEWS,
}
