/** Acts as training reads them: one table of what shoppers did, one row an item, oldest first. */

/** What an act says of a shopper's taste. Codes stand in stored models: new ones go to the end. */
export const ACT_KINDS = ['view', 'cart', 'wish', 'purchase'] as const
export type ActKind = (typeof ACT_KINDS)[number]
export const VIEW = 0
export const CART = 1
export const WISH = 2
export const PURCHASE = 3

/** Row r of every column belongs together. */
export type Acts = {
  readonly count: number
  /** ms UTC, ascending; acts of the same instant stand as they were logged */
  readonly at: Float64Array
  /** -1 when nobody is named */
  readonly shopper: Int32Array
  /** never -1; variants stand as their master */
  readonly item: Int32Array
  /** index into `ACT_KINDS` */
  readonly kind: Uint8Array
  /** number of the order, on purchases; else -1 */
  readonly order: Int32Array
  /** number of the visit; -1 when it is not known */
  readonly session: Int32Array
  /** above 0 */
  readonly units: Float32Array
  /** of one unit; NaN when not said */
  readonly priceMinor: Float64Array
}

/** Rows of one shopper, order or session, oldest first: group g has `rows[starts[g]]` up to `rows[starts[g + 1] - 1]`. */
export type Groups = { readonly starts: Int32Array; readonly rows: Int32Array }

/**
 * Gathers rows by the number in a column, keeping their order; rows of -1 belong to no group.
 *
 * @complexity O(rows + groups)
 */
export const groupsBy = (column: Int32Array, groupCount: number): Groups => {
  const starts = new Int32Array(groupCount + 1)
  for (const group of column) if (group >= 0) starts[group + 1]++
  for (let g = 0; g < groupCount; g++) starts[g + 1] += starts[g]
  const next = starts.slice()
  const rows = new Int32Array(starts[groupCount])
  for (let r = 0; r < column.length; r++) if (column[r] >= 0) rows[next[column[r]]++] = r
  return { starts, rows }
}
