/** In which order a till needs what belongs to the products of its store. */
import { bestSelling } from '../lists/best-selling.ts'
import { findSold } from '../serving/sold-items.ts'
import type { OpenStore } from './open-snapshot.ts'

/**
 * Ids of what the store sells: the best selling of the last 30 days first, then what did not sell, in the order in which the shop
 * took it up.
 *
 * @param now  ms UTC
 */
export const bestSellingFirst = ({ view, ranking, about }: OpenStore, now: number): readonly string[] => {
  const { channel } = about
  const all = findSold(view, { channel }, now)
  const scope = { channel, category: undefined, includeDescendants: false }
  const shape = { stock: 'as-is', sets: [], rules: undefined } as const
  const { items } = ranking.rank(bestSelling, bestSelling.defaults, scope, shape, all.length, now)
  return [...new Set([...items, ...all])].map((item) => view.items.name(item))
}
