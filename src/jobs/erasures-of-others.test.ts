/** People erased by one of two servers on one database. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openSegmentFolder } from '../artifacts/segment-folder.ts'
import { openPostgresStore } from '../stores/postgres/open.ts'
import { startTestServer, type TestServer } from '../stores/postgres/server.test-support.ts'
import { Erasures } from './erasures.ts'
import { Ingest } from './ingest.ts'
import { keepDecisions } from './kept-decisions.ts'
import { BAKERY, bakery, NOW } from './open-jobs.test-support.ts'
import { Shops } from './shops.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
}, 240_000)
afterAll(() => server?.stop())

/** A server with a data folder of its own. */
const openServer = async (folder = temporaryFolder()) => {
  const store = await openPostgresStore({ url: server.url })
  const now = (): number => NOW
  let given = 0
  const newId = (): string => `${folder.slice(-6)}-${++given}`
  const shops = new Shops({
    store,
    now,
    segmentsOf: (shop, logId) => openSegmentFolder(join(folder, 'segments', shop), logId),
  })
  const ingest = new Ingest({ store, now, newId, queueRecordsMax: 20_000, isOnlyWriter: false })
  const decisions = keepDecisions({
    path: join(folder, 'decisions'),
    days: 30,
    bytesMax: 1e6,
    inMemory: { decisionsMax: 9, itemsMax: 99 },
    now,
  })
  const erasures = new Erasures({
    store,
    ingest,
    decisions,
    now,
    newId,
    newSalt: () => 'salt',
    othersHeard: async () => {},
  })
  const close = async (): Promise<void> => {
    await decisions.close()
    await shops.settle()
    await store.close()
  }
  onTestFinished(close)
  return { folder, store, shops, ingest, decisions, erasures, close }
}

const decision = (recommendationId: string, shopper: object) => ({
  recommendationId,
  shop: bakery,
  decidedAt: NOW,
  request: { shopper },
  response: { items: [] },
})

test('the others let go of a person when they read it, and clean what is their own; one that was down does it later', async () => {
  const [one, other] = await Promise.all([openServer(), openServer()])
  const runtime = await one.shops.create(BAKERY)
  await one.ingest.events(
    runtime,
    [
      { kind: 'product-view', itemId: 'rye', shopper: { visitorId: 'phone', customerId: 'anna' } },
      { kind: 'order', lines: [{ itemId: 'rye' }], shopper: { customerId: 'anna' } },
      { kind: 'product-view', itemId: 'jam', shopper: { customerId: 'ben' } },
    ],
    { source: 'http' },
  )
  const mirror = await other.shops.open(bakery)
  const late = await openServer()
  await late.shops.open(bakery)
  for (const server of [other, late]) {
    server.decisions.add(decision('d-anna', { customerId: 'anna' }))
    server.decisions.add(decision('d-phone', { visitorId: 'phone' }))
    server.decisions.add(decision('d-ben', { customerId: 'ben' }))
    await server.decisions.flush()
  }
  await late.close()

  await one.erasures.start(runtime, ['anna'])
  await mirror.follow()
  expect(mirror.view.history.acts(mirror.view.shoppers.find('c:anna'), 9)).toEqual([])
  await one.erasures.settle()
  await mirror.follow()
  await other.erasures.forgetOthers(mirror)
  expect(mirror.view.fingerprint()).toBe(runtime.view.fingerprint())
  expect(mirror.view.fingerprint()).not.toMatch(/anna|phone/)
  expect((await other.decisions.list(bakery, { limit: 9 })).map((kept) => kept.recommendationId)).toEqual([
    'd-ben',
  ])
  await other.ingest.events(mirror, [{ kind: 'home-view', shopper: { visitorId: 'phone' } }], {
    source: 'http',
  })
  expect(mirror.view.fingerprint()).not.toMatch(/phone/)

  const again = await openServer(late.folder)
  const reopened = await again.shops.open(bakery)
  await again.erasures.resume(reopened)
  expect((await again.decisions.list(bakery, { limit: 9 })).map((kept) => kept.recommendationId)).toEqual([
    'd-ben',
  ])
  await mirror.follow()
  expect(reopened.view.fingerprint()).toBe(mirror.view.fingerprint())
}, 240_000)
