/** The last step of a ridge regression with many answers: inverse · targets, cut down to the links that are kept. */
import { openTileMath, type TileMath } from '../../kernels/tile.ts'
import type { Task } from '../compute.ts'
import { type LinkTable, writeLinks } from './item-links.ts'
import { readRows, type TiledMatrix } from './tiled-matrix.ts'

export type RegressionLinksArgs = {
  /** features × features */
  readonly inverse: TiledMatrix
  /** items × features, row by row: what each item has to do with each feature */
  readonly targets: Float32Array
  readonly itemCount: number
  /** Feature t · itemCount + i gives row i of table t. */
  readonly tables: readonly LinkTable[]
}

/** A part is a row of tiles of the inverse. @complexity features² · items multiply-adds in all */
export const regressionLinksTask: Task<RegressionLinksArgs> = {
  name: 'regression-links',
  open: ({ inverse, targets, itemCount, tables }) => {
    const { size, tileSize } = inverse
    const area = tileSize ** 2
    const math = tileMathOf(tileSize)
    const targetTileCount = Math.ceil(itemCount / tileSize)
    const rows = new Float32Array(tileSize * size)
    const minusProducts = new Float32Array(targetTileCount * area)
    const tile = new Float32Array(area)
    const packed = new Float32Array(area)
    const links = new Float32Array(itemCount)
    return (part) => {
      const from = part * tileSize
      const count = Math.min(tileSize, size - from)
      if (count <= 0) return
      readRows(inverse, from, count, rows)
      minusProducts.fill(0)
      for (let column = 0; column < size; column += tileSize) {
        cutTile({ from: rows, rowCount: count, width: size }, 0, column, tile, tileSize)
        math.packLeft(tile, packed)
        math.hold(packed)
        for (let j = 0; j < targetTileCount; j++) {
          cutTile({ from: targets, rowCount: itemCount, width: size }, j * tileSize, column, tile, tileSize)
          math.packRight(tile, packed)
          math.subtractProduct(minusProducts.subarray(j * area, (j + 1) * area), packed)
        }
      }
      for (let r = 0; r < count; r++) {
        for (let i = 0; i < itemCount; i++)
          links[i] = -minusProducts[Math.floor(i / tileSize) * area + r * tileSize + (i % tileSize)]
        const feature = from + r
        writeLinks(tables[Math.floor(feature / itemCount)], feature % itemCount, links)
      }
    }
  },
}

type RowMajor = { readonly from: Float32Array; readonly rowCount: number; readonly width: number }

/** Copies a tile out of a matrix that lies row by row; beyond its edges stand zeros. */
const cutTile = (
  { from, rowCount, width }: RowMajor,
  row: number,
  column: number,
  tile: Float32Array,
  tileSize: number,
): void => {
  const height = Math.min(tileSize, rowCount - row)
  const end = Math.min(column + tileSize, width)
  if (height < tileSize || end - column < tileSize) tile.fill(0)
  for (let r = 0; r < height; r++)
    tile.set(from.subarray((row + r) * width + column, (row + r) * width + end), r * tileSize)
}

/** Each thread opens the kernel once, not for every step. */
let opened: { readonly size: number; readonly math: TileMath } | undefined
const tileMathOf = (size: number): TileMath => {
  if (opened?.size !== size) opened = { size, math: openTileMath(size) }
  return opened.math
}
