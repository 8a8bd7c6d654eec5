/** Sparse rows that threads fill in any order: each has room for the most that it can hold, and gaps are closed after. */
import type { Csr } from '../math/csr.ts'
import { sharedFloats, sharedInts } from './compute.ts'
import { bestOf } from './scores.ts'

/** Row r may fill `columns` and `values` from `starts[r]` up to `starts[r + 1]`; it fills `lengths[r]` of them. */
export type RowRoom = {
  readonly starts: Int32Array
  readonly lengths: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** Room in shared memory. */
export const roomForRows = (rowCount: number, roomOf: (row: number) => number): RowRoom => {
  const starts = sharedInts(rowCount + 1)
  for (let r = 0; r < rowCount; r++) starts[r + 1] = starts[r] + roomOf(r)
  return {
    starts,
    lengths: sharedInts(rowCount),
    columns: sharedInts(starts[rowCount]),
    values: sharedFloats(starts[rowCount]),
  }
}

/** Fills a row with the highest values above 0 that it has room for, best first. */
export const keepBest = (rows: RowRoom, row: number, columns: Int32Array, values: Float32Array): void => {
  const room = Math.min(rows.starts[row + 1] - rows.starts[row], columns.length)
  const best = bestOf({ form: 'few', items: columns, scores: values }, room)
  rows.columns.set(best.items, rows.starts[row])
  rows.values.set(best.scores, rows.starts[row])
  rows.lengths[row] = best.items.length
}

/** The rows without the gaps. */
export const packed = (rows: RowRoom, columnCount: number): Csr => {
  const rowCount = rows.lengths.length
  const starts = new Int32Array(rowCount + 1)
  for (let r = 0; r < rowCount; r++) starts[r + 1] = starts[r] + rows.lengths[r]
  const columns = new Int32Array(starts[rowCount])
  const values = new Float32Array(starts[rowCount])
  for (let r = 0; r < rowCount; r++) {
    const end = rows.starts[r] + rows.lengths[r]
    columns.set(rows.columns.subarray(rows.starts[r], end), starts[r])
    values.set(rows.values.subarray(rows.starts[r], end), starts[r])
  }
  return { rowCount, columnCount, starts, columns, values }
}
