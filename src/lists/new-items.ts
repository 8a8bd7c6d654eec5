/**
 * New: what the channel began to sell last, newest first. It needs no sale and no view.
 *
 * @source Dynamics 365 Commerce, "New": newest products assorted to channels and catalogs; no window
 */
import type { ListRecipe } from './list.ts'

export const newItems: ListRecipe = {
  list: 'new',
  title: 'New',
  aliases: ['RecoNew', 'newest', 'NEWEST_ARRIVALS'],
  defaults: {},
  settingsOf: () => undefined,
  metricsOf: () => [],
  score: ({ candidates, since }) => ({
    members: candidates.filter((item) => !Number.isNaN(since[item])),
    scores: since,
  }),
  /** The score is an instant: its age is divided, so that twice as much is half as old. */
  boosted: (score, factor, now) => now - (now - score) / factor,
  reason: (score) => ({
    code: 'ADDED_ON',
    text: `Added on ${new Date(score).toISOString().slice(0, 10)}`,
    values: { addedAt: score },
  }),
  emptyBecause: { code: 'NO_ITEMS', text: 'The channel sells nothing here.' },
}
