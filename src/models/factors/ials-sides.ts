/** Shoppers and items as the two sides of a factorization, each cut into batches of rows that are solved in one way. */
import type { Csr } from '../../math/csr.ts'
import { sharedCopy, sharedFloats } from '../compute.ts'
import { sharedCsr } from '../shared-csr.ts'

/** One side; all arrays are shared. */
export type Side = {
  /** rowCount × size */
  readonly factors: Float32Array
  readonly rowCount: number
  /** Row r has the acts `starts[r]` up to `starts[r + 1] − 1`. */
  readonly starts: Int32Array
  /** row of the other side that an act is of */
  readonly columns: Int32Array
  /** above 0 */
  readonly weights: Float32Array
}

/** Rows that are gone through in one run, the longest first, so that no thread ends late with a long one. */
export type Batch = {
  readonly order: Int32Array
  /** Part p is `order[partStarts[p]]` up to `order[partStarts[p + 1] − 1]`. */
  readonly partStarts: Int32Array
  /** The most acts of a part, and of a row. */
  readonly actMax: number
  readonly lengthMax: number
}

/** Rows that are solved in as many unknowns as they have acts, all with the same ridge. */
export type ShortBatch = Batch & { readonly ridge: number }

export type Batches = { readonly blocks: Batch; readonly short: readonly ShortBatch[] }

export type BatchOptions = {
  readonly size: number
  readonly block: number
  readonly otherCount: number
  /** Grows with the number of acts. */
  readonly ridgeOf: (actCount: number) => number
}

export const PART_ROWS = 128
/** A part ends with the row that fills this; one row may hold more. */
export const PART_ACTS = 16_384
/** Acts of a row that is short: with more, blocks are as quick. */
const SHORT_ACTS_MAX = 64
/** Ridges of a short batch are within this factor, and taken for their mean: what one searches for is no finer. */
const RIDGE_SPREAD = 1.1

export const sideOf = (pairs: Csr, size: number): Side => {
  const { rowCount, starts, columns, values } = sharedCsr(pairs)
  return { factors: sharedFloats(rowCount * size), rowCount, starts, columns, weights: values }
}

/**
 * Rows of few acts go into short batches, if there are so many with nearly the same ridge that whitening
 * the other side for them pays; all others are improved by blocks. Rows without acts are in none: they stay 0.
 */
export const batchesOf = ({ starts, rowCount }: Side, options: BatchOptions): Batches => {
  const { size, otherCount, ridgeOf } = options
  const lengthOf = (row: number): number => starts[row + 1] - starts[row]
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row)
    .filter((row) => lengthOf(row) > 0)
    .sort((a, b) => lengthOf(b) - lengthOf(a) || a - b)
  const byBlocks: number[] = []
  const short: ShortBatch[] = []
  let k = 0
  while (k < rows.length && lengthOf(rows[k]) > SHORT_ACTS_MAX) byBlocks.push(rows[k++])
  while (k < rows.length) {
    const first = k
    const most = ridgeOf(lengthOf(rows[first]))
    while (k < rows.length && ridgeOf(lengthOf(rows[k])) * RIDGE_SPREAD >= most) k++
    const own = rows.subarray(first, k)
    const least = ridgeOf(lengthOf(rows[k - 1]))
    const saved = own.reduce((sum, row) => sum + workSaved(lengthOf(row), options), 0)
    if (saved > (otherCount * size ** 2) / 2)
      short.push({ ...batchOf(own, lengthOf), ridge: Math.sqrt(most * least) })
    else for (const row of own) byBlocks.push(row)
  }
  return { blocks: batchOf(Int32Array.from(byBlocks), lengthOf), short }
}

/** Multiplications that blocks need more than a row that is solved in its acts. */
const workSaved = (actCount: number, { size, block }: BatchOptions): number => {
  const byBlocks = size * (size + block ** 2 / 4 + (actCount * block) / 2)
  const inActs = size * (size / 2 + actCount ** 2 / 2) + actCount ** 3 / 6
  return byBlocks - inActs
}

const batchOf = (rows: Int32Array, lengthOf: (row: number) => number): Batch => {
  const partStarts = [0]
  let actMax = 0
  let acts = 0
  for (let k = 0; k < rows.length; k++) {
    acts += lengthOf(rows[k])
    actMax = Math.max(actMax, acts)
    const isFull = acts >= PART_ACTS || k + 1 - partStarts[partStarts.length - 1] === PART_ROWS
    if (!isFull && k + 1 < rows.length) continue
    partStarts.push(k + 1)
    acts = 0
  }
  return {
    order: sharedCopy(rows),
    partStarts: sharedCopy(Int32Array.from(partStarts)),
    actMax,
    lengthMax: rows.length === 0 ? 0 : lengthOf(rows[0]),
  }
}

export const partCountOf = ({ partStarts }: Batch): number => partStarts.length - 1
