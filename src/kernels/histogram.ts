/** Sums of pairs of numbers by bin, four features at a time: where trees spend their time. */
import { HISTOGRAM_WASM } from './histogram.wasm.ts'
import { openKernel, type Pointer } from './open-kernel.ts'

/** Features whose bins lie in one word, a byte each, the first in the lowest. */
export const LANES = 4
/** Sums of one block of features: lanes × 256 bins × 2. */
export const BLOCK_SIZE = LANES * 256 * 2
/** Rows that are summed up at a time. */
const CHUNK_ROWS = 2048

export type HistogramInput = {
  /** rows × blocks: the bins of a row in a block. What a row needs lies in one or two lines of the cache. */
  readonly words: Uint32Array
  readonly blockCount: number
  /** rows × 2 */
  readonly pairs: Float32Array
  /** Which rows count: `rows[start]` up to `rows[end - 1]`. */
  readonly rows: Int32Array
  readonly start: number
  readonly end: number
  readonly blockStart: number
  readonly blockEnd: number
}

/** Writes the sums of each of the blocks, in the order of the rows, one block after the other from `sums[at]` on. */
export type Histogram = (input: HistogramInput, sums: Float64Array, at: number) => void

type Calls = {
  readonly addPairs: (sums: Pointer, words: Pointer, pairs: Pointer, count: number) => void
}

/** @param blockMax  the most blocks of a call @complexity a row and block: about 3 ns */
export const openHistogram = (blockMax: number): Histogram => {
  const kernel = openKernel<Calls>(HISTOGRAM_WASM)
  if (kernel === undefined) return histogram
  const sumsAt = kernel.take(8 * BLOCK_SIZE * blockMax)
  const wordsAt = kernel.take(4 * CHUNK_ROWS * blockMax)
  const pairsAt = kernel.take(8 * CHUNK_ROWS)
  const heldSums = kernel.doubles(sumsAt, BLOCK_SIZE * blockMax)
  const heldWords = kernel.ints(wordsAt, CHUNK_ROWS * blockMax)
  const heldPairs = kernel.floats(pairsAt, 2 * CHUNK_ROWS)
  return ({ words, blockCount, pairs, rows, start, end, blockStart, blockEnd }, sums, at) => {
    const size = (blockEnd - blockStart) * BLOCK_SIZE
    heldSums.fill(0, 0, size)
    for (let from = start; from < end; from += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, end - from)
      for (let k = 0; k < count; k++) {
        const row = rows[from + k]
        heldPairs[2 * k] = pairs[2 * row]
        heldPairs[2 * k + 1] = pairs[2 * row + 1]
        const first = row * blockCount
        for (let block = blockStart, to = k; block < blockEnd; block++, to += CHUNK_ROWS)
          heldWords[to] = words[first + block]
      }
      for (let block = 0; block < blockEnd - blockStart; block++)
        kernel.calls.addPairs(
          sumsAt + 8 * BLOCK_SIZE * block,
          wordsAt + 4 * CHUNK_ROWS * block,
          pairsAt,
          count,
        )
    }
    sums.set(heldSums.subarray(0, size), at)
  }
}

/** The same in plain TypeScript, to the last bit: where there is no kernel, and what the kernel is checked against. */
export const histogram: Histogram = (input, sums, at) => {
  const { words, blockCount, pairs, rows, start, end, blockStart, blockEnd } = input
  sums.fill(0, at, at + (blockEnd - blockStart) * BLOCK_SIZE)
  for (let block = blockStart; block < blockEnd; block++)
    for (let k = start; k < end; k++) {
      const row = rows[k]
      const word = words[row * blockCount + block]
      for (let lane = 0; lane < LANES; lane++) {
        const bin = (word >>> (8 * lane)) & 255
        const place = at + (block - blockStart) * BLOCK_SIZE + 512 * lane + 2 * bin
        sums[place] += pairs[2 * row]
        sums[place + 1] += pairs[2 * row + 1]
      }
    }
}
