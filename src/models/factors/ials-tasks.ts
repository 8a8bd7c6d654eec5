/** What threads do for `ials-train.ts`: sum up squares, whiten, and solve rows of one side against the other. */
import { openBlockSweep, openGram } from '../../kernels/block-sweep.ts'
import { openShortRows, openWhitening } from '../../kernels/short-rows.ts'
import type { Task } from '../compute.ts'
import { type Batch, PART_ROWS, type Side } from './ials-sides.ts'

type StretchArgs = {
  /** rowCount × size */
  readonly factors: Float32Array
  readonly rowCount: number
  readonly size: number
  /** Rows of a part. */
  readonly stretch: number
}

const stretchOf = (
  { rowCount, stretch }: StretchArgs,
  part: number,
): readonly [from: number, end: number] => [
  Math.min(rowCount, part * stretch),
  Math.min(rowCount, (part + 1) * stretch),
]

/** Part p sums up rowᵀ · row of its stretch of rows, into the p-th size × size numbers of `partials`. */
export const ialsGramTask: Task<StretchArgs & { readonly partials: Float32Array }> = {
  name: 'ials-gram',
  open: (args) => {
    const { factors, size, partials } = args
    const gramOf = openGram(size)
    return (part) => {
      const [from, end] = stretchOf(args, part)
      gramOf(factors, from, end, partials.subarray(part * size * size, (part + 1) * size * size))
    }
  },
}

/** Part p whitens its stretch of rows into the same place of `whitened`. */
export const ialsWhitenTask: Task<
  StretchArgs & { readonly whitening: Float32Array; readonly whitened: Float32Array }
> = {
  name: 'ials-whiten',
  open: (args) => {
    const { factors, size, whitening, whitened } = args
    const whiten = openWhitening(whitening, size)
    return (part) => whiten(factors, ...stretchOf(args, part), whitened)
  },
}

export type RowsArgs = {
  readonly side: Side
  readonly batch: Batch
  readonly size: number
  /** otherCount × size: as they are for blocks, whitened for short rows */
  readonly others: Float32Array
  /** Whether each thread takes a copy of all others. */
  readonly isCopied: boolean
}

export type BlocksArgs = RowsArgs & {
  readonly block: number
  /** Of the others, times the weight of what was not observed. */
  readonly gram: Float32Array
  /** by row */
  readonly ridges: Float32Array
}

/** Part p improves its rows, block by block. */
export const ialsBlocksTask: Task<BlocksArgs> = {
  name: 'ials-blocks',
  open: (args) => {
    const { side, batch, size, block, gram, ridges } = args
    const sweep = openBlockSweep({
      size,
      block,
      rowMax: PART_ROWS,
      actMax: batch.actMax,
      otherMax: otherMaxOf(args),
    })
    sweep.gram.set(gram)
    if (args.isCopied) sweep.others.set(args.others)
    return (part) => {
      const rows = rowsOf(batch, part)
      fillActs(sweep, rows, args)
      rows.forEach((row, r) => {
        sweep.rows.set(side.factors.subarray(row * size, (row + 1) * size), r * size)
        sweep.ridges[r] = ridges[row]
      })
      sweep.sweep(rows.length)
      putRows(sweep.rows, rows, args)
    }
  },
}

/** Part p solves its rows. */
export const ialsShortTask: Task<RowsArgs & { readonly whitening: Float32Array }> = {
  name: 'ials-short',
  open: (args) => {
    const { batch, size, whitening } = args
    const { actMax, lengthMax } = batch
    const short = openShortRows(
      { size, rowMax: PART_ROWS, actMax, lengthMax, otherMax: otherMaxOf(args) },
      whitening,
    )
    if (args.isCopied) short.others.set(args.others)
    return (part) => {
      const rows = rowsOf(batch, part)
      fillActs(short, rows, args)
      short.solve(rows.length)
      putRows(short.rows, rows, args)
    }
  },
}

const otherMaxOf = ({ isCopied, others, size, batch }: RowsArgs): number =>
  isCopied ? others.length / size : batch.actMax

const rowsOf = ({ order, partStarts }: Batch, part: number): Int32Array =>
  order.subarray(partStarts[part], partStarts[part + 1])

type Acts = {
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly weights: Float32Array
  readonly others: Float32Array
}

/** Lays the acts of the rows one after the other and, where not all others are held, the row that each act is of. */
const fillActs = (to: Acts, rows: Int32Array, { side, size, others, isCopied }: RowsArgs): void => {
  let actCount = 0
  rows.forEach((row, r) => {
    const [from, end] = [side.starts[row], side.starts[row + 1]]
    to.columns.set(side.columns.subarray(from, end), actCount)
    to.weights.set(side.weights.subarray(from, end), actCount)
    actCount += end - from
    to.starts[r + 1] = actCount
  })
  if (isCopied) return
  for (let k = 0; k < actCount; k++) {
    const other = to.columns[k]
    to.others.set(others.subarray(other * size, (other + 1) * size), k * size)
    to.columns[k] = k
  }
}

const putRows = (solved: Float32Array, rows: Int32Array, { side, size }: RowsArgs): void =>
  rows.forEach((row, r) => side.factors.set(solved.subarray(r * size, (r + 1) * size), row * size))
