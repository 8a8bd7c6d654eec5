/** Store, shops and ingest of one process, from the settings. What the server and the commands both stand on. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openModelFolder } from '../artifacts/model-folder.ts'
import { openSegmentFolder } from '../artifacts/segment-folder.ts'
import type { Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import { Ingest } from '../jobs/ingest.ts'
import { ServingModels } from '../jobs/serving-models.ts'
import { Shops } from '../jobs/shops.ts'
import type { Store } from '../stores/ports.ts'
import { openSqliteStore } from '../stores/sqlite/open.ts'
import { newTimeOrderedId } from './time-ordered-id.ts'

export type Engine = {
  readonly store: Store
  readonly shops: Shops
  readonly ingest: Ingest
  readonly models: ServingModels
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
    models: new ServingModels({
      folderOf: (shop) => openModelFolder(join(settings.dataFolder, 'models', shop)),
      engineVersion: ENGINE_VERSION,
      hash: (text) => createHash('sha256').update(text).digest('hex'),
    }),
    engineVersion: ENGINE_VERSION,
    now,
    newId,
    close: async () => {
      await shops.settle()
      await store.close()
    },
  }
}
