/** What every item says of every other, kept in full where that is small and of each item the strongest where it is not. */
import type { Csr } from '../../math/csr.ts'
import { sharedFloats, sharedInts } from '../compute.ts'
import { bestOf } from '../scores.ts'

/** Links of `size` items; one of the two forms is empty. */
export type ItemLinks = {
  readonly size: number
  /** size × size, row by row: what item r says of the others */
  readonly dense: Float32Array
  /** Row r: the others of which it says most, good before bad, strongest first. */
  readonly sparse: Csr
}

/** Where tasks write links, a row at a time. */
export type LinkTable = {
  readonly size: number
  /** Links kept of each sign; 0 when all are. */
  readonly keep: number
  readonly columns: Int32Array<SharedArrayBuffer>
  readonly values: Float32Array<SharedArrayBuffer>
  readonly counts: Int32Array<SharedArrayBuffer>
}

/** A dense row of 4 bytes an item is smaller than `keep` entries of 8 bytes for each sign, up to this many items. */
const DENSE_SIZE_SHARE = 4
const keptOf = (size: number, keep: number): number =>
  keep === 0 || size <= DENSE_SIZE_SHARE * keep ? 0 : keep

export const linkTableBytes = (size: number, keep: number): number =>
  keptOf(size, keep) === 0 ? 4 * size ** 2 : 8 * 2 * keep * size

/** @param keep  links of each sign and item; 0: all */
export const linkTable = (size: number, keep: number): LinkTable => {
  const kept = keptOf(size, keep)
  return {
    size,
    keep: kept,
    columns: sharedInts(2 * kept * size),
    values: sharedFloats(kept === 0 ? size ** 2 : 2 * kept * size),
    counts: sharedInts(kept === 0 ? 0 : size),
  }
}

/** @param links  what the item of this row says of each; 0: nothing. Is negated for a moment */
export const writeLinks = (table: LinkTable, row: number, links: Float32Array): void => {
  if (table.keep === 0) {
    table.values.set(links, row * table.size)
    return
  }
  const start = 2 * table.keep * row
  const good = bestOf({ form: 'all', scores: links }, table.keep)
  for (let k = 0; k < links.length; k++) links[k] = -links[k]
  const bad = bestOf({ form: 'all', scores: links }, table.keep)
  table.columns.set(good.items, start)
  table.values.set(good.scores, start)
  table.columns.set(bad.items, start + good.items.length)
  for (let k = 0; k < bad.scores.length; k++) table.values[start + good.items.length + k] = -bad.scores[k]
  table.counts[row] = good.items.length + bad.items.length
}

/** What was written, without the gaps. */
export const linksOf = ({ size, keep, columns, values, counts }: LinkTable): ItemLinks => {
  const starts = new Int32Array(size + 1)
  if (keep > 0) for (let row = 0; row < size; row++) starts[row + 1] = starts[row] + counts[row]
  const sparse = {
    rowCount: size,
    columnCount: size,
    starts,
    columns: new Int32Array(starts[size]),
    values: new Float32Array(starts[size]),
  }
  if (keep === 0) return { size, dense: values.slice(), sparse }
  for (let row = 0; row < size; row++) {
    const from = 2 * keep * row
    sparse.columns.set(columns.subarray(from, from + counts[row]), starts[row])
    sparse.values.set(values.subarray(from, from + counts[row]), starts[row])
  }
  return { size, dense: new Float32Array(0), sparse }
}

/** sums := sums + weight · what the item says of each */
export const addLinks = (
  { size, dense, sparse }: ItemLinks,
  row: number,
  weight: number,
  sums: Float32Array,
): void => {
  if (dense.length > 0) {
    const start = row * size
    for (let k = 0; k < size; k++) sums[k] += weight * dense[start + k]
    return
  }
  for (let k = sparse.starts[row]; k < sparse.starts[row + 1]; k++)
    sums[sparse.columns[k]] += weight * sparse.values[k]
}
