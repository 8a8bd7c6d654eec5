/** Parts of a set of cases, and other questions made of them. */
import { rng } from '../math/rng.ts'
import type { Acts } from '../models/acts.ts'
import type { Case } from './cases.ts'

/** Items with no act before an instant. */
export const itemsBornAfter = (
  { at, item, count }: Acts,
  instant: number,
  itemCount: number,
): ReadonlySet<number> => {
  const isOld = new Uint8Array(itemCount)
  for (let row = 0; row < count && at[row] < instant; row++) isOld[item[row]] = 1
  const born = new Set<number>()
  for (let k = 0; k < itemCount; k++) if (isOld[k] === 0) born.add(k)
  return born
}

/** Only cold items count, and only they may be proposed: how well are they told apart? Cases without any are left out. */
export const amongItems = (cases: readonly Case[], items: ReadonlySet<number>): readonly Case[] =>
  cases.flatMap((asked) => {
    const relevant = new Set([...asked.relevant].filter((item) => items.has(item)))
    return relevant.size === 0 ? [] : [{ ...asked, relevant, candidates: items }]
  })

/** Cases of shoppers of whom at most so many acts are known. */
export const ofColdShoppers = (cases: readonly Case[], actMax: number): readonly Case[] =>
  cases.filter(({ query }) => query.history.items.length <= actMax)

/** Cases whose right items were taken before (repeats), or were not (explored); the other items no longer count. */
export const repeatsOf = (cases: readonly Case[]): readonly Case[] =>
  withRelevant(cases, (item, known) => known.has(item))
export const exploredOf = (cases: readonly Case[]): readonly Case[] =>
  withRelevant(cases, (item, known) => !known.has(item))

const withRelevant = (
  cases: readonly Case[],
  isKept: (item: number, known: ReadonlySet<number>) => boolean,
): readonly Case[] =>
  cases.flatMap((asked) => {
    const known = new Set(asked.query.history.items)
    const relevant = new Set([...asked.relevant].filter((item) => isKept(item, known)))
    return relevant.size === 0 ? [] : [{ ...asked, relevant }]
  })

/**
 * Reranking: the right items among others that are as popular, for each case anew. Drawn in proportion to acts, so that
 * telling popular items from unpopular ones wins nothing.
 *
 * @param counts  acts of each item
 */
export const rerankCases = (
  cases: readonly Case[],
  counts: Int32Array,
  candidateCount: number,
  seed: number,
): readonly Case[] => {
  const sums = new Float64Array(counts.length)
  let total = 0
  for (const [item, count] of counts.entries()) sums[item] = total += count
  return cases.map((asked, k) => {
    const random = rng(seed, 'rerank', k)
    const candidates = new Set(asked.relevant)
    // A catalog with few popular items may not have that many others; the draws are bounded.
    for (let draw = 0; total > 0 && draw < 4 * candidateCount && candidates.size < candidateCount; draw++)
      candidates.add(random.weightedBySums(sums))
    return { ...asked, candidates }
  })
}
