import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { type BlockSweep, openBlockSweep, openGram, plainBlockSweep, plainGram } from './block-sweep.ts'

type Shape = {
  readonly size: number
  readonly block: number
  /** acts of each row */
  readonly lengths: readonly number[]
  readonly otherCount: number
  readonly seed: number
}

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    eighths: fc.integer({ min: 1, max: 6 }),
    blockEighths: fc.integer({ min: 1, max: 6 }),
    lengths: fc.array(fc.oneof(fc.nat(9), fc.constantFrom(63, 64, 65, 150)), { minLength: 1, maxLength: 7 }),
    otherCount: fc.integer({ min: 1, max: 20 }),
    seed: fc.nat(),
  })
  .map(({ eighths, blockEighths, ...shape }) => ({
    ...shape,
    size: 8 * eighths,
    block: 8 * Math.min(eighths, blockEighths),
  }))

const sizesOf = ({ size, block, lengths, otherCount }: Shape) => ({
  size,
  block,
  rowMax: lengths.length,
  actMax: lengths.reduce((sum, length) => sum + length, 0),
  otherMax: otherCount,
})

const fill = (sweep: BlockSweep, { size, lengths, otherCount, seed }: Shape): void => {
  const random = rng(seed, 'sweep')
  sweep.others.forEach((_, k) => {
    sweep.others[k] = random.between(-1, 1)
  })
  sweep.rows.forEach((_, k) => {
    sweep.rows[k] = random.between(-1, 1)
  })
  plainGram(sweep.others, 0, otherCount, size, sweep.gram)
  sweep.gram.forEach((value, k) => {
    sweep.gram[k] = 0.1 * value
  })
  lengths.forEach((length, r) => {
    sweep.ridges[r] = random.between(0.5, 2)
    sweep.starts[r + 1] = (sweep.starts[r] ?? 0) + length
    for (let k = 0; k < length; k++) {
      sweep.columns[(sweep.starts[r] ?? 0) + k] = random.int(otherCount)
      sweep.weights[(sweep.starts[r] ?? 0) + k] = random.between(0.2, 3)
    }
  })
}

/** Σ c (1 − w·h)² + wᵀ G w + ridge |w|² of each row, by the definition. */
const objectives = (sweep: BlockSweep, size: number, rowCount: number): number[] =>
  Array.from({ length: rowCount }, (_, r) => {
    const row = sweep.rows.subarray(r * size, (r + 1) * size)
    const product = (other: Float32Array, at: number): number =>
      row.reduce((sum, value, k) => sum + value * (other[at * size + k] ?? 0), 0)
    let sum = row.reduce(
      (total, value, k) => total + value * product(sweep.gram, k) + (sweep.ridges[r] ?? 0) * value ** 2,
      0,
    )
    for (let k = sweep.starts[r] ?? 0; k < (sweep.starts[r + 1] ?? 0); k++)
      sum += (sweep.weights[k] ?? 0) * (1 - product(sweep.others, sweep.columns[k] ?? 0)) ** 2
    return sum
  })

test('the kernel and its twin agree for every shape', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const [kernel, twin] = [openBlockSweep(sizesOf(shape)), plainBlockSweep(sizesOf(shape))]
      for (const sweep of [kernel, twin]) {
        fill(sweep, shape)
        sweep.sweep(shape.lengths.length)
        sweep.sweep(shape.lengths.length)
      }
      kernel.rows.forEach((value, k) => expect(value).toBeCloseTo(twin.rows[k] ?? 0, 3))
    }),
  )
})

test('a sweep never raises the objective', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const sweep = plainBlockSweep(sizesOf(shape))
      fill(sweep, shape)
      const before = objectives(sweep, shape.size, shape.lengths.length)
      sweep.sweep(shape.lengths.length)
      objectives(sweep, shape.size, shape.lengths.length).forEach((after, r) =>
        expect(after).toBeLessThanOrEqual((before[r] ?? 0) * (1 + 1e-5)),
      )
    }),
  )
})

test('sweeps of blocks end where one block as wide as the row solves it at once', () => {
  const shape: Shape = { size: 24, block: 8, lengths: [0, 3, 40, 70], otherCount: 15, seed: 4 }
  const blocks = openBlockSweep(sizesOf(shape))
  const whole = openBlockSweep({ ...sizesOf(shape), block: 24 })
  for (const sweep of [blocks, whole]) fill(sweep, shape)
  for (let round = 0; round < 1_000; round++) blocks.sweep(4)
  whole.sweep(4)
  const solved = whole.rows.slice()
  blocks.rows.forEach((value, k) => expect(value).toBeCloseTo(solved[k] ?? 0, 3))
  whole.sweep(4)
  whole.rows.forEach((value, k) => expect(value).toBeCloseTo(solved[k] ?? 0, 4))
})

test('rows beyond those that are asked for stay as they are', () => {
  const shape: Shape = { size: 8, block: 8, lengths: [2, 2, 2], otherCount: 3, seed: 1 }
  const sweep = openBlockSweep(sizesOf(shape))
  fill(sweep, shape)
  const before = sweep.rows.slice()
  sweep.sweep(1)
  expect([...sweep.rows.subarray(8)]).toEqual([...before.subarray(8)])
  expect([...sweep.rows.subarray(0, 8)]).not.toEqual([...before.subarray(0, 8)])
})

test('the Gram matrix of some rows is what the definition gives, on both sides of the diagonal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(600), fc.nat(600), fc.nat(), (eighths, a, b, seed) => {
      const size = 8 * eighths
      const [from, end] = [Math.min(a, b), Math.max(a, b)]
      const random = rng(seed, 'gram')
      const rows = Float32Array.from({ length: 600 * size }, () => random.between(-1, 1))
      const [found, right] = [new Float32Array(size * size), new Float32Array(size * size)]
      openGram(size)(rows, from, end, found)
      plainGram(rows, from, end, size, right)
      let worst = 0
      for (let k = 0; k < found.length; k++)
        worst = Math.max(worst, Math.abs((found[k] ?? 0) - (right[k] ?? 0)))
      expect(worst).toBeLessThan(1e-2)
    }),
    { numRuns: 30 },
  )
})
