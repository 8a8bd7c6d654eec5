/** What the catalog says of items, as training reads it. */
import type { Csr } from '../math/csr.ts'

export type TextField = {
  readonly name: string
  /** one an item; '' when it has none */
  readonly texts: readonly string[]
}

/** Numbers that describe an item: of its picture, or from a model that the user brought. */
export type ItemVectors = {
  readonly name: string
  readonly dimensions: number
  /** itemCount × dimensions, row by row, each of length 1; all 0 where the item has none */
  readonly values: Float32Array
}

/** Index k of every column is item k. */
export type ItemFacts = {
  /** ms UTC; NaN when not known */
  readonly createdAt: Float64Array
  /** NaN when not known */
  readonly priceMinor: Float64Array
  /** items × tags, 1 where the item has it: each category of its path, its brand, its attributes */
  readonly tags: Csr
  /** What each tag is, as `category:Kitchen > Kettles` or `brand:Alba`. */
  readonly tagNames: readonly string[]
  readonly textFields: readonly TextField[]
  readonly vectors: readonly ItemVectors[]
}

/** Facts of items of which nothing is known. */
export const noFacts = (itemCount: number): ItemFacts => ({
  createdAt: new Float64Array(itemCount).fill(Number.NaN),
  priceMinor: new Float64Array(itemCount).fill(Number.NaN),
  tags: {
    rowCount: itemCount,
    columnCount: 0,
    starts: new Int32Array(itemCount + 1),
    columns: new Int32Array(0),
    values: new Float32Array(0),
  },
  tagNames: [],
  textFields: [],
  vectors: [],
})
