import type { Rng } from './rng.ts'

/**
 * A draw from the gamma distribution with the given shape and mean `shape / rate`.
 *
 * @param shape  > 0
 * @param rate   > 0
 * @source Marsaglia & Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000
 */
export const drawGamma = (rng: Rng, shape: number, rate: number): number => {
  // Below 1, the method asks for a draw of one more, and a factor.
  if (shape < 1) return drawGamma(rng, shape + 1, rate) * (1 - rng.float()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = rng.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - rng.float()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate
  }
}
