/**
 * Sparse linear: EASE for large catalogs. Each item is a sum of its neighbours only, those it is most alike, and the weights
 * are the exact answer for that neighbourhood.
 *
 *   S = the neighbours of j, and j as the last one;   A = (XᵀX + Λ) of S = L·Lᵀ;   Bᵢⱼ = −(L⁻¹)ⱼᵢ / (L⁻¹)ⱼⱼ
 *   score = x B        X = rows × items, x = what this shopper touched, Λ as in `ease`
 *
 * That is EASE's −Pᵢⱼ / Pⱼⱼ with P = A⁻¹, read off the last row of the inverse factor. Neighbours are those of the highest
 * cosine; they hold nearly all of what all items together say, and leave out much that is chance. What pairs share that are
 * beyond the first pairMax of both items is guessed from the last of those.
 *
 * When to use it: catalogs from some ten thousand items up to a million, where `ease` takes too long or too much memory.
 * When not: small catalogs, where `ease` is exact and as fast; items that nobody touched yet; repeat purchases.
 *
 * Cost: Σ |row|² for the pairs and neighborMax³ / 3 multiply-adds an item; memory grows with items · pairMax.
 *
 * @source the neighbourhood as a submatrix: Steck, "Markov random fields for collaborative filtering", NeurIPS 2019; weights
 *   over neighbours alone: Ning & Karypis, "SLIM: sparse linear methods for top-n recommender systems", ICDM 2011 (fsSLIM)
 */
import { openTileMath, TILE_STEP, type TileMath } from '../../kernels/tile.ts'
import { type Csr, transposed } from '../../math/csr.ts'
import { sharedFloats, type Task } from '../compute.ts'
import { type ItemPairs, itemPairParts, itemPairs, itemPairsBytes, itemPairsTask } from './item-pairs.ts'
import {
  PENALTY_DEFAULTS,
  PENALTY_RANGES,
  type PenaltyOptions,
  penalized,
  type PenalizedTaste,
} from './item-penalties.ts'
import type { Recipe } from '../recipe.ts'
import { sharedCsr } from '../shared-csr.ts'
import { SparseSum } from '../sparse-sum.ts'
import { TASTE_DEFAULTS, TASTE_RANGES, type TasteOptions, tasteOf } from './taste-matrix.ts'
import { type TasteReading, tasteReader, tasteReadingOf } from './taste-query.ts'

export type SparseLinearOptions = TasteOptions &
  PenaltyOptions & {
    /** Items that an item is a sum of, at most. */
    readonly neighborMax: number
    /** Pairs that are remembered of each item, the most alike. At least `neighborMax` */
    readonly pairMax: number
    /** Rows that hold more are passed over: wholesale and robots, that cost most and say least. */
    readonly rowItemMax: number
  }

/** Row i: the items of whose sum item i is a part, and its weight there; not 0. */
export type SparseLinearModel = TasteReading & { readonly links: Csr }

const train: Recipe<SparseLinearOptions, SparseLinearModel>['train'] = async (
  data,
  options,
  { compute, report },
) => {
  const taste = tasteOf(data, options)
  const size = taste.items.length
  const { sources, targets, ...matrices } = penalized(taste, options)
  const byRow = sharedCsr(matrices.byRow)
  const byItem = sharedCsr(matrices.byItem)
  const pairs = itemPairs(size, Math.max(options.pairMax, options.neighborMax))
  const pairPartCount = itemPairParts(size)
  const { rowItemMax, neighborMax, negativeWeight } = options
  await compute.run(itemPairsTask, { pairs, byRow, byItem, rowItemMax }, pairPartCount, (doneCount) =>
    report((PAIRS_SHARE * doneCount) / pairPartCount),
  )
  const weights = sharedFloats(size * neighborMax)
  const partCount = Math.ceil(size / PART_ITEMS)
  const args = { pairs, sources, targets, neighborMax, negativeWeight, weights }
  await compute.run(neighborhoodTask, args, partCount, (doneCount) =>
    report(PAIRS_SHARE + ((1 - PAIRS_SHARE) * doneCount) / partCount),
  )
  const links = transposed(weightsByTarget(pairs, weights, neighborMax))
  return { ...tasteReadingOf(data.itemCount, taste.items, options), links }
}

/** Share of the work that finding pairs is, about. */
const PAIRS_SHARE = 0.3
const PART_ITEMS = 16

type NeighborhoodArgs = Pick<PenalizedTaste, 'sources' | 'targets'> & {
  readonly pairs: ItemPairs
  readonly neighborMax: number
  readonly negativeWeight: number
  /** items × neighborMax: what each neighbour counts, in their order */
  readonly weights: Float32Array<SharedArrayBuffer>
}

/** No eigenvalue of a matrix that penalties are part of is below 1: see `PenalizedTaste`. */
const EIGENVALUE_MIN = 1

export const neighborhoodTask: Task<NeighborhoodArgs> = {
  name: 'sparse-linear-neighborhood',
  open: ({ pairs, sources, targets, neighborMax, negativeWeight, weights }) => {
    const fill = openFill(pairs)
    return (part) => {
      const end = Math.min(targets.length, (part + 1) * PART_ITEMS)
      for (let item = part * PART_ITEMS; item < end; item++) {
        const count = Math.min(neighborMax, pairs.counts[item])
        if (count === 0) continue
        const side = Math.ceil((count + 1) / TILE_STEP) * TILE_STEP
        const tile = new Float32Array(side * side)
        for (let share = 1; ; share *= SHRINKAGE) {
          fill(item, count, tile, side, share)
          tileMathOf(side).invertFactor(tile, EIGENVALUE_MIN)
          if (isPositive(tile, side, count) || share < SHARE_MIN) break
        }
        const last = count * side
        for (let k = 0; k < count; k++) {
          const neighbor = pairs.others[item * pairs.pairMax + k]
          const weight = (-tile[last + k] / tile[last + count]) * sources[neighbor] * targets[item]
          weights[item * neighborMax + k] = weight < 0 ? weight * negativeWeight : weight
        }
      }
    }
  },
}

/** When pairs that are not remembered leave a matrix without meaning, those that are count less and less. */
const SHRINKAGE = 0.7
const SHARE_MIN = 0.01

/** No pivot was at its least: what holds for every matrix of which all pairs are known. */
const isPositive = (inverseFactor: Float32Array, side: number, count: number): boolean => {
  for (let place = 0; place <= count; place++)
    if (!(inverseFactor[place * (side + 1)] < PIVOT_ROOT_MAX)) return false
  return true
}
/** 1 / √pivot, a little below that of the least pivot for the sake of rounding. */
const PIVOT_ROOT_MAX = 1 - 1e-6

/**
 * What a pair that neither item remembers shares, as a part of the least that both would have remembered: it is below
 * that, and in catalogs where all meet all it is far from nothing.
 */
const FORGOTTEN_PART = 0.7

/**
 * Writes the lower triangle of A for the first neighbours of an item and the item itself, ones below.
 *
 * @param share  what pairs count, in (0, 1]
 */
const openFill = ({ pairMax, counts, others, cosines, norms }: ItemPairs) => {
  const places = new Int32Array(counts.length).fill(-1)
  const leastOf = (item: number): number => (counts[item] < pairMax ? 0 : cosines[(item + 1) * pairMax - 1])
  return (item: number, count: number, tile: Float32Array, side: number, share: number): void => {
    tile.fill(0)
    const members = new Int32Array(count + 1)
    members.set(others.subarray(item * pairMax, item * pairMax + count))
    members[count] = item
    for (let a = 0; a <= count; a++) {
      places[members[a]] = a
      for (let b = 0; b < a; b++) {
        const least = Math.min(leastOf(members[a]), leastOf(members[b]))
        tile[a * side + b] = share * FORGOTTEN_PART * least * norms[members[a]] * norms[members[b]]
      }
    }
    for (let place = 0; place <= count; place++) {
      const member = members[place]
      tile[place * (side + 1)] = norms[member] ** 2 + EIGENVALUE_MIN
      for (let k = member * pairMax; k < member * pairMax + counts[member]; k++) {
        const other = places[others[k]]
        if (other < 0) continue
        const shared = share * cosines[k] * norms[member] * norms[others[k]]
        tile[Math.max(place, other) * side + Math.min(place, other)] = shared
      }
    }
    for (let place = count + 1; place < side; place++) tile[place * (side + 1)] = 1
    for (const member of members) places[member] = -1
  }
}

/** Each thread opens a kernel once for every size that it meets. */
const opened = new Map<number, TileMath>()
const tileMathOf = (side: number): TileMath => {
  const known = opened.get(side)
  if (known !== undefined) return known
  const math = openTileMath(side)
  opened.set(side, math)
  return math
}

/** Row j: the neighbours that item j is a sum of. */
const weightsByTarget = (
  { pairMax, counts, others }: ItemPairs,
  weights: Float32Array,
  neighborMax: number,
): Csr => {
  const size = counts.length
  const starts = new Int32Array(size + 1)
  const usedOf = (item: number): number => Math.min(neighborMax, counts[item])
  const columns = new Int32Array(counts.reduce((sum, _, item) => sum + usedOf(item), 0))
  const values = new Float32Array(columns.length)
  for (let item = 0; item < size; item++) {
    let end = starts[item]
    for (let k = 0; k < usedOf(item); k++) {
      if (weights[item * neighborMax + k] === 0) continue
      columns[end] = others[item * pairMax + k]
      values[end++] = weights[item * neighborMax + k]
    }
    starts[item + 1] = end
  }
  const end = starts[size]
  return {
    rowCount: size,
    columnCount: size,
    starts,
    columns: columns.slice(0, end),
    values: values.slice(0, end),
  }
}

/** By row: 1 where some link is negative. With most options hardly any is. */
const rowsBelowZero = ({ rowCount, starts, values }: Csr): Uint8Array => {
  const rows = new Uint8Array(rowCount)
  for (let row = 0; row < rowCount; row++)
    for (let k = starts[row]; k < starts[row + 1] && rows[row] === 0; k++) if (values[k] < 0) rows[row] = 1
  return rows
}

const scorer: Recipe<SparseLinearOptions, SparseLinearModel>['scorer'] = ({ links, ...reading }) => {
  const read = tasteReader(reading)
  const sum = new SparseSum(reading.itemCount)
  const speaksAgainst = rowsBelowZero(links)
  return (query) => {
    const later: number[] = []
    read(query, (position, weight) => {
      const end = links.starts[position + 1]
      for (let k = links.starts[position]; k < end; k++) {
        const value = links.values[k]
        if (value > 0) sum.add(reading.items[links.columns[k]], weight * value)
      }
      if (speaksAgainst[position] === 1) later.push(position, weight)
    })
    for (let n = 0; n < later.length; n += 2)
      for (let k = links.starts[later[n]]; k < links.starts[later[n] + 1]; k++)
        if (links.values[k] < 0) sum.lessen(reading.items[links.columns[k]], -later[n + 1] * links.values[k])
    return sum.take(query.seeds)
  }
}

const BYTES_PER_ACT = 64

export const sparseLinear: Recipe<SparseLinearOptions, SparseLinearModel> = {
  name: 'sparse-linear',
  version: 1,
  jobs: ['top-n', 'next-item', 'completion', 'similar'],
  defaults: {
    ...TASTE_DEFAULTS,
    ...PENALTY_DEFAULTS,
    itemMax: 1_000_000,
    neighborMax: 100,
    pairMax: 250,
    rowItemMax: 1_000,
  },
  ranges: { ...TASTE_RANGES, ...PENALTY_RANGES, neighborMax: { of: [50, 100, 200] } },
  memoryBytes: (shape, options) => {
    const size = Math.min(shape.itemCount, options.itemMax)
    const pairMax = Math.max(options.pairMax, options.neighborMax)
    return itemPairsBytes(size, pairMax) + 20 * size * options.neighborMax + BYTES_PER_ACT * shape.actCount
  },
  train,
  scorer,
}
