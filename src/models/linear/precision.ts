/**
 * P = (XᵀX + rI)⁻¹, but for a factor, of a sparse X, rows × items: what linear models of items are made of. It is had from
 * whichever side of X is shorter; with K = (XXᵀ + rI)⁻¹, Woodbury's identity says
 *
 *   r · P = I − XᵀKX
 *
 * so a shop of 40,000 items and 20,000 shoppers pays for 20,000³, not for 40,000³. The result is the same. r is 1, and
 * more only where numbers of 24 bits would otherwise lose what it adds beside the largest eigenvalue.
 *
 * @source Woodbury, "Inverting modified matrices", Memorandum 42, Princeton 1950
 */
import { LANES, openSparseLanes } from '../../kernels/sparse-lanes.ts'
import type { Csr } from '../../math/csr.ts'
import { type Compute, sharedFloats, type Task } from '../compute.ts'
import { gramOf } from './gram.ts'
import { sharedCsr } from '../shared-csr.ts'
import { invert } from './spd-inverse.ts'
import { readRows, type TiledMatrix, tiledMatrixBytes, tileOf } from './tiled-matrix.ts'

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT

/** A form that tasks can be given; `openPrecision` reads it. */
export type Precision =
  | { readonly form: 'items'; readonly matrix: TiledMatrix }
  | {
      readonly form: 'rows'
      /** K, all of it: block b holds its rows from b · blockRows on, one after the other. */
      readonly blocks: readonly Float32Array<SharedArrayBuffer>[]
      readonly blockRows: number
      readonly ridge: number
      readonly byRow: Csr
      readonly byItem: Csr
    }

/** Beyond this, the smallest eigenvalues drown in the rounding of the largest. */
const EIGENVALUE_RATIO_MAX = 2 ** 18

/** Reading P from the inverse of the rows costs something too. */
const ROW_SHARE_MAX = 0.8

const isFewRows = (rowCount: number, itemCount: number): boolean => rowCount < ROW_SHARE_MAX * itemCount

/** The most bytes that this takes, P included. */
export const precisionBytes = (rowCount: number, itemCount: number): number =>
  isFewRows(rowCount, itemCount)
    ? 1.05 * tiledMatrixBytes(rowCount) + FLOAT_BYTES * rowCount ** 2
    : 1.05 * tiledMatrixBytes(itemCount)

/**
 * @param given     X by row and by item; columns of each ascending
 * @param bytesMax  what was told to be needed: where empty rows fell away, the rows may be the shorter side and take more
 * @complexity time O(min(rows, items)³ / 2)
 */
export const precisionOf = async (
  given: { readonly byRow: Csr; readonly byItem: Csr },
  compute: Compute,
  report: (doneShare: number) => void,
  bytesMax = Number.POSITIVE_INFINITY,
): Promise<Precision> => {
  const byRow = sharedCsr(given.byRow)
  const byItem = sharedCsr(given.byItem)
  const isByRows =
    isFewRows(byRow.rowCount, byItem.rowCount) && precisionBytes(byRow.rowCount, byItem.rowCount) <= bytesMax
  const ridge = Math.max(1, largestRowSum(byRow, byItem) / EIGENVALUE_RATIO_MAX)
  const matrix = await (isByRows
    ? gramOf(byRow, byItem, ridge, compute)
    : gramOf(byItem, byRow, ridge, compute))
  await invert(matrix, ridge, compute, report)
  if (!isByRows) return { form: 'items', matrix }
  return { form: 'rows', blocks: fullRows(matrix), blockRows: matrix.tileSize, ridge, byRow, byItem }
}

/** Of XᵀX: no eigenvalue, of it or of XXᵀ, is larger. */
const largestRowSum = (byRow: Csr, byItem: Csr): number => {
  const sumOf = ({ starts, values }: Csr, r: number): number =>
    values.subarray(starts[r], starts[r + 1]).reduce((sum, value) => sum + value, 0)
  const rowSums = Float64Array.from({ length: byRow.rowCount }, (_, row) => sumOf(byRow, row))
  let largest = 0
  for (let item = 0; item < byItem.rowCount; item++) {
    let sum = 0
    for (let k = byItem.starts[item]; k < byItem.starts[item + 1]; k++)
      sum += byItem.values[k] * rowSums[byItem.columns[k]]
    largest = Math.max(largest, sum)
  }
  return largest
}

/** Both triangles, a block for each row of tiles. */
const fullRows = (matrix: TiledMatrix): readonly Float32Array<SharedArrayBuffer>[] =>
  matrix.tileRows.map((_, i) => {
    const from = i * matrix.tileSize
    const count = Math.min(matrix.tileSize, matrix.size - from)
    const block = sharedFloats(count * matrix.size)
    readRows(matrix, from, count, block)
    return block
  })

/**
 * Copies rows of P: `count` from row `from` on, one after the other.
 *
 * @complexity a row costs O(items), or O(rows · rows of the item + entries) for the form `rows`
 */
export type PrecisionReader = (from: number, count: number, rows: Float32Array) => void

/** Rows that are best read together: as many lanes as a product has, or a cache line's worth. */
export const PRECISION_ROWS = 16

export const openPrecision = (precision: Precision): PrecisionReader => {
  if (precision.form === 'items') return (from, count, rows) => readRows(precision.matrix, from, count, rows)
  const { byRow, byItem } = precision
  const itemCount = byItem.rowCount
  const addRow = openRowSum(precision)
  const multiply = openSparseLanes(byItem)
  const sum = new Float32Array(byRow.rowCount)
  const factor = new Float32Array(byRow.rowCount * LANES)
  const product = new Float32Array(itemCount * LANES)
  const readLanes: PrecisionReader = (from, count, rows) => {
    for (let lane = 0; lane < count; lane++) {
      sum.fill(0)
      for (let k = byItem.starts[from + lane]; k < byItem.starts[from + lane + 1]; k++)
        addRow(byItem.columns[k], byItem.values[k], sum)
      for (let row = 0; row < sum.length; row++) factor[row * LANES + lane] = sum[row]
    }
    multiply(factor, product)
    for (let lane = 0; lane < count; lane++) {
      const start = lane * itemCount
      for (let item = 0; item < itemCount; item++) rows[start + item] = -product[item * LANES + lane]
      rows[start + from + lane] += 1
    }
  }
  return (from, count, rows) => {
    for (let done = 0; done < count; done += LANES)
      readLanes(from + done, Math.min(LANES, count - done), rows.subarray(done * itemCount))
  }
}

/** sum := sum + weight · a row of K */
const openRowSum = ({ blocks, blockRows, byRow }: Extract<Precision, { form: 'rows' }>) => {
  const { rowCount } = byRow
  return (row: number, weight: number, sum: Float32Array): void => {
    const block = blocks[Math.floor(row / blockRows)]
    const start = (row % blockRows) * rowCount
    for (let k = 0; k < rowCount; k++) sum[k] += weight * block[start + k]
  }
}

type DiagonalArgs = { readonly precision: Precision; readonly diagonal: Float32Array<SharedArrayBuffer> }
const DIAGONAL_PART = 64

/** The diagonal of P, in shared memory. */
export const precisionDiagonal = async (
  precision: Precision,
  compute: Compute,
): Promise<Float32Array<SharedArrayBuffer>> => {
  const size = precision.form === 'items' ? precision.matrix.size : precision.byItem.rowCount
  const diagonal = sharedFloats(size)
  await compute.run(precisionDiagonalTask, { precision, diagonal }, Math.ceil(size / DIAGONAL_PART))
  return diagonal
}

export const precisionDiagonalTask: Task<DiagonalArgs> = {
  name: 'precision-diagonal',
  open: ({ precision, diagonal }) => {
    const entryOf = openDiagonal(precision)
    return (part) => {
      const end = Math.min(diagonal.length, (part + 1) * DIAGONAL_PART)
      for (let item = part * DIAGONAL_PART; item < end; item++) diagonal[item] = entryOf(item)
    }
  },
}

/** An entry of an inverse is at least 1 / the entry of the matrix; below that is rounding. */
const openDiagonal = (precision: Precision): ((item: number) => number) => {
  if (precision.form === 'items') {
    const { matrix } = precision
    return (item) => {
      const i = Math.floor(item / matrix.tileSize)
      return tileOf(matrix, i, i)[(item % matrix.tileSize) * (matrix.tileSize + 1)]
    }
  }
  const { blocks, blockRows, ridge, byRow, byItem } = precision
  return (item) => {
    let sum = 0
    let square = 0
    for (let k = byItem.starts[item]; k < byItem.starts[item + 1]; k++) {
      const row = byItem.columns[k]
      square += byItem.values[k] ** 2
      const block = blocks[Math.floor(row / blockRows)]
      const start = (row % blockRows) * byRow.rowCount
      for (let m = byItem.starts[item]; m < byItem.starts[item + 1]; m++)
        sum += byItem.values[k] * byItem.values[m] * block[start + byItem.columns[m]]
    }
    return Math.max(1 - sum, ridge / (ridge + square))
  }
}
