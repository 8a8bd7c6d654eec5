/** Recently viewed: the product pages a shopper opened last, each once, newest first. */
import type { Reason } from './list.ts'

/** What a shopper opened: item index and when (ms UTC), in any order. */
export type Viewing = { readonly item: number; readonly at: number }

/**
 * @param isBefore  settles which of two items viewed at the same instant comes first
 * @returns each item once with its newest view, newest first
 */
export const recentlyViewed = (
  viewings: readonly Viewing[],
  isBefore: (a: number, b: number) => boolean,
): readonly Viewing[] => {
  const newest = new Map<number, number>()
  for (const { item, at } of viewings)
    newest.set(item, Math.max(at, newest.get(item) ?? Number.NEGATIVE_INFINITY))
  return [...newest]
    .map(([item, at]) => ({ item, at }))
    .sort((a, b) => b.at - a.at || (isBefore(a.item, b.item) ? -1 : 1))
}

export const viewedReason = (at: number): Reason => ({
  code: 'VIEWED_AT',
  text: 'You looked at this',
  values: { viewedAt: at },
})
