/**
 * Whitening: what differs between items of this shop counts, what all have in common does not.
 *
 *   v ← (v − mean) · E · (Λ + ridge)^−strength/2      E, Λ: directions and variances of all vectors, the largest kept
 *
 * A shop whose pictures all have the same backdrop then compares what stands before it. Vectors come out of length 1.
 *
 * @source Jégou & Chum, "Negative evidences and co-occurences in image retrieval: the benefit of PCA and whitening",
 *   ECCV 2012
 */
import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import type { ItemVectors } from '../item-facts.ts'

export type WhitenOptions = {
  /** Dimensions kept, at most. */
  readonly dimensionMax: number
  /** 0 leaves variances as they are, 1 makes them equal. */
  readonly strength: number
}

/** Added to variances, as a share of their mean: small ones are noise and must not be blown up. */
const RIDGE_SHARE = 0.05

/**
 * @param vectors  of length 1; items whose numbers are all 0 have none, and stay so
 * @complexity O(items · dimensions² + dimensions³)
 */
export const whitened = (vectors: ItemVectors, { dimensionMax, strength }: WhitenOptions): ItemVectors => {
  const { dimensions, values, name } = vectors
  const itemCount = dimensions === 0 ? 0 : values.length / dimensions
  const kept = Math.min(dimensionMax, dimensions)
  const isKnown = Array.from({ length: itemCount }, (_, item) =>
    values.subarray(item * dimensions, (item + 1) * dimensions).some((value) => value !== 0),
  )
  const mean = meanOf(values, dimensions, isKnown)
  const { values: variances, vectors: directions } = symmetricEigen(
    covarianceOf(values, dimensions, isKnown, mean),
    dimensions,
  )
  const ridge =
    (RIDGE_SHARE * variances.reduce((sum, value) => sum + Math.max(0, value), 0)) / Math.max(1, kept)
  const whitenedValues = new Float32Array(itemCount * kept)
  for (let item = 0; item < itemCount; item++) {
    if (!isKnown[item]) continue
    const row = whitenedValues.subarray(item * kept, (item + 1) * kept)
    let squares = 0
    for (let k = 0; k < kept; k++) {
      let sum = 0
      for (let d = 0; d < dimensions; d++)
        sum += (values[item * dimensions + d] - mean[d]) * directions[d * dimensions + k]
      row[k] = ridge > 0 ? sum * (Math.max(0, variances[k]) + ridge) ** (-strength / 2) : 0
      squares += row[k] * row[k]
    }
    if (squares > 0) for (let k = 0; k < kept; k++) row[k] /= Math.sqrt(squares)
  }
  return { name, dimensions: kept, values: whitenedValues }
}

const meanOf = (values: Float32Array, dimensions: number, isKnown: readonly boolean[]): Float64Array => {
  const mean = new Float64Array(dimensions)
  let count = 0
  for (const [item, known] of isKnown.entries()) {
    if (!known) continue
    count++
    for (let d = 0; d < dimensions; d++) mean[d] += values[item * dimensions + d]
  }
  return mean.map((sum) => sum / Math.max(1, count))
}

const covarianceOf = (
  values: Float32Array,
  dimensions: number,
  isKnown: readonly boolean[],
  mean: Float64Array,
): Float64Array => {
  const covariance = new Float64Array(dimensions * dimensions)
  const centered = new Float64Array(dimensions)
  let count = 0
  for (const [item, known] of isKnown.entries()) {
    if (!known) continue
    count++
    for (let d = 0; d < dimensions; d++) centered[d] = values[item * dimensions + d] - mean[d]
    for (let a = 0; a < dimensions; a++)
      for (let b = 0; b <= a; b++) covariance[a * dimensions + b] += centered[a] * centered[b]
  }
  for (let a = 0; a < dimensions; a++)
    for (let b = 0; b <= a; b++) {
      covariance[a * dimensions + b] /= Math.max(1, count)
      covariance[b * dimensions + a] = covariance[a * dimensions + b]
    }
  return covariance
}
