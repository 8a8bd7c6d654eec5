/** Vectors of items as they are before items are numbered, and their place among the facts. */
import type { VectorsRecord } from '../../artifacts/model-manifest.ts'
import type { ItemVectors } from '../../models/item-facts.ts'

export type CatalogVectors = {
  readonly record: VectorsRecord
  readonly dimensions: number
  /** Row k of `values` is of this item. */
  readonly itemIds: readonly string[]
  readonly values: Float32Array
}

/** @param numberOf  items that have no number are left out */
export const numberedVectors = (
  { record, dimensions, itemIds, values }: CatalogVectors,
  numberOf: ReadonlyMap<string, number>,
  itemCount: number,
): ItemVectors => {
  const numbered = new Float32Array(itemCount * dimensions)
  for (const [row, itemId] of itemIds.entries()) {
    const number = numberOf.get(itemId)
    if (number !== undefined)
      numbered.set(values.subarray(row * dimensions, (row + 1) * dimensions), number * dimensions)
  }
  return { name: record.name, dimensions, values: numbered }
}
