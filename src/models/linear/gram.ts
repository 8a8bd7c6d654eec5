/** X·Xᵀ of a sparse X as a tiled matrix: how much every two rows share. */
import type { Csr } from '../../math/csr.ts'
import type { Compute, Task } from '../compute.ts'
import { type TiledMatrix, tiledMatrix, tileOf } from './tiled-matrix.ts'

type GramArgs = {
  readonly matrix: TiledMatrix
  readonly byRow: Csr
  readonly byColumn: Csr
}

/**
 * @param byRow     X, in shared memory; columns of each row ascending
 * @param byColumn  Xᵀ, alike
 * @param diagonal  added to the diagonal
 * @complexity time O(Σ |column|² / 2): columns that hold much cost most
 */
export const gramOf = async (
  byRow: Csr,
  byColumn: Csr,
  diagonal: number,
  compute: Compute,
): Promise<TiledMatrix> => {
  const matrix = tiledMatrix(byRow.rowCount)
  await compute.run(gramTask, { matrix, byRow, byColumn }, matrix.tileRows.length)
  for (let row = 0; row < matrix.size; row++) {
    const i = Math.floor(row / matrix.tileSize)
    tileOf(matrix, i, i)[(row % matrix.tileSize) * (matrix.tileSize + 1)] += diagonal
  }
  return matrix
}

/** Part i fills a row of tiles. Long ones, the last, come first, so that no thread is left with one at the end. */
export const gramTask: Task<GramArgs> = {
  name: 'gram',
  open: ({ matrix: { size, tileSize, tileRows }, byRow, byColumn }) => {
    const sums = new Float64Array(tileRows.length * tileSize)
    return (part) => {
      const i = tileRows.length - 1 - part
      const tiles = tileRows[i]
      for (let row = i * tileSize; row < Math.min(size, (i + 1) * tileSize); row++) {
        for (let k = byRow.starts[row]; k < byRow.starts[row + 1]; k++) {
          const weight = byRow.values[k]
          const column = byRow.columns[k]
          for (let m = byColumn.starts[column]; m < byColumn.starts[column + 1]; m++) {
            const other = byColumn.columns[m]
            if (other > row) break
            sums[other] += weight * byColumn.values[m]
          }
        }
        const start = (row - i * tileSize) * tileSize
        for (let j = 0; j <= i; j++) {
          const place = j * tileSize ** 2 + start
          for (let c = 0; c < tileSize; c++)
            if (sums[j * tileSize + c] !== 0) tiles[place + c] = sums[j * tileSize + c]
        }
        sums.fill(0, 0, row + 1)
      }
    }
  },
}
