/** The server's routes on a store of their own, asked in process. */
import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testSettings } from '../../test/start-test-server.ts'
import { Ingest } from '../jobs/ingest.ts'
import { keepDecisions } from '../jobs/kept-decisions.ts'
import type { KeyDocument, KeyRole } from '../views/shop-view.ts'
import { hashKey } from './access.ts'
import { buildApp } from './app.ts'
import { decisionsPath, openEngine } from './engine.ts'
import { openErasures } from './open-erasures.ts'
import { RequestMeter } from './request-meter.ts'
import { newTimeOrderedId } from './time-ordered-id.ts'

export const NOW = Date.UTC(2026, 2, 1, 12)

export const TEST_SHOPPER_SECRET = 'a secret that only this server has'

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** JSON when it is some, else the text. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests say what they expect of it
  readonly body: any
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'
export type AskOptions = { readonly headers?: Record<string, string>; readonly from?: string }

export const openTestApp = async ({
  environment = {},
  isReady = () => true,
}: {
  environment?: Readonly<Record<string, string>>
  isReady?: () => boolean
} = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'aisle-app-'))
  const settings = testSettings(folder, { AISLE_LOG_LEVEL: 'silent', ...environment })
  const engine = await openEngine(settings)
  const clock = { now: NOW }
  const { store, shops, models, trainings, engineVersion } = engine
  const newId = (): string => newTimeOrderedId(clock.now)
  const ingest = new Ingest({
    store,
    now: () => clock.now,
    newId,
    queueRecordsMax: settings.queueRecordsMax,
    isOnlyWriter: true,
  })
  const decisions = keepDecisions({
    path: decisionsPath(settings),
    days: settings.decisionDays,
    bytesMax: settings.decisionMb * 1024 * 1024,
    inMemory: { decisionsMax: 100, itemsMax: 10_000 },
    now: () => clock.now,
  })
  const erasures = openErasures(
    { store, ingest, models, trainings, now: () => clock.now, newId },
    decisions,
    false,
  )
  const app = await buildApp({
    settings,
    store,
    shops,
    ingest,
    models,
    trainings,
    decisions,
    erasures,
    meter: new RequestMeter(),
    engineVersion,
    ownerToken: 'the-owner',
    shopperSecret: TEST_SHOPPER_SECRET,
    now: () => clock.now,
    newId,
    isReady,
  })

  const ask = async (
    method: Method,
    url: string,
    body?: unknown,
    { headers = {}, from }: AskOptions = {},
  ): Promise<Answer> => {
    const isText = typeof body === 'string' || body instanceof Uint8Array
    const answer = await app.inject({
      method,
      url,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { payload: isText ? Buffer.from(body as string) : JSON.stringify(body) }),
      ...(from !== undefined && { remoteAddress: from }),
    })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body }
  }
  const createShop = (shop: string, rest: object = {}): Promise<Answer> =>
    ask('PUT', '/api/v1/shops', { shop, currency: 'EUR', timeZone: 'Europe/Berlin', ...rest })
  const addKey = async (shop: string, role: KeyRole, key: string): Promise<void> => {
    const body: KeyDocument = { keyId: key, hash: hashKey(key), role, createdAt: NOW }
    await ingest.own(shops.get(shop), {
      record: { op: 'put', kind: 'key', id: key, body: JSON.stringify(body) },
      body,
    })
  }
  const close = async (): Promise<void> => {
    await app.close()
    await erasures.settle()
    await decisions.close()
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { app, engine, decisions, erasures, folder, clock, ask, createShop, addKey, close }
}
