/** Asks a model that numbers its items otherwise, as an older one does. */
import type { Query } from '../models/query.ts'
import type { Scores } from '../models/scores.ts'

type Scorer = (query: Query) => Scores

/**
 * @param theirIds  item of each number of the model
 * @param ourIds    item of each number of queries and answers
 */
export const renumberedScorer = (
  score: Scorer,
  theirIds: readonly string[],
  ourIds: readonly string[],
): Scorer => {
  const theirs = numbersIn(theirIds, ourIds)
  const ours = numbersIn(ourIds, theirIds)
  const translated = (items: Int32Array): Int32Array => items.map((item) => theirs[item] ?? -1)
  return (query) => {
    const { history, seeds } = query
    return answered(
      score({
        ...query,
        seeds: translated(seeds),
        history: { ...history, items: translated(history.items) },
      }),
      ours,
      ourIds.length,
    )
  }
}

/** By number of an id: its number among the others, -1 when it is not there. */
const numbersIn = (others: readonly string[], ids: readonly string[]): Int32Array => {
  const numberOf = new Map(others.map((id, number) => [id, number]))
  return Int32Array.from(ids, (id) => numberOf.get(id) ?? -1)
}

const answered = (scores: Scores, ours: Int32Array, itemCount: number): Scores => {
  if (scores.form === 'all') {
    const all = new Float32Array(itemCount)
    for (let item = 0; item < ours.length; item++) if (ours[item] >= 0) all[ours[item]] = scores.scores[item]
    return { form: 'all', scores: all }
  }
  const isKnown = (item: number): boolean => ours[item] >= 0
  return {
    form: 'few',
    items: scores.items.filter(isKnown).map((item) => ours[item]),
    scores: scores.scores.filter((_, k) => isKnown(scores.items[k])),
  }
}
