/** Store, shops and ingest of one process, from the settings. What the server and the commands both stand on. */
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type ModelFolder, openModelFolder } from '../artifacts/model-folder.ts'
import { openSegmentFolder } from '../artifacts/segment-folder.ts'
import type { Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import { Ingest } from '../jobs/ingest.ts'
import { ServingModels } from '../jobs/serving-models.ts'
import { Shops } from '../jobs/shops.ts'
import type { VectorSettings } from '../jobs/train/catalog-vectors.ts'
import { Trainings } from '../jobs/trainings.ts'
import type { Store } from '../stores/ports.ts'
import { openSqliteStore } from '../stores/sqlite/open.ts'
import { newTimeOrderedId } from './time-ordered-id.ts'
import { trainingMemoryBytes } from './training-memory.ts'

export type Engine = {
  readonly store: Store
  readonly shops: Shops
  readonly ingest: Ingest
  readonly models: ServingModels
  readonly trainings: Trainings
  readonly engineVersion: string
  readonly now: () => number
  readonly newId: () => string
  readonly close: () => Promise<void>
}

const packageFile = new URL('../../package.json', import.meta.url)
export const ENGINE_VERSION = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version

export const openStore = async (settings: Settings): Promise<Store> => {
  try {
    await mkdir(settings.dataFolder, { recursive: true })
  } catch (error) {
    throw new AisleError(
      'STORE_BROKEN',
      `The data folder ${settings.dataFolder} cannot be made: ${(error as Error).message}.`,
      {
        fix: 'Name another folder in AISLE_DATA, or give this user the right to write there.',
      },
    )
  }
  if (settings.databaseUrl === '') return openSqliteStore({ path: join(settings.dataFolder, 'aisle.db') })
  // Loaded only here, so that a shop on the embedded store does not pay for the driver.
  const { openPostgresStore } = await import('../stores/postgres/open.ts')
  return openPostgresStore({ url: settings.databaseUrl })
}

/** Of all shops, a folder each. */
export const decisionsPath = ({ dataFolder }: Pick<Settings, 'dataFolder'>): string =>
  join(dataFolder, 'decisions')

/** Of one shop. */
export const modelsPath = ({ dataFolder }: Pick<Settings, 'dataFolder'>, shop: ShopId): string =>
  join(dataFolder, 'models', shop)

/** Any will do; the same one makes the same model of the same data. */
const TRAINING_SEED = 1

/** What training makes vectors of items from. */
export const vectorSettings = (settings: Settings): VectorSettings => ({
  picturesPath: join(settings.dataFolder, 'pictures'),
  pictureFetch: settings.pictureFetch as VectorSettings['pictureFetch'],
  textEmbedderPath: settings.embedderText,
  pictureEmbedderPath: settings.embedderPicture,
})

const trainingLimits = (settings: Settings) => ({
  threadCount: settings.trainThreads === 0 ? Math.max(1, availableParallelism() - 1) : settings.trainThreads,
  memoryMaxBytes: trainingMemoryBytes(settings),
})

/** @throws AisleError STORE_BUSY, STORE_BROKEN, STORE_NEWER */
export const openEngine = async (settings: Settings): Promise<Engine> => {
  const store = await openStore(settings)
  const now = (): number => Date.now()
  const newId = (): string => newTimeOrderedId(now())
  const shops = new Shops({
    store,
    now,
    segmentsOf: (shop, logId) => openSegmentFolder(join(settings.dataFolder, 'segments', shop), logId),
  })
  const modelsPathOf = (shop: ShopId): string => modelsPath(settings, shop)
  const folderOf = (shop: ShopId): ModelFolder => openModelFolder(modelsPathOf(shop))
  const models = new ServingModels(folderOf)
  const trainings = new Trainings({
    engine: ENGINE_VERSION,
    seed: TRAINING_SEED,
    ...trainingLimits(settings),
    vectors: vectorSettings(settings),
    models,
    folderOf,
    modelsPathOf,
    now,
    newId,
  })
  return {
    store,
    shops,
    ingest: new Ingest({
      store,
      now,
      newId,
      queueRecordsMax: settings.queueRecordsMax,
      isOnlyWriter: settings.databaseUrl === '',
    }),
    models,
    trainings,
    engineVersion: ENGINE_VERSION,
    now,
    newId,
    close: async () => {
      await trainings.close()
      await shops.settle()
      await store.close()
    },
  }
}
