import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AisleError } from '../domain/errors.ts'
import type { CursorStore } from './import-cursor.ts'
import { importFile, type ImportOptions } from './import.ts'
import type { Outcome, Sink } from './sink.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

const write = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

type Kept = {
  readonly kind: string
  readonly record: { readonly itemId?: string; readonly eventId?: string }
}

/** Keeps what it is sent; refuses the item `bad`; knows an event that comes again. */
const memorySink = (before: (call: number) => void | Promise<void> = () => undefined) => {
  const kept: Kept[] = []
  const ids = new Set<string>()
  let calls = 0
  const take = (kind: string, record: Kept['record']): Outcome => {
    const { itemId, eventId } = record
    if (itemId === 'bad')
      return { status: 'rejected', code: 'INVALID', field: '/itemId', message: 'it is bad', fix: 'Mend it.' }
    if (eventId !== undefined && ids.has(eventId)) return { status: 'duplicate', id: eventId }
    if (eventId !== undefined) ids.add(eventId)
    kept.push({ kind, record })
    return { status: 'accepted', id: eventId ?? itemId ?? '' }
  }
  const sink: Sink = {
    send: async (kind, records) => {
      await before(++calls)
      return records.map((record) => take(kind, record as Kept['record']))
    },
  }
  return { sink, kept, calls: () => calls }
}

const memoryCursor = () => {
  let text: string | undefined
  const store: CursorStore = {
    read: () => Promise.resolve(text),
    write: (next) => {
      text = next
      return Promise.resolve()
    },
  }
  return { store, text: () => text }
}

const options = (path: string, sink: Sink, over: Partial<ImportOptions> = {}): ImportOptions => {
  let clock = 0
  return {
    path,
    sink,
    shop: { currency: 'GBP', timeZone: 'Europe/London' },
    now: () => (clock += 10),
    wait: () => Promise.resolve(),
    ...over,
  }
}

const VIEWS = `kind,at,visitorId,itemId\n${Array.from(
  { length: 25_000 },
  (_, k) => `product-view,2026-03-01T09:30:00Z,v${k % 900},${k === 7 ? 'bad' : `item ${k % 350}`}`,
).join('\n')}\n`

/** Lines of orders, some of them mingled with the next. */
const LINES = `orderId,at,customerId,itemId,quantity\n${Array.from({ length: 60_000 }, (_, k) => {
  const order = Math.floor(k / 4) + (k % 4 === 3 ? 1 : 0)
  return `${order},2026-03-01T09:30:00Z,c${order % 70},${k % 5_000 === 0 ? '' : `item ${k % 41}`},1`
}).join('\n')}\n`

test('an item file is read, sent and reported', async () => {
  const path = await write(
    'items.csv',
    'itemId,title,price\ntea,Tea,2.55\nbad,Bad,1\njam,Jam,free\nbread\ntea,Green tea,3\n',
  )
  const { sink, kept } = memorySink()
  const report = await importFile(options(path, sink))
  expect(report).toMatchObject({
    file: path,
    kind: 'items',
    read: 5,
    kept: 2,
    refused: 3,
    items: 2,
    duplicates: 0,
    isComplete: true,
    isResumed: false,
  })
  expect(
    report.reasons.map(({ code, field, count, examples }) => [code, field, count, examples[0]?.row]),
  ).toEqual([
    ['INVALID', '/itemId', 1, 2],
    ['BAD_MONEY', '/priceMinor', 1, 3],
    ['RAGGED', '', 1, 4],
  ])
  expect(kept.map(({ record }) => record)).toEqual([
    { itemId: 'tea', title: 'Tea', priceMinor: 255 },
    { itemId: 'tea', title: 'Green tea', priceMinor: 300 },
  ])
})

test('importing a file twice changes nothing', async () => {
  const path = await write('views.csv', VIEWS)
  const { sink, kept } = memorySink()
  const first = await importFile(options(path, sink))
  const second = await importFile(options(path, sink))
  expect(first).toMatchObject({ read: 25_000, kept: 24_999, refused: 1, events: kept.length })
  expect(second).toMatchObject({ read: 25_000, kept: 24_999, refused: 1, events: 0, duplicates: 24_999 })
})

test('an order of 10,000 lines is one event', async () => {
  const lines = Array.from({ length: 10_000 }, (_, k) => `big,2026-03-01T09:30:00Z,item ${k},1`)
  const path = await write('big.csv', `orderId,at,itemId,quantity\n${lines.join('\n')}\n`)
  const { sink, kept } = memorySink()
  expect(await importFile(options(path, sink))).toMatchObject({ read: 10_000, kept: 10_000, events: 1 })
  expect(kept).toMatchObject([{ record: { lines: { length: 10_000 } } }])
})

test.each([
  ['views', VIEWS],
  ['orders', LINES],
])('killed after any batch, an import of %s goes on and ends as if nothing had been', async (name, text) => {
  const path = await write(`${name}-killed.csv`, text)
  const whole = memorySink()
  const expected = await importFile(options(path, whole.sink))
  const idsOf = (kept: readonly Kept[]): unknown[] => kept.map(({ record }) => record.eventId).sort()
  for (let last = 0; last < whole.calls(); last += 6) {
    const cursor = memoryCursor()
    const killed = memorySink((call) => {
      if (call === last + 1) throw new Error('killed')
    })
    await expect(importFile(options(path, killed.sink, { cursor: cursor.store }))).rejects.toThrow('killed')
    const report = await importFile(options(path, killed.sink, { cursor: cursor.store }))
    expect(idsOf(killed.kept)).toEqual(idsOf(whole.kept))
    expect([report.read, report.kept, report.refused]).toEqual([
      expected.read,
      expected.kept,
      expected.refused,
    ])
    expect(report.reasons).toEqual(expected.reasons)
    expect(report.isComplete).toBe(true)
    expect(cursor.text()).toBeUndefined()
  }
})

test('a run that goes on sends only what is not yet known to be there', async () => {
  const path = await write('on.csv', VIEWS)
  const cursor = memoryCursor()
  const failing = memorySink((call) => {
    if (call === 20) throw new Error('killed')
  })
  await expect(importFile(options(path, failing.sink, { cursor: cursor.store }))).rejects.toThrow('killed')
  const rest = memorySink()
  const report = await importFile(options(path, rest.sink, { cursor: cursor.store }))
  expect(report).toMatchObject({ isResumed: true, read: 25_000, events: 24_999 })
  expect(rest.calls()).toBe(15)
})

test('a file that changed is imported from its start', async () => {
  const path = await write('changed.csv', VIEWS)
  const cursor = memoryCursor()
  const failing = memorySink((call) => {
    if (call === 20) throw new Error('killed')
  })
  await expect(importFile(options(path, failing.sink, { cursor: cursor.store }))).rejects.toThrow('killed')
  await appendFile(path, 'product-view,2026-03-01T09:30:00Z,v1,late\n')
  const report = await importFile(options(path, failing.sink, { cursor: cursor.store }))
  expect(report).toMatchObject({ isResumed: false, read: 25_001 })
})

test('a full disk stops the import, says how to go on, and loses nothing', async () => {
  const path = await write('full.csv', VIEWS)
  const cursor = memoryCursor()
  let isFull = true
  const { sink, kept } = memorySink((call) => {
    if (isFull && call > 15) throw new AisleError('STORE_FULL', 'The disk is full.')
  })
  const error = await importFile(options(path, sink, { cursor: cursor.store })).catch(
    (cause: unknown) => cause,
  )
  expect(error).toMatchObject({ code: 'STORE_FULL' })
  expect((error as AisleError).message).toContain('all up to row 10000 is kept')
  expect((error as AisleError).fix).toContain('it goes on from there')
  isFull = false
  const report = await importFile(options(path, sink, { cursor: cursor.store }))
  expect(report).toMatchObject({ read: 25_000, kept: 24_999, isResumed: true })
  expect(kept.length).toBe(24_999)
})

test('a busy sink is asked again, each time later', async () => {
  const path = await write('busy.csv', VIEWS)
  const waits: number[] = []
  const { sink } = memorySink((call) => {
    if (call <= 4) throw new AisleError('QUEUE_FULL', 'Busy.')
  })
  const wait = (ms: number): Promise<void> => {
    waits.push(ms)
    return Promise.resolve()
  }
  expect(await importFile(options(path, sink, { wait }))).toMatchObject({ kept: 24_999 })
  expect(waits).toEqual([100, 200, 400, 800])
})

test('an interrupted import finishes what is on its way, and the next one goes on', async () => {
  const path = await write('stop.csv', VIEWS)
  const cursor = memoryCursor()
  const controller = new AbortController()
  const { sink, kept } = memorySink((call) => {
    if (call === 14) controller.abort()
  })
  const report = await importFile(options(path, sink, { cursor: cursor.store, signal: controller.signal }))
  expect(report.isComplete).toBe(false)
  expect(report.kept).toBe(kept.length)
  expect(report.read).toBe(report.kept + report.refused)
  expect(JSON.parse(cursor.text() ?? '{}')).toMatchObject({ rowNumber: 10_000 })
  const next = await importFile(options(path, sink, { cursor: cursor.store }))
  expect(next).toMatchObject({ isResumed: true, isComplete: true, read: 25_000, kept: 24_999 })
})

test('no more than two batches of events are on their way, and of items one', async () => {
  const most = async (text: string): Promise<number> => {
    const path = await write('flight.csv', text)
    let now = 0
    let max = 0
    const { sink } = memorySink(async () => {
      max = Math.max(max, ++now)
      await new Promise((resolve) => setImmediate(resolve))
      now--
    })
    await importFile(options(path, sink, { batchSize: 10 }))
    return max
  }
  expect(await most(VIEWS.slice(0, 20_000))).toBe(2)
  expect(await most(`itemId,title\n${Array.from({ length: 99 }, (_, k) => `${k},x`).join('\n')}`)).toBe(1)
})

test('progress counts the bytes of the file', async () => {
  const path = await write('progress.csv', VIEWS)
  const seen: number[] = []
  let total = 0
  const progress: ImportOptions['progress'] = ({ bytesDone, bytesTotal }) => {
    seen.push(bytesDone)
    total = bytesTotal
  }
  await importFile(options(path, memorySink().sink, { progress }))
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(seen.at(-1)).toBe(total)
  expect(total).toBe(VIEWS.length)
})

test('the kind is judged by the columns, told, or asked for', async () => {
  const path = await write('people.jsonl', 'oops\n{"customerId":"c1","name":"Ann"}\n')
  expect(await importFile(options(path, memorySink().sink))).toMatchObject({
    kind: 'customers',
    read: 2,
    kept: 1,
  })
  const strange = await write('strange.csv', 'a,b\n1,2\n')
  await expect(importFile(options(strange, memorySink().sink))).rejects.toMatchObject({
    code: 'MAPPING_INVALID',
  })
  expect(await importFile(options(strange, memorySink().sink, { kind: 'items' }))).toMatchObject({
    kind: 'items',
    kept: 1,
  })
})

test('an empty JSONL file is an import of nothing', async () => {
  const path = await write('empty.jsonl', '')
  expect(await importFile(options(path, memorySink().sink))).toMatchObject({
    read: 0,
    kept: 0,
    refused: 0,
    isComplete: true,
  })
})

test('what is drawn from the rows of Online Retail is whole also after a kill', async () => {
  const lines = Array.from(
    { length: 50_000 },
    (_, k) => `${k},${k % 300},TITLE ${k % 300},1,2011-03-01 10:00:00,2.5,${k % 90}.0,France`,
  )
  const path = await write(
    'retail.csv',
    `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n${lines.join('\n')}\n`,
  )
  const cursor = memoryCursor()
  const failing = memorySink((call) => {
    if (call === 40) throw new Error('killed')
  })
  await expect(
    importFile(options(path, failing.sink, { preset: 'online-retail', cursor: cursor.store })),
  ).rejects.toThrow('killed')
  const report = await importFile(
    options(path, failing.sink, { preset: 'online-retail', cursor: cursor.store }),
  )
  expect(report).toMatchObject({ isResumed: true, read: 50_000, kept: 50_000, items: 300, customers: 90 })
  expect(failing.kept.filter(({ kind }) => kind === 'events').length).toBe(50_000)
})
