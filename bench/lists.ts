/** `bench lists`: requests a second and latency of every list, at rest and while events arrive, by size of the catalog. */
import { randomUUID } from 'node:crypto'
import { progressBar } from '../src/cli/progress-bar.ts'
import { BENCH_SHOP } from './corpus.ts'
import { feedEvents, type Load, loadList } from './list-load.ts'
import { type ListShop, openListShop, type Question } from './list-shop.ts'
import type { Bench, BenchContext, BenchTable, Figures, Measured } from './result.ts'
import { canPin, pinSelf } from './server.ts'
import { median, quantile } from './statistics.ts'
import { amount } from './table.ts'

const ROUNDS = 3
/** As many as keep one core busy without waiting in line. */
const CONNECTIONS = 4
const EVENTS_PER_SECOND = 500
const SERVER_CORE = 0
const OWN_CORE = 1

type Scale = {
  /** The second one is the size that every list is measured at. */
  readonly items: readonly number[]
  readonly mainItems: number
  readonly events: number
  readonly seconds: number
  readonly warmSeconds: number
  readonly changes: number
}
const FULL: Scale = {
  items: [10_000, 100_000, 1_000_000],
  mainItems: 100_000,
  events: 500_000,
  seconds: 5,
  warmSeconds: 2,
  changes: 100,
}
const QUICK: Scale = {
  items: [2_000, 10_000],
  mainItems: 10_000,
  events: 60_000,
  seconds: 1,
  warmSeconds: 1,
  changes: 20,
}

type Sample = {
  readonly shop: ListShop
  readonly question: Question
  readonly eventsPerSecond: number
  readonly loads: Load[]
}

const samplesOf = (shops: readonly ListShop[], scale: Scale): readonly Sample[] =>
  shops.flatMap((shop) =>
    shop.questions
      .filter(({ isForOneSize }) => !isForOneSize || shop.itemCount === scale.mainItems)
      .flatMap((question) =>
        [0, EVENTS_PER_SECOND].map(
          (eventsPerSecond): Sample => ({ shop, question, eventsPerSecond, loads: [] }),
        ),
      ),
  )

/** @returns the load, measured while events arrive when there are any */
const measureLoad = async ({ shop, question, eventsPerSecond }: Sample, seconds: number): Promise<Load> => {
  const load = (): Promise<Load> =>
    loadList(shop.server.url, question.body, { connections: CONNECTIONS, seconds })
  if (eventsPerSecond === 0) return load()
  const feed = feedEvents(shop.caller, shop.events, eventsPerSecond)
  const measured = await load()
  if ((await feed.stop()) < (eventsPerSecond * seconds) / 2)
    throw new Error('The events did not arrive at their rate.')
  return measured
}

const loadFigures = ({ shop, question, eventsPerSecond, loads }: Sample): Figures => {
  const latencies = loads.flatMap(({ latenciesMs }) => latenciesMs)
  return {
    items: shop.itemCount,
    list: question.list,
    scope: question.scope,
    eventsPerSecond,
    requestsPerSecond: median(loads.map(({ requestsPerSecond }) => requestsPerSecond)),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}

type Change = { readonly name: string; readonly make: (shop: ListShop, k: number) => Promise<void> }

const CHANGES: readonly Change[] = [
  {
    name: 'an order and a view',
    make: async ({ caller, item: { itemId } }) => {
      await caller.json('POST', '/api/v1/events', {
        shop: BENCH_SHOP.shop,
        events: [
          { kind: 'product-view', itemId, eventId: randomUUID() },
          { kind: 'order', orderId: randomUUID(), eventId: randomUUID(), lines: [{ itemId, quantity: 1 }] },
        ],
      })
    },
  },
  {
    name: 'the price of an item',
    make: async ({ caller, item: { itemId } }, k) => {
      await caller.json('PATCH', '/api/v1/items', {
        shop: BENCH_SHOP.shop,
        items: [{ itemId, priceMinor: 1_000 + (k % 2) }],
      })
    },
  },
]

/** The first answer after a change, and the next, when the ranking is known again. One connection, nothing else asked. */
const measureChange = async (
  shop: ListShop,
  question: Question,
  change: Change,
  count: number,
): Promise<Figures> => {
  const firsts: number[] = []
  const seconds: number[] = []
  const ask = async (times: number[]): Promise<void> => {
    const beganAt = performance.now()
    const { status } = await shop.caller.call('POST', '/api/v1/recommendations', question.body)
    times.push(performance.now() - beganAt)
    if (status !== 200) throw new Error(`The list ${question.list} answered ${status}.`)
  }
  for (let k = 0; k < count; k++) {
    await change.make(shop, k)
    await ask(firsts)
    await ask(seconds)
  }
  return {
    items: shop.itemCount,
    list: question.list,
    scope: question.scope,
    change: change.name,
    firstMs: median(firsts),
    firstP99Ms: quantile(firsts, 0.99),
    againMs: median(seconds),
    ratio: median(firsts) / median(seconds),
  }
}

const LOAD_COLUMNS: BenchTable['columns'] = [
  { key: 'items', title: 'items', digits: 0 },
  { key: 'list', title: 'list' },
  { key: 'scope', title: 'of' },
  { key: 'eventsPerSecond', title: 'events/s meanwhile', digits: 0 },
  { key: 'requestsPerSecond', title: 'requests/s', digits: 0 },
  { key: 'p50Ms', title: 'p50 ms', digits: 2 },
  { key: 'p99Ms', title: 'p99 ms', digits: 2 },
]
const CHANGE_COLUMNS: BenchTable['columns'] = [
  { key: 'items', title: 'items', digits: 0 },
  { key: 'list', title: 'list' },
  { key: 'scope', title: 'of' },
  { key: 'change', title: 'after' },
  { key: 'firstMs', title: 'first ms', digits: 2 },
  { key: 'firstP99Ms', title: 'p99 ms', digits: 2 },
  { key: 'againMs', title: 'again ms', digits: 2 },
  { key: 'ratio', title: 'first / again', digits: 1 },
]

const findingsOf = (
  loads: readonly Figures[],
  changes: readonly Figures[],
  mainItems: number,
): readonly string[] => {
  const idle = loads.filter(({ items, eventsPerSecond }) => items === mainItems && eventsPerSecond === 0)
  const busy = loads.filter(({ items, eventsPerSecond }) => items === mainItems && eventsPerSecond !== 0)
  const rates = (rows: readonly Figures[]): readonly number[] =>
    rows.map(({ requestsPerSecond }) => requestsPerSecond as number)
  const slowest = Math.max(...idle.map(({ p50Ms }) => p50Ms as number))
  const firstOf = (items: number): number =>
    median(
      changes
        .filter(
          (row) =>
            row['items'] === items &&
            row['list'] === 'best-selling' &&
            row['scope'] === 'shop' &&
            row['change'] === CHANGES[0]?.name,
        )
        .map(({ firstMs }) => firstMs as number),
    )
  const sizes = [...new Set(changes.map(({ items }) => items as number))]
  return [
    `With ${amount(mainItems, 0)} items at rest, lists answer ${amount(Math.min(...rates(idle)), 0)} to ${amount(Math.max(...rates(idle)), 0)} requests/s on one core, p50 at most ${amount(slowest, 2)} ms; while ${EVENTS_PER_SECOND} events/s arrive, ${amount(Math.min(...rates(busy)), 0)} to ${amount(Math.max(...rates(busy)), 0)} requests/s.`,
    `The first best-selling list after an order takes ${sizes.map((size) => `${amount(firstOf(size), 2)} ms with ${amount(size, 0)} items`).join(', ')}.`,
  ]
}

const run = async (context: BenchContext): Promise<Measured> => {
  const scale = context.isQuick ? QUICK : FULL
  const rounds = context.rounds ?? (context.isQuick ? 1 : ROUNDS)
  const isPinned = canPin()
  const shops: ListShop[] = []
  for (const itemCount of scale.items)
    shops.push(
      await openListShop(context, {
        itemCount,
        eventCount: scale.events,
        core: isPinned ? SERVER_CORE : undefined,
      }),
    )
  if (isPinned) pinSelf(OWN_CORE)
  const samples = samplesOf(shops, scale)
  const bar = progressBar('Asking', 'samples', context.showsProgress, () => Date.now())
  for (const sample of samples) if (sample.eventsPerSecond === 0) await measureLoad(sample, scale.warmSeconds)
  for (let round = 0; round < rounds; round++)
    for (const [k, sample] of samples.entries()) {
      sample.loads.push(await measureLoad(sample, scale.seconds))
      bar.update(round * samples.length + k + 1, rounds * samples.length)
    }
  bar.end()
  const changes: Figures[] = []
  for (const change of CHANGES)
    for (const shop of shops)
      for (const question of shop.questions.filter(({ isForOneSize }) => !isForOneSize))
        changes.push(await measureChange(shop, question, change, scale.changes))
  if (isPinned) pinSelf(undefined)
  for (const { server, caller } of shops) {
    caller.close()
    await server.stop()
  }
  const loads = samples.map(loadFigures)
  return {
    isWell: true,
    method: [
      `\`POST /api/v1/recommendations\` for 12 items, ${CONNECTIONS} connections, each asking again when it was answered, ${scale.seconds} s a sample; median of ${rounds} rounds in which all take turns, latencies of all rounds together. Shops with ${amount(scale.events, 0)} events.`,
      isPinned
        ? 'The server, with its storage thread, has one core to itself; the load comes from another.'
        : 'Server and load were not kept to cores of their own: this system cannot.',
      `Events come in batches of ${EVENTS_PER_SECOND / 10}, ten a second; each batch makes rankings be made anew.`,
      `After a change: median of ${scale.changes} changes, one request after the other on one connection.`,
    ],
    tables: [
      { title: 'Lists under load', columns: LOAD_COLUMNS, rows: loads },
      { title: 'The first list after a change, and the next', columns: CHANGE_COLUMNS, rows: changes },
    ],
    findings: findingsOf(loads, changes, scale.mainItems),
  }
}

export const listsBench: Bench = {
  name: 'lists',
  summary: 'requests a second and latency of every list, by size',
  run,
}
