/** Sparse matrices made one row at a time. */
import type { Csr } from '../../math/csr.ts'
import { partitionTop } from '../../math/partition-top.ts'

/** One row: a dense sum, and what of it was touched. */
export class RowSum {
  readonly sums: Float64Array
  readonly touched: Int32Array
  size = 0

  constructor(itemCount: number) {
    this.sums = new Float64Array(itemCount)
    this.touched = new Int32Array(itemCount)
  }

  /** Amounts that are not above 0 are passed over. */
  add(item: number, amount: number): void {
    if (!(amount > 0)) return
    if (this.sums[item] === 0) this.touched[this.size++] = item
    this.sums[item] += amount
  }

  /** Moves the best `keepMax` to the front of `touched` and answers how many there are. */
  best(keepMax: number): number {
    if (this.size > keepMax) partitionTop(this.touched, this.size, keepMax, this.sums)
    return Math.min(this.size, keepMax)
  }

  clear(): void {
    for (let k = 0; k < this.size; k++) this.sums[this.touched[k]] = 0
    this.size = 0
  }
}

/** A matrix whose rows come one after the other; of each its `keepMax` best. */
export const matrixByRows = (
  itemCount: number,
  keepMax: number,
  fillRow: (row: number, sum: RowSum) => void,
): Csr => {
  const sum = new RowSum(itemCount)
  const starts = new Int32Array(itemCount + 1)
  let columns = new Int32Array(1024)
  let values = new Float32Array(1024)
  for (let row = 0; row < itemCount; row++) {
    fillRow(row, sum)
    const start = starts[row]
    const end = start + sum.best(keepMax)
    if (end > columns.length) {
      const fewer = { columns, values }
      columns = new Int32Array(2 * end)
      values = new Float32Array(2 * end)
      columns.set(fewer.columns)
      values.set(fewer.values)
    }
    for (let k = start; k < end; k++) {
      columns[k] = sum.touched[k - start]
      values[k] = sum.sums[columns[k]]
    }
    starts[row + 1] = end
    sum.clear()
  }
  const size = starts[itemCount]
  return {
    rowCount: itemCount,
    columnCount: itemCount,
    starts,
    columns: columns.slice(0, size),
    values: values.slice(0, size),
  }
}
