/** A running server: engine, app and socket, opened in order and closed in the reverse. */
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopId } from '../domain/ids.ts'
import type { Erasures } from '../jobs/erasures.ts'
import { keepDecisions } from '../jobs/kept-decisions.ts'
import type { Shops } from '../jobs/shops.ts'
import { DUE_CHECK_MS, startDueTrainings } from '../jobs/training-schedule.ts'
import { buildApp } from './app.ts'
import { decisionsPath, type Engine, openEngine } from './engine.ts'
import { FOLLOW_MS, openErasures } from './open-erasures.ts'
import { RequestMeter } from './request-meter.ts'
import { openShopperSecret } from './shopper-secret.ts'

/** Decisions that are found without reading files. */
const DECISIONS_IN_MEMORY = { decisionsMax: 10_000, itemsMax: 100_000 }
/** Says where the server of a data folder listens, and its secret, so that commands of the same user can reach it. */
export const ADDRESS_FILE = 'server.json'

const OWNER_TOKEN_BYTES = 32

const ADDRESS_FAULTS: ReadonlySet<string> = new Set([
  'EADDRINUSE',
  'EACCES',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
])

export type Running = {
  readonly url: string
  readonly engine: Engine
  readonly close: () => Promise<void>
}

export type ServeOptions = {
  readonly settings: Settings
  /** Reading of a shop's log. */
  readonly progress?: (shop: ShopId, doneSeq: number, headSeq: number) => void
  /** Runs once the shops are read and before the server is ready: for a first shop to be seeded. */
  readonly prepare?: (engine: Engine) => Promise<void>
  readonly warn?: (text: string) => void
}

const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

const loadModels = async ({ shops, models }: Engine, warn: (text: string) => void): Promise<void> => {
  for (const runtime of shops.opened())
    try {
      await models.load(runtime)
    } catch (error) {
      if (!(error instanceof AisleError)) throw error
      warn(`${runtime.shop}: ${error.message} ${error.fix}`)
    }
}

/**
 * Reads on what other processes log to the same database. A failure is told once, until reading works again.
 *
 * @returns what stops it, and waits for a reading under way
 */
const follow = (shops: Shops, erasures: Erasures, warn: (text: string) => void): (() => Promise<void>) => {
  let reading: Promise<void> | undefined
  let hasWarned = false
  const readOn = async (): Promise<void> => {
    try {
      await shops.catchUp()
      for (const runtime of shops.opened()) await erasures.forgetOthers(runtime)
      hasWarned = false
    } catch (error) {
      if (!hasWarned) warn(`The log could not be read on: ${(error as Error).message}`)
      hasWarned = true
    }
  }
  const timer = setInterval(() => {
    reading ??= readOn().finally(() => {
      reading = undefined
    })
  }, FOLLOW_MS)
  return async () => {
    clearInterval(timer)
    await reading
  }
}

/** What was begun before the server stopped goes on; that it cannot now keeps nobody from starting. */
const resumeErasures = async (
  shops: Shops,
  erasures: Erasures,
  warn: (text: string) => void,
): Promise<void> => {
  for (const runtime of shops.opened())
    await erasures.resume(runtime).catch((error: unknown) => {
      warn(`${runtime.shop}: what is to be erased waits for the next start: ${(error as Error).message}`)
    })
}

/** @returns what stops it, and waits for a look under way */
const trainWhenDue = (
  { shops, models, trainings, now }: Engine,
  everyHours: number,
  warn: (text: string) => void,
): (() => Promise<void>) => {
  let looking: Promise<void> = Promise.resolve()
  const look = (): Promise<void> =>
    startDueTrainings(shops.opened(), { models, trainings, everyHours, now: now(), warn }).catch(
      (error: unknown) => warn(`Training by itself could not begin: ${(error as Error).message}`),
    )
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, DUE_CHECK_MS)
  return async () => {
    clearInterval(timer)
    await looking
  }
}

/** @throws AisleError STORE_BUSY, SETTING_INVALID when the port is taken, and what `openEngine` throws */
export const serve = async ({
  settings,
  progress,
  prepare,
  warn = () => {},
}: ServeOptions): Promise<Running> => {
  const engine = await openEngine(settings)
  const ownerToken = randomBytes(OWNER_TOKEN_BYTES).toString('base64url')
  const shopperSecret = await openShopperSecret(settings)
  const decisions = keepDecisions({
    path: decisionsPath(settings),
    days: settings.decisionDays,
    bytesMax: settings.decisionMb * 1024 * 1024,
    inMemory: DECISIONS_IN_MEMORY,
    now: engine.now,
  })
  const erasures = openErasures(engine, decisions, settings.databaseUrl !== '')
  let isReady = false
  const app = await buildApp({
    settings,
    store: engine.store,
    shops: engine.shops,
    ingest: engine.ingest,
    models: engine.models,
    trainings: engine.trainings,
    decisions,
    erasures,
    meter: new RequestMeter(),
    engineVersion: engine.engineVersion,
    ownerToken,
    shopperSecret,
    now: engine.now,
    newId: engine.newId,
    isReady: () => isReady,
  })
  const addressFile = join(settings.dataFolder, ADDRESS_FILE)
  let isAnnounced = false
  let stopFollowing: (() => Promise<void>) | undefined
  let stopTraining: (() => Promise<void>) | undefined
  const close = async (): Promise<void> => {
    await stopFollowing?.()
    await stopTraining?.()
    if (isAnnounced) await rm(addressFile, { force: true })
    await app.close()
    await erasures.settle()
    await decisions.close()
    await engine.close()
  }
  try {
    await app.listen({ host: settings.host, port: settings.port })
    const { port } = app.server.address() as { port: number }
    const url = urlOf(
      settings.host === '0.0.0.0' || settings.host === '::' ? '127.0.0.1' : settings.host,
      port,
    )
    await engine.shops.openAll(progress)
    await loadModels(engine, warn)
    await prepare?.(engine)
    await resumeErasures(engine.shops, erasures, warn)
    await rm(addressFile, { force: true })
    await writeFile(addressFile, JSON.stringify({ url, pid: process.pid, ownerToken }), { mode: 0o600 })
    isAnnounced = true
    if (settings.databaseUrl !== '') stopFollowing = follow(engine.shops, erasures, warn)
    if (settings.trainEveryHours > 0) stopTraining = trainWhenDue(engine, settings.trainEveryHours, warn)
    isReady = true
    return { url, engine, close }
  } catch (error) {
    await close()
    const { code } = error as { code?: string }
    if (code !== undefined && ADDRESS_FAULTS.has(code))
      throw new AisleError(
        'SETTING_INVALID',
        `The address ${settings.host}:${settings.port} cannot be used (${code}).`,
        {
          fix: 'Stop what listens there, or name another port in AISLE_PORT.',
          cause: error,
        },
      )
    throw error
  }
}
