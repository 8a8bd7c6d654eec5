/** Matrices of many rows and few columns, row by row: their Gram matrix, and their product with a small square one. */
import { openKernel, type Pointer } from './open-kernel.ts'
import { SKINNY_WASM } from './skinny.wasm.ts'

export type Skinny = {
  /** gram := gram + rowsᵀ · rows @param gram columnCount × columnCount */
  readonly addGram: (gram: Float32Array, rows: Float32Array) => void
  /** rows := rows · square */
  readonly multiply: (rows: Float32Array, square: Float32Array) => void
}

type Calls = {
  readonly addGram: (gram: Pointer, rows: Pointer, rowCount: number, columnCount: number) => void
  readonly multiply: (
    out: Pointer,
    rows: Pointer,
    rowCount: number,
    square: Pointer,
    columnCount: number,
  ) => void
}

/** Column counts must be a multiple of this. */
export const SKINNY_LANES = 8
/** Rows that the kernel takes at a time: with some hundred columns they stay in the second cache. */
const CHUNK_ROWS = 64

/** @param columnCount  a multiple of `SKINNY_LANES` */
export const openSkinny = (columnCount: number): Skinny => {
  const kernel = openKernel<Calls>(SKINNY_WASM)
  if (kernel === undefined) return skinnyTwin(columnCount)
  const chunk = CHUNK_ROWS * columnCount
  const [squareAt, rowsAt, outAt] = [4 * columnCount ** 2, 4 * chunk, 4 * chunk].map(kernel.take) as [
    Pointer,
    Pointer,
    Pointer,
  ]
  const heldSquare = kernel.floats(squareAt, columnCount ** 2)
  const heldRows = kernel.floats(rowsAt, chunk)
  const heldOut = kernel.floats(outAt, chunk)
  const { addGram, multiply } = kernel.calls
  return {
    addGram: (gram, rows) => {
      heldSquare.set(gram)
      for (let start = 0; start < rows.length; start += chunk) {
        const part = rows.subarray(start, start + chunk)
        heldRows.set(part)
        addGram(squareAt, rowsAt, part.length / columnCount, columnCount)
      }
      gram.set(heldSquare)
    },
    multiply: (rows, square) => {
      heldSquare.set(square)
      for (let start = 0; start < rows.length; start += chunk) {
        const part = rows.subarray(start, start + chunk)
        heldRows.set(part)
        multiply(outAt, rowsAt, part.length / columnCount, squareAt, columnCount)
        part.set(heldOut.subarray(0, part.length))
      }
    },
  }
}

/** The same in plain TypeScript: where there is no kernel, and what the kernel is checked against. */
export const skinnyTwin = (columnCount: number): Skinny => ({
  addGram: (gram, rows) => {
    for (let row = 0; row < rows.length; row += columnCount)
      for (let i = 0; i < columnCount; i++)
        for (let j = 0; j < columnCount; j++) gram[i * columnCount + j] += rows[row + i] * rows[row + j]
  },
  multiply: (rows, square) => {
    for (let row = 0; row < rows.length; row += columnCount) {
      const before = rows.slice(row, row + columnCount)
      for (let j = 0; j < columnCount; j++) {
        let sum = 0
        for (let i = 0; i < columnCount; i++) sum += before[i] * square[i * columnCount + j]
        rows[row + j] = sum
      }
    }
  },
})
