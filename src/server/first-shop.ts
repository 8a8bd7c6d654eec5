/** The demo shop of an empty store. */
import type { ShopId } from '../domain/ids.ts'
import { type SeedProgress, seedDemo } from '../jobs/seed-demo.ts'
import { createWorld } from '../world/world.ts'
import type { Engine } from './engine.ts'

/** The world that `npm start` shows. */
export const DEMO_SEED = 20
const HOUR_MS = 3_600_000
const DEMO = 'demo' as ShopId
/** Says until when the world goes while it is being made, so that an interrupted first run goes on with the same one. */
const NOTE = 'demo-in-the-making'

/** The world ends on a full hour, so that making it again within the hour makes the same. */
export const startOfHour = (now: number): number => Math.floor(now / HOUR_MS) * HOUR_MS

/** Makes the demo shop when the store has no shop, or when an earlier run was interrupted while making it. */
export const ensureFirstShop = async (engine: Engine, progress: SeedProgress): Promise<void> => {
  const { store, shops, ingest, trainings } = engine
  const isEmpty = (await store.listShops()).length === 0
  const unfinished = isEmpty ? String(startOfHour(engine.now())) : await store.readNote(DEMO, NOTE)
  if (unfinished === undefined) return
  const world = createWorld({ size: 'demo', seed: DEMO_SEED, now: Number(unfinished) })
  await store.writeNote(DEMO, NOTE, unfinished)
  const runtime = shops.has(DEMO) ? shops.get(DEMO) : await shops.create(world.shop)
  await seedDemo(world, ingest.sinkFor(runtime, 'demo'), progress)
  await trainings.train(runtime)
  await store.writeNote(DEMO, NOTE, undefined)
}
