import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ShopId } from '../domain/ids.ts'
import type { DocumentKind, LogRecord, StoredDocument } from '../domain/record.ts'
import { exportShop, type ExportOptions } from './export.ts'
import { importFile } from './import.ts'
import type { RecordKind, Sink } from './sink.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-export-'))
})
afterAll(() => rm(folder, { recursive: true }))

const shop = 'demo' as ShopId

/** A store that holds these events, and these documents of each kind. */
const storeOf = (
  events: readonly object[],
  documents: Partial<Record<DocumentKind, readonly (readonly [string, object | undefined])[]>> = {},
): ExportOptions['store'] => {
  const log = events.map(
    (event, k): LogRecord => ({
      seq: k + 1,
      loggedAt: 0,
      ...('itemIsPut' in event
        ? { op: 'put', kind: 'item', id: 'x', body: '{}' }
        : { op: 'event', kind: 'event', id: String(k), body: JSON.stringify(event) }),
    }),
  )
  return {
    headSeq: () => Promise.resolve(log.length),
    readLog: (_shop, after, limit) => Promise.resolve(log.slice(after, after + limit)),
    readDocuments: (_shop, kind, afterId, limit) =>
      Promise.resolve(
        (documents[kind] ?? [])
          .filter(([id]) => id > afterId)
          .slice(0, limit)
          .map(
            ([id, body]): StoredDocument => ({
              kind,
              id,
              seq: 1,
              createdAt: 0,
              body: body === undefined ? undefined : JSON.stringify(body),
            }),
          ),
      ),
  }
}

const EVENTS = [
  {
    eventId: 'e/1 🍞',
    kind: 'order',
    at: 1_772_357_400_000,
    shopper: { customerId: 'c "1"', visitorId: 'v,1' },
    channel: 'web',
    currency: 'GBP',
    orderId: '__proto__',
    totalMinor: 510,
    couponCodes: ['A|B', 'C'],
    lines: [
      { itemId: 'tea\t', quantity: 2, priceMinor: 255 },
      { itemId: 'jam', quantity: 0.5 },
    ],
    properties: { gift: true, note: 'two\nlines', nested: { a: [1, null] } },
  },
  {
    eventId: 'e2',
    kind: 'search',
    at: 1_772_357_400_001,
    channel: 'web',
    query: 'tea; "green"',
    position: 0,
    isEmulated: false,
  },
  {
    eventId: 'e3',
    kind: 'cart-view',
    at: 1_772_357_400_002,
    channel: 'web',
    shopper: { visitorId: 'v' },
    basket: [],
  },
  {
    eventId: 'e4',
    kind: 'list-impression',
    at: 1_772_357_400_003,
    channel: 'web',
    itemIds: ['1', '2'],
    category: 'Food > Tea',
  },
]

const importAll = async (path: string, kind?: RecordKind): Promise<readonly unknown[]> => {
  const records: unknown[] = []
  const sink: Sink = {
    send: (_kind, sent) => {
      records.push(...sent)
      return Promise.resolve(sent.map(() => ({ status: 'accepted', id: '' })))
    },
  }
  const report = await importFile({
    path,
    sink,
    shop: { currency: 'GBP', timeZone: 'Asia/Tokyo' },
    now: () => 0,
    ...(kind !== undefined && { kind }),
  })
  expect(report.refused).toBe(0)
  return records
}

test.each(['events.jsonl', 'events.csv', 'events.parquet', 'events.csv.gz'])(
  'events exported to %s come back the same',
  async (name) => {
    const out = join(folder, name)
    const format = name.includes('csv') ? 'csv' : name.endsWith('parquet') ? 'parquet' : 'jsonl'
    const report = await exportShop({
      store: storeOf([{ itemIsPut: true }, ...EVENTS]),
      shop,
      kind: 'events',
      format,
      out,
    })
    expect(report).toEqual({ kind: 'events', format, rows: 4, quarantined: 0 })
    expect(await importAll(out)).toEqual(EVENTS)
  },
)

const ITEMS = [
  {
    itemId: 'a',
    title: 'Tea',
    categories: ['Food > Tea'],
    priceMinor: 255,
    addedAt: 1_772_357_400_000,
    attributes: { grams: 500 },
  },
  { itemId: 'b', skus: [{ sku: 'b-1' }], channels: { store: { mode: 'exclude' } }, status: 'stopped' },
]
const CUSTOMERS = [
  {
    customerId: 'c',
    name: 'Ann',
    addresses: [{ country: 'GB' }],
    consent: { tracking: false },
    loyalty: { tier: 'gold' },
    wishlist: ['a'],
  },
]
const CHANNELS = [{ channelId: 'store', kind: 'store', timeZone: 'Europe/London', assortments: [] }]

test.each(['jsonl', 'csv', 'parquet'] as const)(
  'documents exported to %s come back the same, deleted ones not',
  async (format) => {
    const store = storeOf([], {
      item: [
        ['a', ITEMS[0]],
        ['aa', undefined],
        ['b', ITEMS[1]],
      ],
      customer: [['c', CUSTOMERS[0]]],
      channel: [['store', CHANNELS[0]]],
    })
    for (const [kind, expected] of [
      ['items', ITEMS],
      ['customers', CUSTOMERS],
      ['channels', CHANNELS],
    ] as const) {
      const out = join(folder, `${kind}.${format}`)
      expect(await exportShop({ store, shop, kind, format, out })).toMatchObject({ rows: expected.length })
      expect(await importAll(out, kind)).toEqual(expected)
    }
  },
)

test('a shop of many pages is exported whole, and an empty one is a file without rows', async () => {
  const many = Array.from({ length: 20_500 }, (_, k) => ({
    eventId: `e${k}`,
    kind: 'home-view',
    at: 1_772_357_400_000 + k,
    channel: 'web',
  }))
  for (const format of ['jsonl', 'parquet'] as const) {
    const out = join(folder, `many.${format}`)
    expect(await exportShop({ store: storeOf(many), shop, kind: 'events', format, out })).toMatchObject({
      rows: 20_500,
    })
    expect(await importAll(out)).toEqual(many)
    await exportShop({ store: storeOf([]), shop, kind: 'events', format, out })
    expect(await importAll(out)).toEqual([])
  }
})

test('documents of many pages are exported whole', async () => {
  const items = Array.from({ length: 2_500 }, (_, k) => ({ itemId: String(10_000 + k) }))
  const store = storeOf([], { item: items.map((item) => [item.itemId, item] as const) })
  const out = join(folder, 'pages.jsonl')
  await exportShop({ store, shop, kind: 'items', format: 'jsonl', out })
  expect(await importAll(out)).toEqual(items)
})

test('events of bots are left out and counted', async () => {
  const out = join(folder, 'bots.jsonl')
  const bot = { ...EVENTS[1], quarantine: 'bot' }
  const store = storeOf([bot, ...EVENTS, { ...EVENTS[1], query: '"quarantine"' }])
  expect(await exportShop({ store, shop, kind: 'events', format: 'jsonl', out })).toMatchObject({
    rows: 5,
    quarantined: 1,
  })
})

test('an export that is interrupted leaves no file behind', async () => {
  const controller = new AbortController()
  const many = Array.from({ length: 5_000 }, () => EVENTS[1] as object)
  const out = join(folder, 'stopped.jsonl')
  const run = exportShop({
    store: storeOf(many),
    shop,
    kind: 'events',
    format: 'jsonl',
    out,
    signal: controller.signal,
    progress: () => controller.abort(),
  })
  await expect(run).rejects.toThrow('aborted')
  expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([])
})

test('JSONL and CSV can be written to a stream, Parquet cannot', async () => {
  let text = ''
  const out = (): Writable =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString()
        done()
      },
    })
  const options = {
    store: storeOf([], { channel: [['store', CHANNELS[0]]] }),
    shop,
    kind: 'channels',
  } as const
  await exportShop({ ...options, format: 'csv', out: out() })
  expect(text).toBe('channelId,title,kind,timeZone,assortments\nstore,,store,Europe/London,[]\n')
  await expect(exportShop({ ...options, format: 'parquet', out: out() })).rejects.toMatchObject({
    code: 'SETTING_INVALID',
  })
})

test('CSV has dates that people can read', async () => {
  const out = join(folder, 'dates.csv')
  await exportShop({ store: storeOf(EVENTS), shop, kind: 'events', format: 'csv', out })
  expect(await readFile(out, 'utf8')).toContain('2026-03-01T09:30:00.000Z')
})
