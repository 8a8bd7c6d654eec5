import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Rng, rng } from '../math/rng.ts'
import { openKernel } from './open-kernel.ts'
import { openTileMath, plainTileMath, TILE_STEP, type TileMath } from './tile.ts'
import { TILE_WASM } from './tile.wasm.ts'

const SIZE = 2 * TILE_STEP
const AREA = SIZE * SIZE
const numbers = (random: Rng): Float32Array =>
  Float32Array.from({ length: AREA }, () => random.between(-1, 1))

/** Symmetric, with eigenvalues well above 0. */
const positive = (random: Rng): Float32Array => {
  const tile = numbers(random)
  for (let r = 0; r < SIZE; r++)
    for (let c = 0; c <= r; c++) {
      tile[c * SIZE + r] = tile[r * SIZE + c]
      if (r === c) tile[r * SIZE + c] = SIZE
    }
  return tile
}

const product = (
  math: TileMath,
  tile: Float32Array,
  left: Float32Array,
  right: Float32Array,
): Float32Array => {
  const packed = new Float32Array(AREA)
  const changed = tile.slice()
  math.packLeft(left, packed)
  math.hold(packed)
  math.packRight(right, packed)
  math.subtractProduct(changed, packed)
  return changed
}

const furthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((worst, value, k) => Math.max(worst, Math.abs(value - b[k])), 0)

test('the kernel is there on this machine, so that it is what is tested', () => {
  expect(openKernel<object>(TILE_WASM)).toBeDefined()
})

test('products by the kernel are those of plain loops', () => {
  const [fast, plain] = [openTileMath(SIZE), plainTileMath(SIZE)]
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = rng(seed)
      const [tile, left, right] = [numbers(random), numbers(random), numbers(random)]
      expect(furthest(product(fast, tile, left, right), product(plain, tile, left, right))).toBeLessThan(1e-5)
    }),
    { numRuns: 20 },
  )
})

test('what is held stays the left factor of the products that follow', () => {
  const math = openTileMath(SIZE)
  const random = rng(1)
  const [left, right, packed] = [numbers(random), numbers(random), new Float32Array(AREA)]
  const expected = product(math, new Float32Array(AREA), left, right)
  math.packRight(right, packed)
  const again = new Float32Array(AREA)
  math.subtractProduct(again, packed)
  expect(again).toEqual(expected)
})

test('inverse factors by the kernel are those of plain loops', () => {
  const [fast, plain] = [openTileMath(SIZE), plainTileMath(SIZE)]
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const tile = positive(rng(seed))
      const [a, b] = [tile.slice(), tile.slice()]
      fast.invertFactor(a, 0.1)
      plain.invertFactor(b, 0.1)
      expect(furthest(a, b)).toBeLessThan(1e-5)
    }),
    { numRuns: 20 },
  )
})

test('an inverse factor times its own transpose is the inverse, from the lower triangle alone', () => {
  for (const math of [openTileMath(SIZE), plainTileMath(SIZE)]) {
    const tile = positive(rng(2))
    const factor = tile.slice()
    for (let r = 0; r < SIZE; r++) for (let c = r + 1; c < SIZE; c++) factor[r * SIZE + c] = Number.NaN
    math.invertFactor(factor, 0.1)
    expect(factor.some((value, k) => k % SIZE > Math.floor(k / SIZE) && value !== 0)).toBe(false)
    const inverse = new Float64Array(AREA)
    for (let r = 0; r < SIZE; r++)
      for (let c = 0; c < SIZE; c++)
        for (let k = Math.max(r, c); k < SIZE; k++)
          inverse[r * SIZE + c] += factor[k * SIZE + r] * factor[k * SIZE + c]
    for (let r = 0; r < SIZE; r++)
      for (let c = 0; c < SIZE; c++) {
        let sum = 0
        for (let k = 0; k < SIZE; k++) sum += tile[r * SIZE + k] * inverse[k * SIZE + c]
        expect(sum).toBeCloseTo(r === c ? 1 : 0, 5)
      }
  }
})

test('pivots below the least that is possible count as that', () => {
  for (const math of [openTileMath(SIZE), plainTileMath(SIZE)]) {
    const tile = new Float32Array(AREA)
    math.invertFactor(tile, 4)
    expect(tile[0]).toBe(0.5)
    expect(tile.every(Number.isFinite)).toBe(true)
  }
})
