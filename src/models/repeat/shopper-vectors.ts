/** Shoppers as sparse vectors over items, for recipes that look for shoppers alike. */
import { type Csr, transposed } from '../../math/csr.ts'
import { type Orders, type OrderTable, ordersBefore } from './order-table.ts'

/** Items, none twice, and what each is worth. */
export type SparseVector = { readonly items: Int32Array; readonly values: Float32Array }

/**
 * Vectors of the shoppers who ordered last: shoppers × items, in the order of their numbers.
 *
 * @param shopperMax  vectors kept at the most: what a query costs grows with them
 * @complexity O(orders + shoppers · log shoppers + lines of those kept)
 */
export const shopperVectors = (
  table: OrderTable,
  itemCount: number,
  shopperMax: number,
  vectorOf: (orders: Orders) => SparseVector,
): Csr => {
  const { starts, rows } = table.byShopper
  const newest = (shopper: number): number => rows[starts[shopper + 1] - 1]
  const kept = Array.from({ length: starts.length - 1 }, (_, shopper) => shopper)
    .filter((shopper) => starts[shopper + 1] > starts[shopper])
    .sort((a, b) => newest(b) - newest(a))
    .slice(0, shopperMax)
    .sort((a, b) => a - b)
  const vectors = kept.map((shopper) =>
    vectorOf(ordersBefore(table, shopper, starts[shopper + 1] - starts[shopper])),
  )
  const ends = new Int32Array(kept.length + 1)
  for (let k = 0; k < kept.length; k++) ends[k + 1] = ends[k] + vectors[k].items.length
  const columns = new Int32Array(ends[kept.length])
  const values = new Float32Array(ends[kept.length])
  for (let k = 0; k < kept.length; k++) {
    columns.set(vectors[k].items, ends[k])
    values.set(vectors[k].values, ends[k])
  }
  return { rowCount: kept.length, columnCount: itemCount, starts: ends, columns, values }
}

/** Products of one vector with every row of a matrix, through its columns. The answer is overwritten by the next call. */
export const productsWith = (matrix: Csr): ((vector: SparseVector) => Float64Array) => {
  const byItem = transposed(matrix)
  const products = new Float64Array(matrix.rowCount)
  return ({ items, values }) => {
    products.fill(0)
    for (let m = 0; m < items.length; m++) {
      const value = values[m]
      const end = byItem.starts[items[m] + 1]
      for (let k = byItem.starts[items[m]]; k < end; k++)
        products[byItem.columns[k]] += value * byItem.values[k]
    }
    return products
  }
}

/** Σ value² of each row. */
export const squaredLengths = ({ rowCount, starts, values }: Csr): Float64Array => {
  const sums = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++)
    for (let k = starts[row]; k < starts[row + 1]; k++) sums[row] += values[k] ** 2
  return sums
}

/** Sums amounts by item; items come out in the order of their first amount. */
export const vectorOfSums = (amounts: ReadonlyMap<number, number>): SparseVector => ({
  items: Int32Array.from(amounts.keys()),
  values: Float32Array.from(amounts.values()),
})
