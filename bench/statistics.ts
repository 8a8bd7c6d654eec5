/** The few statistics that benches state. Empty input gives NaN. */

/** @param share  in [0, 1]; the smallest value that at least this share of the values does not exceed */
export const quantile = (values: readonly number[] | Float64Array, share: number): number => {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** How far the rounds lay apart, as a share of their median. */
export const spread = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / median(values)
