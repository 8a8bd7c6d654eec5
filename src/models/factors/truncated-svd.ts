/**
 * The largest singular values of a sparse matrix and their right vectors, by subspace iteration from random columns.
 *
 * Each round multiplies by the matrix and by its transpose and makes the columns orthonormal again (by the Cholesky
 * factor of their Gram matrix); at the end the small matrix that is left is taken apart exactly.
 *
 * @source Halko, Martinsson & Tropp, "Finding structure with randomness", SIAM Review 53(2), 2011, algorithms 4.4 and 5.1
 */
import { openSkinny, SKINNY_LANES } from '../../kernels/skinny.ts'
import { type Csr, transposed } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import { type Compute, sharedFloats, type Task } from '../compute.ts'
import { sharedCsr } from '../shared-csr.ts'

export type TruncatedSvd = {
  readonly rank: number
  /** Largest first; 0 where the matrix has no more. */
  readonly values: Float32Array
  /** columns × rank, row by row; the vectors of values that are 0 are 0. */
  readonly vectors: Float32Array
}

export type SvdOptions = {
  /** At most as many as the matrix has columns. */
  readonly rank: number
  /** Products with the matrix and its transpose. 3 to 5 do when values fall slowly, as those of shops do. */
  readonly roundCount: number
  readonly seed: number
}

/** Columns beyond the rank: they take up what leaks from it. */
const SPARE_COLUMNS = 32
/** Rows of one part, small enough for even load and large enough to pay for handing out. */
const PART_ROWS = 1_024
/** A direction whose square is this small beside the largest is rounding. */
const SPAN_MIN = 1e-10

type Dense = { readonly rows: Float32Array; readonly rowCount: number; readonly width: number }
type Sparse = Pick<Csr, 'rowCount' | 'starts' | 'columns' | 'values'>

/** @complexity time O(rounds · (entries · width + (rows + columns) · width²)) where width is rank + 32; memory O((rows + columns) · width) */
export const truncatedSvd = async (
  matrix: Csr,
  { rank, roundCount, seed }: SvdOptions,
  compute: Compute,
  report: (doneShare: number) => void = () => {},
): Promise<TruncatedSvd> => {
  const width = Math.ceil((rank + SPARE_COLUMNS) / SKINNY_LANES) * SKINNY_LANES
  const forth = sharedCsr(matrix)
  const back = sharedCsr(transposed(matrix))
  const left = denseOf(matrix.rowCount, width)
  const right = denseOf(matrix.columnCount, width)
  fillRandomly(right, seed)
  for (let round = 0; round < roundCount; round++) {
    await multiply(forth, right, left, compute)
    await multiply(back, left, right, compute)
    await times(right, orthonormalizer(await gramOf(right, compute), width), compute)
    report((round + 1) / (roundCount + 1))
  }
  await multiply(forth, right, left, compute)
  const { values, vectors } = symmetricEigen(Float64Array.from(await gramOf(left, compute)), width)
  await times(right, Float32Array.from(vectors), compute)
  return cut(right, values, Math.min(rank, matrix.columnCount))
}

const cut = ({ rows, rowCount, width }: Dense, squares: Float64Array, rank: number): TruncatedSvd => {
  const floor = SPAN_MIN * Math.max(0, squares[0])
  const values = Float32Array.from({ length: rank }, (_, k) =>
    squares[k] > floor ? Math.sqrt(squares[k]) : 0,
  )
  const vectors = new Float32Array(rowCount * rank)
  for (let r = 0; r < rowCount; r++)
    for (let k = 0; k < rank; k++) if (values[k] > 0) vectors[r * rank + k] = rows[r * width + k]
  return { rank, values, vectors }
}

const denseOf = (rowCount: number, width: number): Dense => ({
  rows: sharedFloats(rowCount * width),
  rowCount,
  width,
})

const fillRandomly = ({ rows }: Dense, seed: number): void => {
  const random = rng(seed, 'truncated-svd')
  for (let k = 0; k < rows.length; k++) rows[k] = random.between(-1, 1)
}

const partsOf = (rowCount: number): number => Math.ceil(rowCount / PART_ROWS)

type ProductArgs = { readonly matrix: Sparse; readonly factor: Dense; readonly product: Dense }

/** product := matrix · factor */
export const svdProduct: Task<ProductArgs> = {
  name: 'svd-product',
  open: ({ matrix: { rowCount, starts, columns, values }, factor, product }) => {
    const { width } = factor
    const sum = new Float64Array(width)
    return (part) => {
      for (let r = part * PART_ROWS; r < Math.min(rowCount, (part + 1) * PART_ROWS); r++) {
        sum.fill(0)
        for (let k = starts[r]; k < starts[r + 1]; k++) {
          const weight = values[k]
          const place = columns[k] * width
          for (let c = 0; c < width; c++) sum[c] += weight * factor.rows[place + c]
        }
        product.rows.set(sum, r * width)
      }
    }
  },
}

const multiply = (matrix: Sparse, factor: Dense, product: Dense, compute: Compute): Promise<void> =>
  compute.run(svdProduct, { matrix, factor, product }, partsOf(matrix.rowCount))

type GramArgs = { readonly dense: Dense; readonly sums: Float32Array }
/** Sums that threads make beside each other, and that are then added up in their order. */
const GRAM_PARTS = 8

export const svdGram: Task<GramArgs> = {
  name: 'svd-gram',
  open: ({ dense: { rows, rowCount, width }, sums }) => {
    const skinny = openSkinny(width)
    const size = Math.ceil(rowCount / GRAM_PARTS) * width
    return (part) =>
      skinny.addGram(
        sums.subarray(part * width * width, (part + 1) * width * width),
        rows.subarray(part * size, (part + 1) * size),
      )
  },
}

const gramOf = async (dense: Dense, compute: Compute): Promise<Float32Array> => {
  const size = dense.width ** 2
  const sums = sharedFloats(GRAM_PARTS * size)
  await compute.run(svdGram, { dense, sums }, GRAM_PARTS)
  const gram = new Float32Array(size)
  for (let part = 0; part < GRAM_PARTS; part++)
    for (let k = 0; k < size; k++) gram[k] += sums[part * size + k]
  return gram
}

type TimesArgs = { readonly dense: Dense; readonly square: Float32Array }

export const svdTimes: Task<TimesArgs> = {
  name: 'svd-times',
  open: ({ dense: { rows, width }, square }) => {
    const skinny = openSkinny(width)
    return (part) =>
      skinny.multiply(rows.subarray(part * PART_ROWS * width, (part + 1) * PART_ROWS * width), square)
  },
}

const times = (dense: Dense, square: Float32Array, compute: Compute): Promise<void> =>
  compute.run(svdTimes, { dense, square }, partsOf(dense.rowCount))

/**
 * What makes columns with this Gram matrix orthonormal: the inverse of its Cholesky factor, transposed. Columns that
 * hold nothing new become 0.
 */
export const orthonormalizer = (gram: Float32Array, width: number): Float32Array => {
  const lower = new Float64Array(width * width)
  const inverse = new Float64Array(width * width)
  let largest = 0
  for (let i = 0; i < width; i++) largest = Math.max(largest, gram[i * width + i])
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = gram[i * width + j]
      for (let k = 0; k < j; k++) rest -= lower[i * width + k] * lower[j * width + k]
      if (j < i) lower[i * width + j] = lower[j * width + j] === 0 ? 0 : rest / lower[j * width + j]
      else lower[i * width + i] = rest > SPAN_MIN * largest ? Math.sqrt(rest) : 0
    }
    const pivot = lower[i * width + i]
    if (pivot === 0) continue
    inverse[i * width + i] = 1 / pivot
    for (let k = 0; k < i; k++) {
      const share = lower[i * width + k] / pivot
      for (let j = 0; j <= k; j++) inverse[i * width + j] -= share * inverse[k * width + j]
    }
  }
  const square = new Float32Array(width * width)
  for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) square[j * width + i] = inverse[i * width + j]
  return square
}
