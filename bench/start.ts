/** `bench start`: from the start of the process to the first list, and what the server holds in memory, by size of the log. */
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { progressBar } from '../src/cli/progress-bar.ts'
import type { WorldCounts } from '../src/world/plan.ts'
import { BENCH_SHOP, worldEnd } from './corpus.ts'
import { openCaller } from './http.ts'
import { prepareShop } from './prepare.ts'
import type { Bench, BenchContext, Figures, Measured } from './result.ts'
import { freePort, type Memory, memoryOf, type ProgramOptions, spawnProgram } from './server.ts'
import { median } from './statistics.ts'
import { amount } from './table.ts'

const ROUNDS = 5
/** Reading the log itself takes long; it is measured less often. */
const SLOW_ROUNDS = 2
const POLL_MS = 2
const START_MS_MAX = 600_000
const DAYS = 180
const EVENTS_PER_SHOPPER = 5

type Size = { readonly events: number; readonly items: number }
const SIZES: { readonly full: readonly Size[]; readonly quick: readonly Size[] } = {
  full: [
    { events: 0, items: 0 },
    { events: 1_000_000, items: 100_000 },
    { events: 5_000_000, items: 100_000 },
  ],
  quick: [
    { events: 0, items: 0 },
    { events: 50_000, items: 5_000 },
    { events: 150_000, items: 5_000 },
  ],
}

const countsOf = ({ events, items }: Size): WorldCounts => ({
  itemCount: items,
  customerCount: Math.ceil((events / EVENTS_PER_SHOPPER) * 0.6),
  visitorCount: Math.ceil((events / EVENTS_PER_SHOPPER) * 0.4),
  dayCount: DAYS,
  eventCountTarget: events,
})

type Started = Memory & {
  readonly seconds: number
  readonly listedCount: number
  readonly eventCount: number
}

const ASKED = JSON.stringify({ shop: BENCH_SHOP.shop, list: 'best-selling' })

const startOnce = async (options: ProgramOptions): Promise<Started> => {
  const port = await freePort()
  const beganAt = performance.now()
  const child = spawnProgram({ ...options, port }, ['start', '--no-demo', '--json'])
  const exited = once(child, 'exit')
  const complaints = text(child.stderr as NodeJS.ReadableStream)
  child.stdout?.resume()
  const caller = openCaller(`http://127.0.0.1:${port}`, 1)
  try {
    for (;;) {
      const answer = await caller.call('GET', '/health/ready').catch(() => undefined)
      if (answer?.status === 200) break
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The server ended while it started: ${await complaints}`)
      if (performance.now() - beganAt > START_MS_MAX)
        throw new Error('The server was not ready after 10 minutes.')
      await sleep(POLL_MS)
    }
    const answer = await caller.call('POST', '/api/v1/recommendations', ASKED)
    const seconds = (performance.now() - beganAt) / 1000
    if (answer.status !== 200) throw new Error(`The first list answered ${answer.status}: ${answer.body}`)
    const { items } = JSON.parse(answer.body) as { items: readonly unknown[] }
    const memory = memoryOf(child.pid as number)
    const { shop } = await caller.json<{ shop: { eventCount: number } }>(
      'GET',
      `/internal/status?shop=${BENCH_SHOP.shop}`,
    )
    return { ...memory, seconds, listedCount: items.length, eventCount: shop.eventCount }
  } finally {
    caller.close()
    child.kill('SIGTERM')
    await exited
  }
}

type Variant = {
  readonly size: Size
  readonly dataFolder: string
  readonly hasSegments: boolean
  readonly samples: Started[]
}

const figuresOf = ({ size, hasSegments, samples }: Variant): Figures => {
  const largest = (values: readonly (number | null)[]): number | null =>
    values.every((value) => value !== null) ? Math.max(...values) : null
  return {
    events: samples[0]?.eventCount ?? 0,
    items: size.items,
    segments: hasSegments ? 'yes' : 'thrown away',
    seconds: median(samples.map(({ seconds }) => seconds)),
    slowestSeconds: Math.max(...samples.map(({ seconds }) => seconds)),
    residentMb: largest(samples.map(({ residentMb }) => residentMb)),
    peakMb: largest(samples.map(({ peakMb }) => peakMb)),
    n: samples.length,
  }
}

const findingsOf = (rows: readonly Figures[]): readonly string[] => {
  const seconds = (row: Figures | undefined): number => row?.['seconds'] as number
  const fast = rows.filter(({ segments }) => segments === 'yes')
  const [empty, smaller, larger] = fast
  const perMillion =
    (1e6 * (seconds(larger) - seconds(smaller))) /
    ((larger?.['events'] as number) - (smaller?.['events'] as number))
  return [
    `An empty shop serves after ${amount(seconds(empty), 2)} s; every further million events adds ${amount(perMillion, 2)} s.`,
    ...rows
      .filter(({ segments }) => segments !== 'yes')
      .map((slow) => {
        const same = fast.find(({ events }) => events === slow['events'])
        return `With ${amount(slow['events'] as number, 0)} events, starting without segments takes ${amount(seconds(slow) / seconds(same), 1)} times as long as with them.`
      }),
  ]
}

const prepare = async (context: BenchContext): Promise<readonly Variant[]> => {
  const variants: Variant[] = []
  for (const size of context.isQuick ? SIZES.quick : SIZES.full) {
    const dataFolder = await prepareShop(context, `${amount(size.events, 0)} events`, {
      ...(size.events > 0 && { counts: countsOf(size) }),
      worldEnd: worldEnd(),
      isTrained: false,
    })
    variants.push({ size, dataFolder, hasSegments: true, samples: [] })
    if (size.events > 0) variants.push({ size, dataFolder, hasSegments: false, samples: [] })
  }
  return variants
}

const run = async (context: BenchContext): Promise<Measured> => {
  const rounds = context.rounds ?? (context.isQuick ? 2 : ROUNDS)
  const slowRounds = Math.min(rounds, context.isQuick ? 1 : SLOW_ROUNDS)
  const variants = await prepare(context)
  const bar = progressBar('Starting', 'starts', context.showsProgress, () => Date.now())
  const total = variants.reduce((sum, { hasSegments }) => sum + (hasSegments ? rounds : slowRounds), 0)
  let done = 0
  for (let round = 0; round < rounds; round++)
    for (const { dataFolder, hasSegments, samples } of variants) {
      if (!hasSegments && round >= slowRounds) continue
      // Starting makes them anew, so the next start has them again.
      if (!hasSegments) rmSync(join(dataFolder, 'segments'), { recursive: true, force: true })
      samples.push(await startOnce({ workspace: context.workspace, dataFolder }))
      bar.update(++done, total)
    }
  bar.end()
  const rows = variants.map(figuresOf)
  return {
    isWell: variants.every(({ size, samples }) =>
      samples.every(({ listedCount }) => listedCount > 0 || size.events === 0),
    ),
    method: [
      'From the start of the process to the first answer of `POST /api/v1/recommendations`, asked as soon as `/health/ready` says yes.',
      `Median of n starts, in which all sizes take turns; the files are in the page cache. A shop with ${amount(EVENTS_PER_SHOPPER, 0)} events a shopper over ${DAYS} days. Memory is what the kernel counts after the first list, and the most there ever was until then; the largest of n.`,
      '“Thrown away”: the folder of segments was deleted before the start, so that everything is read from the log.',
    ],
    tables: [
      {
        title: 'Start',
        columns: [
          { key: 'events', title: 'events', digits: 0 },
          { key: 'items', title: 'items', digits: 0 },
          { key: 'segments', title: 'segments' },
          { key: 'seconds', title: 'seconds', digits: 2 },
          { key: 'slowestSeconds', title: 'slowest', digits: 2 },
          { key: 'residentMb', title: 'resident MB', digits: 0 },
          { key: 'peakMb', title: 'peak MB', digits: 0 },
          { key: 'n', title: 'n', digits: 0 },
        ],
        rows,
      },
    ],
    findings: findingsOf(rows),
  }
}

export const startBench: Bench = {
  name: 'start',
  summary: 'time to the first list and memory, by size of the log',
  run,
}
