/**
 * Transitions: which item follows which.
 *
 *   T(i, j) = Σ over pairs i … j of a sequence, d ≤ window apart: decay^(d − 1) · e^(−recency · share of newer sequences)
 *             + backward · the same of pairs j … i
 *   P(i, j) = T(i, j) / (Σ of row i)^rowPower / (Σ of column j)^columnPower
 *   score   = Σ over items x of the query: e^(−age(x) / queryFade) · P(x, ·),   with two hops P² in the place of P
 *
 * Two hops reach items that were never seen together but share what leads to them: weaker alone, they add what neighbours
 * and single hops cannot know, so they are worth most in a blend. A column power above 0 keeps bestsellers from being the
 * answer to everything.
 *
 * When to use it: sequences of any length, from a single item on; large catalogs, since only pairs that occur are stored.
 * When not: what goes together in no order, as in a basket.
 *
 * @source Garcin, Dimitrakakis & Faltings, "Personalized news recommendation with context trees", RecSys 2013, for order;
 *   Christoffel et al., "Blockbusters and wallflowers: accurate, diverse and scalable recommendations with random walks",
 *   RecSys 2015, for powers and hops
 */
import type { Csr } from '../../math/csr.ts'
import { groupsBy } from '../acts.ts'
import type { Recipe } from '../recipe.ts'
import { newestItems, SEQUENCE_OWNERS, type SequenceOwner, type Sequences, sequencesOf } from './sequences.ts'
import { matrixByRows } from './sparse-rows.ts'
import { SparseSum } from '../sparse-sum.ts'
import { twoHops } from './two-hops.ts'

export type TransitionsOptions = {
  /** What a sequence is: a visit, or all that a shopper did. */
  readonly of: SequenceOwner
  /** Acts between two items of a pair, at most. ≥ 1 */
  readonly window: number
  /** What a step further apart is worth. In (0, 1] */
  readonly decay: number
  /** What a pair says of the way back. In [0, 1] */
  readonly backward: number
  readonly recency: number
  readonly rowPower: number
  readonly columnPower: number
  readonly hops: 1 | 2
  /** Items kept for each item, the best first. */
  readonly keepMax: number
  /** Newest acts of a sequence that are kept. */
  readonly actMax: number
  /** Newest items of the query that are looked up. */
  readonly lastMax: number
  /** Items back at which an item of the query has lost 63 % of its weight. Above 0 */
  readonly queryFade: number
}

export type TransitionsModel = {
  readonly of: SequenceOwner
  readonly lastMax: number
  readonly queryFade: number
  /** Row i: what follows item i, in no order, each above 0. */
  readonly follows: Csr
}

type Transitions = Recipe<TransitionsOptions, TransitionsModel>

/** T: weights of pairs, all of them. */
const pairsOf = (
  { count, starts, items }: Sequences,
  itemCount: number,
  { window, decay, backward, recency }: TransitionsOptions,
): Csr => {
  const sequenceAt = new Int32Array(items.length)
  for (let s = 0; s < count; s++) sequenceAt.fill(s, starts[s], starts[s + 1])
  const places = groupsBy(items, itemCount)
  const worths = Float64Array.from({ length: window }, (_, apart) => decay ** apart)
  return matrixByRows(itemCount, itemCount, (item, sum) => {
    for (let k = places.starts[item]; k < places.starts[item + 1]; k++) {
      const place = places.rows[k]
      const sequence = sequenceAt[place]
      const weight = Math.exp(-recency * (1 - (sequence + 1) / count))
      const add = (other: number, amount: number): void => {
        if (items[other] !== item) sum.add(items[other], amount)
      }
      const first = Math.max(starts[sequence], place - window)
      const last = Math.min(starts[sequence + 1] - 1, place + window)
      if (backward > 0) for (let p = first; p < place; p++) add(p, weight * backward * worths[place - p - 1])
      for (let p = place + 1; p <= last; p++) add(p, weight * worths[p - place - 1])
    }
  })
}

/** P: divides by powers of the sums of rows and columns, and keeps the best of each row. */
const normalized = (pairs: Csr, { rowPower, columnPower, keepMax }: TransitionsOptions): Csr => {
  const { rowCount, starts, columns, values } = pairs
  const rowSums = new Float64Array(rowCount)
  const columnSums = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++)
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      rowSums[row] += values[k]
      columnSums[columns[k]] += values[k]
    }
  const columnFactors = columnSums.map((sum) => sum ** -columnPower)
  return matrixByRows(rowCount, keepMax, (row, sum) => {
    const rowFactor = rowSums[row] ** -rowPower
    for (let k = starts[row]; k < starts[row + 1]; k++)
      sum.add(columns[k], values[k] * rowFactor * columnFactors[columns[k]])
  })
}

/** Share of the work that one hop is when there are two, about. */
const DIRECT_SHARE = 0.2

const train: Transitions['train'] = async (data, options, { compute, report }) => {
  const { of, actMax, hops, keepMax, lastMax, queryFade } = options
  const sequences = sequencesOf(data, { of, actMax, isDistinct: false })
  const direct = normalized(pairsOf(sequences, data.itemCount, options), options)
  report(DIRECT_SHARE)
  const follows =
    hops === 1
      ? direct
      : await twoHops(direct, keepMax, compute, (share) => report(DIRECT_SHARE + (1 - DIRECT_SHARE) * share))
  report(1)
  return { of, lastMax, queryFade, follows }
}

const scorer: Transitions['scorer'] = ({ of, lastMax, queryFade, follows }) => {
  const { rowCount, starts, columns, values } = follows
  const sum = new SparseSum(rowCount)
  return (query) => {
    newestItems(query, of, lastMax, rowCount).forEach((item, age) => {
      const weight = Math.exp(-age / queryFade)
      for (let k = starts[item]; k < starts[item + 1]; k++) {
        const amount = weight * values[k]
        if (amount > 0) sum.add(columns[k], amount)
      }
    })
    return sum.take(query.seeds)
  }
}

/**
 * @complexity training: time O(acts · window), with two hops O(items · keepMax²) more at worst; memory O(pairs that occur);
 *   a query: O(lastMax · keepMax)
 */
export const transitions: Transitions = {
  name: 'transitions',
  version: 1,
  jobs: ['next-item', 'similar'],
  defaults: {
    of: 'session',
    window: 5,
    decay: 0.7,
    backward: 0.8,
    recency: 1,
    rowPower: 0.6,
    columnPower: 0.4,
    hops: 1,
    keepMax: 200,
    actMax: 1000,
    lastMax: 10,
    queryFade: 2.5,
  },
  ranges: {
    of: { of: SEQUENCE_OWNERS },
    window: { from: 1, to: 20, scale: 'log', isWhole: true },
    decay: { from: 0.3, to: 1, scale: 'linear' },
    backward: { from: 0, to: 1, scale: 'linear' },
    recency: { from: 0, to: 5, scale: 'linear' },
    rowPower: { from: 0, to: 1, scale: 'linear' },
    columnPower: { from: 0, to: 1, scale: 'linear' },
    hops: { of: [1, 2] },
    queryFade: { from: 0.5, to: 20, scale: 'log' },
  },
  memoryBytes: ({ actCount, itemCount }, { window, hops, keepMax }) =>
    16 * actCount +
    48 * itemCount +
    24 * Math.min(2 * window * actCount, itemCount ** 2) +
    16 * (hops - 1) * keepMax * itemCount,
  train,
  scorer,
}
