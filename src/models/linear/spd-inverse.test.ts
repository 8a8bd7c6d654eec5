import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Rng, rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { invert } from './spd-inverse.ts'
import { readRows, type TiledMatrix, tiledMatrix, tiledMatrixBytes, tileOf } from './tiled-matrix.ts'

/** X·Xᵀ + diagonal, row by row. */
const planted = (random: Rng, size: number, rank: number, diagonal: number): Float64Array => {
  const factors = Float64Array.from({ length: size * rank }, () => random.normal())
  const dense = new Float64Array(size * size)
  for (let r = 0; r < size; r++)
    for (let c = 0; c < size; c++) {
      for (let k = 0; k < rank; k++) dense[r * size + c] += factors[r * rank + k] * factors[c * rank + k]
      if (r === c) dense[r * size + c] += diagonal
    }
  return dense
}

const tiled = (dense: Float64Array, size: number): TiledMatrix => {
  const matrix = tiledMatrix(size)
  const { tileSize } = matrix
  for (let r = 0; r < size; r++)
    for (let c = 0; c <= r; c++)
      tileOf(matrix, Math.floor(r / tileSize), Math.floor(c / tileSize))[
        (r % tileSize) * tileSize + (c % tileSize)
      ] = dense[r * size + c]
  // Of tiles on the diagonal, what is above it must not matter; but whole rows are read from there before inverting.
  for (let i = 0; i < matrix.tileRows.length; i++) {
    const tile = tileOf(matrix, i, i)
    for (let r = 0; r < tileSize; r++)
      for (let c = r + 1; c < tileSize; c++) tile[r * tileSize + c] = tile[c * tileSize + r]
  }
  return matrix
}

const allRows = (matrix: TiledMatrix, countMax = 16): Float32Array => {
  const rows = new Float32Array(matrix.size ** 2)
  for (let from = 0; from < matrix.size; from += countMax) {
    const count = Math.min(countMax, matrix.size - from)
    readRows(matrix, from, count, rows.subarray(from * matrix.size, (from + count) * matrix.size))
  }
  return rows
}

/** The largest entry of |A·B − I|. */
const residualOf = (a: Float64Array, b: Float32Array, size: number): number => {
  let worst = 0
  for (let r = 0; r < size; r++)
    for (let c = 0; c < size; c++) {
      let sum = r === c ? -1 : 0
      for (let k = 0; k < size; k++) sum += a[r * size + k] * b[k * size + c]
      worst = Math.max(worst, Math.abs(sum))
    }
  return worst
}

test('rows read out of tiles are those of the matrix', () => {
  const size = 300
  const dense = planted(rng(1), size, 3, 1)
  for (const count of [1, 16, 110, size])
    expect(allRows(tiled(dense, size), count)).toEqual(Float32Array.from(dense))
})

test.each([1, 2, 23, 24, 25, 100, 290])('a matrix of size %i times its inverse is one', async (size) => {
  const dense = planted(rng(2), size, 5, 2)
  const matrix = tiled(dense, size)
  await invert(matrix, 2, inlineCompute)
  expect(residualOf(dense, allRows(matrix), size)).toBeLessThan(1e-4)
})

test('an inverse is symmetric and its diagonal is above 0', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 80 }), async (seed, size) => {
      const matrix = tiled(planted(rng(seed), size, 4, 0.5), size)
      await invert(matrix, 0.5, inlineCompute)
      const rows = allRows(matrix)
      for (let r = 0; r < size; r++) {
        expect(rows[r * size + r]).toBeGreaterThan(0)
        for (let c = 0; c < r; c++) expect(rows[r * size + c]).toBeCloseTo(rows[c * size + r] as number, 4)
      }
    }),
    { numRuns: 20 },
  )
})

test('the share that is done rises to 1, and what the listener throws ends the work', async () => {
  const shares: number[] = []
  const size = 100
  await invert(tiled(planted(rng(3), size, 2, 1), size), 1, inlineCompute, (share) => shares.push(share))
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  const cancelled = invert(tiledMatrix(size), 1, inlineCompute, () => {
    throw new Error('cancelled')
  })
  await expect(cancelled).rejects.toThrow('cancelled')
})

test('there is nothing to do for a matrix without rows', async () => {
  await expect(invert(tiledMatrix(0), 1, inlineCompute)).resolves.toBeUndefined()
})

test('a tiled matrix takes about half of a square one', () => {
  expect(tiledMatrixBytes(12_000) / (4 * 12_000 ** 2)).toBeCloseTo(0.52, 1)
  expect(tiledMatrix(500).tileRows.reduce((sum, tiles) => sum + tiles.byteLength, 0)).toBe(
    tiledMatrixBytes(500),
  )
})
