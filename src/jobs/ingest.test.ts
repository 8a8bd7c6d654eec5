import { expect, test } from 'vitest'
import { AisleError } from '../domain/errors.ts'
import type { Store } from '../stores/ports.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import type { Outcome } from './sink.ts'

const http = { source: 'http' }
const view = (eventId: string, rest: object = {}): object => ({
  kind: 'product-view',
  itemId: 'rye',
  eventId,
  ...rest,
})
const statuses = (outcomes: readonly Outcome[]): readonly string[] => outcomes.map(({ status }) => status)

const openBakery = async (options: Parameters<typeof openJobs>[0] = {}) => {
  const jobs = await openJobs(options)
  const runtime = await jobs.shops.create(BAKERY)
  const events = (...raws: readonly unknown[]) => jobs.ingest.events(runtime, raws, http)
  const eventsInLog = async () =>
    (await jobs.store.readLog(bakery, 0, 1_000))
      .filter(({ op }) => op === 'event')
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  return { ...jobs, runtime, events, eventsInLog }
}
const full = (): Promise<never> => Promise.reject(new AisleError('STORE_FULL', 'The disk is full.'))

test('one bad event among good ones harms none of them, and is kept aside with its cause', async () => {
  const { events, store, runtime } = await openBakery()
  const bad = view('b', { quantity: -1 })
  expect(await events(view('a'), bad, view('c'))).toEqual([
    { status: 'accepted', id: 'a' },
    expect.objectContaining({
      status: 'rejected',
      code: 'INVALID',
      field: '/quantity',
      fix: expect.any(String),
    }),
    { status: 'accepted', id: 'c' },
  ])
  expect(runtime.view.eventCount).toBe(2)
  expect(await store.listRejects(bakery, undefined, 10)).toEqual([
    expect.objectContaining({
      rejectedAt: NOW,
      source: 'http',
      code: 'INVALID',
      field: '/quantity',
      body: JSON.stringify(bad),
    }),
  ])
})

test('an event sent again is a duplicate: in one call, in two, in many at once', async () => {
  const { events, eventsInLog } = await openBakery()
  expect(statuses(await events(view('a'), view('a')))).toEqual(['accepted', 'duplicate'])
  expect(statuses(await events(view('a')))).toEqual(['duplicate'])
  const many = await Promise.all(Array.from({ length: 50 }, () => events(view('b'))))
  expect(statuses(many.flat()).filter((status) => status === 'accepted')).toHaveLength(1)
  expect((await eventsInLog()).map(({ eventId }) => eventId)).toEqual(['a', 'b'])
})

test('events without an id are each their own', async () => {
  const { events } = await openBakery()
  const raw = { kind: 'product-view', itemId: 'rye' }
  expect(await events(raw, raw)).toEqual([
    { status: 'accepted', id: 'given-1' },
    { status: 'accepted', id: 'given-2' },
  ])
})

test('a program’s events are kept and count for nothing', async () => {
  const { ingest, runtime, eventsInLog } = await openBakery()
  await ingest.events(runtime, [view('a')], { source: 'http', isBot: true })
  expect(await eventsInLog()).toMatchObject([{ eventId: 'a', quarantine: 'bot' }])
  expect(runtime.view.eventCount).toBe(0)
})

test('who does not want to be followed is not named, under any of their names', async () => {
  const { ingest, events, runtime, eventsInLog } = await openBakery()
  await ingest.documents(runtime, 'customer', 'put', [{ customerId: 'anna' }, { customerId: 'ben' }], http)
  await events(view('linked', { shopper: { visitorId: 'v', customerId: 'anna' } }))
  await ingest.documents(
    runtime,
    'customer',
    'patch',
    [{ customerId: 'anna', consent: { tracking: false } }],
    http,
  )
  const sessionId = 's1'
  await events(
    view('as-anna', { shopper: { customerId: 'anna' }, sessionId }),
    view('as-visitor', { shopper: { visitorId: 'v' }, sessionId }),
    view('as-both', { shopper: { visitorId: 'v', customerId: 'anna' }, sessionId }),
    view('as-ben', { shopper: { customerId: 'ben' }, sessionId }),
    view('somebody', { shopper: { visitorId: 'w' }, sessionId }),
  )
  const kept = (await eventsInLog()).slice(1)
  expect(kept.map(({ eventId, shopper, sessionId: session }) => [eventId, shopper, session])).toEqual([
    ['as-anna', undefined, undefined],
    ['as-visitor', undefined, undefined],
    ['as-both', undefined, undefined],
    ['as-ben', { customerId: 'ben' }, 's1'],
    ['somebody', { visitorId: 'w' }, 's1'],
  ])
  expect(runtime.view.eventCount).toBe(6)
  await ingest.documents(
    runtime,
    'customer',
    'patch',
    [{ customerId: 'anna', consent: { tracking: null } }],
    http,
  )
  await events(view('again', { shopper: { customerId: 'anna' } }))
  expect((await eventsInLog()).at(-1)).toMatchObject({ shopper: { customerId: 'anna' } })
})

test('what senders put beside an event does not name who does not want to be followed', async () => {
  const { ingest, events, runtime, eventsInLog } = await openBakery()
  await ingest.documents(
    runtime,
    'customer',
    'put',
    [{ customerId: 'anna', consent: { tracking: false } }],
    http,
  )
  await events({
    eventId: 'e1',
    kind: 'order',
    shopper: { customerId: 'anna' },
    orderId: 'anna-9',
    email: 'anna@example.org',
    properties: { userId: 'anna' },
    // The decision says for whom it was.
    lines: [{ itemId: 'rye', recommendationId: 'of-anna' }],
  })
  const [kept] = await eventsInLog()
  expect(JSON.stringify(kept)).not.toContain('anna')
  expect(kept).toMatchObject({ eventId: 'e1', kind: 'order', lines: [{ itemId: 'rye', quantity: 1 }] })
})

test('in a shop that asks first, who said nothing is not named, and a sale that names nobody is kept whole', async () => {
  const { ingest, events, runtime, eventsInLog } = await openBakery()
  await ingest.documents(runtime, 'shop', 'patch', [{ shop: 'bakery', consentModel: 'opt-in' }], http)
  const sale = {
    kind: 'order',
    orderId: '17',
    totalMinor: 300,
    couponCodes: ['RYE'],
    lines: [{ itemId: 'rye' }],
  }
  await events({ ...sale, eventId: 'till' }, { ...sale, eventId: 'web', shopper: { visitorId: 'v' } })
  expect(
    (await eventsInLog()).map(({ orderId, totalMinor, shopper }) => [orderId, totalMinor, shopper]),
  ).toEqual([
    ['17', 300, undefined],
    [undefined, 300, undefined],
  ])
})

test('who was deleted stays unnamed until they come back', async () => {
  const { ingest, events, runtime, eventsInLog } = await openBakery()
  await ingest.documents(runtime, 'customer', 'put', [{ customerId: 'anna' }], http)
  await ingest.deletions(runtime, 'customer', ['anna'])
  await events(view('gone', { shopper: { customerId: 'anna' } }))
  await ingest.documents(runtime, 'customer', 'put', [{ customerId: 'anna' }], http)
  await events(view('back', { shopper: { customerId: 'anna' } }))
  expect((await eventsInLog()).map(({ shopper }) => shopper)).toEqual([undefined, { customerId: 'anna' }])
})

test('a patch sees what the patches before it in the same call left', async () => {
  const { ingest, runtime } = await openBakery()
  await ingest.documents(runtime, 'item', 'put', [{ itemId: 'rye', title: 'Rye', brand: 'Us' }], http)
  const outcomes = await ingest.documents(
    runtime,
    'item',
    'patch',
    [
      { itemId: 'rye', attributes: { crust: 'dark' }, brand: null },
      { itemId: 'rye', attributes: { sour: true } },
      { itemId: 'jam', title: 'Jam' },
      { itemId: 'rye', title: 7 },
    ],
    http,
  )
  expect(outcomes).toMatchObject([
    { status: 'accepted' },
    { status: 'accepted' },
    { status: 'rejected', code: 'UNKNOWN', field: '/itemId', fix: 'Put it first.' },
    { status: 'rejected', code: 'INVALID', field: '/title' },
  ])
  expect(runtime.view.document('item', 'rye')).toEqual({
    itemId: 'rye',
    title: 'Rye',
    attributes: { crust: 'dark', sour: true },
  })
})

test('what is deleted is gone, and what never was says so', async () => {
  const { ingest, runtime } = await openBakery()
  await ingest.documents(runtime, 'customer', 'put', [{ customerId: '__proto__' }], http)
  expect(await ingest.deletions(runtime, 'customer', ['__proto__', 'constructor'])).toMatchObject([
    { status: 'accepted', id: '__proto__' },
    { status: 'rejected', code: 'UNKNOWN' },
  ])
  expect(runtime.view.customers.size).toBe(0)
})

test('with the queue full nothing is taken, and room is made again', async () => {
  let release = (): void => {}
  const { events, ingest, runtime } = await openBakery({
    queueRecordsMax: 3,
    change: (store: Store): Store => ({
      ...store,
      append: async (...batch) => {
        if (batch[1][0]?.op === 'event')
          await new Promise<void>((resolve) => {
            release = resolve
          })
        return store.append(...batch)
      },
    }),
  })
  const first = events(view('a'), view('b'))
  await expect(events(view('c'), view('d'))).rejects.toMatchObject({ code: 'QUEUE_FULL', status: 429 })
  expect(ingest.waitingCount).toBe(2)
  release()
  expect(statuses(await first)).toEqual(['accepted', 'accepted'])
  expect(ingest.waitingCount).toBe(0)
  expect(runtime.view.eventCount).toBe(2)
  const large = events(view('c'), view('d'), view('e'), view('f'))
  release()
  expect(statuses(await large).length).toEqual(4)
})

test('with the disk full nothing of the call is kept, whichever part did not fit', async () => {
  let isFull = false
  const { events, runtime, store, ingest } = await openBakery({
    change: (real: Store): Store => ({
      ...real,
      addRejects: (...given) => (isFull ? full() : real.addRejects(...given)),
    }),
  })
  isFull = true
  await expect(events({ kind: 'product-view', itemId: 'rye' }, { kind: 'nonsense' })).rejects.toMatchObject({
    code: 'STORE_FULL',
    status: 507,
  })
  expect([await store.headSeq(bakery), runtime.view.eventCount, ingest.waitingCount]).toEqual([1, 0, 0])
})

test('with the disk full for records the view stays as it was', async () => {
  let isFull = false
  const { events, runtime, store } = await openBakery({
    change: (real: Store): Store => ({
      ...real,
      append: (...batch) => (isFull ? full() : real.append(...batch)),
    }),
  })
  const before = runtime.view.fingerprint()
  isFull = true
  await expect(events(view('a'))).rejects.toMatchObject({ code: 'STORE_FULL' })
  expect([await store.headSeq(bakery), runtime.view.fingerprint()]).toEqual([1, before])
  isFull = false
  expect(statuses(await events(view('a')))).toEqual(['accepted'])
})

test('what cannot be written as text is still counted as refused', async () => {
  const { events, store } = await openBakery()
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
  expect(await events(deep, view('a', { properties: { deep } }), 'x'.repeat(10_000))).toMatchObject([
    { code: 'INVALID' },
    { code: 'TOO_DEEP' },
    { code: 'INVALID' },
  ])
  expect(
    (await store.listRejects(bakery, undefined, 10)).map(({ body }) => body.length).sort((a, b) => a - b),
  ).toEqual([0, 0, 4_000])
})

test('the sink takes every kind of record', async () => {
  const { ingest, runtime } = await openBakery()
  const sink = ingest.sinkFor(runtime, 'import')
  await sink.send('channels', [{ channelId: 'till' }])
  await sink.send('items', [{ itemId: 'rye' }])
  await sink.send('customers', [{ customerId: 'anna' }])
  await sink.send('events', [view('a')])
  expect([
    runtime.view.catalog.channels().length,
    runtime.view.catalog.describedCount,
    runtime.view.customers.size,
    runtime.view.eventCount,
  ]).toEqual([1, 1, 1, 1])
})
