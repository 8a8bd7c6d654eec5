/** How much every two rows of a sparse matrix share, the most for each row: X·Xᵀ without its diagonal, cut to the best. */
import { type Csr, transposed } from '../../math/csr.ts'
import type { Compute, Task } from '../compute.ts'
import { keepBest, packed, type RowRoom, roomForRows } from '../row-room.ts'
import { sharedCsr } from '../shared-csr.ts'

type FeatureGramArgs = {
  readonly byRow: Csr
  readonly byColumn: Csr
  readonly partRowCount: number
  readonly rows: RowRoom
}

/** Rows of one part: enough of them that starting a part costs nothing beside it. */
const PART_ROW_COUNT = 128

/**
 * @param matrix   rows × features; no feature of very many rows, for each costs the square of them
 * @param keepMax  others kept for each row
 * @returns        rows × rows, best first, only what is above 0, without the diagonal
 * @complexity time O(Σ |feature|²), memory O(rows · min(rows, keepMax))
 */
export const featureGram = async (
  matrix: Csr,
  keepMax: number,
  compute: Compute,
  report: (doneShare: number) => void = () => {},
): Promise<Csr> => {
  const { rowCount } = matrix
  const byRow = sharedCsr(matrix)
  const byColumn = sharedCsr(transposed(matrix))
  const roomMax = Math.min(keepMax, Math.max(0, rowCount - 1))
  const rows = roomForRows(rowCount, (row) => {
    let met = 0
    for (let k = byRow.starts[row]; k < byRow.starts[row + 1] && met < roomMax; k++)
      met += byColumn.starts[byRow.columns[k] + 1] - byColumn.starts[byRow.columns[k]] - 1
    return Math.min(met, roomMax)
  })
  const partCount = Math.ceil(rowCount / PART_ROW_COUNT)
  await compute.run(
    featureGramTask,
    { byRow, byColumn, partRowCount: PART_ROW_COUNT, rows },
    partCount,
    (doneCount) => report(doneCount / partCount),
  )
  return packed(rows, rowCount)
}

export const featureGramTask: Task<FeatureGramArgs> = {
  name: 'feature-gram',
  open: ({ byRow, byColumn, partRowCount, rows }) => {
    const { rowCount } = byRow
    const sums = new Float64Array(rowCount)
    const isMet = new Uint8Array(rowCount)
    const met = new Int32Array(rowCount)
    const values = new Float32Array(rowCount)
    return (part) => {
      for (let row = part * partRowCount; row < Math.min(rowCount, (part + 1) * partRowCount); row++) {
        let size = 0
        for (let k = byRow.starts[row]; k < byRow.starts[row + 1]; k++) {
          const weight = byRow.values[k]
          const feature = byRow.columns[k]
          for (let m = byColumn.starts[feature]; m < byColumn.starts[feature + 1]; m++) {
            const other = byColumn.columns[m]
            if (isMet[other] === 0) {
              isMet[other] = 1
              met[size++] = other
            }
            sums[other] += weight * byColumn.values[m]
          }
        }
        for (let k = 0; k < size; k++) {
          const other = met[k]
          values[k] = other === row ? 0 : sums[other]
          sums[other] = 0
          isMet[other] = 0
        }
        keepBest(rows, row, met.subarray(0, size), values.subarray(0, size))
      }
    }
  },
}
