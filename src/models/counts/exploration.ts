/**
 * Exploration: gives some places of a list to new items, so that they can show what they are worth.
 *
 *   place by place:  with probability 1 − weight the best item that is left; with probability weight a new one:
 *   thompson   the one whose drawn rate is highest; rate ~ Gamma(p · base · relevance + successes, p + impressions)
 *   ucb        the one whose rate may be highest: mean + 2 · deviation of the same distribution
 *              p = priorImpressions, base = what impressions of this place earn as a rule
 *
 * A new item's chance falls with the impressions that it did not use, and what it earns stays. For every place, the
 * propensity comes out: the probability, given the places above, of the item that stands there. It is exact, for draws
 * come from a fixed number of tickets of which one is pulled. Logged with impressions, it lets other lists be judged by
 * what this one saw.
 *
 * When to use it: lists that nobody picked by hand, in shops where items come. When not: search results, and lists of what
 * goes with a basket.
 *
 * @source Chapelle & Li, "An empirical evaluation of Thompson sampling", NIPS 2011; upper bounds: Auer, Cesa-Bianchi &
 *   Fischer, "Finite-time analysis of the multiarmed bandit problem", Machine Learning 47, 2002; propensities: Li et al.,
 *   "Unbiased offline evaluation of contextual-bandit-based news article recommendation algorithms", WSDM 2011
 */
import { DAY_MS } from '../../domain/local-day.ts'
import { drawGamma } from '../../math/gamma-draw.ts'
import type { Rng } from '../../math/rng.ts'

export type ExplorationOptions = {
  /** Probability that a place is given to a new item, while there are some. In [0, 1]; at 0 nothing changes. */
  readonly weight: number
  /** Days before the latest act of the data that an item may have come, to be new. */
  readonly ageCutOffDays: number
  readonly method: 'thompson' | 'ucb'
  /** Impressions that what is thought of an item beforehand counts as. > 0 */
  readonly priorImpressions: number
}

export const EXPLORATION_DEFAULTS: ExplorationOptions = {
  weight: 0.3,
  ageCutOffDays: 30,
  method: 'thompson',
  priorImpressions: 50,
}

export type NewItem = {
  readonly item: number
  /** How many times it was seen in a list. ≥ 0 */
  readonly impressions: number
  /** What these earned: clicks, say. In [0, impressions] as a rule */
  readonly successes: number
  /** How well it fits here, beforehand: 1 is as others do. > 0 */
  readonly relevance: number
}

export type Explored = {
  readonly items: Int32Array
  /** 1 where the place was given to a new item as such */
  readonly isExplored: Uint8Array
  /** In (0, 1]: how probable this item was at its place, given the places above. */
  readonly propensities: Float64Array
}

/** Draws that a place picks from. More make finer probabilities and cost more. */
const TICKET_COUNT = 64
/** New items that take part, the most promising by upper bound. It bounds the cost of a request. */
const NEW_ITEM_MAX = 50
const UCB_DEVIATIONS = 2

/** Is the item new? Never when its day is not known. */
export const isNewItem = (
  createdAt: number,
  latestAt: number,
  { ageCutOffDays }: ExplorationOptions,
): boolean => createdAt >= latestAt - ageCutOffDays * DAY_MS

/**
 * @param ranked    items, best first, none twice
 * @param news      candidates for exploration; some of them may be ranked as well
 * @param baseRate  successes of an impression, as a rule. > 0
 * @returns         at most `countMax` items, none twice
 * @complexity O(min(news, 50) · (64 + countMax))
 */
export const explore = (
  ranked: Int32Array,
  news: readonly NewItem[],
  countMax: number,
  options: ExplorationOptions & { readonly baseRate: number },
  rng: Rng,
): Explored => {
  const isShown = new Set<number>()
  const tickets = options.weight > 0 ? ticketsOf(news, options, rng) : []
  const items: number[] = []
  const isExplored: number[] = []
  const propensities: number[] = []
  let next = 0
  while (items.length < countMax) {
    while (next < ranked.length && isShown.has(ranked[next])) next++
    const best = next < ranked.length ? ranked[next] : undefined
    const picks = tickets.map((ticket) => ticket.find((item) => !isShown.has(item)))
    const shares = placeShares(best, picks, options.weight)
    if (shares.size === 0) break
    const exploreShare = exploringShare(best, picks, options.weight)
    const explores = exploreShare > 0 && rng.chance(exploreShare)
    const item = explores ? picks[rng.int(picks.length)] : best
    if (item === undefined) break
    isShown.add(item)
    items.push(item)
    isExplored.push(explores ? 1 : 0)
    propensities.push(shares.get(item) ?? 0)
  }
  return {
    items: Int32Array.from(items),
    isExplored: Uint8Array.from(isExplored),
    propensities: Float64Array.from(propensities),
  }
}

/** The share of exploration at a place: none when no new item is left, all when nothing else is. */
const exploringShare = (
  best: number | undefined,
  picks: readonly (number | undefined)[],
  weight: number,
): number => {
  if (picks.length === 0 || picks[0] === undefined) return 0
  return best === undefined ? 1 : weight
}

/**
 * How probable each item is at a place.
 *
 * @param best   the first of the ranked items that are left
 * @param picks  the new item that each ticket names; undefined when none is left
 * @returns      probabilities that sum to 1; empty when there is nothing to show
 */
export const placeShares = (
  best: number | undefined,
  picks: readonly (number | undefined)[],
  weight: number,
): ReadonlyMap<number, number> => {
  const shares = new Map<number, number>()
  const exploring = exploringShare(best, picks, weight)
  if (best !== undefined) shares.set(best, 1 - exploring)
  if (exploring > 0)
    for (const item of picks)
      if (item !== undefined) shares.set(item, (shares.get(item) ?? 0) + exploring / picks.length)
  return shares
}

/** Each ticket is an order of the new items: by rates drawn for it, or, all alike, by their upper bounds. */
const ticketsOf = (
  news: readonly NewItem[],
  { method, priorImpressions, baseRate }: ExplorationOptions & { readonly baseRate: number },
  rng: Rng,
): readonly (readonly number[])[] => {
  const posteriors = news.map(({ item, impressions, successes, relevance }) => {
    const shape = priorImpressions * baseRate * relevance + successes
    const rate = priorImpressions + impressions
    return { item, shape, rate, bound: (shape + UCB_DEVIATIONS * Math.sqrt(shape)) / rate }
  })
  const promising = posteriors.sort((a, b) => b.bound - a.bound || a.item - b.item).slice(0, NEW_ITEM_MAX)
  if (promising.length === 0) return []
  if (method === 'ucb') return [promising.map(({ item }) => item)]
  return Array.from({ length: TICKET_COUNT }, () =>
    promising
      .map(({ item, shape, rate }) => ({ item, drawn: drawGamma(rng, shape, rate) }))
      .sort((a, b) => b.drawn - a.drawn || a.item - b.item)
      .map(({ item }) => item),
  )
}
