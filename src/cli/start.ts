/** `aisle start`: the server, with the demo shop on the first run. */
import type { Command } from 'commander'
import { isLoopback } from '../config/settings.ts'
import type { ShopId } from '../domain/ids.ts'
import { seedDemo } from '../jobs/seed-demo.ts'
import type { Engine } from '../server/engine.ts'
import { serve } from '../server/serve.ts'
import { createWorld } from '../world/world.ts'
import { type CommandContext, jsonCommand, runCommand } from './command.ts'
import { DEMO_SEED, startOfHour } from './demo.ts'
import { progressBar } from './progress-bar.ts'
import { print } from './terminal.ts'

const SEEDED_NOTE = 'demo-seeded'

/** Seeds the demo shop into an empty store, or goes on where an interrupted first run stopped. */
const seedFirstShop = async (engine: Engine, isQuiet: boolean): Promise<void> => {
  const shops = await engine.store.listShops()
  const isHalfDone = shops.includes('demo' as ShopId) && (await engine.store.readNote('demo' as ShopId, SEEDED_NOTE))?.startsWith('at ')
  if (shops.length > 0 && isHalfDone !== true) return
  const note = isHalfDone === true ? await engine.store.readNote('demo' as ShopId, SEEDED_NOTE) : undefined
  const now = note === undefined ? startOfHour(engine.now()) : Number(note.slice('at '.length))
  const world = createWorld({ size: 'demo', seed: DEMO_SEED, now })
  const runtime = engine.shops.has('demo') ? engine.shops.get('demo') : await engine.shops.create(world.shop)
  await engine.store.writeNote(runtime.shop, SEEDED_NOTE, `at ${now}`)
  const bar = progressBar('Making the demo shop', 'records', !isQuiet, engine.now)
  await seedDemo(world, engine.ingest.sinkFor(runtime, 'demo'), bar.update)
  bar.end()
  await engine.models.train(runtime)
  await engine.store.writeNote(runtime.shop, SEEDED_NOTE, 'done')
}

const addresses = (url: string): string =>
  [
    '',
    'Aisle is running.',
    `  Storefront      ${url}/shop/`,
    `  Point of sale   ${url}/pos/`,
    `  Console         ${url}/console/`,
    `  API reference   ${url}/api/reference`,
    '',
    'Stop it with Ctrl-C.',
  ].join('\n')

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

const start = async ({ settings, output }: CommandContext, hasDemo: boolean): Promise<void> => {
  const stopped = untilStopped()
  const bar = progressBar('Reading the log', 'records', !output.isJson, () => Date.now())
  let hasRead = false
  const running = serve({
    settings,
    progress: (_shop, done, head) => {
      hasRead = true
      bar.update(done, head)
    },
    prepare: async (engine) => {
      if (hasRead) bar.end()
      if (hasDemo) await seedFirstShop(engine, output.isJson)
    },
    warn: (text) => process.stderr.write(`${text}\n`),
  })
  const first = await Promise.race([running, stopped])
  if (first === undefined) process.exit(130)
  if (output.isJson) print(JSON.stringify({ url: first.url, shops: first.engine.shops.opened().map(({ shop }) => shop) }))
  else {
    print(addresses(first.url))
    if (!isLoopback(settings.host))
      print('\nIt listens beyond this machine: make keys with `npx aisle keys create` before you let others in.')
  }
  await stopped
  await first.close()
}

export const startCommand = (): Command =>
  jsonCommand('start', 'run the server: storefront, POS, console and API on one port')
    .option('--no-demo', 'do not make the demo shop in an empty store')
    .action((options: { json: boolean; demo: boolean }) => runCommand(options, (context) => start(context, options.demo)))
