/** Sparse matrices as compressed rows: the one sparse layout of this project. */

/** Row r holds the columns `columns[starts[r]]` up to `columns[starts[r + 1] - 1]`, with `values` beside them. */
export type Csr = {
  readonly rowCount: number
  readonly columnCount: number
  /** length rowCount + 1 */
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/**
 * A matrix of ones from pairs in any order; a pair that comes twice is kept once. Columns of each row come out ascending.
 *
 * @param rows     in [0, rowCount)
 * @param columns  beside rows, in [0, columnCount)
 */
export const csrOfPairs = (
  rows: Int32Array,
  columns: Int32Array,
  rowCount: number,
  columnCount: number,
): Csr => {
  const offsets = new Int32Array(rowCount + 1)
  for (const row of rows) offsets[row + 1]++
  for (let r = 0; r < rowCount; r++) offsets[r + 1] += offsets[r]
  const next = offsets.slice()
  const placed = new Int32Array(columns.length)
  for (let k = 0; k < columns.length; k++) placed[next[rows[k]]++] = columns[k]

  const starts = new Int32Array(rowCount + 1)
  let size = 0
  for (let r = 0; r < rowCount; r++) {
    const row = placed.subarray(offsets[r], offsets[r + 1]).sort()
    for (let k = 0; k < row.length; k++) if (k === 0 || row[k] !== row[k - 1]) placed[size++] = row[k]
    starts[r + 1] = size
  }
  return {
    rowCount,
    columnCount,
    starts,
    columns: placed.slice(0, size),
    values: new Float32Array(size).fill(1),
  }
}

/** Rows become columns; columns of each row come out ascending. @complexity O(entries + columns) */
export const transposed = (matrix: Csr): Csr => {
  const starts = new Int32Array(matrix.columnCount + 1)
  for (const column of matrix.columns) starts[column + 1]++
  for (let c = 0; c < matrix.columnCount; c++) starts[c + 1] += starts[c]
  const next = starts.slice()
  const columns = new Int32Array(matrix.columns.length)
  const values = new Float32Array(matrix.columns.length)
  for (let r = 0; r < matrix.rowCount; r++)
    for (let k = matrix.starts[r]; k < matrix.starts[r + 1]; k++) {
      const place = next[matrix.columns[k]]++
      columns[place] = r
      values[place] = matrix.values[k]
    }
  return { rowCount: matrix.columnCount, columnCount: matrix.rowCount, starts, columns, values }
}
