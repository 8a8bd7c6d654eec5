import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { BLOCK_SIZE, histogram, openHistogram } from './histogram.ts'

test('the kernel sums up what its twin does, to the last bit', () => {
  const random = rng(1, 'histogram')
  const rowCount = 5000
  const words = Uint32Array.from({ length: 3 * rowCount }, () => random.int(2 ** 32))
  const pairs = Float32Array.from({ length: 2 * rowCount }, () => random.normal())
  const rows = Int32Array.from({ length: rowCount }, () => random.int(rowCount))
  const input = { words, blockCount: 3, pairs, rows, start: 100, end: 4900, blockStart: 1, blockEnd: 3 }
  const [made, expected] = [new Float64Array(3 * BLOCK_SIZE), new Float64Array(3 * BLOCK_SIZE)]
  openHistogram(2)(input, made, 64)
  histogram(input, expected, 64)
  expect(made).toEqual(expected)
  const total = (from: number): number =>
    made.subarray(64 + from, 64 + from + 512).reduce((sum, value, k) => (k % 2 === 0 ? sum + value : sum), 0)
  expect(total(0)).toBeCloseTo(total(512), 9)
})
