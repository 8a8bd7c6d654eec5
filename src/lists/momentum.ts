/**
 * Trending now: what is asked for today surely more than in the three days before, held against the whole shop.
 *
 *   x, y = sessions and orders of the last 24 hours, and of the 72 before them      X, Y = those of all items
 *   rise  = ln((x + ½) / (X + ½)) − ln((y + ½) / (Y + ½))
 *   error = √(1 / (x + ½) + 1 / (y + ½))
 *   score = exp(rise − caution · error)
 *
 * The score is how many times its own usual share of the shop an item reaches at least; it is in the list when that is
 * more than one. So what is always popular has a score just below 1 and never wins, one view after none has none to speak
 * of, and a campaign that doubles the whole shop is no trend. Sessions and orders count alike, so that it also works at a
 * till. The last hour is the running one.
 *
 * @source Adobe Commerce, "Trending": popularity of the last 24 hours against a baseline of the 72 before, of the same
 *   product; the interval is that of `models/counts/trending.ts`: Price & Bonett, "Estimating the ratio of two Poisson
 *   rates", Computational Statistics & Data Analysis 34(3), 2000
 */
import { counted, type ListInput, type ListRecipe, multiplied, total } from './list.ts'

const RECENT_HOURS = 24
const BEFORE_HOURS = 72
/** Standard errors that a rise is taken down by: of thousands of items, some seem to rise by chance. */
const CAUTION = 2
/** Sessions and orders in the last 24 hours. */
const SUPPORT_MIN = 5
/** The half that keeps the logarithm of 0 away. */
const HALF = 0.5

const asked = (input: ListInput, fromHoursAgo: number, toHoursAgo: number): Float64Array => {
  const orders = input.hourlySums('orders', fromHoursAgo, toHoursAgo)
  return input
    .hourlySums('sessions', fromHoursAgo, toHoursAgo)
    .map((sessions, item) => sessions + (orders[item] ?? 0))
}

export const momentum: ListRecipe = {
  list: 'trending-now',
  title: 'Trending now',
  aliases: ['momentum', 'aws-trending-now'],
  defaults: {},
  settingsOf: () => undefined,
  metricsOf: () => ['sessions', 'orders'],
  isHourly: true,
  score: (input) => {
    const recent = asked(input, RECENT_HOURS - 1, 0)
    const before = asked(input, RECENT_HOURS + BEFORE_HOURS - 1, RECENT_HOURS)
    const usual = Math.log((total(recent) + HALF) / (total(before) + HALF))
    const scores = new Float64Array(recent.length)
    const members = input.candidates.filter((item) => {
      const [x, y] = [recent[item], before[item]]
      if (x < SUPPORT_MIN) return false
      const rise = Math.log((x + HALF) / (y + HALF)) - usual
      scores[item] = Math.exp(rise - CAUTION * Math.sqrt(1 / (x + HALF) + 1 / (y + HALF)))
      return scores[item] > 1
    })
    return { members, scores, factsOf: (item) => ({ recent: recent[item], before: before[item] }) }
  },
  boosted: multiplied,
  reason: (score, _, { recent = 0, before = 0 } = {}) => ({
    code: 'RISING_NOW',
    text: `Asked for ${counted(recent, 'time')} in the last ${RECENT_HOURS} hours and ${counted(before, 'time')} in the ${BEFORE_HOURS} before: at least ${Math.round(score * 10) / 10} times its usual share`,
    values: { recent, before, times: score, recentHours: RECENT_HOURS, beforeHours: BEFORE_HOURS },
  }),
  emptyBecause: {
    code: 'NOTHING_RISES',
    text: 'Nothing that belongs here is surely asked for more than in the three days before.',
  },
}
