/**
 * Trains `ials` in a process of its own, so that its memory can be told, once for each number of epochs.
 * usage: ials-run.ts FOLDER OPTIONS THREADS EPOCHS...
 */
import { resourceUsage } from 'node:process'
import { ndcgAt } from '../../src/evaluation/rank-metrics.ts'
import { openThreadCompute } from '../../src/jobs/thread-compute.ts'
import type { Csr } from '../../src/math/csr.ts'
import { PURCHASE } from '../../src/models/acts.ts'
import { type IalsModel, type IalsOptions, ials } from '../../src/models/factors/ials.ts'
import { bestOf } from '../../src/models/scores.ts'
import { TrainingData } from '../../src/models/training-data.ts'
import { readWorld, synthetic } from './ials-worlds.ts'

/** A line of what this prints. */
export type EpochLine = {
  readonly epochs: number
  /** From the acts to the model, all epochs together. */
  readonly seconds: number
  /** null when there is nothing to find */
  readonly ndcg: number | null
  /** The most that the process has held so far. */
  readonly peakMb: number
}

const PLACES = 20
const SHOPPERS_MAX = 3_000

const dataOf = ({ rowCount, columnCount, starts, columns }: Csr): TrainingData => {
  const count = columns.length
  const shopper = new Int32Array(count)
  for (let row = 0; row < rowCount; row++) shopper.fill(row, starts[row], starts[row + 1])
  const none = new Int32Array(count).fill(-1)
  return new TrainingData({
    acts: {
      count,
      at: new Float64Array(count),
      shopper,
      item: columns,
      kind: new Uint8Array(count).fill(PURCHASE),
      order: none,
      session: none,
      units: new Float32Array(count).fill(1),
      priceMinor: new Float64Array(count).fill(Number.NaN),
    },
    itemCount: columnCount,
    shopperCount: rowCount,
    orderCount: 0,
    sessionCount: 0,
    now: 0,
  })
}

/** Of evenly spread shoppers who have something to find. */
const meanNdcg = (model: IalsModel, train: Csr, test: Csr): number | null => {
  const score = ials.scorer(model)
  const rowOf = ({ starts, columns }: Csr, shopper: number): Int32Array =>
    columns.subarray(starts[shopper], starts[shopper + 1])
  const all = Array.from({ length: test.rowCount }, (_, shopper) => shopper).filter(
    (shopper) => rowOf(test, shopper).length > 0,
  )
  const step = Math.max(1, Math.floor(all.length / SHOPPERS_MAX))
  const asked = all.filter((_, k) => k % step === 0)
  if (asked.length === 0) return null
  let sum = 0
  for (const shopper of asked) {
    const items = rowOf(train, shopper)
    const known = new Set(items)
    const history = {
      items,
      at: new Float64Array(items.length),
      kinds: new Uint8Array(items.length).fill(PURCHASE),
      orders: new Int32Array(items.length).fill(-1),
    }
    const query = { now: 0, seeds: new Int32Array(0), history, sessionStart: items.length }
    const { items: best } = bestOf(score(query), PLACES, (item) => !known.has(item))
    sum += ndcgAt(best, new Set(rowOf(test, shopper)), PLACES)
  }
  return sum / asked.length
}

const [folder = '', options = '{}', threads = '1', ...epochCounts] = process.argv.slice(2)
const { train, test } = readWorld(folder)
const data = dataOf(train)
const warmUp = dataOf(synthetic(500, 400).train)
const compute = openThreadCompute(Number(threads))
const timed = async (given: Partial<IalsOptions>): Promise<{ model: IalsModel; seconds: number }> => {
  const startedAt = performance.now()
  const model = await ials.train(
    data,
    { ...ials.defaults, ...(JSON.parse(options) as Partial<IalsOptions>), ...given },
    { compute, seed: 1, report: () => {} },
  )
  return { model, seconds: (performance.now() - startedAt) / 1000 }
}
// Threads start and code is compiled in a run that is not counted.
await ials.train(warmUp, { ...ials.defaults, epochs: 1 }, { compute, seed: 1, report: () => {} })
for (const epochs of epochCounts.map(Number)) {
  const { model, seconds } = await timed({ epochs })
  const line: EpochLine = {
    epochs,
    seconds,
    ndcg: meanNdcg(model, train, test),
    peakMb: resourceUsage().maxRSS / 1024,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
await compute.close()
