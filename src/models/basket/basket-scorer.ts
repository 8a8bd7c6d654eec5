/** Answers of basket completion from what was learned; apart from the learning, for it also runs in tills. */
import type { Csr } from '../../math/csr.ts'
import type { Query } from '../query.ts'
import { NO_SCORES, type Scores } from '../scores.ts'
import type { PairTable } from './basket-pairs.ts'

export type BasketModel = PairTable & {
  /** Item j: what speaks for it in any basket. */
  readonly bias: Float32Array
  /** Row i: what having i says for (above 0) and against (below 0) other items. */
  readonly weights: Csr
}

/** @complexity a query: O(basket · neighbours) */
export const basketScorer = (model: BasketModel): ((query: Query) => Scores) => {
  const { bias, weights, pairStarts, pairSeconds, pairWeights } = model
  const itemCount = weights.rowCount
  const addRow = ({ starts, columns, values }: Csr, row: number, scores: Float32Array): void => {
    for (let k = starts[row]; k < starts[row + 1]; k++) scores[columns[k]] += values[k]
  }
  return ({ seeds }): Scores => {
    const basketItems = new Set<number>()
    for (const seed of seeds) if (seed >= 0 && seed < itemCount) basketItems.add(seed)
    if (basketItems.size === 0) return NO_SCORES
    const scores = bias.slice()
    for (const item of basketItems) {
      addRow(weights, item, scores)
      for (let pair = pairStarts[item]; pair < pairStarts[item + 1]; pair++)
        if (basketItems.has(pairSeconds[pair])) addRow(pairWeights, pair, scores)
    }
    for (const item of basketItems) scores[item] = 0
    return { form: 'all', scores }
  }
}
