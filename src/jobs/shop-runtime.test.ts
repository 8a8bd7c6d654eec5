import { copyFileSync, cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openSegmentFolder } from '../artifacts/segment-folder.ts'
import type { ShopEvent } from '../domain/event.ts'
import { openSqliteStore } from '../stores/sqlite/open.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { type Parsed, ShopRuntime } from './shop-runtime.ts'
import { Shops } from './shops.ts'
import { blocksOfShop } from './train/blocks-of-shop.ts'

const HOUR_MS = 3_600_000
const view = (eventId: string, rest: Partial<ShopEvent> = {}): Parsed => {
  const event: ShopEvent = {
    eventId,
    kind: 'product-view',
    at: NOW,
    channel: 'web',
    itemId: 'rye',
    shopper: { visitorId: 'v1' },
    ...rest,
  }
  return { record: { op: 'event', kind: 'event', id: eventId, body: JSON.stringify(event) }, body: event }
}
const wholesale = (eventId: string): Parsed =>
  view(eventId, {
    kind: 'order',
    lines: Array.from({ length: 20_000 }, (_, k) => ({ itemId: `item-${k % 50}`, quantity: 1 })),
  })
const put = (id: string, body: object): Parsed => ({
  record: { op: 'put', kind: 'item', id, body: JSON.stringify({ itemId: id, ...body }) },
  body: { itemId: id, ...body },
})
const patchShop = (body: object): Parsed => ({
  record: { op: 'patch', kind: 'shop', id: 'bakery', body: JSON.stringify(body) },
  body,
})

const rowsOf = async (runtime: ShopRuntime): Promise<number> => {
  const { sealedSeq, rest } = await runtime.newest()
  const { logId, segmentsPath } = runtime
  const missing = (afterSeq: number) => runtime.blocksOfLog(afterSeq, sealedSeq)
  let rows = 0
  for await (const block of blocksOfShop({ segmentsPath, logId, sealedSeq, missing, rest }))
    rows += block.rowCount
  return rows
}

/** A shop whose log fills one segment and has a tail beyond it. */
const whole = { folder: '', fingerprint: '', logSeq: 0, rows: 0 }
const ORDERS = 8

beforeAll(async () => {
  whole.folder = mkdtempSync(join(tmpdir(), 'aisle-runtime-'))
  const store = await openSqliteStore({ path: join(whole.folder, 'aisle.db') })
  const shops = new Shops({
    store,
    now: () => NOW,
    segmentsOf: (shop, logId) => openSegmentFolder(join(whole.folder, 'segments', shop), logId),
  })
  const runtime = await shops.create(BAKERY)
  await runtime.append(
    [put('item-1', { categories: ['Food > Bread'], skus: [{ sku: 'item-2' }] }), view('v1')],
    NOW,
  )
  for (let k = 0; k < ORDERS; k++) await runtime.append([wholesale(`order-${k}`)], NOW + k)
  await runtime.append(
    [
      view('v2', { shopper: { visitorId: 'v1', customerId: 'anna' } }),
      put('item-3', {}),
      view('v3', { itemId: '__proto__' }),
    ],
    NOW,
  )
  await runtime.append(
    [{ record: { op: 'delete', kind: 'item', id: 'item-3', body: '' }, body: undefined }],
    NOW,
  )
  await shops.settle()
  Object.assign(whole, {
    fingerprint: runtime.view.fingerprint(),
    logSeq: runtime.logSeq,
    rows: await rowsOf(runtime),
  })
  await store.close()
})
afterAll(() => rmSync(whole.folder, { recursive: true, force: true }))

const copyOfWhole = (): { folder: string; segments: string; names: readonly string[] } => {
  const folder = temporaryFolder()
  cpSync(whole.folder, folder, { recursive: true })
  const segments = join(folder, 'segments', 'bakery')
  return { folder, segments, names: readdirSync(segments).sort() }
}

test('the whole shop has a segment and a tail', () => {
  expect(copyOfWhole().names).toHaveLength(1)
  expect(whole.rows).toBe(ORDERS * 20_000 + 4)
})

test.each<[string, (segments: string, name: string) => void]>([
  ['its segment', () => {}],
  ['no segment, as after a crash before it was written', (segments) => rmSync(segments, { recursive: true })],
  [
    'a segment that is half written',
    (segments, name) => {
      copyFileSync(join(segments, name), join(segments, `${name}.part`))
      rmSync(join(segments, name))
    },
  ],
  ['a segment cut short', (segments, name) => truncateSync(join(segments, name), 1_000)],
  ['a segment that is empty', (segments, name) => truncateSync(join(segments, name), 0)],
  [
    'a segment of another log',
    (segments) => writeFileSync(join(segments, '000000000001-000000999999.segment'), 'other'),
  ],
  [
    'a segment too many',
    (segments, name) =>
      copyFileSync(join(segments, name), join(segments, '000000000099-000000000100.segment')),
  ],
])('a shop opened again with %s is the same', async (_, change) => {
  const { folder, segments, names } = copyOfWhole()
  change(segments, names[0] as string)
  const { shops } = await openJobs({ folder })
  const runtime = await shops.open(bakery)
  expect(runtime.logSeq).toBe(whole.logSeq)
  expect(runtime.view.fingerprint() === whole.fingerprint).toBe(true)
  expect(await rowsOf(runtime)).toBe(whole.rows)
  expect(readdirSync(segments).filter((name) => name.endsWith('.segment'))).toEqual(names)
})

test('without a folder for segments a shop is the same', async () => {
  const { folder } = copyOfWhole()
  const { shops } = await openJobs({ folder, segmentsOf: () => undefined })
  const runtime = await shops.open(bakery)
  expect(runtime.view.fingerprint() === whole.fingerprint).toBe(true)
  expect(await rowsOf(runtime)).toBe(whole.rows)
})

test('a segment that is damaged while the shop is open takes nothing from those who train', async () => {
  const { folder, segments, names } = copyOfWhole()
  const { shops } = await openJobs({ folder })
  const runtime = await shops.open(bakery)
  truncateSync(join(segments, names[0] as string), 1_000)
  expect(await rowsOf(runtime)).toBe(whole.rows)
})

test('a segment that cannot be written is kept in memory and written with the next', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'segments')
  let isFull = true
  const { shops } = await openJobs({
    folder,
    segmentsOf: () => {
      const segments = openSegmentFolder(path, '1')
      return {
        ...segments,
        write: async (block) => (isFull ? Promise.reject(new Error('no space')) : segments.write(block)),
      }
    },
  })
  const runtime = await shops.create(BAKERY)
  for (let k = 0; k < 7; k++) await runtime.append([wholesale(`a-${k}`)], NOW)
  await shops.settle()
  expect(await rowsOf(runtime)).toBe(140_000)
  isFull = false
  for (let k = 0; k < 7; k++) await runtime.append([wholesale(`b-${k}`)], NOW)
  await shops.settle()
  expect(readdirSync(path)).toHaveLength(2)
  expect(await rowsOf(runtime)).toBe(280_000)
})

test('the same event sent fifty times at once is stored once', async () => {
  const { shops, store } = await openJobs()
  const runtime = await shops.create(BAKERY)
  const placed = await Promise.all(Array.from({ length: 50 }, () => runtime.append([view('once')], NOW)))
  expect(placed.flat().filter(({ isDuplicate }) => !isDuplicate)).toHaveLength(1)
  expect(await store.headSeq(bakery)).toBe(2)
  expect(runtime.view.eventCount).toBe(1)
})

test('what another runtime appended to the same store is caught up with', async () => {
  const { shops, store } = await openJobs()
  const one = await shops.create(BAKERY)
  const two = await ShopRuntime.open(store, bakery, undefined)
  await two.append([view('a'), put('rye', {})], NOW)
  expect(one.view.eventCount).toBe(0)
  await Promise.all([
    one.append([view('b')], NOW),
    two.append([view('c')], NOW),
    one.append([view('d')], NOW),
    two.append([view('a')], NOW),
  ])
  await Promise.all([one.catchUp(), two.catchUp()])
  expect(one.view.eventCount).toBe(4)
  expect(one.view.fingerprint()).toBe(two.view.fingerprint())
})

test('another time zone counts days anew, with the events that come at the same time', async () => {
  const { shops, store } = await openJobs()
  const runtime = await shops.create(BAKERY)
  // 23:30 in Berlin and 7:30 of the next day in Tokyo.
  const at = Date.UTC(2026, 1, 28, 22, 30)
  const send = (name: string) =>
    Array.from({ length: 20 }, (_, k) =>
      runtime.append([view(`${name}-${k}`, { at: at + k * HOUR_MS })], NOW),
    )
  await Promise.all(send('before'))
  const day = runtime.view.dayOf(at)
  expect(runtime.view.counters.total('views', day)).toBe(1)
  await Promise.all([
    ...send('a'),
    runtime.append([patchShop({ timeZone: 'Asia/Tokyo' })], NOW),
    ...send('b'),
  ])
  expect(runtime.view.timeZone).toBe('Asia/Tokyo')
  expect(runtime.view.counters.total('views', day)).toBe(0)
  const fresh = await ShopRuntime.open(store, bakery, undefined)
  expect(runtime.view.eventCount).toBe(60)
  expect(runtime.view.fingerprint()).toBe(fresh.view.fingerprint())
})

test('two changes of time zone at once end with the last, and what was accepted is seen at once', async () => {
  const { shops, store } = await openJobs()
  const runtime = await shops.create(BAKERY)
  let seen = 0
  const sendAndLook = async (name: string): Promise<void> => {
    await runtime.append([view(name)], NOW)
    const { eventCount } = runtime.view
    expect(eventCount).toBeGreaterThan(seen)
    seen = eventCount
  }
  const zones = ['Asia/Tokyo', 'America/New_York'].map((timeZone) =>
    runtime.append([patchShop({ timeZone })], NOW),
  )
  for (let k = 0; k < 100; k++) await sendAndLook(`e-${k}`)
  await Promise.all(zones)
  expect(runtime.view.timeZone).toBe('America/New_York')
  expect(runtime.view.fingerprint()).toBe(
    (await ShopRuntime.open(store, bakery, undefined)).view.fingerprint(),
  )
})

test('what comes while a new time zone is counted is in the view that follows, another zone too', async () => {
  const { folder, segments } = copyOfWhole()
  let release = (): void => {}
  let held: Promise<void> | undefined
  let isWriting = false
  const { shops } = await openJobs({
    folder,
    segmentsOf: (_shop, logId) => {
      const real = openSegmentFolder(segments, logId)
      return {
        ...real,
        write: async (block) => {
          isWriting = true
          await held
          await real.write(block)
        },
      }
    },
  })
  const runtime = await shops.open(bakery)
  const { eventCount } = runtime.view
  // Without its segment the log is folded again, and the segment that comes of it is held back.
  rmSync(segments, { recursive: true })
  held = new Promise((resolve) => {
    release = resolve
  })
  const toTokyo = runtime.append([patchShop({ timeZone: 'Asia/Tokyo' })], NOW)
  await expect.poll(() => isWriting, { interval: 5 }).toBe(true)
  await runtime.append([view('late')], NOW)
  const toNewYork = runtime.append([patchShop({ timeZone: 'America/New_York' })], NOW)
  await expect.poll(() => runtime.view.shop.timeZone).toBe('America/New_York')
  expect([runtime.view.timeZone, runtime.view.eventCount]).toEqual(['Europe/Berlin', eventCount + 1])
  release()
  await Promise.all([toTokyo, toNewYork])
  expect([runtime.view.timeZone, runtime.view.eventCount]).toEqual(['America/New_York', eventCount + 1])
  expect(await rowsOf(runtime)).toBe(whole.rows + 1)
})

test('a new time zone folds the log once, however many records come meanwhile', async () => {
  let documentReads = 0
  const { shops } = await openJobs({
    change: (store) => ({
      ...store,
      readDocument: (...place) => {
        documentReads++
        return store.readDocument(...place)
      },
    }),
  })
  const runtime = await shops.create(BAKERY)
  documentReads = 0
  await Promise.all([
    runtime.append([patchShop({ timeZone: 'Asia/Tokyo' })], NOW),
    ...Array.from({ length: 30 }, (_, k) => runtime.append([view(`e-${k}`)], NOW)),
  ])
  expect(documentReads).toBe(1)
})
