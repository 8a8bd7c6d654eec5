/** A model of the whole shop cut down to the items of one store. Scores of those items stay as they are. */
import type { Csr } from '../math/csr.ts'
import type { PairTable } from '../models/basket/basket-pairs.ts'
import type { ModelPart, RolePart } from './snapshot-parts.ts'

/** Rows and columns of the items that are kept, in the same order. */
type Kept = {
  /** By item of the model: its new number, or -1. */
  readonly numberOf: Int32Array
  /** By new number: the item of the model. */
  readonly items: Int32Array
}

export type Trimmed = { readonly csr: Csr; readonly isCut: boolean }

/** Of a row, the entries that weigh most; of equals, the earlier. */
const heaviest = (values: readonly number[], countMax: number): readonly number[] =>
  values
    .map((_, k) => k)
    .sort((a, b) => Math.abs(values[b] as number) - Math.abs(values[a] as number) || a - b)
    .slice(0, countMax)
    .sort((a, b) => a - b)

/**
 * @param rows        of the matrix, in their new order
 * @param numberOf    by column: its new number, or -1 when it goes
 * @param perRowMax   entries of a row that stay, those that weigh most; Infinity for all
 */
export const trimmedRows = (
  { starts, columns, values }: Csr,
  rows: Int32Array,
  numberOf: Int32Array,
  columnCount: number,
  perRowMax: number,
): Trimmed => {
  const newStarts = new Int32Array(rows.length + 1)
  let size = 0
  for (const row of rows)
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++)
      if ((numberOf[columns[k] as number] as number) >= 0) size++
  const newColumns = new Int32Array(size)
  const newValues = new Float32Array(size)
  let isCut = false
  size = 0
  for (const [place, row] of rows.entries()) {
    const from = size
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const column = numberOf[columns[k] as number] as number
      if (column < 0) continue
      newColumns[size] = column
      newValues[size++] = values[k] as number
    }
    if (size - from > perRowMax) {
      isCut = true
      const kept = heaviest([...newValues.subarray(from, size)], perRowMax)
      for (const [k, entry] of kept.entries()) {
        newColumns[from + k] = newColumns[from + entry] as number
        newValues[from + k] = newValues[from + entry] as number
      }
      size = from + kept.length
    }
    newStarts[place + 1] = size
  }
  return {
    csr: {
      rowCount: rows.length,
      columnCount,
      starts: newStarts,
      columns: newColumns.slice(0, size),
      values: newValues.slice(0, size),
    },
    isCut,
  }
}

/** Pairs of which both items are kept. */
const trimmedPairs = (
  { pairStarts, pairSeconds, pairWeights }: PairTable,
  { numberOf, items }: Kept,
): PairTable => {
  const starts = new Int32Array(items.length + 1)
  const pairs: number[] = []
  const seconds: number[] = []
  for (const [place, item] of items.entries()) {
    for (let pair = pairStarts[item] as number; pair < (pairStarts[item + 1] as number); pair++) {
      const second = numberOf[pairSeconds[pair] as number] as number
      if (second < 0) continue
      pairs.push(pair)
      seconds.push(second)
    }
    starts[place + 1] = pairs.length
  }
  return {
    pairStarts: starts,
    pairSeconds: Int32Array.from(seconds),
    pairWeights: trimmedRows(
      pairWeights,
      Int32Array.from(pairs),
      numberOf,
      items.length,
      Number.POSITIVE_INFINITY,
    ).csr,
  }
}

const prunedPart = (
  part: ModelPart,
  kept: Kept,
  perItemMax: number,
): { readonly part: ModelPart; readonly isCut: boolean } => {
  const { numberOf, items } = kept
  const trim = (csr: Csr): Trimmed => trimmedRows(csr, items, numberOf, items.length, perItemMax)
  if (part.form === 'neighbors') {
    const { csr, isCut } = trim(part.neighbors)
    return { part: { ...part, neighbors: csr }, isCut }
  }
  const { csr, isCut } = trim(part.weights)
  const bias = Float32Array.from(items, (item) => part.bias[item] as number)
  return { part: { form: 'basket', bias, weights: csr, ...trimmedPairs(part, kept) }, isCut }
}

export type PrunedModel = {
  /** By item of the pruned model: its item of the snapshot. */
  readonly modelItems: Int32Array
  readonly parts: readonly RolePart[]
  /** Roles of which not every neighbour was kept. */
  readonly cut: readonly RolePart['role'][]
}

/**
 * @param snapshotItemOf  by item of the model: its number in the snapshot, or -1
 * @param perItemMax      neighbours that are kept of an item
 */
export const prunedModel = (
  parts: readonly RolePart[],
  snapshotItemOf: Int32Array,
  perItemMax: number,
): PrunedModel => {
  const numberOf = new Int32Array(snapshotItemOf.length).fill(-1)
  const items: number[] = []
  for (const [item, place] of snapshotItemOf.entries()) if (place >= 0) numberOf[item] = items.push(item) - 1
  const kept: Kept = { numberOf, items: Int32Array.from(items) }
  const pruned = parts.map(({ role, recipe, part }) => ({
    role,
    recipe,
    ...prunedPart(part, kept, perItemMax),
  }))
  return {
    modelItems: Int32Array.from(items, (item) => snapshotItemOf[item] as number),
    parts: pruned.map(({ role, recipe, part }) => ({ role, recipe, part })),
    cut: pruned.filter(({ isCut }) => isCut).map(({ role }) => role),
  }
}
