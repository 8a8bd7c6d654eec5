/** A sparse matrix times eight columns at once, in WebAssembly where there is any and in TypeScript elsewhere. */
import type { Csr } from '../math/csr.ts'
import { openKernel, type Pointer } from './open-kernel.ts'
import { SPARSE_LANES_WASM } from './sparse-lanes.wasm.ts'

/** Columns that are multiplied together. They lie beside each other: entry r of column c is number r · LANES + c. */
export const LANES = 8

/**
 * product := matrix · factor
 *
 * @param factor   columns of the matrix × LANES
 * @param product  rows of the matrix × LANES
 */
export type SparseLanes = (factor: Float32Array, product: Float32Array) => void

type Calls = {
  readonly multiply: (
    starts: Pointer,
    columns: Pointer,
    values: Pointer,
    rowCount: number,
    factor: Pointer,
    product: Pointer,
  ) => void
}

/** Takes a copy of the matrix, for good. */
export const openSparseLanes = (matrix: Csr): SparseLanes =>
  wasmSparseLanes(matrix) ?? plainSparseLanes(matrix)

const wasmSparseLanes = ({
  rowCount,
  columnCount,
  starts,
  columns,
  values,
}: Csr): SparseLanes | undefined => {
  const kernel = openKernel<Calls>(SPARSE_LANES_WASM)
  if (kernel === undefined) return undefined
  const { calls, take, floats, ints } = kernel
  const startsAt = take(starts.byteLength)
  const columnsAt = take(columns.byteLength)
  const valuesAt = take(values.byteLength)
  const factorAt = take(columnCount * LANES * Float32Array.BYTES_PER_ELEMENT)
  const productAt = take(rowCount * LANES * Float32Array.BYTES_PER_ELEMENT)
  ints(startsAt, starts.length).set(starts)
  ints(columnsAt, columns.length).set(columns)
  floats(valuesAt, values.length).set(values)
  const innerFactor = floats(factorAt, columnCount * LANES)
  const innerProduct = floats(productAt, rowCount * LANES)
  return (factor, product) => {
    innerFactor.set(factor)
    calls.multiply(startsAt, columnsAt, valuesAt, rowCount, factorAt, productAt)
    product.set(innerProduct)
  }
}

/** The same in plain loops. */
export const plainSparseLanes =
  ({ rowCount, starts, columns, values }: Csr): SparseLanes =>
  (factor, product) => {
    product.fill(0)
    for (let row = 0; row < rowCount; row++)
      for (let k = starts[row]; k < starts[row + 1]; k++)
        for (let lane = 0; lane < LANES; lane++)
          product[row * LANES + lane] += values[k] * factor[columns[k] * LANES + lane]
  }
