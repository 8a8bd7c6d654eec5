/**
 * Items as weighted words, of all their texts at once.
 *
 *   tf(t) = Σ over fields of weight · count of t / (1 − b + b · words / mean words of the field)
 *   value = tf / (k1 + tf) · ln(1 + (n − df + ½) / (df + ½))       n items, df of them have t;  rows then get length 1
 *
 * Besides words, their pieces of a few characters count, so that "teapots" meets "teapot" in languages that nobody told
 * this program of; and tags, each as a word of its own.
 *
 * @source BM25F: Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004
 */
import type { Csr } from '../../math/csr.ts'
import { GrowingArray } from '../../math/growing-array.ts'
import { mix32 } from '../../math/rng.ts'
import { StringIndex } from '../../math/string-index.ts'
import type { ItemFacts, ItemVectors, TextField } from '../item-facts.ts'
import { piecesOf, wordsOf } from './words.ts'

export type TextFeatureOptions = {
  /** Weight of words of the field `title`. ≥ 0 */
  readonly titleWeight: number
  /** Weight of words of every other field. ≥ 0 */
  readonly otherWeight: number
  /** Weight of tags: categories, brand, attributes. ≥ 0 */
  readonly tagWeight: number
  /** Weight of each piece of a word. ≥ 0 */
  readonly pieceWeight: number
  /** Characters of a piece. */
  readonly pieceSize: number
  /** Share of the items; what more of them have is taken for filling and left out. In (0, 1] */
  readonly commonShare: number
}

/** As BM25 has them by custom. */
const SATURATION = 1.2
const LENGTH_PENALTY = 0.75
/** What more items have than this is left out, however large the shop: terms cost the square of it. */
const TERM_ITEM_MAX = 2_000
const TITLE = 'title'

/**
 * @returns items × terms; rows have length 1, or 0 where nothing is known; terms of one item alone are left out
 * @complexity O(characters)
 */
export const textFeatures = (facts: ItemFacts, itemCount: number, options: TextFeatureOptions): Csr => {
  const terms = new StringIndex()
  const starts = new Int32Array(itemCount + 1)
  const columns = new GrowingArray((length) => new Int32Array(length))
  const counts = new GrowingArray((length) => new Float64Array(length))
  const fields = facts.textFields.map((field) => readField(field, options))
  for (let item = 0; item < itemCount; item++) {
    const countByTerm = new Map<number, number>()
    const add = (term: string, count: number): void => {
      if (!(count > 0)) return
      const number = terms.intern(term)
      countByTerm.set(number, (countByTerm.get(number) ?? 0) + count)
    }
    for (const { words, meanCount, weight } of fields) {
      const own = words[item] ?? []
      const count = weight / (1 - LENGTH_PENALTY + (LENGTH_PENALTY * own.length) / meanCount)
      for (const word of own) {
        add(word, count)
        if (options.pieceWeight > 0)
          for (const piece of piecesOf(word, options.pieceSize))
            add(`piece ${piece}`, count * options.pieceWeight)
      }
    }
    for (let k = facts.tags.starts[item]; k < facts.tags.starts[item + 1]; k++)
      add(`tag ${facts.tags.columns[k]}`, options.tagWeight)
    for (const [term, count] of countByTerm) {
      columns.push(term)
      counts.push(count)
    }
    starts[item + 1] = columns.length
  }
  const raw = { rowCount: itemCount, columnCount: terms.size, starts, columns: columns.view() }
  return weighted(raw, counts.view(), options.commonShare)
}

const readField = ({ name, texts }: TextField, { titleWeight, otherWeight }: TextFeatureOptions) => {
  const weight = name === TITLE ? titleWeight : otherWeight
  const words = weight > 0 ? texts.map(wordsOf) : []
  const filled = words.filter(({ length }) => length > 0)
  const meanCount = filled.reduce((sum, { length }) => sum + length, 0) / Math.max(1, filled.length)
  return { words, weight, meanCount: Math.max(1, meanCount) }
}

/** Counts become weights; rare and common terms go, rows get length 1. */
const weighted = (raw: Omit<Csr, 'values'>, counts: Float64Array, commonShare: number): Csr => {
  const { rowCount: itemCount, columnCount } = raw
  const itemsOf = new Int32Array(columnCount)
  for (const term of raw.columns) itemsOf[term]++
  const itemMax = Math.min(TERM_ITEM_MAX, commonShare * itemCount)
  const newNumber = new Int32Array(columnCount).fill(-1)
  let termCount = 0
  for (let term = 0; term < columnCount; term++)
    if (itemsOf[term] >= 2 && itemsOf[term] <= itemMax) newNumber[term] = termCount++
  const starts = new Int32Array(itemCount + 1)
  const columns = new Int32Array(raw.columns.length)
  const values = new Float32Array(raw.columns.length)
  let size = 0
  for (let item = 0; item < itemCount; item++) {
    let squares = 0
    for (let k = raw.starts[item]; k < raw.starts[item + 1]; k++) {
      const term = raw.columns[k]
      if (newNumber[term] < 0) continue
      const rarity = Math.log(1 + (itemCount - itemsOf[term] + 0.5) / (itemsOf[term] + 0.5))
      const value = (rarity * counts[k]) / (SATURATION + counts[k])
      columns[size] = newNumber[term]
      values[size++] = value
      squares += value * value
    }
    starts[item + 1] = size
    for (let k = starts[item]; k < size; k++) values[k] /= Math.sqrt(squares)
  }
  return {
    rowCount: itemCount,
    columnCount: termCount,
    starts,
    columns: columns.slice(0, size),
    values: values.slice(0, size),
  }
}

/**
 * Sparse rows as short dense ones: each feature is spread over all dimensions with random signs, so that dot products stay
 * what they were, give or take 1 / √dimensions. For models that want the content of items as a few numbers.
 *
 * @param features  items × features, rows of length 1 or 0
 * @source Achlioptas, "Database-friendly random projections", JCSS 66(4), 2003
 */
export const projectedVectors = (
  features: Csr,
  name: string,
  dimensions: number,
  seed: number,
): ItemVectors => {
  const values = new Float32Array(features.rowCount * dimensions)
  for (let item = 0; item < features.rowCount; item++) {
    const row = values.subarray(item * dimensions, (item + 1) * dimensions)
    for (let k = features.starts[item]; k < features.starts[item + 1]; k++)
      addSigned(row, features.values[k], mix32(features.columns[k] ^ mix32(seed)))
    let squares = 0
    for (const value of row) squares += value * value
    if (squares > 0) for (let d = 0; d < dimensions; d++) row[d] /= Math.sqrt(squares)
  }
  return { name, dimensions, values }
}

const SIGNS_PER_DRAW = 32

const addSigned = (row: Float32Array, value: number, key: number): void => {
  let signs = key
  for (let d = 0; d < row.length; d++) {
    if (d % SIGNS_PER_DRAW === 0) signs = mix32(key + d)
    row[d] += (signs & 1) === 0 ? value : -value
    signs >>>= 1
  }
}
