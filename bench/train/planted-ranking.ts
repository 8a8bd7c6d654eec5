/** Lists to rank whose rule is known: bends, pairs of features that act together, values that are not known, noise. */
import { rng } from '../../src/math/rng.ts'
import type { RankRows } from '../../src/models/ranker/rank-rows.ts'

const GROUP_ROWS_MIN = 20
const GROUP_ROWS_MAX = 200
/** Scores above these are labels 1, 2 and 3. */
const LABEL_SCORES = [2.2, 3.2, 4.2]

/** Lists of 20 to 200 rows. Of each ten features nine are of the rule's kinds; only the first ten matter. */
export const plantedRanking = (groupCount: number, featureCount: number, seed: number): RankRows => {
  const random = rng(seed, 'planted-ranking')
  const groupStarts = new Int32Array(groupCount + 1)
  for (let g = 0; g < groupCount; g++)
    groupStarts[g + 1] =
      (groupStarts[g] ?? 0) + GROUP_ROWS_MIN + random.int(GROUP_ROWS_MAX - GROUP_ROWS_MIN + 1)
  const rowCount = groupStarts[groupCount] ?? 0
  const values = new Float32Array(new SharedArrayBuffer(4 * rowCount * featureCount))
  const labels = new Uint8Array(rowCount)
  for (let g = 0; g < groupCount; g++) {
    const listValue = random.normal()
    for (let row = groupStarts[g] ?? 0; row < (groupStarts[g + 1] ?? 0); row++) {
      const own = values.subarray(row * featureCount, (row + 1) * featureCount)
      for (let f = 0; f < featureCount; f++) own[f] = drawn(f % 10, listValue, random)
      const score = scoreOf(own) + random.normal(0, 1.5)
      labels[row] = LABEL_SCORES.filter((from) => score > from).length
    }
  }
  return { rowCount, featureCount, values, groupStarts, labels }
}

const drawn = (kind: number, listValue: number, random: ReturnType<typeof rng>): number => {
  const value = random.normal()
  if (kind === 0) return listValue + 0.3 * value
  if (kind === 1) return Math.round(2 * value)
  if (kind === 2) return Math.exp(value)
  if (kind === 3) return value > 1.2 ? value : 0
  if (kind === 4) return random.chance(0.3) ? Number.NaN : value
  return value
}

const scoreOf = (features: Float32Array): number => {
  const [list = 0, count = 0, amount = 0, rare = 0, unsure = 0, wave = 0, left = 0, right = 0, middle = 0] =
    features
  return (
    Math.sin(2 * wave) +
    (left * right > 0 ? 1 : -1) +
    0.6 * Math.min(amount, 3) +
    0.5 * count * (list > 0 ? 1 : -0.3) +
    (Number.isNaN(unsure) ? 0.7 : unsure) +
    0.8 * rare -
    0.5 * middle * middle
  )
}
