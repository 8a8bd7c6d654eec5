/** What impressions of items earned lately: for the chance that new items get. */
import { ALL_CHANNELS } from '../views/counter-view.ts'
import type { ShopView } from '../views/shop-view.ts'

/** Days that count, besides today. */
const WINDOW_DAYS = 60
/** What an impression earns before anything is known: one click in fifty. */
const PRIOR_RATE = 0.02
/** Impressions that this belief counts as. */
const PRIOR_IMPRESSIONS = 1_000

export type ImpressionRates = {
  /** Clicks of an impression in this shop, as a rule. In (0, 1) */
  readonly baseRate: number
  readonly of: (item: number) => { readonly impressions: number; readonly successes: number }
}

export const impressionRates = ({ counters, items, dayOf }: ShopView, now: number): ImpressionRates => {
  const today = dayOf(now)
  const sums = (metric: 'impressions' | 'clicks'): Float64Array =>
    counters.sums(metric, ALL_CHANNELS, today - WINDOW_DAYS, today, items.size)
  const impressions = sums('impressions')
  const clicks = sums('clicks')
  let shown = PRIOR_IMPRESSIONS
  let clicked = PRIOR_RATE * PRIOR_IMPRESSIONS
  for (let item = 0; item < items.size; item++) {
    shown += impressions[item] as number
    clicked += clicks[item] as number
  }
  return {
    baseRate: Math.min(0.99, clicked / shown),
    of: (item) => ({
      impressions: impressions[item] ?? 0,
      successes: Math.min(clicks[item] ?? 0, impressions[item] ?? 0),
    }),
  }
}
