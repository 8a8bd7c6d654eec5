/**
 * Most added to cart: put into baskets most often in the last days, however many at once.
 *
 * @source Adobe Commerce, "Most added to cart": the products added to carts most often in the last 7 days
 */
import { counted, type ListRecipe, multiplied, withSum } from './list.ts'

export const mostAddedToCart: ListRecipe = {
  list: 'most-added-to-cart',
  title: 'Most added to cart',
  aliases: ['mostaddedtocart'],
  defaults: { windowDays: 7 },
  settingsOf: () => undefined,
  metricsOf: () => ['carts'],
  score: ({ candidates, sums }, { windowDays = 7 }) => {
    const scores = sums('carts', windowDays)
    return { members: withSum(candidates, scores), scores }
  },
  boosted: multiplied,
  reason: (score, { windowDays = 7 }) => ({
    code: 'ADDED_TO_CART_IN_WINDOW',
    text: `Put into the basket ${counted(score, 'time')} in the last ${windowDays} days`,
    values: { carts: score, windowDays },
  }),
  emptyBecause: {
    code: 'NO_CARTS_IN_WINDOW',
    text: 'Nothing that belongs here was put into a basket in the window.',
  },
}
