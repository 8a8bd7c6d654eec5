import { afterAll, expect, test } from 'vitest'
import { csrOfPairs } from '../math/csr.ts'
import { rng } from '../math/rng.ts'
import { inlineCompute, sharedFloats, type Task } from '../models/compute.ts'
import { svdTimes, truncatedSvd } from '../models/factors/truncated-svd.ts'
import { openThreadCompute } from './thread-compute.ts'

const threads = openThreadCompute(2)
afterAll(() => threads.close())

const PARTS = 6
/** Rows of ones, times two. */
const doubling = () => {
  const dense = { rows: sharedFloats(PARTS * 1_024 * 8).fill(1), rowCount: PARTS * 1_024, width: 8 }
  const square = Float32Array.from({ length: 64 }, (_, k) => (k % 9 === 0 ? 2 : 0))
  return { dense, square }
}

test('every part is done, once', async () => {
  const args = doubling()
  const told: number[] = []
  await threads.run(svdTimes, args, PARTS, (doneCount) => told.push(doneCount))
  expect(args.dense.rows.every((value) => value === 2)).toBe(true)
  expect(told).toEqual([1, 2, 3, 4, 5, 6])
})

test('threads and no threads give the same bytes', async () => {
  const random = rng(1, 'threads')
  const [rows, columns] = [3_000, 2_000].map((count) =>
    Int32Array.from({ length: 20_000 }, () => random.int(count)),
  ) as [Int32Array, Int32Array]
  const matrix = csrOfPairs(rows, columns, 3_000, 2_000)
  const options = { rank: 8, roundCount: 2, seed: 1 }
  expect(await truncatedSvd(matrix, options, threads)).toEqual(
    await truncatedSvd(matrix, options, inlineCompute),
  )
})

test('runs that are asked for at once are done one after the other', async () => {
  const args = doubling()
  await Promise.all([1, 2, 3].map(() => threads.run(svdTimes, args, PARTS)))
  expect(args.dense.rows.every((value) => value === 8)).toBe(true)
})

test('what the watcher throws stops the run, and the next one runs', async () => {
  const cancelled = new Error('cancelled')
  const run = threads.run(svdTimes, doubling(), 10_000, () => {
    throw cancelled
  })
  await expect(run).rejects.toBe(cancelled)
  const args = doubling()
  await threads.run(svdTimes, args, PARTS)
  expect(args.dense.rows.every((value) => value === 2)).toBe(true)
})

test('what goes wrong in a thread is said, and the next run runs', async () => {
  const args = doubling()
  await expect(threads.run(svdTimes, { ...args, square: undefined as never }, PARTS)).rejects.toThrow(
    /undefined/,
  )
  const unknown: Task<object> = { name: 'unheard-of', open: () => () => {} }
  await expect(threads.run(unknown, {}, 1)).rejects.toThrow('There is no task "unheard-of"')
  await threads.run(svdTimes, args, PARTS)
  expect(args.dense.rows.every((value) => value === 2)).toBe(true)
})

test('after the end nothing runs, and nobody waits for ever', async () => {
  const short = openThreadCompute(1)
  await short.close()
  await expect(short.run(svdTimes, doubling(), PARTS)).rejects.toThrow('The threads have ended.')
})
