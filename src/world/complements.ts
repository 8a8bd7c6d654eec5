/** Which products go together: planted, so that tests can look for them in what an engine learned. */
import { rng } from '../math/rng.ts'
import type { Columns } from './columns.ts'
import type { Plan } from './plan.ts'

/** Who takes `from` often takes `to` too. Both are product numbers. */
export type Pair = { readonly from: number; readonly to: number }

/** The chance that somebody who puts `from` into the basket goes on to `to`. */
export const PAIR_CHANCE = 0.4
/** The same for some product of a shelf that goes with the shelf of `from`, when it has no partner of its own. */
export const SHELF_PAIR_CHANCE = 0.3

const PAIR_SHARE = 0.015
const PAIR_COUNT_MIN = 3
const PAIR_COUNT_MAX = 400

/** Pairs of products that were sold everywhere all the time; popular ones, or nobody would ever see the effect. */
export const planPairs = (plan: Plan, columns: Columns): readonly Pair[] => {
  const isSteady = (index: number): boolean =>
    columns.addedDay[index] < plan.firstDay &&
    columns.lastDay[index] > 0 &&
    columns.isOnline[index] === 1 &&
    columns.isInStores[index] === 1
  const wanted = Math.min(PAIR_COUNT_MAX, Math.max(PAIR_COUNT_MIN, Math.round(plan.itemCount * PAIR_SHARE)))
  const starts = plan.shelves.filter(({ goesWith }) => goesWith.length > 0)
  const partnerOf = new Map<number, number>()
  const r = rng(plan.seed, 'pairs')
  for (let tries = 0; starts.length > 0 && partnerOf.size < wanted && tries < wanted * 20; tries++) {
    const shelf = r.pick(starts)
    const members = columns.byShelf[shelf.index]
    const others = columns.byShelf[r.pick(shelf.goesWith)]
    if (members.length === 0 || others.length === 0) continue
    const from = members[r.weightedBySums(columns.sums[shelf.index])]
    const to = others[r.int(others.length)]
    if (!partnerOf.has(from) && isSteady(from) && isSteady(to)) partnerOf.set(from, to)
  }
  return [...partnerOf].map(([from, to]) => ({ from, to }))
}
