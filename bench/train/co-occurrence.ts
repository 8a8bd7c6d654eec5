/** How long counting pairs takes, by the number of order lines and of threads. */
import { performance } from 'node:perf_hooks'
import { openThreadCompute } from '../../src/jobs/thread-compute.ts'
import { rng } from '../../src/math/rng.ts'
import { type Acts, PURCHASE } from '../../src/models/acts.ts'
import { coOccurrence } from '../../src/models/pairs/co-occurrence.ts'
import { TrainingData } from '../../src/models/training-data.ts'
import type { BenchContext, BenchTable, Figures } from '../result.ts'

const LINE_COUNTS = { quick: [100_000], full: [1_000_000, 3_000_000, 10_000_000] }
const ITEM_COUNT = 50_000
const THREAD_COUNTS = [1, 2]
const SEED = 1

/** Orders of 1 to 9 lines, a minute apart; items by Zipf's law, half of them near the first one of the order. */
const syntheticOrders = (lineCount: number): TrainingData => {
  const random = rng(SEED, 'orders', lineCount)
  const item = new Int32Array(lineCount)
  const order = new Int32Array(lineCount)
  const at = new Float64Array(lineCount)
  let orderCount = 0
  for (let line = 0; line < lineCount; orderCount++) {
    const end = Math.min(lineCount, line + 1 + random.int(9))
    const first = popularItem(random.float())
    for (; line < end; line++) {
      item[line] = random.chance(0.5) ? (first + random.int(20)) % ITEM_COUNT : popularItem(random.float())
      order[line] = orderCount
      at[line] = orderCount * 60_000
    }
  }
  const acts: Acts = {
    count: lineCount,
    at,
    item,
    order,
    shopper: new Int32Array(lineCount).fill(-1),
    session: new Int32Array(lineCount).fill(-1),
    kind: new Uint8Array(lineCount).fill(PURCHASE),
    units: new Float32Array(lineCount).fill(1),
    priceMinor: new Float64Array(lineCount).fill(Number.NaN),
  }
  const now = orderCount * 60_000
  return new TrainingData({ acts, itemCount: ITEM_COUNT, shopperCount: 0, orderCount, sessionCount: 0, now })
}

/** The inverse of Zipf's distribution of exponent 1: item k comes about 1 / (k + 1) as often as the first. */
const popularItem = (uniform: number): number => Math.floor((ITEM_COUNT + 1) ** uniform - 1)

const measure = async (data: TrainingData, threadCount: number): Promise<Figures> => {
  const compute = openThreadCompute(threadCount)
  try {
    // The first run starts the threads and compiles; it is not measured.
    await coOccurrence.train(warmUp, coOccurrence.defaults, { compute, seed: SEED, report: () => {} })
    const startedAt = performance.now()
    const { neighbors } = await coOccurrence.train(data, coOccurrence.defaults, {
      compute,
      seed: SEED,
      report: () => {},
    })
    const seconds = (performance.now() - startedAt) / 1000
    return {
      lines: data.acts.count,
      threads: threadCount,
      seconds,
      linesPerSecond: data.acts.count / seconds,
      neighbors: neighbors.columns.length,
    }
  } finally {
    await compute.close()
  }
}
const warmUp = syntheticOrders(20_000)

/** @returns one table: seconds by order lines and threads; time grows in proportion to the lines */
export const coOccurrenceTables = async ({
  isQuick,
}: Pick<BenchContext, 'isQuick'>): Promise<BenchTable[]> => {
  const rows: Figures[] = []
  for (const lineCount of isQuick ? LINE_COUNTS.quick : LINE_COUNTS.full)
    for (const threadCount of THREAD_COUNTS) rows.push(await measure(syntheticOrders(lineCount), threadCount))
  return [
    {
      title: `Training \`co-occurrence\`: ${ITEM_COUNT.toLocaleString('en')} items, orders of 1 to 9 lines`,
      columns: [
        { key: 'lines', title: 'order lines', digits: 0 },
        { key: 'threads', title: 'threads', digits: 0 },
        { key: 'seconds', title: 'seconds', digits: 2 },
        { key: 'linesPerSecond', title: 'lines/s', digits: 0 },
        { key: 'neighbors', title: 'neighbours kept', digits: 0 },
      ],
      rows,
    },
  ]
}
