/**
 * Blend: several scorers answer, one list comes out. Score = Σ weight · scale(part's scores).
 *
 * Scores of different recipes have nothing in common but their order, so each part is brought to a common scale first:
 *
 *   raw     as they are                 for parts of the same kind
 *   max     ÷ the highest               for parts that are sure of themselves in the same way
 *   length  ÷ √Σ score²                 a part that spreads its score over many items speaks softly; a good first choice
 *   rank    1 / (60 + place), from 1    when scores say nothing but an order; only the best 1,000 of each part count
 *
 * When to use it: parts that err in different ways, as neighbours and linear models do; weights from `searchWeights`.
 * When not: parts of the same idea with other options gain next to nothing and cost their time.
 *
 * @source Fox & Shaw, "Combination of multiple searches" (CombSUM), TREC-2, 1994; `rank`: Cormack, Clarke & Büttcher,
 *   "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009
 */
import type { Query } from './query.ts'
import { bestOf, NO_SCORES, type Scores } from './scores.ts'
import { SparseSum } from './sparse-sum.ts'

export type Scorer = (query: Query) => Scores

export const BLEND_SCALES = ['raw', 'max', 'length', 'rank'] as const
export type BlendScale = (typeof BLEND_SCALES)[number]

export type BlendPart = {
  readonly scorer: Scorer
  /** ≥ 0; at 0 the part is not asked */
  readonly weight: number
}

const RANK_OFFSET = 60
const RANK_DEPTH = 1000

/** A part's scores on the common scale. Raw scores come back as they are, not copied. */
export const scaled = (scores: Scores, scale: BlendScale): Scores => {
  if (scale === 'raw') return scores
  if (scale === 'rank') {
    const { items, scores: ranks } = bestOf(scores, RANK_DEPTH)
    for (let k = 0; k < ranks.length; k++) ranks[k] = 1 / (RANK_OFFSET + k + 1)
    return { form: 'few', items, scores: ranks }
  }
  const factor = factorOf(scores.scores, scale)
  return { ...scores, scores: scores.scores.map((score) => score * factor) }
}

/**
 * One scorer of several. It answers for all items when any part does, else for those that a part knows.
 *
 * @param itemCount  items of the parts' models: the same for all of them
 * @complexity a query: that of the parts, and the scores they give; with `rank` a heap of 1,000 for each
 */
export const blendScorer = (parts: readonly BlendPart[], scale: BlendScale, itemCount: number): Scorer => {
  const asked = parts.filter((part) => part.weight > 0)
  const few = new SparseSum(itemCount)
  const nothing = new Int32Array(0)
  return (query) => {
    if (asked.length === 0) return NO_SCORES
    const answers = asked.map(({ scorer }) =>
      scale === 'rank' ? scaled(scorer(query), scale) : scorer(query),
    )
    const weights = asked.map(
      ({ weight }, part) => weight * (scale === 'rank' ? 1 : factorOf(answers[part].scores, scale)),
    )
    if (answers.some((answer) => answer.form === 'all'))
      return { form: 'all', scores: sumOf(answers, weights, itemCount) }
    answers.forEach((answer, part) => {
      if (answer.form === 'all') return
      const { items, scores } = answer
      for (let k = 0; k < items.length; k++) few.add(items[k], weights[part] * scores[k])
    })
    return few.take(nothing)
  }
}

const sumOf = (answers: readonly Scores[], weights: readonly number[], itemCount: number): Float32Array => {
  const sums = new Float32Array(itemCount)
  answers.forEach((answer, part) => {
    const { scores } = answer
    if (answer.form === 'all') for (let i = 0; i < scores.length; i++) sums[i] += weights[part] * scores[i]
    else for (let k = 0; k < scores.length; k++) sums[answer.items[k]] += weights[part] * scores[k]
  })
  return sums
}

/** What a part's scores are multiplied by; 0 when it says nothing. */
const factorOf = (scores: Float32Array, scale: 'raw' | 'max' | 'length'): number => {
  if (scale === 'raw') return 1
  let size = 0
  if (scale === 'max') for (let k = 0; k < scores.length; k++) size = scores[k] > size ? scores[k] : size
  else {
    for (let k = 0; k < scores.length; k++) size += scores[k] * scores[k]
    size = Math.sqrt(size)
  }
  return size > 0 ? 1 / size : 0
}
