/**
 * Weighted least squares of many rows against shared ones, a block of coordinates at a time: the inner loop of
 * alternating least squares. For each row w with its acts k, of weight c_k on the row h_k of the other side, a sweep
 * lowers
 *
 *   Σ_k c_k (1 − w·h_k)² + wᵀ G w + ridge · |w|²
 *
 * by setting each block of w in turn to what is best while the others stay. A block as wide as w solves it outright.
 *
 * @source Rendle, Krichene, Zhang & Koren, "iALS++: speeding up matrix factorization with subspace optimization", 2021
 */
import { BLOCK_SWEEP_WASM } from './block-sweep.wasm.ts'
import { openKernel, type Pointer } from './open-kernel.ts'

/** What a sweep reads and writes; the same arrays for every sweep, filled by the caller. */
export type BlockSweep = {
  /** rowMax × size; changed by a sweep */
  readonly rows: Float32Array
  /** rowMax + 1: row r has the acts `starts[r]` up to `starts[r + 1] − 1` */
  readonly starts: Int32Array
  /** actMax: row of `others` that an act is of */
  readonly columns: Int32Array
  /** actMax: c, above 0 */
  readonly weights: Float32Array
  /** rowMax: above 0 */
  readonly ridges: Float32Array
  /** otherMax × size */
  readonly others: Float32Array
  /** G, size × size, symmetric; all of it is read */
  readonly gram: Float32Array
  /** Sweeps the first rows. @complexity O(acts · size · block + rows · size · (size + block²)) */
  readonly sweep: (rowCount: number) => void
}

export type BlockSweepSizes = {
  /** Numbers in a row: a multiple of 8. */
  readonly size: number
  /** A multiple of 8, at most size. */
  readonly block: number
  readonly rowMax: number
  readonly actMax: number
  readonly otherMax: number
}

type Calls = {
  readonly sweep: (
    rows: Pointer,
    rowCount: number,
    size: number,
    block: number,
    starts: Pointer,
    columns: Pointer,
    weights: Pointer,
    ridges: Pointer,
    others: Pointer,
    gram: Pointer,
    predictions: Pointer,
    scratch: Pointer,
  ) => void
  readonly subtractGram: (partial: Pointer, rows: Pointer, rowCount: number, size: number) => void
}

/** As in the kernel's source. */
const CHUNK = 64
const GRAM_ROWS = 256

/** Bytes that a sweep of these sizes holds. */
export const blockSweepBytes = ({ size, block, rowMax, actMax, otherMax }: BlockSweepSizes): number =>
  4 *
  ((rowMax + 4) * (size + block + 2) +
    3 * actMax +
    otherMax * size +
    size * size +
    block * (block + 2 * CHUNK))

/** Takes the memory for it, in this thread. */
export const openBlockSweep = (sizes: BlockSweepSizes): BlockSweep => {
  const { size, block, rowMax, actMax, otherMax } = sizes
  const kernel = openKernel<Calls>(BLOCK_SWEEP_WASM)
  if (kernel === undefined) return plainBlockSweep(sizes)
  // Four rows are multiplied at a time, so up to three more than there are may be read.
  const rows = kernel.take(4 * (rowMax + 4) * size)
  const starts = kernel.take(4 * (rowMax + 1))
  const columns = kernel.take(4 * actMax)
  const weights = kernel.take(4 * actMax)
  const ridges = kernel.take(4 * rowMax)
  const others = kernel.take(4 * otherMax * size)
  const gram = kernel.take(4 * size * size)
  const predictions = kernel.take(4 * actMax)
  const scratch = kernel.take(4 * block * (rowMax + 4 + block + 2 * CHUNK))
  return {
    rows: kernel.floats(rows, rowMax * size),
    starts: kernel.ints(starts, rowMax + 1),
    columns: kernel.ints(columns, actMax),
    weights: kernel.floats(weights, actMax),
    ridges: kernel.floats(ridges, rowMax),
    others: kernel.floats(others, otherMax * size),
    gram: kernel.floats(gram, size * size),
    sweep: (rowCount) =>
      kernel.calls.sweep(
        rows,
        rowCount,
        size,
        block,
        starts,
        columns,
        weights,
        ridges,
        others,
        gram,
        predictions,
        scratch,
      ),
  }
}

/** The same in plain TypeScript: where there is no kernel, and what the kernel is checked against. */
export const plainBlockSweep = ({ size, block, rowMax, actMax, otherMax }: BlockSweepSizes): BlockSweep => {
  const held = {
    rows: new Float32Array(rowMax * size),
    starts: new Int32Array(rowMax + 1),
    columns: new Int32Array(actMax),
    weights: new Float32Array(actMax),
    ridges: new Float32Array(rowMax),
    others: new Float32Array(otherMax * size),
    gram: new Float32Array(size * size),
  }
  return {
    ...held,
    sweep: (rowCount) => {
      for (let r = 0; r < rowCount; r++)
        for (let from = 0; from < size; from += block)
          improveBlock(held, r, size, from, Math.min(block, size - from))
    },
  }
}

const improveBlock = (
  { rows, starts, columns, weights, ridges, others, gram }: Omit<BlockSweep, 'sweep'>,
  r: number,
  size: number,
  from: number,
  width: number,
): void => {
  const row = rows.subarray(r * size, (r + 1) * size)
  const matrix = new Float64Array(width * width)
  const slope = new Float64Array(width)
  for (let a = 0; a < width; a++) {
    slope[a] = -ridges[r] * row[from + a]
    for (let k = 0; k < size; k++) slope[a] -= row[k] * gram[k * size + from + a]
    for (let b = 0; b < width; b++) matrix[a * width + b] = gram[(from + a) * size + from + b]
    matrix[a * width + a] += ridges[r]
  }
  for (let k = starts[r]; k < starts[r + 1]; k++) {
    const other = others.subarray(columns[k] * size, (columns[k] + 1) * size)
    let prediction = 0
    for (let a = 0; a < size; a++) prediction += row[a] * other[a]
    for (let a = 0; a < width; a++) {
      const weighted = weights[k] * other[from + a]
      slope[a] += weighted * (1 - prediction)
      for (let b = 0; b < width; b++) matrix[a * width + b] += weighted * other[from + b]
    }
  }
  const step = solved(matrix, slope, width)
  for (let a = 0; a < width; a++) row[from + a] += step[a]
}

/** Solves a positive definite system by Cholesky's factors, in place. */
const solved = (matrix: Float64Array, vector: Float64Array, width: number): Float64Array => {
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * width + b]
      for (let k = 0; k < b; k++) sum -= matrix[a * width + k] * matrix[b * width + k]
      matrix[a * width + b] =
        a === b ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / matrix[b * width + b]
    }
  }
  for (let a = 0; a < width; a++) {
    for (let k = 0; k < a; k++) vector[a] -= matrix[a * width + k] * vector[k]
    vector[a] /= matrix[a * width + a]
  }
  for (let a = width - 1; a >= 0; a--) {
    for (let k = a + 1; k < width; k++) vector[a] -= matrix[k * width + a] * vector[k]
    vector[a] /= matrix[a * width + a]
  }
  return vector
}

/** Sets out to Σ rowᵀ · row, size × size, of the rows from one number up to another. */
export type GramOfRows = (rows: Float32Array, from: number, end: number, out: Float32Array) => void

/**
 * @param size  a multiple of 8
 * @complexity O(rows · size²)
 */
export const openGram = (size: number): GramOfRows => {
  const kernel = openKernel<Calls>(BLOCK_SWEEP_WASM)
  if (kernel === undefined) return (rows, from, end, out) => plainGram(rows, from, end, size, out)
  const partialAt = kernel.take(4 * size * size)
  const rowsAt = kernel.take(4 * GRAM_ROWS * size)
  const partial = kernel.floats(partialAt, size * size)
  const held = kernel.floats(rowsAt, GRAM_ROWS * size)
  return (rows, from, end, out) => {
    partial.fill(0)
    for (let start = from; start < end; start += GRAM_ROWS) {
      const count = Math.min(GRAM_ROWS, end - start)
      held.set(rows.subarray(start * size, (start + count) * size))
      kernel.calls.subtractGram(partialAt, rowsAt, count, size)
    }
    for (let a = 0; a < size; a++)
      for (let b = a; b < size; b++) {
        const sum = -partial[a * size + b]
        out[a * size + b] = sum
        out[b * size + a] = sum
      }
  }
}

/** The same in plain TypeScript. */
export const plainGram = (
  rows: Float32Array,
  from: number,
  end: number,
  size: number,
  out: Float32Array,
): void => {
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) {
      let sum = 0
      for (let r = from; r < end; r++) sum += rows[r * size + a] * rows[r * size + b]
      out[a * size + b] = sum
      out[b * size + a] = sum
    }
}
