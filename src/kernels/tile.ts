/** Dense arithmetic on square tiles of numbers, in WebAssembly where there is any and in TypeScript elsewhere. */
import { openKernel, type Pointer } from './open-kernel.ts'
import { TILE_WASM } from './tile.wasm.ts'

/** Sizes of tiles are multiples of this: the inner loop takes 6 rows of one tile with 8 rows of another. */
export const TILE_STEP = 24

/** Tiles are size × size, row by row. Those that are packed lie in an order that only this knows. */
export type TileMath = {
  /**
   * tile := L⁻¹, where tile = L·Lᵀ is Cholesky's. Reads the lower triangle; above the diagonal come zeros.
   *
   * @param pivotMin  no pivot of the matrix is below this but for rounding, so those that are count as this much
   */
  readonly invertFactor: (tile: Float32Array, pivotMin: number) => void
  readonly packLeft: (tile: Float32Array, packed: Float32Array) => void
  readonly packRight: (tile: Float32Array, packed: Float32Array) => void
  /** The left factor of the products that follow. */
  readonly hold: (left: Float32Array) => void
  /** tile := tile − left · rightᵀ */
  readonly subtractProduct: (tile: Float32Array, right: Float32Array) => void
}

type Calls = {
  readonly pack: (from: Pointer, to: Pointer, size: number, width: number) => void
  readonly subtractProduct: (tile: Pointer, left: Pointer, right: Pointer, size: number) => void
  readonly invertFactor: (tile: Pointer, row: Pointer, size: number, pivotMin: number) => void
}

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT
const LEFT_WIDTH = 6
const RIGHT_WIDTH = 8

/**
 * Takes its memory once, for tiles of one size.
 *
 * @param size  a multiple of `TILE_STEP`
 */
export const openTileMath = (size: number): TileMath => wasmTileMath(size) ?? plainTileMath(size)

const wasmTileMath = (size: number): TileMath | undefined => {
  const kernel = openKernel<Calls>(TILE_WASM)
  if (kernel === undefined) return undefined
  const { calls, take, floats } = kernel
  const area = size * size
  const [tileAt, leftAt, rightAt, rowAt] = [area, area, area, size].map((length) =>
    take(length * FLOAT_BYTES),
  ) as [Pointer, Pointer, Pointer, Pointer]
  const inner = { tile: floats(tileAt, area), left: floats(leftAt, area), right: floats(rightAt, area) }
  const pack = (tile: Float32Array, packed: Float32Array, width: number): void => {
    inner.tile.set(tile)
    calls.pack(tileAt, rightAt, size, width)
    packed.set(inner.right)
  }
  return {
    invertFactor: (tile, pivotMin) => {
      inner.tile.set(tile)
      calls.invertFactor(tileAt, rowAt, size, pivotMin)
      tile.set(inner.tile)
    },
    packLeft: (tile, packed) => pack(tile, packed, LEFT_WIDTH),
    packRight: (tile, packed) => pack(tile, packed, RIGHT_WIDTH),
    hold: (left) => inner.left.set(left),
    subtractProduct: (tile, right) => {
      inner.tile.set(tile)
      inner.right.set(right)
      calls.subtractProduct(tileAt, leftAt, rightAt, size)
      tile.set(inner.tile)
    },
  }
}

/** The same in plain loops; packing changes nothing. */
export const plainTileMath = (size: number): TileMath => {
  const held = new Float32Array(size * size)
  return {
    invertFactor: (tile, pivotMin) => invertFactorPlainly(tile, size, pivotMin),
    packLeft: (tile, packed) => packed.set(tile),
    packRight: (tile, packed) => packed.set(tile),
    hold: (left) => held.set(left),
    subtractProduct: (tile, right) => {
      for (let r = 0; r < size; r++)
        for (let c = 0; c < size; c++) {
          let sum = 0
          for (let k = 0; k < size; k++) sum += held[r * size + k] * right[c * size + k]
          tile[r * size + c] -= sum
        }
    },
  }
}

/** Cholesky's factor, then its inverse, row by row. */
const invertFactorPlainly = (tile: Float32Array, size: number, pivotMin: number): void => {
  for (let r = 0; r < size; r++)
    for (let c = 0; c <= r; c++) {
      let rest = tile[r * size + c]
      for (let k = 0; k < c; k++) rest -= tile[r * size + k] * tile[c * size + k]
      tile[r * size + c] = r === c ? Math.sqrt(Math.max(rest, pivotMin)) : rest / tile[c * size + c]
    }
  const inverse = new Float32Array(size * size)
  for (let c = 0; c < size; c++)
    for (let r = c; r < size; r++) {
      let rest = r === c ? 1 : 0
      for (let k = c; k < r; k++) rest -= tile[r * size + k] * inverse[k * size + c]
      inverse[r * size + c] = rest / tile[r * size + r]
    }
  tile.set(inverse)
}
