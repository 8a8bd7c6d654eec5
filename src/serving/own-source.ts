/** Lists of a shopper's own past: what they looked at, bought, wished for. */
import type { Reason } from '../lists/list.ts'
import { recentlyViewed, viewedReason } from '../lists/recently-viewed.ts'
import { type Cause, type Proposal, proposesNothing } from './found.ts'
import type { Gates } from './gates.ts'
import { byItemId } from './list-ranking.ts'
import type { Scene } from './scene.ts'

type Own = 'viewed' | 'bought' | 'wished'

const EMPTY: Readonly<Record<Own, Cause>> = {
  viewed: { code: 'NOTHING_VIEWED', text: 'The shopper has viewed nothing that is sold here.' },
  bought: { code: 'NOTHING_BOUGHT', text: 'The shopper has bought nothing that is sold here.' },
  wished: { code: 'NOTHING_WISHED', text: 'Nothing on the wish list is sold here.' },
}

type Kept = { readonly item: number; readonly score: number; readonly reason: () => Reason }

const viewedOf = ({ past, view }: Scene): readonly Kept[] =>
  recentlyViewed(
    past.acts.filter(({ kind }) => kind === 'product-view'),
    byItemId(view),
  ).map(({ item, at }) => ({ item, score: at, reason: () => viewedReason(at) }))

/** What was bought most often comes first, of equals what was bought last. */
const boughtOf = ({ past, view }: Scene): readonly Kept[] => {
  const isBefore = byItemId(view)
  return [...past.bought]
    .sort(
      ([a, boughtA], [b, boughtB]) =>
        boughtB.count - boughtA.count || boughtB.lastAt - boughtA.lastAt || (isBefore(a, b) ? -1 : 1),
    )
    .map(([item, { count, lastAt }]) => ({
      item,
      score: count,
      reason: () => ({
        code: 'BOUGHT_BY_YOU',
        text: count === 1 ? 'You bought this' : `You bought this ${count} times`,
        values: { orders: count, lastBoughtAt: lastAt },
      }),
    }))
}

/** What was put there last comes first. */
const wishedOf = ({ past }: Scene): readonly Kept[] =>
  [...past.wished].reverse().map((item, k, all) => ({
    item,
    score: all.length - k,
    reason: () => ({ code: 'ON_YOUR_WISH_LIST', text: 'On your wish list', values: {} }),
  }))

const KEPT_OF: Readonly<Record<Own, (scene: Scene) => readonly Kept[]>> = {
  viewed: viewedOf,
  bought: boughtOf,
  wished: wishedOf,
}

export const ownProposal = (own: Own, scene: Scene, gates: Gates): Proposal => {
  const source = `own:${own}`
  const { closedBecause } = scene.person
  if (closedBecause !== undefined) return proposesNothing(source, closedBecause)
  const kept = KEPT_OF[own](scene).filter(
    ({ item }) => gates.allows(item) && gates.shape.rules?.isExcluded(item) !== true,
  )
  return {
    source,
    items: kept.map(({ item }) => item),
    scores: kept.map(({ score }) => score),
    reasonOf: (place) => (kept[place] as Kept).reason(),
    emptyBecause: EMPTY[own],
    report: { source, candidateCount: kept.length },
  }
}
