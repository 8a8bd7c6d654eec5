/** How sure acts make us that a shopper wants an item: weights by kind, summed up and bent. */
import type { Csr } from '../../math/csr.ts'
import type { TrainingData } from '../training-data.ts'

export type ConfidenceOptions = {
  /** ≥ 0; acts of weight 0 are not read */
  readonly viewWeight: number
  readonly cartWeight: number
  readonly wishWeight: number
  readonly purchaseWeight: number
  /** In [0, 1]: confidence = (Σ weight of the acts)^repeatExponent; at 0 every pair counts 1, at 1 twice counts double. */
  readonly repeatExponent: number
}

/** Indexed like `ACT_KINDS`. */
export const kindWeights = ({ viewWeight, cartWeight, wishWeight, purchaseWeight }: ConfidenceOptions) =>
  Float64Array.of(viewWeight, cartWeight, wishWeight, purchaseWeight)

/**
 * shoppers × items, above 0 where the shopper did anything that counts; columns of a row in the order of the first act.
 *
 * @complexity O(acts + shoppers + items)
 */
export const actConfidence = (data: TrainingData, options: ConfidenceOptions): Csr => {
  const { acts, itemCount, shopperCount, byShopper } = data
  const weightOfKind = kindWeights(options)
  const columns = new Int32Array(byShopper.rows.length)
  const sums = new Float64Array(byShopper.rows.length)
  const starts = new Int32Array(shopperCount + 1)
  const placeOf = new Int32Array(itemCount).fill(-1)
  let size = 0
  for (let shopper = 0; shopper < shopperCount; shopper++) {
    const first = size
    for (let k = byShopper.starts[shopper]; k < byShopper.starts[shopper + 1]; k++) {
      const row = byShopper.rows[k]
      const item = acts.item[row]
      const weight = weightOfKind[acts.kind[row]]
      if (weight <= 0) continue
      if (placeOf[item] < first) {
        placeOf[item] = size
        columns[size++] = item
      }
      sums[placeOf[item]] += weight
    }
    starts[shopper + 1] = size
  }
  return {
    rowCount: shopperCount,
    columnCount: itemCount,
    starts,
    columns: columns.slice(0, size),
    values: Float32Array.from(sums.subarray(0, size), (sum) => sum ** options.repeatExponent),
  }
}
