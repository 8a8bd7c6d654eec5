import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { openBlockSweep, plainGram } from './block-sweep.ts'
import {
  openShortRows,
  openWhitening,
  plainShortRows,
  plainWhiten,
  plainWhiteningOf,
  type ShortRows,
  whiteningOf,
} from './short-rows.ts'

type World = {
  readonly size: number
  readonly others: Float32Array
  readonly otherCount: number
  /** 0.1 · Σ otherᵀ other */
  readonly gram: Float32Array
  readonly ridge: number
  /** of each row */
  readonly lengths: readonly number[]
  readonly columns: Int32Array
  readonly weights: Float32Array
}

const worlds: fc.Arbitrary<World> = fc
  .record({
    eighths: fc.integer({ min: 1, max: 5 }),
    lengths: fc.array(fc.nat(21), { minLength: 1, maxLength: 9 }),
    otherCount: fc.integer({ min: 1, max: 30 }),
    seed: fc.nat(),
  })
  .map(({ eighths, lengths, otherCount, seed }) => {
    const size = 8 * eighths
    const random = rng(seed, 'world')
    const others = Float32Array.from({ length: otherCount * size }, () => random.between(-1, 1))
    const gram = new Float32Array(size * size)
    plainGram(others, 0, otherCount, size, gram)
    const actCount = lengths.reduce((sum, length) => sum + length, 0)
    return {
      size,
      others,
      otherCount,
      gram: gram.map((value) => 0.1 * value),
      ridge: random.between(0.5, 2),
      lengths,
      columns: Int32Array.from({ length: actCount }, () => random.int(otherCount)),
      weights: Float32Array.from({ length: actCount }, () => random.between(0.2, 3)),
    }
  })

const matrixOf = ({ gram, ridge, size }: World): Float32Array =>
  gram.map((value, k) => value + (k % (size + 1) === 0 ? ridge : 0))

const sizesOf = ({ size, lengths, otherCount, columns }: World) => ({
  size,
  rowMax: lengths.length,
  actMax: columns.length,
  lengthMax: Math.max(...lengths),
  otherMax: otherCount,
})

const solveIn = (short: ShortRows, world: World, whitened: Float32Array): Float32Array => {
  short.others.set(whitened)
  short.columns.set(world.columns)
  short.weights.set(world.weights)
  world.lengths.forEach((length, r) => {
    short.starts[r + 1] = (short.starts[r] ?? 0) + length
  })
  short.solve(world.lengths.length)
  return short.rows
}

/** The largest difference. */
const gapOf = (found: Float32Array, right: Float32Array): number => {
  let worst = 0
  for (let k = 0; k < right.length; k++) worst = Math.max(worst, Math.abs((found[k] ?? 0) - (right[k] ?? 0)))
  return found.length === right.length ? worst : Number.POSITIVE_INFINITY
}
const GAP_MAX = 1e-3

test('U⁻¹ whitens: its columns are orthogonal and of length 1 in the sense of the matrix', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { size } = world
      const matrix = matrixOf(world)
      const inverse = whiteningOf(matrix, size)
      expect(gapOf(inverse, plainWhiteningOf(matrix, size))).toBeLessThan(GAP_MAX)
      const found = new Float32Array(size * size)
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++)
          for (let i = 0; i <= a; i++)
            for (let j = 0; j <= b; j++)
              found[a * size + b] +=
                (inverse[i * size + a] ?? 0) * (matrix[i * size + j] ?? 0) * (inverse[j * size + b] ?? 0)
      const identity = found.map((_, k) => (k % (size + 1) === 0 ? 1 : 0))
      expect(gapOf(found, identity)).toBeLessThan(GAP_MAX)
    }),
    { numRuns: 20 },
  )
})

test('short rows come out as a block that is as wide as the row does, in the kernel and in its twin', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { size, otherCount, lengths } = world
      const whitening = whiteningOf(matrixOf(world), size)
      const [whitened, plainly] = [world.others.slice(), world.others.slice()]
      openWhitening(whitening, size)(world.others, 0, otherCount, whitened)
      plainWhiten(whitening, size, world.others, 0, otherCount, plainly)
      expect(gapOf(whitened, plainly)).toBeLessThan(GAP_MAX)

      const direct = openBlockSweep({ ...sizesOf(world), block: size })
      direct.others.set(world.others)
      direct.gram.set(world.gram)
      direct.columns.set(world.columns)
      direct.weights.set(world.weights)
      direct.ridges.fill(world.ridge)
      lengths.forEach((length, r) => {
        direct.starts[r + 1] = (direct.starts[r] ?? 0) + length
      })
      direct.sweep(lengths.length)
      for (const open of [openShortRows, plainShortRows])
        expect(gapOf(solveIn(open(sizesOf(world), whitening), world, whitened), direct.rows)).toBeLessThan(
          GAP_MAX,
        )
    }),
  )
})

test('whitening of some rows leaves the others as they are', () => {
  const size = 8
  const random = rng(1, 'rows')
  const rows = Float32Array.from({ length: 700 * size }, () => random.between(-1, 1))
  const whitening = whiteningOf(
    Float32Array.from({ length: 64 }, (_, k) => (k % 9 === 0 ? 4 : 0)),
    size,
  )
  const out = new Float32Array(rows.length).fill(7)
  openWhitening(whitening, size)(rows, 100, 650, out)
  for (let k = 0; k < out.length; k++)
    expect(out[k]).toBeCloseTo(k >= 800 && k < 5_200 ? -(rows[k] ?? 0) / 2 : 7, 5)
})
