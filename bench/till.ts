/** `bench till`: snapshots of stores, how large they are and what they cost to make, to open and to ask. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'
import { readSettings } from '../src/config/settings.ts'
import type { ShopRuntime } from '../src/jobs/shop-runtime.ts'
import { StoreSnapshots } from '../src/jobs/store-snapshots.ts'
import { type Engine, openEngine } from '../src/server/engine.ts'
import { gatherStore } from '../src/snapshot/gather-store.ts'
import { answerOffline } from '../src/snapshot/offline-answer.ts'
import { type OpenStore, openSnapshot } from '../src/snapshot/open-snapshot.ts'
import type { WorldCounts } from '../src/world/plan.ts'
import { BENCH_SHOP, worldEnd } from './corpus.ts'
import { prepareShop } from './prepare.ts'
import type { Bench, BenchContext, Figures, Measured } from './result.ts'
import { median } from './statistics.ts'
import { amount } from './table.ts'

const STORE = 'store-leeds'
const ROUNDS = 5
const LISTS_PER_ROUND = 2_000
const WARM_LISTS = 200
/** Longest that others wait for their turn while a snapshot is made: looked at so often. */
const TURN_MS = 5

const DEMO: WorldCounts = {
  itemCount: 2_400,
  customerCount: 2_000,
  visitorCount: 1_400,
  dayCount: 150,
  eventCountTarget: 180_000,
}
const LARGE: WorldCounts = {
  itemCount: 100_000,
  customerCount: 60_000,
  visitorCount: 40_000,
  dayCount: 120,
  eventCountTarget: 500_000,
}
const SMALL: WorldCounts = {
  ...DEMO,
  itemCount: 400,
  customerCount: 400,
  visitorCount: 250,
  eventCountTarget: 20_000,
}

/** Time of the processor, which does not grow when others use the machine too. */
const timed = async <T>(work: () => T | Promise<T>): Promise<readonly [value: T, ms: number]> => {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return [value, (user + system) / 1_000]
}

/** The longest time between two turns while the work goes on. */
const longestTurn = async <T>(work: () => Promise<T>): Promise<readonly [value: T, ms: number]> => {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - TURN_MS)
    last = now
  }, TURN_MS)
  const value = await work()
  clearInterval(timer)
  return [value, longest]
}

/** Asked as a till asks: a product of the store, a basket of three, what sells here. */
const askTill = (store: OpenStore, now: number): Readonly<Record<string, number>> => {
  const { isSold } = store.view.assortment(STORE).at(now)
  const sold = store.view.items.names().filter((_, index) => isSold[index] === 1)
  const item = (k: number): string => sold[(k * 7_919) % sold.length] as string
  const asks: Readonly<Record<string, (k: number) => object>> = {
    product: (k) => ({ placement: 'pos.product', context: { itemId: item(k) } }),
    transaction: (k) => ({
      placement: 'pos.transaction',
      context: { basket: [item(k), item(k + 1), item(k + 2)] },
    }),
    bestSelling: () => ({ placement: 'pos.best-selling' }),
    trending: () => ({ placement: 'pos.trending' }),
  }
  return Object.fromEntries(
    Object.entries(asks).flatMap(([name, ask]) => {
      const ms: number[] = []
      let began = process.cpuUsage()
      for (let k = 0; k < WARM_LISTS + LISTS_PER_ROUND; k++) {
        if (k === WARM_LISTS) began = process.cpuUsage()
        const beganAt = performance.now()
        answerOffline(
          store,
          { shop: BENCH_SHOP.shop, limit: 6, withItems: true, ...ask(k) },
          { now, recommendationId: String(k), seed: k },
        )
        if (k >= WARM_LISTS) ms.push(performance.now() - beganAt)
      }
      const { user, system } = process.cpuUsage(began)
      return [
        [`${name}Ms`, median(ms)],
        [`${name}CpuMs`, (user + system) / 1_000 / LISTS_PER_ROUND],
      ]
    }),
  )
}

const measureStore = async (
  engine: Engine,
  runtime: ShopRuntime,
  counts: WorldCounts,
  now: number,
): Promise<Figures> => {
  const made: number[] = []
  const gathered: number[] = []
  const opened: number[] = []
  const turns: number[] = []
  let bytes: Uint8Array = new Uint8Array(0)
  let leftOut = ''
  for (let round = 0; round < ROUNDS; round++) {
    gathered.push((await timed(() => gatherStore(runtime.view, STORE, now)))[1])
    const snapshots = new StoreSnapshots(engine.models, { engine: engine.engineVersion })
    const [[snapshot, ms], turn] = await longestTurn(() => timed(() => snapshots.of(runtime, STORE, now)))
    made.push(ms)
    turns.push(turn)
    bytes = snapshot.bytes
    leftOut = snapshot.about.leftOut.map(({ code }) => code).join(', ')
    opened.push((await timed(() => openSnapshot(bytes)))[1])
  }
  const store = openSnapshot(bytes)
  if ('wrong' in store) throw new Error(store.wrong)
  return {
    items: counts.itemCount,
    carried: store.about.itemCount,
    rawKb: bytes.length / 1e3,
    gzipKb: gzipSync(bytes).length / 1e3,
    brotliKb: brotliCompressSync(bytes, { params: { 1: 5 } }).length / 1e3,
    gatherMs: median(gathered),
    makeMs: median(made),
    turnMs: median(turns),
    openMs: median(opened),
    leftOut: leftOut === '' ? 'nothing' : leftOut,
    ...askTill(store, now),
  }
}

/** The engine as a browser gets it: one file of JavaScript. */
const measureBundle = async (folder: string): Promise<Figures> => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const entry = join(folder, 'entry.ts')
  writeFileSync(
    entry,
    `export { openSnapshot } from '${root}src/snapshot/open-snapshot.ts'\nexport { answerOffline } from '${root}src/snapshot/offline-answer.ts'\n`,
  )
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'es2023',
      lib: { entry, formats: ['es'], fileName: 'engine' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built.')
  const code = output.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('')
  if (/\bnode:/.test(code)) throw new Error('The engine needs Node.')
  return {
    rawKb: code.length / 1e3,
    gzipKb: gzipSync(code).length / 1e3,
    brotliKb: brotliCompressSync(code).length / 1e3,
  }
}

const SIZE_COLUMNS = [
  { key: 'rawKb', title: 'kB', digits: 0 },
  { key: 'gzipKb', title: 'gzip kB', digits: 0 },
  { key: 'brotliKb', title: 'brotli kB', digits: 0 },
] as const

const run = async (context: BenchContext): Promise<Measured> => {
  const { workspace, isQuick } = context
  const bundle = await measureBundle(workspace.folder('bundle'))
  const now = worldEnd()
  const rows: Figures[] = []
  for (const counts of isQuick ? [SMALL] : [DEMO, LARGE]) {
    const dataFolder = await prepareShop(context, `till-${counts.itemCount}`, {
      counts,
      worldEnd: now,
      isTrained: true,
    })
    const engine = await openEngine(readSettings({ AISLE_DATA: dataFolder }))
    await engine.shops.openAll()
    const runtime = engine.shops.get(BENCH_SHOP.shop)
    await engine.models.load(runtime)
    rows.push(await measureStore(engine, runtime, counts, now))
    await engine.close()
  }
  const slowest = Math.max(...rows.map((row) => row['transactionCpuMs'] as number))
  return {
    method: [
      `A store of the demo world, ${ROUNDS} rounds, medians of the time of the processor; ${LISTS_PER_ROUND} lists of 6 with their items, after ${WARM_LISTS} to warm up, in one thread of Node: the median by the clock, and the mean of the processor.`,
      'Longest turn: how long anything else in the server waited at most while the snapshot was made. Brotli is of quality 5, as it is sent.',
    ],
    tables: [
      {
        title: 'Snapshots of a store',
        columns: [
          { key: 'items', title: 'items of the shop' },
          { key: 'carried', title: 'in the snapshot' },
          ...SIZE_COLUMNS,
          { key: 'gatherMs', title: 'gathered in ms', digits: 0 },
          { key: 'makeMs', title: 'made in ms', digits: 0 },
          { key: 'turnMs', title: 'longest turn, ms', digits: 0 },
          { key: 'openMs', title: 'opened in ms', digits: 0 },
          { key: 'leftOut', title: 'left out' },
        ],
        rows,
      },
      {
        title: 'Lists offline, ms',
        columns: [
          { key: 'items', title: 'items of the shop' },
          ...['product', 'transaction', 'bestSelling', 'trending'].flatMap((name) => [
            { key: `${name}Ms`, title: name === 'bestSelling' ? 'best selling' : name, digits: 3 },
            { key: `${name}CpuMs`, title: 'processor', digits: 3 },
          ]),
        ],
        rows,
      },
      { title: 'The engine in a browser', columns: SIZE_COLUMNS, rows: [bundle] },
    ],
    findings: [
      `The engine that answers offline is ${amount(bundle['gzipKb'] as number, 0)} kB of JavaScript, gzipped, and needs nothing of Node.`,
      `A list for a basket takes ${amount(slowest, 2)} ms of the processor offline.`,
    ],
    isWell: true,
  }
}

export const tillBench: Bench = {
  name: 'till',
  summary: 'snapshots of stores: size, cost, and lists without the server',
  run,
}
