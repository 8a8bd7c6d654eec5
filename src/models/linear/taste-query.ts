/** A query as linear models of items read it: a row of weights like those that they learned from. */
import { type TasteOptions, kindWeightsOf } from './taste-matrix.ts'
import type { Query } from '../query.ts'

/** What a model must remember to read queries as it was trained. */
export type TasteReading = {
  readonly itemCount: number
  /** The items that are modelled, ascending. */
  readonly items: Int32Array
  readonly rows: string
  /** by kind of act; 0: such acts do not count */
  readonly kindWeights: Float64Array
  readonly historyHalfLifeActs: number
  readonly historyItemMax: number
}

export const tasteReadingOf = (
  itemCount: number,
  items: Int32Array,
  options: TasteOptions,
): TasteReading => ({
  itemCount,
  items,
  rows: options.rows,
  kindWeights: kindWeightsOf(options),
  historyHalfLifeActs: options.historyHalfLifeActs,
  historyItemMax: options.historyItemMax,
})

/** Older acts are not looked at, so that a robot's history costs no more than a shopper's. */
const ACTS_PER_ITEM_MAX = 20

/** Calls with each modelled item of a query, as a position in `items`, once. */
export type TasteReader = (query: Query, add: (position: number, weight: number) => void) => void

/**
 * The seeds are the query when there are any, each with weight 1; else it is the history, or the session for models of
 * sessions. There, item number k from the end weighs 0.5^(k / half-life), times what its act counts.
 */
export const tasteReader = (reading: TasteReading): TasteReader => {
  const { itemCount, items, rows, kindWeights, historyHalfLifeActs, historyItemMax } = reading
  const positions = new Int32Array(itemCount).fill(-1)
  for (let p = 0; p < items.length; p++) positions[items[p]] = p
  const decay = historyHalfLifeActs > 0 ? 0.5 ** (1 / historyHalfLifeActs) : 1

  const weightsOfHistory = ({ history, sessionStart }: Query): Map<number, number> => {
    const weightByPosition = new Map<number, number>()
    const ageByPosition = new Map<number, number>()
    const oldest = history.items.length - historyItemMax * ACTS_PER_ITEM_MAX
    const first = Math.max(0, oldest, rows === 'sessions' ? sessionStart : 0)
    for (let k = history.items.length - 1; k >= first; k--) {
      const position = positions[history.items[k]] ?? -1
      const kindWeight = kindWeights[history.kinds[k]] ?? 0
      if (position < 0 || kindWeight === 0) continue
      const age = ageByPosition.get(position) ?? ageByPosition.size
      if (age >= historyItemMax) break
      ageByPosition.set(position, age)
      const weight = kindWeight * decay ** age
      if (weight > (weightByPosition.get(position) ?? 0)) weightByPosition.set(position, weight)
    }
    return weightByPosition
  }
  const weightsOfSeeds = (seeds: Int32Array): Map<number, number> => {
    const weightByPosition = new Map<number, number>()
    for (const seed of seeds) {
      const position = positions[seed] ?? -1
      if (position >= 0) weightByPosition.set(position, 1)
    }
    return weightByPosition
  }
  return (query, add) => {
    const weightByPosition = query.seeds.length > 0 ? weightsOfSeeds(query.seeds) : weightsOfHistory(query)
    for (const [position, weight] of weightByPosition) add(position, weight)
  }
}
