import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Csr, csrOfPairs, transposed } from './csr.ts'

const ROWS = 12
const COLUMNS = 9
const pairs = fc.array(fc.tuple(fc.nat(ROWS - 1), fc.nat(COLUMNS - 1)), { maxLength: 80 })
const csrOf = (all: readonly (readonly [number, number])[]): Csr =>
  csrOfPairs(
    Int32Array.from(all, ([row]) => row),
    Int32Array.from(all, ([, column]) => column),
    ROWS,
    COLUMNS,
  )
const pairsOf = ({ rowCount, starts, columns }: Csr): string[] =>
  Array.from({ length: rowCount }, (_, row) =>
    [...columns.subarray(starts[row], starts[row + 1])].map((column) => `${row},${column}`),
  ).flat()

test('a matrix of pairs holds each pair once, rows and columns ascending', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const matrix = csrOf(all)
      const expected = [
        ...new Map(all.map(([row, column]) => [row * COLUMNS + column, `${row},${column}`])),
      ].sort((a, b) => a[0] - b[0])
      expect(pairsOf(matrix)).toEqual(expected.map(([, pair]) => pair))
      expect(matrix.values).toEqual(new Float32Array(expected.length).fill(1))
    }),
  )
})

test('the transpose of the transpose is the matrix, and keeps the values beside their places', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const plain = csrOf(all)
      const matrix = { ...plain, values: Float32Array.from(plain.values, (_, k) => k + 1) }
      const turned = transposed(matrix)
      expect([turned.rowCount, turned.columnCount]).toEqual([COLUMNS, ROWS])
      expect(transposed(turned)).toEqual(matrix)
      for (let row = 0; row < ROWS; row++)
        for (let k = matrix.starts[row] as number; k < (matrix.starts[row + 1] as number); k++) {
          const column = matrix.columns[k] as number
          const place = turned.columns.indexOf(row, turned.starts[column])
          expect(turned.values[place]).toBe(matrix.values[k])
        }
    }),
  )
})
