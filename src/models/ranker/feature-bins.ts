/**
 * Numbers put into at most 255 bins a feature, so that trees look at bytes: 0 up to 254 are known values in ascending
 * order, 255 stands for "not known" (NaN).
 *
 * Bins lie row by row, in blocks of four features: whoever sums up some blocks reads four bytes at once, and few lines of
 * memory for a row.
 *
 * @source Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017, section 2.1; the choice
 *   of edges is that of its `GreedyFindBin`: frequent values have a bin of their own, the others share evenly
 */
import { LANES } from '../../kernels/histogram.ts'
import { type Compute, sharedFloats, sharedInts, type Task } from '../compute.ts'

/** Known values have the bins below. */
export const MISSING_BIN = 255
/** Rows that a thread puts into bins at a time. */
const PART_ROWS = 8192
/** Enough to place edges; more rows change them next to nothing. */
const SAMPLE_ROWS_MAX = 200_000
/** Fewer values than this have no bin of their own, unless they are all there is. */
const BIN_ROWS_MIN = 3

export type FeatureBins = {
  readonly rowCount: number
  readonly featureCount: number
  readonly blockCount: number
  /** rows × blocks × LANES; lanes beyond the last feature hold 0 */
  readonly bins: Uint8Array
  /** features × rows: the same once more, for whoever looks at one feature of many rows */
  readonly columns: Uint8Array
  /** features × 255, ascending: bin b holds values up to and including its edge. From the last bin on it is endless. */
  readonly edges: Float32Array
  /** How many bins of known values each feature has; 0 when none is known. */
  readonly binCounts: Int32Array
  /** 1 where a feature has rows of which it is not known */
  readonly hasMissing: Int32Array
}

type BinArgs = FeatureBins & { readonly values: Float32Array }

/** A part is a feature: finds its edges. */
export const edgesTask: Task<BinArgs> = {
  name: 'feature-bins-edges',
  open: ({ values, rowCount, featureCount, edges, binCounts }) => {
    const step = Math.max(1, Math.ceil(rowCount / SAMPLE_ROWS_MAX))
    const sample = new Float32Array(Math.ceil(rowCount / step))
    return (feature) => {
      let size = 0
      for (let row = 0; row < rowCount; row += step) {
        const value = values[row * featureCount + feature]
        // + 0 makes one zero of two.
        if (!Number.isNaN(value)) sample[size++] = value + 0
      }
      const found = edgesOf(sample.subarray(0, size).sort())
      edges.fill(Number.POSITIVE_INFINITY, feature * MISSING_BIN, (feature + 1) * MISSING_BIN)
      edges.set(found, feature * MISSING_BIN)
      binCounts[feature] = size === 0 ? 0 : found.length + 1
    }
  },
}

/** A part is some rows: puts them into bins. */
export const binTask: Task<BinArgs> = {
  name: 'feature-bins',
  open: ({ values, rowCount, featureCount, blockCount, bins, columns, edges, hasMissing }) => {
    return (part) => {
      const end = Math.min(rowCount, (part + 1) * PART_ROWS)
      for (let row = part * PART_ROWS; row < end; row++) {
        const from = row * featureCount
        const to = row * blockCount * LANES
        for (let feature = 0; feature < featureCount; feature++) {
          const value = values[from + feature]
          // Whoever finds it first: all write the same.
          if (value !== value) hasMissing[feature] = 1
          const bin = value !== value ? MISSING_BIN : binOf(edges, feature * MISSING_BIN, value)
          bins[to + feature] = bin
          columns[feature * rowCount + row] = bin
        }
      }
    }
  },
}

/**
 * @param values  rows × features, row by row; NaN where it is not known
 * @complexity O(values · log bins); memory two bytes a value
 */
export const binFeatures = async (
  values: Float32Array,
  rowCount: number,
  featureCount: number,
  compute: Compute,
): Promise<FeatureBins> => {
  const blockCount = Math.ceil(featureCount / LANES)
  const made: FeatureBins = {
    rowCount,
    featureCount,
    blockCount,
    bins: new Uint8Array(new SharedArrayBuffer(blockCount * rowCount * LANES)),
    columns: new Uint8Array(new SharedArrayBuffer(featureCount * rowCount)),
    edges: sharedFloats(featureCount * MISSING_BIN),
    binCounts: sharedInts(featureCount),
    hasMissing: sharedInts(featureCount),
  }
  const args = { ...made, values: shared(values) }
  await compute.run(edgesTask, args, featureCount)
  await compute.run(binTask, args, Math.ceil(rowCount / PART_ROWS))
  return made
}

/** The same numbers where all threads see them. */
const shared = (values: Float32Array): Float32Array => {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const copy = sharedFloats(values.length)
  copy.set(values)
  return copy
}

/** The bin of a value: the first whose edge is not below it. Eight steps, whatever the value. */
const binOf = (edges: Float32Array, from: number, value: number): number => {
  let bin = 0
  for (let half = 128; half > 0; half >>= 1) if (edges[from + bin + half - 1] < value) bin += half
  return bin
}

/** Upper edges of all bins but the last. @param sorted  ascending, without NaN */
export const edgesOf = (sorted: Float32Array): number[] => {
  const distinct: number[] = []
  const counts: number[] = []
  for (let k = 0; k < sorted.length; k++) {
    if (k > 0 && sorted[k] === sorted[k - 1]) counts[counts.length - 1]++
    else {
      distinct.push(sorted[k])
      counts.push(1)
    }
  }
  const cuts = distinct.length <= MISSING_BIN ? cutsOfFew(counts) : cutsOfMany(counts, sorted.length)
  return cuts.map((k) => between(distinct[k], distinct[k + 1]))
}

/** Each value may have a bin; those that are rare share one with the next. */
const cutsOfFew = (counts: readonly number[]): number[] => {
  const cuts: number[] = []
  let held = 0
  for (let k = 0; k + 1 < counts.length; k++) {
    held += counts[k]
    if (held < BIN_ROWS_MIN) continue
    cuts.push(k)
    held = 0
  }
  return cuts
}

const cutsOfMany = (counts: readonly number[], total: number): number[] => {
  const frequentMin = total / MISSING_BIN
  let restBins = MISSING_BIN
  let restRows = total
  for (const count of counts)
    if (count >= frequentMin) {
      restBins--
      restRows -= count
    }
  const cuts: number[] = []
  let wanted = restRows / restBins
  let held = 0
  for (let k = 0; k + 1 < counts.length && cuts.length < MISSING_BIN - 1; k++) {
    const isFrequent = counts[k] >= frequentMin
    if (!isFrequent) restRows -= counts[k]
    held += counts[k]
    const nextIsFrequent = counts[k + 1] >= frequentMin
    if (!isFrequent && held < wanted && !(nextIsFrequent && held >= Math.max(1, wanted / 2))) continue
    cuts.push(k)
    held = 0
    if (!isFrequent) {
      restBins--
      wanted = restRows / restBins
    }
  }
  return cuts
}

/** Half way, but never the upper one: neighbouring floats have nothing between them. */
const between = (lower: number, upper: number): number => {
  const middle = Math.fround(lower / 2 + upper / 2)
  return middle >= lower && middle < upper ? middle : lower
}
