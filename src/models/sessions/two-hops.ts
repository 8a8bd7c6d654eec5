/** The square of a sparse matrix without its diagonal, the best of each row, by many threads. */
import type { Csr } from '../../math/csr.ts'
import { type Compute, sharedFloats, sharedInts, type Task } from '../compute.ts'
import { sharedCsr } from '../shared-csr.ts'
import { RowSum } from './sparse-rows.ts'

type TwoHopsArgs = {
  readonly step: Csr
  readonly keepMax: number
  /** Where each row may write; `counts` says how much it did. */
  readonly places: Int32Array
  readonly counts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

const PART_ROWS = 256

/**
 * @param step  square, no entry below 0
 * @returns rows in no order
 * @complexity O(Σ over entries (i, j): |row j|), at most rows · |row|²
 */
export const twoHops = async (
  step: Csr,
  keepMax: number,
  compute: Compute,
  report: (doneShare: number) => void,
): Promise<Csr> => {
  const { rowCount } = step
  const places = sharedInts(rowCount + 1)
  for (let row = 0; row < rowCount; row++)
    places[row + 1] = places[row] + Math.min(keepMax, reachedBy(step, row))
  const args: TwoHopsArgs = {
    step: sharedCsr(step),
    keepMax,
    places,
    counts: sharedInts(rowCount),
    columns: sharedInts(places[rowCount]),
    values: sharedFloats(places[rowCount]),
  }
  const partCount = Math.ceil(rowCount / PART_ROWS)
  await compute.run(twoHopsTask, args, partCount, (doneCount) => report(doneCount / partCount))
  return withoutGaps(args)
}

/** No row of the square holds more. */
const reachedBy = ({ rowCount, starts, columns }: Csr, row: number): number => {
  let sum = 0
  for (let k = starts[row]; k < starts[row + 1]; k++) sum += starts[columns[k] + 1] - starts[columns[k]]
  return Math.min(sum, rowCount)
}

export const twoHopsTask: Task<TwoHopsArgs> = {
  name: 'two-hops',
  open: ({ step: { rowCount, starts, columns, values }, keepMax, places, ...into }) => {
    const sum = new RowSum(rowCount)
    return (part) => {
      const end = Math.min(rowCount, (part + 1) * PART_ROWS)
      for (let row = part * PART_ROWS; row < end; row++) {
        for (let k = starts[row]; k < starts[row + 1]; k++)
          for (let m = starts[columns[k]]; m < starts[columns[k] + 1]; m++)
            if (columns[m] !== row) sum.add(columns[m], values[k] * values[m])
        into.counts[row] = sum.best(keepMax)
        for (let k = 0; k < into.counts[row]; k++) {
          into.columns[places[row] + k] = sum.touched[k]
          into.values[places[row] + k] = sum.sums[sum.touched[k]]
        }
        sum.clear()
      }
    }
  },
}

const withoutGaps = ({ step: { rowCount }, places, counts, columns, values }: TwoHopsArgs): Csr => {
  const starts = new Int32Array(rowCount + 1)
  for (let row = 0; row < rowCount; row++) starts[row + 1] = starts[row] + counts[row]
  const kept = { columns: new Int32Array(starts[rowCount]), values: new Float32Array(starts[rowCount]) }
  for (let row = 0; row < rowCount; row++) {
    kept.columns.set(columns.subarray(places[row], places[row] + counts[row]), starts[row])
    kept.values.set(values.subarray(places[row], places[row] + counts[row]), starts[row])
  }
  return { rowCount, columnCount: rowCount, starts, ...kept }
}
