/** The nearest of every item among vectors of length 1, found exactly. */
import { openScan } from '../../kernels/scan.ts'
import type { Csr } from '../../math/csr.ts'
import { type Compute, sharedFloats, type Task } from '../compute.ts'
import type { ItemVectors } from '../item-facts.ts'
import { packed, type RowRoom, roomForRows } from '../row-room.ts'
import { bestOf } from '../scores.ts'

type VectorNeighborArgs = {
  readonly values: Float32Array
  readonly itemCount: number
  readonly dimensions: number
  readonly partItemCount: number
  readonly rows: RowRoom
}

const PART_ITEM_COUNT = 64

/**
 * @returns items × items: how alike, the cosine where it is above 0, best first; items without a vector have no neighbours
 * @complexity time O(items² · dimensions): a second for 20,000 items × 16 dimensions; memory O(items · neighborMax), and a
 *   copy of the vectors in each thread
 */
export const vectorNeighbors = async (
  { dimensions, values }: ItemVectors,
  neighborMax: number,
  compute: Compute,
  report: (doneShare: number) => void = () => {},
): Promise<Csr> => {
  const itemCount = dimensions === 0 ? 0 : values.length / dimensions
  const shared = sharedFloats(values.length)
  shared.set(values)
  const rows = roomForRows(itemCount, () => Math.min(neighborMax, itemCount - 1))
  const partCount = Math.ceil(itemCount / PART_ITEM_COUNT)
  await compute.run(
    vectorNeighborTask,
    { values: shared, itemCount, dimensions, partItemCount: PART_ITEM_COUNT, rows },
    partCount,
    (doneCount) => report(doneCount / partCount),
  )
  return packed(rows, itemCount)
}

export const vectorNeighborTask: Task<VectorNeighborArgs> = {
  name: 'vector-neighbors',
  open: ({ values, itemCount, dimensions, partItemCount, rows }) => {
    const scan = openScan(values, itemCount, dimensions)
    const cosines = new Float32Array(itemCount)
    return (part) => {
      for (let item = part * partItemCount; item < Math.min(itemCount, (part + 1) * partItemCount); item++) {
        scan(values.subarray(item * dimensions, (item + 1) * dimensions), cosines)
        cosines[item] = 0
        const { starts } = rows
        const best = bestOf({ form: 'all', scores: cosines }, starts[item + 1] - starts[item])
        rows.columns.set(best.items, starts[item])
        rows.values.set(best.scores, starts[item])
        rows.lengths[item] = best.items.length
      }
    }
  },
}
