/** Most viewed: product pages opened most in the last days. */
import { type ListRecipe, withSum } from './list.ts'

export const mostViewed: ListRecipe = {
  list: 'most-viewed',
  title: 'Most viewed',
  aliases: ['mostviewed', 'aws-ecomm-popular-items-by-views'],
  defaults: { windowDays: 30 },
  settingsOf: (settings) => settings.mostViewed,
  metricOf: () => 'views',
  score: ({ candidates, sums }, { windowDays = 30 }) => {
    const scores = sums('views', windowDays)
    return { members: withSum(candidates, scores), scores }
  },
  reason: (score, { windowDays = 30 }) => ({
    code: 'VIEWED_IN_WINDOW',
    text: `${score} ${score === 1 ? 'view' : 'views'} in the last ${windowDays} days`,
    values: { views: score, windowDays },
  }),
  emptyBecause: { code: 'NO_VIEWS_IN_WINDOW', text: 'Nothing that belongs here was viewed in the window.' },
}
