/** A data folder with a world in it, filled through the program's own door by a process of its own. */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { progressBar } from '../src/cli/progress-bar.ts'
import { readSettings } from '../src/config/settings.ts'
import { seedDemo } from '../src/jobs/seed-demo.ts'
import { openEngine } from '../src/server/engine.ts'
import type { WorldCounts } from '../src/world/plan.ts'
import { createWorld } from '../src/world/world.ts'
import { BENCH_SHOP, WORLD_SEED } from './corpus.ts'
import type { BenchContext } from './result.ts'

export type Filling = {
  readonly dataFolder: string
  /** Left out, the shop is empty. */
  readonly counts?: WorldCounts
  /** ms UTC; the last event is just before it. */
  readonly worldEnd: number
  /** Whether the lists that need a model get one. */
  readonly isTrained: boolean
}

const PROGRESS_MS = 100
const HEAP_MB = 12_288

const fill = async ({ dataFolder, counts, worldEnd, isTrained }: Filling): Promise<void> => {
  const engine = await openEngine(readSettings({ AISLE_DATA: dataFolder }))
  const runtime = await engine.shops.create(
    BENCH_SHOP as unknown as Parameters<typeof engine.shops.create>[0],
  )
  if (counts !== undefined) {
    let shownAt = 0
    const world = createWorld({ size: counts, seed: WORLD_SEED, now: worldEnd })
    await seedDemo(world, engine.ingest.sinkFor(runtime, 'bench'), (done, total) => {
      if (performance.now() - shownAt < PROGRESS_MS) return
      shownAt = performance.now()
      process.send?.([done, total])
    })
    if (isTrained) await engine.trainings.train(runtime)
  }
  await engine.close()
}

/** @returns the data folder */
export const prepareShop = async (
  { workspace, showsProgress }: BenchContext,
  name: string,
  filling: Omit<Filling, 'dataFolder'>,
): Promise<string> => {
  const dataFolder = workspace.folder(name)
  const bar = progressBar(`Preparing ${name}`, 'records', showsProgress, () => Date.now())
  const child = workspace.spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MB}`,
      fileURLToPath(import.meta.url),
      JSON.stringify({ ...filling, dataFolder }),
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
