/**
 * `bench erasure`: how long it takes until people are gone from everything, how events fare meanwhile, and whether a
 * byte of their ids is left in the data folder.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { progressBar } from '../src/cli/progress-bar.ts'
import type { WorldCounts } from '../src/world/plan.ts'
import { createWorld } from '../src/world/world.ts'
import { BENCH_SHOP, WORLD_SEED, worldEnd } from './corpus.ts'
import { type Caller, openCaller } from './http.ts'
import { prepareShop } from './prepare.ts'
import type { Bench, BenchContext, Figures, Measured } from './result.ts'
import { startServer } from './server.ts'
import { median, quantile } from './statistics.ts'
import { amount } from './table.ts'

const EVENTS = 300_000
const QUICK_EVENTS = 30_000
const ROUNDS = 2
/** How many are erased at once, in turns. */
const TOGETHER = [1, 16] as const
/** Who did less is no measure of the work. */
const EVENTS_OF_PERSON_MIN = 5
const EVENTS_PER_SHOPPER = 5
const ITEMS = 5_000
const DAYS = 180
const POLL_MS = 20
const EVENT_EVERY_MS = 10
const REST_MS = 3_000

type Person = { readonly customerId: string; readonly visitorIds: readonly string[] }
type Erased = { readonly events: number; readonly isPurged: boolean }
type Receipt = {
  readonly erasureId: string
  readonly state: string
  readonly erased?: Erased
  readonly error?: string
}
type Sample = {
  readonly people: readonly Person[]
  readonly seconds: number
  readonly events: number
  readonly isPurged: boolean
  readonly latenciesMs: readonly number[]
}

const countsOf = (events: number): WorldCounts => ({
  itemCount: ITEMS,
  customerCount: Math.ceil((events / EVENTS_PER_SHOPPER) * 0.6),
  visitorCount: Math.ceil((events / EVENTS_PER_SHOPPER) * 0.4),
  dayCount: DAYS,
  eventCountTarget: events,
})

/** People who did something and signed in in a browser of theirs alone, with ids that no other id begins with. */
const choosePeople = (counts: WorldCounts, now: number, count: number): readonly Person[] => {
  const world = createWorld({ size: counts, seed: WORLD_SEED, now })
  // Of who is not to be remembered, the log has no events under the name.
  const refusing = new Set<string>()
  for (const { customerId, consent } of world.customers)
    if (consent?.tracking === false) refusing.add(customerId)
  const eventCounts = new Map<string, number>()
  const ownersOf = new Map<string, Set<string>>()
  for (const { shopper } of world.events()) {
    const { customerId, visitorId } = shopper ?? {}
    if (customerId === undefined || refusing.has(customerId)) continue
    eventCounts.set(customerId, (eventCounts.get(customerId) ?? 0) + 1)
    if (visitorId !== undefined)
      ownersOf.set(visitorId, (ownersOf.get(visitorId) ?? new Set()).add(customerId))
  }
  const visitorsOf = new Map<string, string[]>()
  for (const [visitorId, owners] of ownersOf)
    for (const owner of owners.size === 1 ? owners : [])
      visitorsOf.set(owner, [...(visitorsOf.get(owner) ?? []), visitorId])
  const longest = Math.max(...[...eventCounts.keys()].map(({ length }) => length))
  const fit = [...visitorsOf].filter(
    ([customerId]) =>
      customerId.length === longest && (eventCounts.get(customerId) ?? 0) >= EVENTS_OF_PERSON_MIN,
  )
  if (fit.length < count) throw new Error(`The world has ${fit.length} people to erase, not ${count}.`)
  const step = Math.floor(fit.length / count)
  return Array.from({ length: count }, (_, k) => {
    const [customerId, visitorIds] = fit[k * step] as (typeof fit)[number]
    return { customerId, visitorIds }
  })
}

/** Of the ids, those of which a byte run stands in a file of the folder. The server must be stopped. */
const idsLeftIn = (folder: string, ids: readonly string[]): readonly string[] => {
  const left = new Set<string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (!statSync(path).isFile()) continue
    const bytes = readFileSync(path)
    for (const id of ids) if (!left.has(id) && bytes.includes(id)) left.add(id)
  }
  return [...left]
}

const idsOf = (people: readonly Person[]): readonly string[] =>
  people.flatMap(({ customerId, visitorIds }) => [customerId, ...visitorIds])

/** What an operator does when a receipt says that bytes may be left. */
const makeAnew = (dataFolder: string): void => {
  const database = new DatabaseSync(join(dataFolder, 'aisle.db'))
  database.exec('VACUUM')
  database.close()
}

const eventBody = (k: number): string =>
  JSON.stringify({
    shop: BENCH_SHOP.shop,
    events: [
      {
        kind: 'product-view',
        itemId: `item of the bench ${k % 100}`,
        shopper: { visitorId: 'of the bench' },
      },
    ],
  })

/** Sends an event now and then, one after the other, while the work is done. @returns what it gave, and ms of each */
const withEvents = async <T>(
  caller: Caller,
  work: () => Promise<T>,
): Promise<readonly [T, readonly number[]]> => {
  const latenciesMs: number[] = []
  let isOver = false
  const sending = (async () => {
    for (let k = 0; !isOver; k++) {
      const beganAt = performance.now()
      const { status, body } = await caller.call('POST', '/api/v1/events', eventBody(k))
      if (status !== 200) throw new Error(`An event answered ${status}: ${body}`)
      latenciesMs.push(performance.now() - beganAt)
      await sleep(EVENT_EVERY_MS)
    }
  })()
  try {
    return [await work(), latenciesMs]
  } finally {
    isOver = true
    await sending
  }
}

/** @returns the receipts when all is done, the fold anew too */
const erase = async (caller: Caller, people: readonly Person[]): Promise<Receipt> => {
  const { shop } = BENCH_SHOP
  const [first] = people as readonly [Person]
  if (people.length > 1)
    await caller.json('DELETE', '/api/v1/customers', {
      shop,
      ids: people.map(({ customerId }) => customerId),
    })
  // Of those who are being erased already, this tells how it stands.
  let receipt = await caller.json<Receipt>('POST', '/api/v1/customers/erase', {
    shop,
    customerId: first.customerId,
  })
  while (receipt.state === 'running') {
    await sleep(POLL_MS)
    receipt = await caller.json<Receipt>('GET', `/api/v1/erasures/${receipt.erasureId}?shop=${shop}`)
  }
  if (receipt.state !== 'done') throw new Error(`The erasure failed: ${receipt.error}`)
  return receipt
}

const sampleOf = async (caller: Caller, people: readonly Person[]): Promise<Sample> => {
  const [{ receipt, seconds }, latenciesMs] = await withEvents(caller, async () => {
    const beganAt = performance.now()
    const last = await erase(caller, people)
    return { receipt: last, seconds: (performance.now() - beganAt) / 1_000 }
  })
  const { events = 0, isPurged = false } = receipt.erased ?? {}
  return { people, seconds, events, isPurged, latenciesMs }
}

const latencies = (latenciesMs: readonly number[]): Figures => ({
  p50Ms: median(latenciesMs),
  p99Ms: quantile(latenciesMs, 0.99),
  maxMs: quantile(latenciesMs, 1),
  sent: latenciesMs.length,
})

const rowOf = (people: number, samples: readonly Sample[]): Figures => {
  const seconds = samples.map((sample) => sample.seconds)
  return {
    what: people === 1 ? 'one person is erased' : `${people} together are erased`,
    seconds: median(seconds),
    slowestSeconds: Math.max(...seconds),
    ...latencies(samples.flatMap(({ latenciesMs }) => latenciesMs)),
    n: samples.length,
  }
}

/** Ids found in files of the data folder: those that are looked for later, then what is left of them. */
type Found = {
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly anew: readonly string[]
}

/** What is left, the receipt has told. */
const isTold = (samples: readonly Sample[], { after }: Found): boolean =>
  samples.every(({ isPurged, people }) => !isPurged || idsOf(people).every((id) => !after.includes(id)))

const findingsOf = (
  samples: readonly Sample[],
  { before, after, anew }: Found,
  startSeconds: number,
): readonly string[] => {
  const one = median(samples.filter(({ people }) => people.length === 1).map(({ seconds }) => seconds))
  const unsure = samples.filter(({ isPurged }) => !isPurged).length
  return [
    `One person takes ${amount(one / startSeconds, 1)} times as long as the start of the server before it (${amount(startSeconds, 1)} s).`,
    `Of ${amount(before.length, 0)} ids that stood in files of the data folder before, ${amount(after.length, 0)} stood there after, and ${amount(anew.length, 0)} after \`VACUUM\`; ${amount(unsure, 0)} of ${amount(samples.length, 0)} receipts said \`isPurged: false\`.`,
  ]
}

const run = async (context: BenchContext): Promise<Measured> => {
  const { isQuick, workspace, showsProgress } = context
  const rounds = context.rounds ?? (isQuick ? 1 : ROUNDS)
  const counts = countsOf(isQuick ? QUICK_EVENTS : EVENTS)
  const now = worldEnd()
  const dataFolder = await prepareShop(context, `${amount(counts.eventCountTarget, 0)} events`, {
    counts,
    worldEnd: now,
    isTrained: false,
  })
  const perRound = TOGETHER.reduce((sum, people) => sum + people, 0)
  const people = choosePeople(counts, now, perRound * rounds)
  // One that stands across two pages of the store is not seen.
  const before = idsLeftIn(dataFolder, idsOf(people))
  const beganAt = performance.now()
  const server = await startServer({ workspace, dataFolder })
  const startSeconds = (performance.now() - beganAt) / 1_000
  const caller = openCaller(server.url, 4)
  const { shop } = await caller.json<{ shop: { eventCount: number } }>(
    'GET',
    `/internal/status?shop=${BENCH_SHOP.shop}`,
  )
  const [, atRest] = await withEvents(caller, () => sleep(REST_MS))
  const bar = progressBar('Erasing', 'people', showsProgress, () => Date.now())
  const samples: Sample[] = []
  let next = 0
  for (let round = 0; round < rounds; round++)
    for (const count of TOGETHER) {
      samples.push(await sampleOf(caller, people.slice(next, next + count)))
      next += count
      bar.update(next, people.length)
    }
  bar.end()
  caller.close()
  await server.stop()
  const after = idsLeftIn(dataFolder, before)
  makeAnew(dataFolder)
  const found: Found = { before, after, anew: idsLeftIn(dataFolder, before) }
  return {
    isWell:
      before.length > people.length &&
      found.anew.length === 0 &&
      isTold(samples, found) &&
      samples.every(({ events }) => events > 0),
    method: [
      `A shop of ${amount(shop.eventCount, 0)} events on the embedded store, ${amount(counts.customerCount, 0)} customers; each erased person did ${EVENTS_OF_PERSON_MIN} things at least, signed in in a browser of their own.`,
      'Seconds from the call until the receipt says `done`, all folded anew; median of n, in which one and 16 take turns on one server.',
      `Meanwhile one event every ${EVENT_EVERY_MS} ms, each after the answer to the one before. Bytes are looked for in every file of the data folder, with the server stopped.`,
    ],
    tables: [
      {
        title: 'Erasure, and events taken meanwhile',
        columns: [
          { key: 'what', title: 'while' },
          { key: 'seconds', title: 'seconds', digits: 2 },
          { key: 'slowestSeconds', title: 'slowest', digits: 2 },
          { key: 'p50Ms', title: 'event p50 ms', digits: 1 },
          { key: 'p99Ms', title: 'p99', digits: 1 },
          { key: 'maxMs', title: 'max', digits: 0 },
          { key: 'sent', title: 'events', digits: 0 },
          { key: 'n', title: 'n', digits: 0 },
        ],
        rows: [
          {
            what: 'nothing else is done',
            seconds: null,
            slowestSeconds: null,
            ...latencies(atRest),
            n: null,
          },
          ...TOGETHER.map((count) =>
            rowOf(
              count,
              samples.filter((sample) => sample.people.length === count),
            ),
          ),
        ],
      },
    ],
    findings: findingsOf(samples, found, startSeconds),
  }
}

export const erasureBench: Bench = {
  name: 'erasure',
  summary: 'how long until people are gone, events taken meanwhile, and whether their bytes are gone',
  run,
}
