/** Symmetric matrices too large for one piece of memory: square tiles of the lower triangle, which all threads see. */
import { TILE_STEP } from '../../kernels/tile.ts'
import { sharedFloats } from '../compute.ts'

export type TiledMatrix = {
  /** Rows that mean something; beyond, the last tiles are zero or whatever comes of it. */
  readonly size: number
  readonly tileSize: number
  /** Row i holds the tiles (i, 0) up to (i, i), one after the other, each row by row. */
  readonly tileRows: readonly Float32Array<SharedArrayBuffer>[]
}

/** Larger ones do not fit the second cache with their neighbours. */
const TILE_SIZE_MAX = 384
/** Fewer leave threads without work. */
const TILE_COUNT_MIN = 12

/** The sizes of tiles with the least waste at the end. */
const tilingOf = (size: number): { readonly tileSize: number; readonly tileCount: number } => {
  const steps = Math.ceil(size / TILE_STEP)
  const tileCountWished = Math.max(TILE_COUNT_MIN, Math.ceil(size / TILE_SIZE_MAX))
  const tileSize = Math.max(1, Math.ceil(steps / tileCountWished)) * TILE_STEP
  return { tileSize, tileCount: Math.ceil(size / tileSize) }
}

/** @param size  rows */
export const tiledMatrixBytes = (size: number): number => {
  const { tileSize, tileCount } = tilingOf(size)
  return ((tileCount * (tileCount + 1)) / 2) * tileSize ** 2 * Float32Array.BYTES_PER_ELEMENT
}

/** Zeros. */
export const tiledMatrix = (size: number): TiledMatrix => {
  const { tileSize, tileCount } = tilingOf(size)
  const tileRows = Array.from({ length: tileCount }, (_, i) => sharedFloats((i + 1) * tileSize ** 2))
  return { size, tileSize, tileRows }
}

/** The tile's own memory. @param j  at most i */
export const tileOf = ({ tileRows, tileSize }: TiledMatrix, i: number, j: number): Float32Array =>
  tileRows[i].subarray(j * tileSize ** 2, (j + 1) * tileSize ** 2)

/**
 * Copies whole rows out of a matrix of which only the lower triangle is there.
 *
 * @param from  the first row
 * @param rows  count × size, row by row: as many as fit, none beyond the end. 16 at a time use whole cache lines
 */
export const readRows = (matrix: TiledMatrix, from: number, count: number, rows: Float32Array): void => {
  const { size, tileSize, tileRows } = matrix
  for (let r = 0; r < count; r++) {
    const i = Math.floor((from + r) / tileSize)
    const within = (from + r) % tileSize
    for (let j = 0; j <= i; j++) {
      const tile = tileOf(matrix, i, j)
      const width = Math.min(tileSize, size - j * tileSize)
      const start = within * tileSize
      rows.set(tile.subarray(start, start + width), r * size + j * tileSize)
    }
  }
  for (let i = Math.floor(from / tileSize) + 1; i < tileRows.length; i++) {
    const height = Math.min(tileSize, size - i * tileSize)
    for (let k = 0; k < height; k++)
      for (let r = 0; r < count; r++) {
        const j = Math.floor((from + r) / tileSize)
        if (j >= i) break
        const place = j * tileSize ** 2 + k * tileSize + ((from + r) % tileSize)
        rows[r * size + i * tileSize + k] = tileRows[i][place]
      }
  }
}
