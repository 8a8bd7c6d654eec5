/** Dot products of one vector with every row of a matrix: how factor models score all items. */
import { openKernel, type Pointer } from './open-kernel.ts'
import { SCAN_WASM } from './scan.wasm.ts'

/**
 * Sets each place of `out` to the dot product of that row with the vector.
 *
 * @param vector  as long as a row
 * @param out     as long as there are rows
 */
export type Scan = (vector: Float32Array, out: Float32Array) => void

type Calls = {
  readonly scan: (out: Pointer, rows: Pointer, rowCount: number, vector: Pointer, size: number) => void
}

/** Rows are padded to this many numbers. */
const LANES = 8
/** A kernel's memory ends at 4 GB; what is larger is done by the twin. */
const KERNEL_BYTES_MAX = 3.9e9

/**
 * Takes a copy of the rows, so that a scan reads nothing but them.
 *
 * @param rows  rowCount × size, row by row
 * @complexity each scan: O(rows · size), about 10 multiplications a nanosecond
 */
export const openScan = (rows: Float32Array, rowCount: number, size: number): Scan => {
  const padded = Math.ceil(size / LANES) * LANES
  const byteLength = 4 * (rowCount * (padded + 1) + padded)
  const kernel = byteLength < KERNEL_BYTES_MAX ? openKernel<Calls>(SCAN_WASM) : undefined
  if (kernel === undefined) return (vector, out) => scanRows(rows, rowCount, size, vector, out)
  const rowsAt = kernel.take(4 * rowCount * padded)
  const vectorAt = kernel.take(4 * padded)
  const outAt = kernel.take(4 * rowCount)
  const held = kernel.floats(rowsAt, rowCount * padded)
  for (let r = 0; r < rowCount; r++) held.set(rows.subarray(r * size, (r + 1) * size), r * padded)
  const heldVector = kernel.floats(vectorAt, padded)
  const heldOut = kernel.floats(outAt, rowCount)
  return (vector, out) => {
    heldVector.set(vector)
    kernel.calls.scan(outAt, rowsAt, rowCount, vectorAt, padded)
    out.set(heldOut)
  }
}

/** The same in plain TypeScript: where there is no kernel, and what the kernel is checked against. */
export const scanRows = (
  rows: Float32Array,
  rowCount: number,
  size: number,
  vector: Float32Array,
  out: Float32Array,
): void => {
  for (let r = 0; r < rowCount; r++) {
    let sum = 0
    for (let k = 0; k < size; k++) sum += rows[r * size + k] * vector[k]
    out[r] = sum
  }
}
