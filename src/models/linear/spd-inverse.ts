/**
 * The inverse of a symmetric positive-definite matrix, in place, by many threads.
 *
 * One block of pivots after the other is swept. With D = L·Lᵀ its tile and P the column of tiles at it,
 *
 *   Z := P·L⁻ᵀ,   D := −D⁻¹ = −L⁻ᵀ·L⁻¹,   P := Z·L⁻¹ = P·D⁻¹,   all else: A := A − Z·Zᵀ
 *
 * After the last, A holds minus its inverse. All stays symmetric, so only the lower triangle is stored and worked on:
 * size³ / 2 multiply-adds, as many as by Cholesky's factors and half of Gauss and Jordan's, in one kind of step instead of
 * three. Going through L keeps the rounding as small as Cholesky's; P·D⁻¹·Pᵀ would square it.
 *
 * @complexity time O(size³ / 2), memory two tile columns besides the matrix
 * @source the sweep operator: Beaton, "The use of special matrix operators in statistical calculus", ETS 1964; Goodnight, "A
 *   tutorial on the SWEEP operator", The American Statistician 33(3), 1979
 */
import { openTileMath, type TileMath } from '../../kernels/tile.ts'
import { type Compute, sharedFloats, type Task } from '../compute.ts'
import { type TiledMatrix, tileOf } from './tiled-matrix.ts'

type SweepArgs = {
  readonly matrix: TiledMatrix
  readonly pivotMin: number
  /** index of the block of pivots */
  readonly pivot: number
  /** −Z packed as left factors, a tile for each row of tiles */
  readonly lefts: Float32Array<SharedArrayBuffer>
  /** −Z packed as right factors */
  readonly rights: Float32Array<SharedArrayBuffer>
}

/** Tiles that a thread updates with one left factor before it tells of it. */
const STRIP_TILES_MAX = 4

/**
 * Turns a matrix into its inverse.
 *
 * @param matrix         numbers have 24 bits: the largest eigenvalue should be less than 2²⁰ times the smallest
 * @param eigenvalueMin  above 0; the matrix has no smaller eigenvalue, so no pivot is below it but for rounding
 * @param report         takes the share that is done; what it throws ends the work and leaves the matrix without meaning
 */
export const invert = async (
  matrix: TiledMatrix,
  eigenvalueMin: number,
  compute: Compute,
  report: (doneShare: number) => void = () => {},
): Promise<void> => {
  const { tileRows, tileSize } = matrix
  const columnLength = tileRows.length * tileSize ** 2
  const args = {
    matrix,
    pivotMin: eigenvalueMin,
    lefts: sharedFloats(columnLength),
    rights: sharedFloats(columnLength),
  }
  if (tileRows.length > 0) tileMathOf(tileSize).invertFactor(tileOf(matrix, 0, 0), eigenvalueMin)
  for (let pivot = 0; pivot < tileRows.length; pivot++) {
    await compute.run(pivotColumnTask, { ...args, pivot }, tileRows.length)
    const strips = stripsAround(pivot, tileRows.length)
    await compute.run(pivotUpdateTask, { ...args, pivot }, strips.length, (doneCount) =>
      report((pivot + doneCount / strips.length) / tileRows.length),
    )
  }
  await compute.run(negationTask, { matrix }, tileRows.length)
}

/** Z and P := P·D⁻¹; part i is the tile of row i. That of the pivots holds L⁻¹ by now. */
export const pivotColumnTask: Task<SweepArgs> = {
  name: 'spd-inverse-pivot-column',
  open: ({ matrix, pivot, lefts, rights }) => {
    const { tileSize } = matrix
    const area = tileSize ** 2
    const math = tileMathOf(tileSize)
    const inverseFactor = tileOf(matrix, pivot, pivot)
    const [down, across, packed] = [new Float32Array(area), new Float32Array(area), new Float32Array(area)]
    math.packRight(inverseFactor, down)
    math.packRight(transposedTile(inverseFactor, tileSize), across)
    return (i) => {
      if (i === pivot) return
      const stored = i > pivot ? tileOf(matrix, i, pivot) : tileOf(matrix, pivot, i)
      math.packLeft(i > pivot ? stored : transposedTile(stored, tileSize), packed)
      math.hold(packed)
      const tile = new Float32Array(area)
      math.subtractProduct(tile, down)
      const left = lefts.subarray(i * area, (i + 1) * area)
      math.packLeft(tile, left)
      math.packRight(tile, rights.subarray(i * area, (i + 1) * area))
      math.hold(left)
      tile.fill(0)
      math.subtractProduct(tile, across)
      stored.set(i > pivot ? tile : transposedTile(tile, tileSize))
    }
  },
}

/** A := A − Z·Zᵀ; a part is a strip of tiles. The one that holds the next pivots turns them into L⁻¹. */
export const pivotUpdateTask: Task<SweepArgs> = {
  name: 'spd-inverse-pivot-update',
  open: ({ matrix, pivotMin, pivot, lefts, rights }) => {
    const { tileRows, tileSize } = matrix
    const area = tileSize ** 2
    const math = tileMathOf(tileSize)
    const strips = stripsAround(pivot, tileRows.length)
    return (part) => {
      const { i, columns } = strips[part]
      if (i === pivot) {
        finishPivots(tileOf(matrix, i, i), tileSize, math)
        return
      }
      math.hold(lefts.subarray(i * area, (i + 1) * area))
      for (const j of columns)
        math.subtractProduct(tileOf(matrix, i, j), rights.subarray(j * area, (j + 1) * area))
      if (i === pivot + 1 && columns.includes(i)) math.invertFactor(tileOf(matrix, i, i), pivotMin)
    }
  },
}

/** −D⁻¹ = −L⁻ᵀ·L⁻¹, of L⁻¹ */
const finishPivots = (tile: Float32Array, size: number, math: TileMath): void => {
  const turned = transposedTile(tile, size)
  const packed = new Float32Array(tile.length)
  math.packLeft(turned, packed)
  math.hold(packed)
  math.packRight(turned, packed)
  tile.fill(0)
  math.subtractProduct(tile, packed)
}

type Strip = { readonly i: number; readonly columns: readonly number[] }

/** The pivots' tile, and all tiles outside their row and column; first those that the next step waits for. */
const stripsAround = (pivot: number, tileCount: number): readonly Strip[] => {
  const strips: Strip[] = []
  for (let i = 0; i < tileCount; i++) {
    const all = Array.from({ length: i + 1 }, (_, j) => j)
    const columns = i === pivot ? [pivot] : all.filter((j) => j !== pivot)
    for (let end = columns.length; end > 0; end -= STRIP_TILES_MAX)
      strips.push({ i, columns: columns.slice(Math.max(0, end - STRIP_TILES_MAX), end) })
  }
  const next = strips.findIndex((strip) => strip.i === pivot + 1)
  return next > 0 ? [strips[next] as Strip, ...strips.slice(0, next), ...strips.slice(next + 1)] : strips
}

export const negationTask: Task<{ readonly matrix: TiledMatrix }> = {
  name: 'spd-inverse-negation',
  open:
    ({ matrix }) =>
    (i) => {
      const tiles = matrix.tileRows[i]
      for (let k = 0; k < tiles.length; k++) tiles[k] = -tiles[k]
    },
}

const transposedTile = (tile: Float32Array, size: number): Float32Array => {
  const turned = new Float32Array(tile.length)
  for (let r = 0; r < size; r++) for (let c = 0; c < size; c++) turned[c * size + r] = tile[r * size + c]
  return turned
}

/** Each thread opens the kernel once, not for every step. */
let opened: { readonly size: number; readonly math: TileMath } | undefined
const tileMathOf = (size: number): TileMath => {
  if (opened?.size !== size) opened = { size, math: openTileMath(size) }
  return opened.math
}
