/**
 * Factors for items that few or no shoppers have chosen yet, from what the catalog says of them. A linear map from facts
 * to factors is learned from the items with many acts,
 *
 *   min Σ_i min(acts_i, 50) |h_i − x_i M|² + ridge · |M|²      x = a constant, tags, given vectors
 *
 * by conjugate gradients on all columns of M at once. An item with a of at least n acts keeps its own factors; with fewer
 * it gets (a · own + (n − a) · x M) / n.
 *
 * @source Gantner et al., "Learning attribute-to-feature mappings for cold-start recommendations", ICDM 2010
 */
import type { ItemFacts } from '../item-facts.ts'

export type ColdItemOptions = {
  /** n: items with fewer acts lean on their facts; 0: none does. */
  readonly coldActs: number
  /** Above 0. */
  readonly coldRidge: number
}

/** Facts of an item as numbers: the constant, the tags that it has with the same share each, and its vectors. */
type Facts = {
  readonly width: number
  /** out += factor · x_item · map */
  readonly mapped: (item: number, map: Float64Array, out: Float64Array) => void
  /** map += x_itemᵀ · row */
  readonly spread: (item: number, row: Float64Array, map: Float64Array) => void
}

const ROUNDS = 20
const WEIGHT_MAX = 50
/** Multiplications that learning may cost; with more facts fewer items are learned from, those with the most acts. */
const WORK_MAX = 4e9

/**
 * @param factors    items × size; changed
 * @param actCounts  shoppers of each item
 */
export const blendColdItems = (
  factors: Float32Array,
  size: number,
  actCounts: Int32Array,
  facts: ItemFacts,
  { coldActs, coldRidge }: ColdItemOptions,
): void => {
  const features = featuresOf(facts, size)
  const warm = warmItems(actCounts, coldActs, facts, size)
  if (coldActs <= 0 || features.width === 1 || warm.length === 0) return
  const map = learnMap(factors, size, actCounts, warm, features, coldRidge)
  const guess = new Float64Array(size)
  for (let item = 0; item < actCounts.length; item++) {
    if (actCounts[item] >= coldActs) continue
    const share = actCounts[item] / coldActs
    guess.fill(0)
    features.mapped(item, map, guess)
    for (let k = 0; k < size; k++)
      factors[item * size + k] = share * factors[item * size + k] + (1 - share) * guess[k]
  }
}

const entriesOf = ({ tags, vectors }: ItemFacts): number =>
  1 +
  tags.columns.length / Math.max(1, tags.rowCount) +
  vectors.reduce((sum, { dimensions }) => sum + dimensions, 0)

const warmItems = (actCounts: Int32Array, coldActs: number, facts: ItemFacts, size: number): Int32Array =>
  Int32Array.from(actCounts, (_, item) => item)
    .filter((item) => actCounts[item] > 0 && actCounts[item] >= coldActs)
    .sort((a, b) => actCounts[b] - actCounts[a] || a - b)
    .slice(0, Math.ceil(WORK_MAX / (2 * ROUNDS * size * entriesOf(facts))))

const featuresOf = ({ tags, vectors }: ItemFacts, size: number): Facts => {
  const firstOf: number[] = []
  let width = 1 + tags.columnCount
  for (const { dimensions } of vectors) {
    firstOf.push(width)
    width += dimensions
  }
  const eachOf = (item: number, visit: (feature: number, value: number) => void): void => {
    visit(0, 1)
    const [from, end] = [tags.starts[item], tags.starts[item + 1]]
    const share = 1 / Math.sqrt(Math.max(1, end - from))
    for (let k = from; k < end; k++) visit(1 + tags.columns[k], share)
    vectors.forEach(({ dimensions, values }, v) => {
      for (let k = 0; k < dimensions; k++) visit(firstOf[v] + k, values[item * dimensions + k])
    })
  }
  return {
    width,
    mapped: (item, map, out) =>
      eachOf(item, (feature, value) => {
        for (let k = 0; k < size; k++) out[k] += value * map[feature * size + k]
      }),
    spread: (item, row, map) =>
      eachOf(item, (feature, value) => {
        for (let k = 0; k < size; k++) map[feature * size + k] += value * row[k]
      }),
  }
}

/** width × size */
const learnMap = (
  factors: Float32Array,
  size: number,
  actCounts: Int32Array,
  warm: Int32Array,
  { width, mapped, spread }: Facts,
  ridge: number,
): Float64Array => {
  const weightOf = (item: number): number => Math.min(WEIGHT_MAX, actCounts[item])
  const row = new Float64Array(size)
  const map = new Float64Array(width * size)
  const rest = new Float64Array(width * size)
  for (const item of warm) {
    for (let k = 0; k < size; k++) row[k] = weightOf(item) * factors[item * size + k]
    spread(item, row, rest)
  }
  const direction = rest.slice()
  const product = new Float64Array(width * size)
  let lengths = columnProducts(rest, rest, size)
  for (let round = 0; round < ROUNDS; round++) {
    for (let k = 0; k < product.length; k++) product[k] = ridge * direction[k]
    for (const item of warm) {
      row.fill(0)
      mapped(item, direction, row)
      for (let k = 0; k < size; k++) row[k] *= weightOf(item)
      spread(item, row, product)
    }
    const curvature = columnProducts(direction, product, size)
    const steps = lengths.map((length, k) => (curvature[k] > 0 ? length / curvature[k] : 0))
    for (let k = 0; k < map.length; k++) {
      map[k] += steps[k % size] * direction[k]
      rest[k] -= steps[k % size] * product[k]
    }
    const shorter = columnProducts(rest, rest, size)
    const turns = shorter.map((length, k) => (lengths[k] > 0 ? length / lengths[k] : 0))
    for (let k = 0; k < map.length; k++) direction[k] = rest[k] + turns[k % size] * direction[k]
    lengths = shorter
  }
  return map
}

/** Σ a · b of each column of two matrices that are `size` wide. */
const columnProducts = (a: Float64Array, b: Float64Array, size: number): Float64Array => {
  const sums = new Float64Array(size)
  for (let k = 0; k < a.length; k++) sums[k % size] += a[k] * b[k]
  return sums
}
