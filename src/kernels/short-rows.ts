/**
 * Weighted least squares of rows that have fewer acts than numbers: solved in as many unknowns as there are acts. With
 * UᵀU = G + ridge · I and whitened rows x = h U⁻¹ of the other side, the row w that makes
 *
 *   Σ_k c_k (1 − w·h_k)² + wᵀ G w + ridge · |w|²
 *
 * least is U⁻¹ Xᵀ (X Xᵀ + diag(1/c))⁻¹ 1. Whitening is done once for all rows that share a ridge.
 */
import { openKernel, type Pointer } from './open-kernel.ts'
import { SHORT_ROWS_WASM } from './short-rows.wasm.ts'

type Calls = {
  readonly whiten: (matrix: Pointer, inverse: Pointer, size: number) => void
  readonly multiplyUpper: (
    out: Pointer,
    rows: Pointer,
    rowCount: number,
    matrix: Pointer,
    size: number,
  ) => void
  readonly solveShort: (
    rows: Pointer,
    rowCount: number,
    size: number,
    starts: Pointer,
    columns: Pointer,
    weights: Pointer,
    others: Pointer,
    back: Pointer,
    whitened: Pointer,
    scratch: Pointer,
  ) => void
}

const WHITENED_ROWS = 256

/**
 * U⁻¹, an upper triangle.
 *
 * @param matrix  G + ridge · I, size × size, positive definite
 * @param size    a multiple of 8
 * @complexity O(size³)
 */
export const whiteningOf = (matrix: Float32Array, size: number): Float32Array => {
  const kernel = openKernel<Calls>(SHORT_ROWS_WASM)
  if (kernel === undefined) return plainWhiteningOf(matrix, size)
  const matrixAt = kernel.take(4 * size * size)
  const inverseAt = kernel.take(4 * size * size)
  kernel.floats(matrixAt, size * size).set(matrix)
  kernel.calls.whiten(matrixAt, inverseAt, size)
  return kernel.floats(inverseAt, size * size).slice()
}

/** Sets out, from one row up to another, to rows · U⁻¹ but for the sign, which `ShortRows` takes back. */
export type Whiten = (rows: Float32Array, from: number, end: number, out: Float32Array) => void

export const openWhitening = (whitening: Float32Array, size: number): Whiten => {
  const kernel = openKernel<Calls>(SHORT_ROWS_WASM)
  if (kernel === undefined)
    return (rows, from, end, out) => plainWhiten(whitening, size, rows, from, end, out)
  const matrixAt = kernel.take(4 * size * size)
  const rowsAt = kernel.take(4 * WHITENED_ROWS * size)
  const outAt = kernel.take(4 * WHITENED_ROWS * size)
  kernel.floats(matrixAt, size * size).set(whitening)
  const held = kernel.floats(rowsAt, WHITENED_ROWS * size)
  const heldOut = kernel.floats(outAt, WHITENED_ROWS * size)
  return (rows, from, end, out) => {
    for (let start = from; start < end; start += WHITENED_ROWS) {
      const count = Math.min(WHITENED_ROWS, end - start)
      held.set(rows.subarray(start * size, (start + count) * size))
      kernel.calls.multiplyUpper(outAt, rowsAt, count, matrixAt, size)
      out.set(heldOut.subarray(0, count * size), start * size)
    }
  }
}

/** What is solved and from what; the same arrays for every call, filled by the caller. */
export type ShortRows = {
  /** rowMax × size; written */
  readonly rows: Float32Array
  /** rowMax + 1: row r has the acts `starts[r]` up to `starts[r + 1] − 1` */
  readonly starts: Int32Array
  /** actMax: row of `others` that an act is of */
  readonly columns: Int32Array
  /** actMax: c, above 0 */
  readonly weights: Float32Array
  /** otherMax × size: whitened */
  readonly others: Float32Array
  /** Solves the first rows. @complexity O(Σ (acts² · size + acts³) + rows · size²) */
  readonly solve: (rowCount: number) => void
}

export type ShortRowsSizes = {
  /** Numbers in a row: a multiple of 8. */
  readonly size: number
  readonly rowMax: number
  /** of all rows */
  readonly actMax: number
  /** of one row */
  readonly lengthMax: number
  readonly otherMax: number
}

/** @param whitening  U⁻¹ */
export const openShortRows = (sizes: ShortRowsSizes, whitening: Float32Array): ShortRows => {
  const { size, rowMax, actMax, lengthMax, otherMax } = sizes
  const kernel = openKernel<Calls>(SHORT_ROWS_WASM)
  if (kernel === undefined) return plainShortRows(sizes, whitening)
  const width = 8 * Math.ceil(lengthMax / 8)
  // Four rows are multiplied at a time, so up to three more than there are may be touched.
  const rows = kernel.take(4 * (rowMax + 4) * size)
  const whitened = kernel.take(4 * (rowMax + 4) * size)
  const starts = kernel.take(4 * (rowMax + 1))
  const columns = kernel.take(4 * actMax)
  const weights = kernel.take(4 * actMax)
  const others = kernel.take(4 * otherMax * size)
  const back = kernel.take(4 * size * size)
  const scratch = kernel.take(4 * width * (width + 1))
  const heldBack = kernel.floats(back, size * size)
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) heldBack[b * size + a] = whitening[a * size + b]
  return {
    rows: kernel.floats(rows, rowMax * size),
    starts: kernel.ints(starts, rowMax + 1),
    columns: kernel.ints(columns, actMax),
    weights: kernel.floats(weights, actMax),
    others: kernel.floats(others, otherMax * size),
    solve: (rowCount) =>
      kernel.calls.solveShort(
        rows,
        rowCount,
        size,
        starts,
        columns,
        weights,
        others,
        back,
        whitened,
        scratch,
      ),
  }
}

/** As `whiteningOf`, in plain TypeScript: where there is no kernel, and what the kernel is checked against. */
export const plainWhiteningOf = (matrix: Float32Array, size: number): Float32Array => {
  const factor = Float64Array.from(matrix)
  for (let a = 0; a < size; a++)
    for (let b = a; b < size; b++) {
      for (let k = 0; k < a; k++) factor[a * size + b] -= factor[k * size + a] * factor[k * size + b]
      factor[a * size + b] =
        a === b
          ? Math.sqrt(Math.max(factor[a * size + a], Number.MIN_VALUE))
          : factor[a * size + b] / factor[a * size + a]
    }
  const inverse = new Float64Array(size * size)
  for (let a = size - 1; a >= 0; a--)
    for (let b = a; b < size; b++) {
      let sum = a === b ? 1 : 0
      for (let k = a + 1; k <= b; k++) sum -= factor[a * size + k] * inverse[k * size + b]
      inverse[a * size + b] = sum / factor[a * size + a]
    }
  return Float32Array.from(inverse)
}

/** As what `openWhitening` gives. */
export const plainWhiten = (
  whitening: Float32Array,
  size: number,
  rows: Float32Array,
  from: number,
  end: number,
  out: Float32Array,
): void => {
  for (let r = from; r < end; r++)
    for (let b = 0; b < size; b++) {
      let sum = 0
      for (let a = 0; a <= b; a++) sum -= rows[r * size + a] * whitening[a * size + b]
      out[r * size + b] = sum
    }
}

/** As `openShortRows`. */
export const plainShortRows = (
  { size, rowMax, actMax, otherMax }: ShortRowsSizes,
  whitening: Float32Array,
): ShortRows => {
  const rows = new Float32Array(rowMax * size)
  const starts = new Int32Array(rowMax + 1)
  const columns = new Int32Array(actMax)
  const weights = new Float32Array(actMax)
  const others = new Float32Array(otherMax * size)
  const solveRow = (r: number): void => {
    const acts = columns.subarray(starts[r], starts[r + 1])
    const dual = dualOf(acts, weights.subarray(starts[r]), others, size)
    const whitened = new Float64Array(size)
    for (let k = 0; k < acts.length; k++)
      for (let a = 0; a < size; a++) whitened[a] -= dual[k] * others[acts[k] * size + a]
    for (let a = 0; a < size; a++) {
      let sum = 0
      for (let b = a; b < size; b++) sum += whitening[a * size + b] * whitened[b]
      rows[r * size + a] = sum
    }
  }
  return {
    rows,
    starts,
    columns,
    weights,
    others,
    solve: (rowCount) => {
      for (let r = 0; r < rowCount; r++) solveRow(r)
    },
  }
}

/** (X Xᵀ + diag(1/c))⁻¹ 1 by elimination. */
const dualOf = (
  acts: Int32Array,
  weights: Float32Array,
  others: Float32Array,
  size: number,
): Float64Array => {
  const count = acts.length
  const matrix = new Float64Array(count * count)
  const dual = new Float64Array(count).fill(1)
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++)
      for (let k = 0; k < size; k++)
        matrix[a * count + b] += others[acts[a] * size + k] * others[acts[b] * size + k]
    matrix[a * count + a] += 1 / weights[a]
  }
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      const factor = matrix[b * count + a] / matrix[a * count + a]
      for (let k = a; k < count; k++) matrix[b * count + k] -= factor * matrix[a * count + k]
      dual[b] -= factor * dual[a]
    }
  for (let a = count - 1; a >= 0; a--) {
    for (let b = a + 1; b < count; b++) dual[a] -= matrix[a * count + b] * dual[b]
    dual[a] /= matrix[a * count + a]
  }
  return dual
}
