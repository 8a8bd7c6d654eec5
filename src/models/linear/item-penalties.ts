/** How much linear models of items hold each item back, folded into the matrix that they learn from. */
import { type Csr, transposed } from '../../math/csr.ts'
import { sharedFloats } from '../compute.ts'
import type { Range } from '../recipe.ts'
import type { Taste } from './taste-matrix.ts'

export type PenaltyOptions = {
  /** λ of an item of mean popularity. > 0 */
  readonly l2: number
  /** λ of an item in n rows is l2 · (n / mean n)^penaltyExponent; 0: the same for all. */
  readonly penaltyExponent: number
  /** Scores are multiplied by n^−popularityExponent. */
  readonly popularityExponent: number
  /** What negative links count. In [0, 1] */
  readonly negativeWeight: number
}

export const PENALTY_DEFAULTS: PenaltyOptions = {
  l2: 200,
  penaltyExponent: 0,
  popularityExponent: 0,
  negativeWeight: 1,
}

export const PENALTY_RANGES = {
  l2: { from: 5, to: 5_000, scale: 'log' },
  penaltyExponent: { from: -0.5, to: 1, scale: 'linear' },
  popularityExponent: { from: -0.25, to: 0.5, scale: 'linear' },
  negativeWeight: { of: [0, 0.5, 1] },
} as const satisfies { readonly [K in keyof PenaltyOptions]: Range }

/**
 * X·Λ^−½: with it every λ is 1. A link Bᵢⱼ that is found with it is worth Bᵢⱼ · sources[i] · targets[j].
 */
export type PenalizedTaste = {
  readonly byRow: Csr
  readonly byItem: Csr
  readonly sources: Float32Array<SharedArrayBuffer>
  /** Holds n^−popularityExponent too. */
  readonly targets: Float32Array<SharedArrayBuffer>
}

export const penalized = (
  { byRow, rowsOf }: Taste,
  { l2, penaltyExponent, popularityExponent }: PenaltyOptions,
): PenalizedTaste => {
  const mean = rowsOf.reduce((sum, n) => sum + n, 0) / rowsOf.length
  const sources = sharedFloats(rowsOf.length)
  const targets = sharedFloats(rowsOf.length)
  for (let p = 0; p < rowsOf.length; p++) {
    sources[p] = 1 / Math.sqrt(l2 * (rowsOf[p] / mean) ** penaltyExponent)
    targets[p] = rowsOf[p] ** -popularityExponent / sources[p]
  }
  const scaled = { ...byRow, values: byRow.values.map((value, k) => value * sources[byRow.columns[k]]) }
  return { byRow: scaled, byItem: transposed(scaled), sources, targets }
}
