/** A real server on a free port of this machine, with a small demo shop in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings, type Settings } from '../src/config/settings.ts'
import { seedDemo } from '../src/jobs/seed-demo.ts'
import { type Running, serve } from '../src/server/serve.ts'
import { createWorld } from '../src/world/world.ts'

export type TestServer = Running & {
  readonly stop: () => Promise<void>
  /** Closes it while the work is done, and opens it again on the same port with the same data. */
  readonly whileAway: (work: () => Promise<void>) => Promise<void>
}

/** Settings of a server that nothing else knows of. */
export const testSettings = (
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
): Settings =>
  readSettings({ AISLE_PORT: '0', AISLE_DATA: dataFolder, AISLE_LOG_LEVEL: 'error', ...environment })

/** @param environment  settings besides port and folder; `isEmpty` leaves out the demo shop */
export const startTestServer = async ({
  environment = {},
  isEmpty = false,
}: {
  readonly environment?: Readonly<Record<string, string>>
  readonly isEmpty?: boolean
} = {}): Promise<TestServer> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'aisle-server-'))
  let running = await serve({
    settings: testSettings(dataFolder, environment),
    prepare: async (engine) => {
      if (isEmpty) return
      const world = createWorld({ size: 'tiny', seed: 1, now: engine.now() })
      const runtime = await engine.shops.create(world.shop)
      await seedDemo(world, engine.ingest.sinkFor(runtime, 'demo'), () => {})
      await engine.trainings.train(runtime)
    },
  })
  const { port } = new URL(running.url)
  return {
    ...running,
    whileAway: async (work) => {
      await running.close()
      try {
        await work()
      } finally {
        running = await serve({ settings: testSettings(dataFolder, { ...environment, AISLE_PORT: port }) })
      }
    },
    stop: async () => {
      await running.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
