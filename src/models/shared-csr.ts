/** Sparse matrices that all threads see. */
import type { Csr } from '../math/csr.ts'
import { sharedFloats, sharedInts } from './compute.ts'

/** A copy in shared memory. */
export const sharedCsr = ({ rowCount, columnCount, starts, columns, values }: Csr): Csr => {
  const shared = {
    rowCount,
    columnCount,
    starts: sharedInts(starts.length),
    columns: sharedInts(columns.length),
    values: sharedFloats(values.length),
  }
  shared.starts.set(starts)
  shared.columns.set(columns)
  shared.values.set(values)
  return shared
}
