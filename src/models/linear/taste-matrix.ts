/** Who touched what, weighted: what linear models of items learn from. */
import { type Csr, csrOfPairs } from '../../math/csr.ts'
import { ACT_KINDS, CART, PURCHASE, VIEW, WISH } from '../acts.ts'
import type { DataShape, Range } from '../recipe.ts'
import type { TrainingData } from '../training-data.ts'

export type TasteOptions = {
  /** What a row is: everything of a shopper, one session, or one order. */
  readonly rows: 'shoppers' | 'sessions' | 'orders'
  /** What an act of each kind counts; 0: nothing. The strongest act with an item is what counts. */
  readonly viewWeight: number
  readonly cartWeight: number
  readonly wishWeight: number
  readonly purchaseWeight: number
  /** Rows of n items count n^−rowExponent: takes from shoppers who touch everything. ≥ 0 */
  readonly rowExponent: number
  /** Only so many items are modelled, those that are in most rows. */
  readonly itemMax: number
  /** Items of the history after which older ones count half; 0: all count alike. */
  readonly historyHalfLifeActs: number
  /** Items of the history that count, the newest. Bounds what an answer costs. */
  readonly historyItemMax: number
}

export const TASTE_DEFAULTS: TasteOptions = {
  rows: 'shoppers',
  viewWeight: 1,
  cartWeight: 1,
  wishWeight: 1,
  purchaseWeight: 1,
  rowExponent: 0,
  itemMax: 20_000,
  historyHalfLifeActs: 0,
  historyItemMax: 500,
}

export const TASTE_RANGES = {
  rows: { of: ['shoppers', 'sessions', 'orders'] },
  viewWeight: { of: [0, 0.2, 0.5, 1] },
  rowExponent: { from: 0, to: 1, scale: 'linear' },
  historyHalfLifeActs: { of: [0, 1, 2, 4, 8, 16, 32] },
} as const satisfies { readonly [K in keyof TasteOptions]?: Range }

export type Taste = {
  /** The items that are modelled, ascending: position p in the matrix is item `items[p]`. */
  readonly items: Int32Array
  /** rows × modelled items, above 0; columns of each row ascending, no row empty */
  readonly byRow: Csr
  /** Rows that hold each modelled item. */
  readonly rowsOf: Float64Array
}

/** By kind of act. */
export const kindWeightsOf = (options: TasteOptions): Float64Array => {
  const weights = new Float64Array(ACT_KINDS.length)
  weights[VIEW] = options.viewWeight
  weights[CART] = options.cartWeight
  weights[WISH] = options.wishWeight
  weights[PURCHASE] = options.purchaseWeight
  return weights
}

export const tasteOf = (data: TrainingData, options: TasteOptions): Taste => {
  const all = matrixOf(data, options)
  const popularity = new Float64Array(data.itemCount)
  for (const item of all.columns) popularity[item]++
  const items = mostPopular(popularity, options.itemMax)
  return {
    items,
    byRow: narrowed(all, items, options.rowExponent),
    rowsOf: Float64Array.from(items, (item) => popularity[item]),
  }
}

/** How many rows there may be; empty ones fall away. */
export const rowCountOf = (
  shape: Pick<DataShape, 'shopperCount' | 'sessionCount' | 'orderCount'>,
  rows: TasteOptions['rows'],
): number => ({ shoppers: shape.shopperCount, sessions: shape.sessionCount, orders: shape.orderCount })[rows]

const matrixOf = (data: TrainingData, options: TasteOptions): Csr => {
  const { acts } = data
  const weights = kindWeightsOf(options)
  const rowOf = { shoppers: acts.shopper, sessions: acts.session, orders: acts.order }[options.rows]
  const rows = new Int32Array(acts.count)
  const columns = new Int32Array(acts.count)
  const values = new Float32Array(acts.count)
  let size = 0
  for (let act = 0; act < acts.count; act++) {
    if (rowOf[act] < 0 || !(weights[acts.kind[act]] > 0)) continue
    rows[size] = rowOf[act]
    columns[size] = acts.item[act]
    values[size++] = weights[acts.kind[act]]
  }
  const matrix = csrOfPairs(
    rows.subarray(0, size),
    columns.subarray(0, size),
    rowCountOf(data, options.rows),
    data.itemCount,
  )
  matrix.values.fill(0)
  for (let k = 0; k < size; k++) {
    const place = placeOf(matrix, rows[k], columns[k])
    matrix.values[place] = Math.max(matrix.values[place], values[k])
  }
  return matrix
}

/** Where an entry that is there stands. */
const placeOf = ({ starts, columns }: Csr, row: number, column: number): number => {
  let low = starts[row]
  let high = starts[row + 1]
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (columns[middle] > column) high = middle
    else low = middle
  }
  return low
}

/** Ascending; ties go to the lower number; items in no row are none. */
const mostPopular = (popularity: Float64Array, itemMax: number): Int32Array =>
  Int32Array.from(popularity, (_, item) => item)
    .filter((item) => popularity[item] > 0)
    .sort((a, b) => popularity[b] - popularity[a] || a - b)
    .slice(0, Math.max(0, itemMax))
    .sort()

/** Without the items that are not modelled and the rows that are left empty; rows weighted by their length. */
const narrowed = (all: Csr, items: Int32Array, rowExponent: number): Csr => {
  const positions = new Int32Array(all.columnCount).fill(-1)
  for (let p = 0; p < items.length; p++) positions[items[p]] = p
  const starts = new Int32Array(all.rowCount + 1)
  const columns = new Int32Array(all.columns.length)
  const values = new Float32Array(all.columns.length)
  let rowCount = 0
  let size = 0
  for (let row = 0; row < all.rowCount; row++) {
    const start = size
    for (let k = all.starts[row]; k < all.starts[row + 1]; k++) {
      const position = positions[all.columns[k]]
      if (position < 0) continue
      columns[size] = position
      values[size++] = all.values[k]
    }
    if (size === start) continue
    const scale = (size - start) ** (-rowExponent / 2)
    for (let k = start; k < size; k++) values[k] *= scale
    starts[++rowCount] = size
  }
  return {
    rowCount,
    columnCount: items.length,
    starts: starts.slice(0, rowCount + 1),
    columns: columns.slice(0, size),
    values: values.slice(0, size),
  }
}
