/** Of each item, the items that it shares most rows with. */
import type { Csr } from '../../math/csr.ts'
import { sharedFloats, sharedInts, type Task } from '../compute.ts'
import { bestOf } from '../scores.ts'

/** Row i, from place i · pairMax on, holds `counts[i]` other items, the most alike first. */
export type ItemPairs = {
  readonly pairMax: number
  readonly counts: Int32Array<SharedArrayBuffer>
  readonly others: Int32Array<SharedArrayBuffer>
  /** XᵀX of the pair, over the root of both diagonal entries: in (0, 1] */
  readonly cosines: Float32Array<SharedArrayBuffer>
  /** The root of the diagonal of XᵀX, an item each. */
  readonly norms: Float32Array<SharedArrayBuffer>
}

export const itemPairsBytes = (itemCount: number, pairMax: number): number => itemCount * (8 * pairMax + 8)

/** Empty ones, for `itemPairsTask` to fill. */
export const itemPairs = (itemCount: number, pairMax: number): ItemPairs => ({
  pairMax,
  counts: sharedInts(itemCount),
  others: sharedInts(itemCount * pairMax),
  cosines: sharedFloats(itemCount * pairMax),
  norms: sharedFloats(itemCount),
})

type PairsArgs = {
  readonly pairs: ItemPairs
  /** X, no entry below 0 */
  readonly byRow: Csr
  readonly byItem: Csr
  /** Rows that hold more are passed over: they cost most and say least. */
  readonly rowItemMax: number
}

/** Items of a part. */
const PART_ITEMS = 64

export const itemPairParts = (itemCount: number): number => Math.ceil(itemCount / PART_ITEMS)

/** @complexity time O(Σ |row|²) over all parts */
export const itemPairsTask: Task<PairsArgs> = {
  name: 'item-pairs',
  open: ({ pairs, byRow, byItem, rowItemMax }) => {
    const itemCount = byItem.rowCount
    const norms = normsOf(byRow, rowItemMax)
    const sums = new Float32Array(itemCount)
    const met = new Int32Array(itemCount)
    const cosines = new Float32Array(itemCount)
    return (part) => {
      const end = Math.min(itemCount, (part + 1) * PART_ITEMS)
      for (let item = part * PART_ITEMS; item < end; item++) {
        let metCount = 0
        for (let k = byItem.starts[item]; k < byItem.starts[item + 1]; k++) {
          const row = byItem.columns[k]
          if (byRow.starts[row + 1] - byRow.starts[row] > rowItemMax) continue
          for (let m = byRow.starts[row]; m < byRow.starts[row + 1]; m++) {
            const other = byRow.columns[m]
            if (sums[other] === 0) met[metCount++] = other
            sums[other] += byItem.values[k] * byRow.values[m]
          }
        }
        for (let k = 0; k < metCount; k++) {
          const other = met[k]
          cosines[k] = other === item ? 0 : sums[other] / (norms[item] * norms[other])
          sums[other] = 0
        }
        const scores = { items: met.subarray(0, metCount), scores: cosines.subarray(0, metCount) }
        const best = bestOf({ form: 'few', ...scores }, pairs.pairMax)
        pairs.others.set(best.items, item * pairs.pairMax)
        pairs.cosines.set(best.scores, item * pairs.pairMax)
        pairs.counts[item] = best.items.length
        pairs.norms[item] = norms[item]
      }
    }
  },
}

const normsOf = (byRow: Csr, rowItemMax: number): Float64Array => {
  const norms = new Float64Array(byRow.columnCount)
  for (let row = 0; row < byRow.rowCount; row++) {
    if (byRow.starts[row + 1] - byRow.starts[row] > rowItemMax) continue
    for (let k = byRow.starts[row]; k < byRow.starts[row + 1]; k++)
      norms[byRow.columns[k]] += byRow.values[k] ** 2
  }
  return norms.map(Math.sqrt)
}
