/** Answers from a table of neighbours: what goes with the seeds; without any, with what the shopper did last. */
import type { Csr } from '../math/csr.ts'
import type { Query } from './query.ts'
import { NO_SCORES, type Scores } from './scores.ts'
import { SparseSum } from './sparse-sum.ts'

/** Acts of the history that are looked at when there is no seed. */
const HISTORY_ACT_MAX = 100
const NO_ITEMS = new Int32Array(0)

/**
 * Sums up rows of neighbours: of every seed alike; or of the newest acts of the history, where what was done
 * `historyHalfLifeActs` acts earlier counts half. Seeds are left out of the answer, items of the history are not.
 *
 * @param neighbors  row i: what goes with item i; values above 0
 * @complexity a query: O(neighbours of the seeds, or of at most 100 acts)
 */
export const neighborScorer = (neighbors: Csr, historyHalfLifeActs: number): ((query: Query) => Scores) => {
  const { rowCount, starts, columns, values } = neighbors
  const sums = new SparseSum(rowCount)
  const addRow = (item: number, weight: number): void => {
    if (item < 0 || item >= rowCount) return
    for (let k = starts[item]; k < starts[item + 1]; k++) sums.add(columns[k], weight * values[k])
  }
  return ({ seeds, history }) => {
    if (seeds.length > 0) {
      for (const seed of seeds) addRow(seed, 1)
      return sums.take(seeds)
    }
    const size = history.items.length
    if (size === 0) return NO_SCORES
    for (let age = 0; age < size && age < HISTORY_ACT_MAX; age++)
      addRow(history.items[size - 1 - age], 2 ** (-age / historyHalfLifeActs))
    return sums.take(NO_ITEMS)
  }
}
