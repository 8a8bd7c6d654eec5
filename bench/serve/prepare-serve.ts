/**
 * A data folder with the shop of `serve-world.ts`, filled by a process of its own through the runtime that the server
 * logs with, and trained. It is kept for later runs.
 */
import { once } from 'node:events'
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from '../../src/api/parse-document.ts'
import { parseEvent } from '../../src/api/parse-event.ts'
import { progressBar } from '../../src/cli/progress-bar.ts'
import { readSettings } from '../../src/config/settings.ts'
import type { Parsed, ShopRuntime } from '../../src/jobs/shop-runtime.ts'
import { openEngine } from '../../src/server/engine.ts'
import { BENCH_SHOP, worldEnd } from '../corpus.ts'
import type { BenchContext } from '../result.ts'
import { amount } from '../table.ts'
import { type ServeSize, ServeWorld } from './serve-world.ts'

/** To be raised when the same size and seed give another shop. */
const WORLD_VERSION = 1
const BATCH = 5_000
/** One record in so many is held against what the API takes. */
const CHECK_EVERY = 1_009
const HEAP_MB = 14_336
const DAY_MS = 86_400_000
/** Windows of days end now: an older shop would have nothing in the shortest of them. */
const KEPT_MS_MAX = 2 * DAY_MS
/** Beside the data, once they are whole: when the world ended. */
const READY_FILE = 'ready.json'

type Filling = { readonly dataFolder: string; readonly size: ServeSize; readonly end: number }

const fillWith = async (
  runtime: ShopRuntime,
  records: Iterable<Parsed>,
  onDone: (count: number) => void,
): Promise<void> => {
  let batch: Parsed[] = []
  let writing: Promise<unknown> = Promise.resolve()
  const write = async (): Promise<void> => {
    // One batch is made while the one before is written.
    await writing
    const { length } = batch
    writing = runtime.append(batch, Date.now()).then(() => onDone(length))
    batch = []
  }
  for (const record of records) if (batch.push(record) === BATCH) await write()
  await write()
  await writing
}

function* documents(
  kind: 'item' | 'customer',
  bodies: Iterable<object>,
  idOf: (body: object) => string,
): Generator<Parsed, void, undefined> {
  let count = 0
  for (const body of bodies) {
    const checked = count++ % CHECK_EVERY === 0 ? parseDocument(kind, body, undefined) : undefined
    if (checked !== undefined && 'problem' in checked)
      throw new Error(`A ${kind} would be refused: ${checked.problem.field} ${checked.problem.message}`)
    yield { record: { op: 'put', kind, id: idOf(body), body: JSON.stringify(body) }, body }
  }
}

function* eventRecords(world: ServeWorld): Generator<Parsed, void, undefined> {
  let count = 0
  for (const body of world.events()) {
    const checked =
      count++ % CHECK_EVERY === 0
        ? parseEvent(body, { now: Date.now(), newEventId: () => '', isBot: false })
        : undefined
    if (checked !== undefined && 'problem' in checked)
      throw new Error(`An event would be refused: ${checked.problem.field} ${checked.problem.message}`)
    yield { record: { op: 'event', kind: 'event', id: body.eventId, body: JSON.stringify(body) }, body }
  }
}

const fill = async ({ dataFolder, size, end }: Filling): Promise<void> => {
  const engine = await openEngine(readSettings({ AISLE_DATA: dataFolder, AISLE_TRAIN_THREADS: '2' }))
  const runtime = await engine.shops.create(
    BENCH_SHOP as unknown as Parameters<typeof engine.shops.create>[0],
  )
  const world = new ServeWorld(size, end)
  const total = size.itemCount + size.shopperCount / 2 + size.eventCount
  let done = 0
  const onDone = (count: number): void => {
    done += count
    process.send?.([Math.min(done, total), total])
  }
  await fillWith(
    runtime,
    documents('item', world.items(), (body) => (body as { itemId: string }).itemId),
    onDone,
  )
  await fillWith(
    runtime,
    documents('customer', world.customers(), (body) => (body as { customerId: string }).customerId),
    onDone,
  )
  await fillWith(runtime, eventRecords(world), onDone)
  const began = performance.now()
  const manifest = await engine.trainings.train(runtime)
  const trainSeconds = (performance.now() - began) / 1000
  await engine.close()
  const untrained = manifest.recipes.flatMap((recipe) =>
    recipe.state === 'trained' ? [] : [`${recipe.name}: ${recipe.reason}`],
  )
  writeFileSync(join(dataFolder, READY_FILE), JSON.stringify({ end, trainSeconds, untrained }))
}

/** @returns the data folder; one that was prepared in the last days is taken as it is */
export const prepareServe = async (
  { workspace, showsProgress }: BenchContext,
  size: ServeSize,
): Promise<string> => {
  const name = `serve-${WORLD_VERSION}-${size.itemCount}-${size.shopperCount}-${size.eventCount}`
  const dataFolder = workspace.keptFolder(name)
  const ready = join(dataFolder, READY_FILE)
  if (existsSync(ready) && Date.now() - statSync(ready).mtimeMs < KEPT_MS_MAX) return dataFolder
  rmSync(dataFolder, { recursive: true, force: true })
  const bar = progressBar(`Preparing ${amount(size.itemCount, 0)} items`, 'records', showsProgress, () =>
    Date.now(),
  )
  const child = workspace.spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MB}`,
      fileURLToPath(import.meta.url),
      JSON.stringify({ dataFolder, size, end: worldEnd() } satisfies Filling),
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  child.on('message', ([done, total]: [number, number]) => bar.update(done, total))
  const [code] = (await once(child, 'exit')) as [number | null]
  bar.end()
  if (code !== 0) throw new Error(`The shop ${name} could not be prepared.`)
  return dataFolder
}

if (import.meta.main)
  await fill(JSON.parse(process.argv[2] as string) as Filling).finally(() => process.disconnect?.())
