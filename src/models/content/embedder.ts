/**
 * The door for a model that the user brings: texts or pictures in, vectors out. Aisle ships none, for models have licences
 * and sizes of their own; `text-similarity` and `picture-features.ts` do without.
 */
import type { ItemVectors } from '../item-facts.ts'

export type EmbedderPicture = {
  readonly width: number
  readonly height: number
  /** red, green, blue, opacity of each pixel, row by row, 0 to 255 */
  readonly rgba: Uint8Array | Uint8ClampedArray
}

export type Embedder = {
  /** Names the vectors among the facts of items. */
  readonly name: string
  readonly dimensions: number
  /** @returns texts × dimensions, row by row */
  readonly embedTexts?: (texts: readonly string[]) => Promise<Float32Array>
  /** @returns pictures × dimensions, row by row */
  readonly embedPictures?: (pictures: readonly EmbedderPicture[]) => Promise<Float32Array>
}

/**
 * Vectors of length 1, as recipes take them.
 *
 * @param embed    one of the embedder's functions
 * @param inputs   one an item; undefined where there is nothing to embed: the item gets zeros
 * @param batchMax inputs that are embedded at a time
 */
export const embedItems = async <Input>(
  { name, dimensions }: Pick<Embedder, 'name' | 'dimensions'>,
  embed: (inputs: readonly Input[]) => Promise<Float32Array>,
  inputs: readonly (Input | undefined)[],
  batchMax: number,
): Promise<ItemVectors> => {
  const values = new Float32Array(inputs.length * dimensions)
  const known = [...inputs.entries()].filter((entry): entry is [number, Input & {}] => entry[1] !== undefined)
  for (let start = 0; start < known.length; start += batchMax) {
    const batch = known.slice(start, start + batchMax)
    const rows = await embed(batch.map(([, input]) => input))
    for (const [k, [item]] of batch.entries()) {
      const row = rows.subarray(k * dimensions, (k + 1) * dimensions)
      const length = Math.hypot(...row)
      // A model may answer nonsense for odd input; such an item has no vector.
      if (length > 0 && length < Number.POSITIVE_INFINITY)
        values.set(
          row.map((value) => value / length),
          item * dimensions,
        )
    }
  }
  return { name, dimensions, values }
}
