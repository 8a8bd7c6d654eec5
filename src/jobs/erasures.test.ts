import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../stores/ports.ts'
import type { ShopView } from '../views/shop-view.ts'
import { Erasures } from './erasures.ts'
import { BAKERY, bakery, NOW, openJobs } from './open-jobs.test-support.ts'
import { viewAt } from './replay-decision.ts'
import type { ShopRuntime } from './shop-runtime.ts'

type Jobs = Awaited<ReturnType<typeof openJobs>>

const open = async (options: Parameters<typeof openJobs>[0] = {}) => {
  const jobs = await openJobs(options)
  const runtime = await jobs.shops.open(bakery).catch(() => jobs.shops.create(BAKERY))
  let given = 0
  const erasures = new Erasures({
    store: jobs.store,
    ingest: jobs.ingest,
    now: () => NOW,
    newId: () => `new-${String(runtime.logSeq).padStart(6, '0')}-${++given}`,
    newSalt: () => 'salt',
    othersHeard: async () => {},
  })
  const send = (...events: readonly object[]) =>
    jobs.ingest.events(
      runtime,
      events.map((event) => ({ at: NOW, ...event })),
      { source: 'http' },
    )
  const put = (...customers: readonly object[]) =>
    jobs.ingest.documents(runtime, 'customer', 'put', customers, { source: 'http' })
  const erase = async (...customerIds: readonly string[]) => {
    const begun = await erasures.start(runtime, customerIds)
    await erasures.settle()
    return customerIds.map((id) => {
      const status = begun.get(id)
      return status === undefined ? undefined : erasures.get(runtime, status.erasureId)
    })
  }
  return { ...jobs, runtime, erasures, send, put, erase }
}

/** The same log read by another process: documents first, then the log. */
const reopened = async ({ folder, close }: Jobs): Promise<ShopRuntime> => {
  await close()
  return (await openJobs({ folder })).shops.open(bakery)
}

const bytesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')

const view = (itemId: string, shopper: object, rest: object = {}) => ({
  kind: 'product-view',
  itemId,
  shopper,
  ...rest,
})
const order = (shopper: object | undefined, itemIds: readonly string[], rest: object = {}) => ({
  kind: 'order',
  lines: itemIds.map((itemId) => ({ itemId, quantity: 2, priceMinor: 300 })),
  ...(shopper !== undefined && { shopper }),
  ...rest,
})
const unitsOf = ({ counters, channels, items, dayOf }: ShopView, itemId: string): number =>
  counters.sums('units', channels.find('web'), dayOf(NOW) - 9, dayOf(NOW), items.size)[
    items.find(itemId)
  ] as number

const annasLife = [
  view('jam', { visitorId: 'phone-of-anna' }, { sessionId: 'visit-of-anna' }),
  { kind: 'search', query: 'anna was here', shopper: { visitorId: 'phone-of-anna' } },
  view('rye', { visitorId: 'phone-of-anna', customerId: 'anna-17' }),
  view('oat', { visitorId: 'phone-of-anna' }),
  order({ customerId: 'anna-17' }, ['rye', 'jam'], {
    eventId: 'order-of-anna-17',
    couponCodes: ['FOR-ANNA'],
    properties: { note: 'ring twice at Anna Moss' },
  }),
  { kind: 'cart-add', itemId: 'oat', shopper: { customerId: 'anna-17' } },
]
const annaDocument = {
  customerId: 'anna-17',
  name: 'Anna Moss',
  email: 'anna@moss.example',
  wishlist: ['jam'],
}
const WORDS = /anna|moss|FOR-ANNA|ring twice|phone-of/i

test('of somebody who was erased no word is left in the whole data folder, and what was sold stays sold', async () => {
  const jobs = await open()
  await jobs.put(annaDocument, { customerId: 'ben', name: 'Ben' })
  await jobs.send(...annasLife, order({ customerId: 'ben' }, ['rye'], { eventId: 'o-ben' }))
  await jobs.send({ kind: 'order', shopper: { customerId: 'anna-17' } }, { kind: 'x', by: 'ben' })
  const sold = unitsOf(jobs.runtime.view, 'rye')
  expect(bytesOf(jobs.folder)).toMatch(WORDS)
  const [done] = await jobs.erase('anna-17')
  expect(done).toMatchObject({
    state: 'done',
    doneShare: 1,
    erased: { events: 6, documents: 2, visitors: 1, rejects: 1, segments: 0 },
  })
  expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
  expect(jobs.runtime.view.fingerprint()).not.toMatch(WORDS)
  expect(unitsOf(jobs.runtime.view, 'rye')).toBe(sold)
  expect(jobs.runtime.view.counters.orderCount(jobs.runtime.view.dayOf(NOW))).toBe(2)
  expect(await jobs.store.listRejects(bakery, undefined, 9)).toHaveLength(1)
  const log = await jobs.store.readLog(bakery, 0, 100)
  expect(log.filter(({ body }) => body.includes('"ben"')).length).toBeGreaterThan(1)
  const fresh = await reopened(jobs)
  expect(fresh.view.fingerprint()).toBe(jobs.runtime.view.fingerprint())
})

test('whoever is put again begins with nothing, and is followed again', async () => {
  const jobs = await open()
  await jobs.put(annaDocument)
  await jobs.send(...annasLife)
  await jobs.erase('anna-17')
  await jobs.put({ customerId: 'anna-17', name: 'Anna again' })
  const { view: live } = jobs.runtime
  const anna = (of: ShopView) => of.history.acts(of.shoppers.find('c:anna-17'), 99).length
  expect([anna(live), live.customerBehind('phone-of-anna')]).toEqual([0, undefined])
  await jobs.send(view('jam', { visitorId: 'phone-of-anna', customerId: 'anna-17' }))
  expect([anna(live), live.customerBehind('phone-of-anna')]).toEqual([1, 'anna-17'])
  const print = live.fingerprint()
  const fresh = await reopened(jobs)
  expect(fresh.view.fingerprint()).toBe(print)
  expect(anna(fresh.view)).toBe(1)
})

test('what still arrives of them is kept without who: of the customer and of the browser that was theirs', async () => {
  const jobs = await open()
  await jobs.put(annaDocument)
  await jobs.send(...annasLife)
  await jobs.erase('anna-17')
  await jobs.send(
    view('jam', { visitorId: 'phone-of-anna' }, { eventId: 'late-1', sessionId: 'visit-of-anna' }),
    order({ customerId: 'anna-17' }, ['jam'], { eventId: 'late-2' }),
    view('jam', { visitorId: 'phone-of-anna', customerId: 'anna-17' }, { eventId: 'late-3' }),
    { kind: 'order', shopper: { visitorId: 'phone-of-anna' } },
    { kind: 'order', shopper: { customerId: 'anna-17' } },
    // What was sent before is known, and not kept again.
    { ...annasLife[4], eventId: 'late-2' },
  )
  await jobs.ingest.documents(jobs.runtime, 'customer', 'patch', [annaDocument], { source: 'crm' })
  expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
  expect(jobs.runtime.view.fingerprint()).not.toMatch(WORDS)
  await jobs.send(view('jam', { visitorId: 'phone-of-anna', customerId: 'cleo' }))
  expect(jobs.runtime.view.customerBehind('phone-of-anna')).toBe('cleo')
})

test('of a browser that somebody else used too, only what the person did goes', async () => {
  const jobs = await open()
  await jobs.put({ customerId: 'ben' }, annaDocument)
  const tablet = { visitorId: 'tablet' }
  await jobs.send(
    view('rye', tablet, { eventId: 'before ben' }),
    view('rye', { ...tablet, customerId: 'ben' }, { eventId: 'ben' }),
    view('oat', tablet, { eventId: 'of ben' }),
    view('jam', { ...tablet, customerId: 'anna-17' }, { eventId: 'anna' }),
    view('jam', tablet, { eventId: 'of anna' }),
    view('jam', { ...tablet, customerId: 'anna-17' }, { eventId: 'as anna', isEmulated: true }),
    view('oat', { ...tablet, customerId: 'ben' }, { eventId: 'ben again' }),
    view('oat', tablet, { eventId: 'of ben again' }),
  )
  expect(await jobs.erase('anna-17')).toMatchObject([{ erased: { events: 3, visitors: 1 } }])
  const log = await jobs.store.readLog(bakery, 0, 100)
  const named = log.filter(({ op, body }) => op === 'event' && body.includes('tablet')).map(({ id }) => id)
  expect(named).toEqual(['before ben', 'ben', 'of ben', 'ben again', 'of ben again'])
  await jobs.send(view('rye', tablet, { eventId: 'still' }))
  expect(jobs.runtime.view.customerBehind('tablet')).toBe('ben')
  expect(jobs.runtime.view.history.acts(jobs.runtime.view.shoppers.find('v:tablet'), 9)).toHaveLength(4)
})

test('nobody, and somebody twice: nothing is done, and nothing is kept of the name', async () => {
  const jobs = await open()
  await jobs.put(annaDocument)
  await jobs.send(...annasLife)
  expect(await jobs.erase('nobody')).toEqual([undefined])
  const [one, same] = await Promise.all([
    jobs.erasures.start(jobs.runtime, ['anna-17', 'anna-17']),
    jobs.erasures.start(jobs.runtime, ['anna-17']),
  ])
  await jobs.erasures.settle()
  expect([...one.keys()]).toEqual(['anna-17'])
  expect(same.size).toBeLessThanOrEqual(1)
  expect(await jobs.erase('anna-17')).toEqual([undefined])
  expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
})

test('somebody of whom there are only events is erased too', async () => {
  const jobs = await open()
  await jobs.send(...annasLife)
  expect(await jobs.erase('anna-17')).toMatchObject([{ state: 'done', erased: { events: 6, documents: 1 } }])
  expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
})

test('events that stream in meanwhile are taken out as well, whenever they were sent', async () => {
  const jobs = await open()
  await jobs.put(annaDocument)
  const sending: Promise<unknown>[] = []
  const sendSome = (from: number): void => {
    for (let k = from; k < from + 40; k++)
      sending.push(
        jobs.send(
          order({ customerId: 'anna-17', visitorId: `phone-of-${k % 7}` }, ['rye'], { eventId: `e${k}` }),
          view('jam', { visitorId: `phone-of-${k % 7}` }, { eventId: `v${k}` }),
          view('jam', { customerId: 'ben' }, { eventId: `b${k}` }),
        ),
      )
  }
  sendSome(0)
  const starting = jobs.erasures.start(jobs.runtime, ['anna-17'])
  sendSome(40)
  await starting
  sendSome(80)
  await Promise.all(sending)
  await jobs.erasures.settle()
  expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
  expect(unitsOf(jobs.runtime.view, 'rye')).toBe(120 * 2_000)
  const ben = jobs.runtime.view.shoppers.find('c:ben')
  expect(jobs.runtime.view.history.acts(ben, 999)).toHaveLength(120)
  const print = jobs.runtime.view.fingerprint()
  expect((await reopened(jobs)).view.fingerprint()).toBe(print)
})

test('who is put again while the erasing goes on keeps what they did since, and nothing of before', async () => {
  const jobs = await open()
  await jobs.put(annaDocument)
  await jobs.send(...annasLife)
  await jobs.erasures.start(jobs.runtime, ['anna-17'])
  await jobs.put({ customerId: 'anna-17', name: 'Back' })
  await jobs.send(view('oat', { visitorId: 'new', customerId: 'anna-17' }, { eventId: 'since-1' }))
  await jobs.send(view('oat', { visitorId: 'new' }, { eventId: 'since-2' }))
  await jobs.erasures.settle()
  const log = await jobs.store.readLog(bakery, 0, 99)
  const named = log.filter(({ id, body }) => (id + body).includes('anna-17')).map(({ id }) => id)
  expect(named).toEqual(['anna-17', 'since-1'])
  expect(bytesOf(jobs.folder)).not.toMatch(/moss|FOR-ANNA|phone-of/i)
  expect(jobs.runtime.view.customers.get('anna-17')).toEqual({ customerId: 'anna-17', name: 'Back' })
  expect(jobs.runtime.view.customerBehind('new')).toBe('anna-17')
  const print = jobs.runtime.view.fingerprint()
  expect((await reopened(jobs)).view.fingerprint()).toBe(print)
})

test('what failed goes on when it is asked for again', async () => {
  let isBroken = true
  const jobs = await open({
    change: (real) => ({
      ...real,
      rewrite: (...args) => (isBroken ? Promise.reject(new Error('disk')) : real.rewrite(...args)),
    }),
  })
  await jobs.put(annaDocument)
  await jobs.send(...annasLife)
  expect(await jobs.erase('anna-17')).toMatchObject([{ state: 'failed', error: expect.any(String) }])
  isBroken = false
  expect(await jobs.erase('anna-17')).toMatchObject([{ state: 'done', erased: { events: 6 } }])
  expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
})

const anyEvent = fc.record({
  kind: fc.constantFrom('product-view', 'cart-add', 'order'),
  item: fc.constantFrom('rye', 'jam', 'oat'),
  who: fc.constantFrom(
    { visitorId: 'v1' },
    { visitorId: 'v2' },
    { customerId: 'anna' },
    { customerId: 'ben' },
    { visitorId: 'v1', customerId: 'anna' },
    { visitorId: 'v2', customerId: 'anna' },
    { visitorId: 'v2', customerId: 'ben' },
  ),
  session: fc.constantFrom({}, { sessionId: 's1' }, { sessionId: 's2' }),
})
const anyStep = fc.oneof(
  { weight: 8, arbitrary: anyEvent },
  fc.constantFrom('put' as const, 'erase' as const),
)

test('live, read anew, and folded record by record, a shop with erasures is the same byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
      const jobs = await open()
      for (const [k, step] of steps.entries())
        if (step === 'put') await jobs.put({ customerId: 'anna', name: `Anna ${k}` })
        else if (step === 'erase') await jobs.erase('anna')
        else {
          const { kind, item, who, session } = step
          await jobs.send(
            kind === 'order'
              ? order(who, [item], { eventId: `e${k}` })
              : { kind, itemId: item, shopper: who, eventId: `e${k}`, ...session },
          )
        }
      const print = jobs.runtime.view.fingerprint()
      const replayed = await viewAt(jobs.store, bakery, jobs.runtime.logSeq)
      expect(replayed.fingerprint()).toBe(print)
      expect((await reopened(jobs)).view.fingerprint()).toBe(print)
    }),
    { numRuns: 8 },
  )
}, 240_000)

/** A store that stops in the middle of the work, as a machine that loses its power. */
const stopping =
  (after: number) =>
  (real: Store): Store => {
    let left = after
    const step = async <R>(call: () => Promise<R>): Promise<R> => {
      if (left-- <= 0) throw new Error('the power is gone')
      return call()
    }
    return {
      ...real,
      rewrite: (...args) => step(() => real.rewrite(...args)),
      findRecords: (...args) => step(() => real.findRecords(...args)),
      removeRejects: (...args) => step(() => real.removeRejects(...args)),
      purge: (texts) => step(() => real.purge(texts)),
    }
  }

test('stopped anywhere in the middle, it goes on at the next start and ends the same', async () => {
  const ends: string[] = []
  for (const after of [0, 2, 4, 6, 15]) {
    const jobs = await open({ change: stopping(after) })
    await jobs.put(annaDocument, { customerId: 'ben' })
    await jobs.send(...annasLife, view('oat', { visitorId: 'v9', customerId: 'anna-17' }))
    await jobs.send(view('oat', { visitorId: 'v9', customerId: 'ben' }, { eventId: 'b' }))
    const [status] = await jobs.erase('anna-17')
    await jobs.close()
    const again = await open({ folder: jobs.folder })
    // Before anything was done of the rest, nobody finds them.
    expect(again.runtime.view.history.acts(again.runtime.view.shoppers.find('c:anna-17'), 9)).toEqual([])
    await again.erasures.resume(again.runtime)
    await again.erasures.settle()
    expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
    const { view: live } = again.runtime
    expect(live.erasures.all()).toMatchObject([{ state: 'done' }])
    expect(live.erasures.has('v:phone-of-anna')).toBe(true)
    expect(live.customerBehind('v9')).toBe('ben')
    ends.push(status?.state ?? '')
    const print = live.fingerprint()
    expect((await reopened(again)).view.fingerprint()).toBe(print)
  }
  expect(new Set(ends)).toEqual(new Set(['failed', 'done']))
}, 240_000)

test('customers that were deleted when that left their events in the log are erased at the next start', async () => {
  const jobs = await open()
  await jobs.put(annaDocument)
  await jobs.send(...annasLife)
  await jobs.ingest.deletions(jobs.runtime, 'customer', ['anna-17'])
  expect(bytesOf(jobs.folder)).toMatch(WORDS)
  await jobs.close()
  const again = await open({ folder: jobs.folder })
  await again.erasures.resume(again.runtime)
  await again.erasures.settle()
  expect(bytesOf(jobs.folder)).not.toMatch(WORDS)
})
