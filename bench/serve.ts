/** `bench serve`: what a shop of real size answers, and how fast: every list, a page, a ranking; and how fresh it is. */
import { progressBar } from '../src/cli/progress-bar.ts'
import { BENCH_SHOP } from './corpus.ts'
import { feedEvents, type Load, loadBodies } from './list-load.ts'
import type { Bench, BenchContext, BenchTable, Figures, Measured } from './result.ts'
import { startConstantServer } from './serve/constant-server.ts'
import { measureFreshness } from './serve/freshness.ts'
import {
  PAGE_AIM,
  PERSONAL_AIM,
  PERSONAL_LISTS,
  questionsOf,
  RULE_IDS,
  rulesFor,
  type ServeQuestion,
} from './serve/serve-questions.ts'
import { openServeShop, type ServeCounts, type ServeShop } from './serve/serve-shop.ts'
import type { ServeSize } from './serve/serve-world.ts'
import { canPin, memoryOf, pinSelf } from './server.ts'
import { median, quantile } from './statistics.ts'
import { amount } from './table.ts'

/** As many as keep one core busy without waiting in line for long. */
const CONNECTIONS = 4
const EVENTS_PER_SECOND = 500
const SERVER_CORE = 0
const OWN_CORE = 1
/** Answers of each question that are looked at before it is measured. */
const LOOKED_AT = 25

type Scale = {
  readonly size: ServeSize
  readonly counts: ServeCounts
  readonly rounds: number
  readonly seconds: number
  readonly warmSeconds: number
  readonly tries: number
}
const FULL: Scale = {
  size: { itemCount: 100_000, shopperCount: 1_000_000, eventCount: 20_000_000 },
  counts: { shoppers: 5_000, items: 3_000 },
  rounds: 3,
  seconds: 2,
  warmSeconds: 2,
  tries: 300,
}
const LARGE: Scale = { ...FULL, size: { itemCount: 1_000_000, shopperCount: 500_000, eventCount: 4_000_000 } }
const QUICK: Scale = {
  size: { itemCount: 2_000, shopperCount: 4_000, eventCount: 30_000 },
  counts: { shoppers: 200, items: 1_000 },
  rounds: 1,
  seconds: 0.2,
  warmSeconds: 0.1,
  tries: 20,
}

/** What a few answers hold, so that a fast nothing is not taken for a list. */
type Look = { readonly itemsMean: number; readonly ownShare: number; readonly bytes: number }
type Sample = {
  readonly question: ServeQuestion
  readonly eventsPerSecond: number
  readonly look: Look
  readonly loads: Load[]
}

type AnyList = { readonly items: readonly unknown[]; readonly fallback: unknown }

const lookAt = async ({ caller }: ServeShop, { path, bodies }: ServeQuestion): Promise<Look> => {
  let itemCount = 0
  let listCount = 0
  let ownCount = 0
  let bytes = 0
  const step = Math.max(1, Math.floor(bodies.length / LOOKED_AT))
  let asked = 0
  for (let k = 0; k < bodies.length; k += step) {
    const { status, body } = await caller.call('POST', path, bodies[k])
    if (status !== 200) throw new Error(`${path} answered ${status}: ${body.slice(0, 500)}`)
    asked++
    bytes += Buffer.byteLength(body)
    const answer = JSON.parse(body) as AnyList & { readonly lists?: readonly AnyList[] }
    for (const { items, fallback } of answer.lists ?? [answer]) {
      listCount++
      itemCount += items.length
      if (items.length > 0 && fallback === null) ownCount++
    }
  }
  return { itemsMean: itemCount / asked, ownShare: ownCount / listCount, bytes: bytes / asked }
}

const measureLoad = async (
  { server, caller, events }: ServeShop,
  { question, eventsPerSecond }: Pick<Sample, 'question' | 'eventsPerSecond'>,
  seconds: number,
): Promise<Load> => {
  const load = (): Promise<Load> =>
    loadBodies(`${server.url}${question.path}`, question.bodies, { connections: CONNECTIONS, seconds })
  if (eventsPerSecond === 0) return load()
  const feed = feedEvents(caller, events, eventsPerSecond)
  const measured = await load()
  if ((await feed.stop()) < (eventsPerSecond * seconds) / 2)
    throw new Error('The events did not arrive at their rate.')
  return measured
}

const putRules = async (shop: ServeShop): Promise<void> => {
  const { accepted } = await shop.caller.json<{ accepted: number }>('PUT', '/api/v1/rules', {
    shop: BENCH_SHOP.shop,
    rules: rulesFor(shop),
  })
  if (accepted !== RULE_IDS.length) throw new Error('The rules were not taken.')
}

const dropRules = async ({ caller }: ServeShop): Promise<void> => {
  await caller.json('DELETE', '/api/v1/rules', { shop: BENCH_SHOP.shop, ids: RULE_IDS })
}

/** Looks at the answers of each question; those that have none are told apart. */
const samplesOf = async (
  shop: ServeShop,
  questions: readonly ServeQuestion[],
): Promise<{ readonly samples: readonly Sample[]; readonly unanswered: readonly string[] }> => {
  const samples: Sample[] = []
  const unanswered: string[] = []
  for (const question of questions) {
    const look = question.bodies.length === 0 ? undefined : await lookAt(shop, question)
    if (look === undefined || look.itemsMean === 0) {
      unanswered.push(question.asked)
      continue
    }
    const rates = question.isAskedBusy ? [0, EVENTS_PER_SECOND] : [0]
    for (const eventsPerSecond of rates) samples.push({ question, eventsPerSecond, look, loads: [] })
  }
  return { samples, unanswered }
}

/** @returns requests a second of the least that Node does, each answer as long as that of the personal list */
const measureConstant = async (
  context: BenchContext,
  personal: Sample,
  core: number | undefined,
  scale: Scale,
): Promise<Load> => {
  const answer = JSON.stringify({ text: 'x'.repeat(Math.max(0, Math.round(personal.look.bytes) - 11)) })
  const constant = await startConstantServer(context.workspace, answer, core)
  const load = (seconds: number): Promise<Load> =>
    loadBodies(`${constant.url}${personal.question.path}`, personal.question.bodies, {
      connections: CONNECTIONS,
      seconds,
    })
  await load(scale.warmSeconds)
  const measured = await load(scale.seconds)
  await constant.stop()
  return measured
}

type Measurement = {
  readonly size: ServeSize
  readonly eventCount: number
  readonly startSeconds: number
  readonly startedMb: number | null
  readonly residentMb: number | null
  readonly samples: readonly Sample[]
  readonly constants: readonly Load[]
  readonly freshness: readonly Figures[]
  readonly unanswered: readonly string[]
}

const measureRound = async (
  shop: ServeShop,
  samples: readonly Sample[],
  seconds: number,
  onSample: (sample: Sample, load: Load) => void,
): Promise<void> => {
  for (const hasRules of [false, true]) {
    if (hasRules) await putRules(shop)
    for (const sample of samples)
      if (sample.question.hasRules === hasRules) onSample(sample, await measureLoad(shop, sample, seconds))
    if (hasRules) await dropRules(shop)
  }
}

const measureSize = async (context: BenchContext, size: ServeSize, scale: Scale): Promise<Measurement> => {
  const core = canPin() ? SERVER_CORE : undefined
  const rounds = context.rounds ?? scale.rounds
  const shop = await openServeShop(context, size, scale.counts, core)
  const startedMb = memoryOf(shop.server.pid).residentMb
  if (core !== undefined) pinSelf(OWN_CORE)
  // A run that was cut off leaves its rules in the kept shop.
  await dropRules(shop)
  await putRules(shop)
  const questions = questionsOf(shop)
  const ruled = await samplesOf(
    shop,
    questions.filter(({ hasRules }) => hasRules),
  )
  await dropRules(shop)
  const plain = await samplesOf(
    shop,
    questions.filter(({ hasRules }) => !hasRules),
  )
  const samples = [...plain.samples, ...ruled.samples]
  const bar = progressBar('Asking', 'samples', context.showsProgress, () => Date.now())
  await measureRound(shop, samples, scale.warmSeconds, () => {})
  const personal = samples.find(({ question }) => question.asked === PERSONAL_LISTS[0])
  if (personal === undefined) throw new Error('The shop has no personal list.')
  const constants: Load[] = []
  let done = 0
  for (let round = 0; round < rounds; round++) {
    await measureRound(shop, samples, scale.seconds, (sample, load) => {
      sample.loads.push(load)
      bar.update(++done, rounds * samples.length)
    })
    constants.push(await measureConstant(context, personal, core, scale))
  }
  bar.end()
  const freshness = await measureFreshness(shop, scale.tries)
  const { residentMb } = memoryOf(shop.server.pid)
  shop.caller.close()
  await shop.server.stop()
  if (core !== undefined) pinSelf(undefined)
  return {
    size,
    eventCount: shop.eventCount,
    startSeconds: shop.startSeconds,
    startedMb,
    residentMb,
    samples,
    constants,
    freshness,
    unanswered: [...plain.unanswered, ...ruled.unanswered],
  }
}

const aimOf = ({ question: { aim }, eventsPerSecond }: Sample): string | null =>
  aim === undefined || eventsPerSecond > 0
    ? null
    : `p99 < ${aim.p99MsMax} ms${aim.requestsPerSecondMin === undefined ? '' : `, > ${amount(aim.requestsPerSecondMin, 0)}/s`}`

const figuresOf = (sample: Sample): Figures => {
  const latencies = sample.loads.flatMap(({ latenciesMs }) => latenciesMs)
  return {
    asked: sample.question.asked,
    of: sample.question.of,
    bodies: sample.question.bodies.length,
    eventsPerSecond: sample.eventsPerSecond,
    requestsPerSecond: median(sample.loads.map(({ requestsPerSecond }) => requestsPerSecond)),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    itemsMean: sample.look.itemsMean,
    ownPercent: 100 * sample.look.ownShare,
    bytes: sample.look.bytes,
    aim: aimOf(sample),
  }
}

const LOAD_COLUMNS: BenchTable['columns'] = [
  { key: 'asked', title: 'asked' },
  { key: 'of', title: 'of' },
  { key: 'bodies', title: 'different', digits: 0 },
  { key: 'eventsPerSecond', title: 'events/s meanwhile', digits: 0 },
  { key: 'requestsPerSecond', title: 'requests/s', digits: 0 },
  { key: 'p50Ms', title: 'p50 ms', digits: 2 },
  { key: 'p99Ms', title: 'p99 ms', digits: 2 },
  { key: 'aim', title: 'aim' },
  { key: 'itemsMean', title: 'items in it', digits: 1 },
  { key: 'ownPercent', title: 'its own %', digits: 0 },
  { key: 'bytes', title: 'bytes', digits: 0 },
]
const FRESH_COLUMNS: BenchTable['columns'] = [
  { key: 'what', title: 'from the answer to' },
  { key: 'tries', title: 'tries', digits: 0 },
  { key: 'seen', title: 'seen', digits: 0 },
  { key: 'first', title: 'in the first list', digits: 0 },
  { key: 'p50Ms', title: 'p50 ms', digits: 2 },
  { key: 'p99Ms', title: 'p99 ms', digits: 2 },
]
const SIZE_COLUMNS: BenchTable['columns'] = [
  { key: 'items', title: 'items', digits: 0 },
  { key: 'shoppers', title: 'shoppers', digits: 0 },
  { key: 'events', title: 'events', digits: 0 },
  { key: 'startSeconds', title: 'start s', digits: 1 },
  { key: 'startedMb', title: 'MB after start', digits: 0 },
  { key: 'residentMb', title: 'MB at the end', digits: 0 },
  { key: 'constantPerSecond', title: 'node:http requests/s', digits: 0 },
  { key: 'personalPerSecond', title: 'picks-for-you requests/s', digits: 0 },
  { key: 'ratio', title: 'ratio', digits: 2 },
]

const sizeFigures = (measurement: Measurement): Figures => {
  const { size, eventCount, startSeconds, startedMb, residentMb, samples, constants } = measurement
  const personal = samples.find(
    ({ question, eventsPerSecond }) => question.asked === PERSONAL_LISTS[0] && eventsPerSecond === 0,
  )
  const rate = (loads: readonly Load[]): number =>
    median(loads.map(({ requestsPerSecond }) => requestsPerSecond))
  const constantPerSecond = rate(constants)
  const personalPerSecond = rate(personal?.loads ?? [])
  return {
    items: size.itemCount,
    shoppers: size.shopperCount,
    events: eventCount,
    startSeconds,
    startedMb,
    residentMb,
    constantPerSecond,
    personalPerSecond,
    ratio: personalPerSecond / constantPerSecond,
  }
}

const findingsOf = ({ size, samples, constants, freshness, unanswered }: Measurement): readonly string[] => {
  const rows = samples.filter(({ eventsPerSecond }) => eventsPerSecond === 0).map(figuresOf)
  const sayOf = (asked: string): string[] => {
    const row = rows.find((one) => one['asked'] === asked)
    if (row === undefined) return []
    return [
      `${asked}: p99 ${amount(row['p99Ms'] as number, 2)} ms, ${amount(row['requestsPerSecond'] as number, 0)} requests/s`,
    ]
  }
  const constant = median(constants.map(({ requestsPerSecond }) => requestsPerSecond))
  return [
    `With ${amount(size.itemCount, 0)} items on one core, for thousands of customers in turn: ${PERSONAL_LISTS.flatMap(sayOf).join('; ')} (aim: p99 < ${PERSONAL_AIM.p99MsMax} ms, > ${amount(PERSONAL_AIM.requestsPerSecondMin ?? 0, 0)}/s). ${sayOf('page of five').join('')}; ${sayOf('page of five, filter, five rules, explained').join('')} (aim: p99 < ${PAGE_AIM.p99MsMax} ms).`,
    `A plain \`node:http\` that answers a constant of the size of the personal list: ${amount(constant, 0)} requests/s on the same core.`,
    ...freshness.map(
      ({ what, first, tries, p50Ms, p99Ms }) =>
        `From the answer to ${what}: p50 ${amount(p50Ms as number, 1)} ms, p99 ${amount(p99Ms as number, 1)} ms, request included; ${first} of ${tries} in the first list asked.`,
    ),
    ...(unanswered.length === 0
      ? []
      : [`Without an answer in this shop, so not measured: ${unanswered.join(', ')}.`]),
  ]
}

const runAt = async (context: BenchContext, full: Scale): Promise<Measured> => {
  const scale = context.isQuick ? QUICK : full
  const measured = await measureSize(context, scale.size, scale)
  const { freshness, samples } = measured
  return {
    // A view need not change a list; what changed must have done so at once.
    isWell: freshness.every(({ first, seen }) => first === seen && seen !== 0),
    method: [
      `${CONNECTIONS} connections, each asking again when it was answered, ${scale.seconds} s a sample; median of ${context.rounds ?? scale.rounds} rounds in which all take turns, latencies of all rounds together. Lists of 12 items.`,
      `“Different” is how many bodies take turns: shoppers who have a past and have just looked at three items, so that nothing personal is at hand by accident. “Its own %”: answers, or lists of a page, that needed no fallback.`,
      canPin()
        ? 'The server, with its storage thread, has one core to itself; the load comes from another.'
        : 'Server and load were not kept to cores of their own: this system cannot.',
      'A synthetic shop of five months: items by Zipf’s law in categories, shoppers with a taste, sessions, views, carts and orders about 20 : 3 : 1. Filter: a price and a department; rules: include, exclude, pin, boost by a condition, diversify by brand.',
      'Freshness: one event and then lists, one after the other on one connection, nothing else asked.',
    ],
    tables: [
      { title: 'A shop of real size', columns: SIZE_COLUMNS, rows: [sizeFigures(measured)] },
      {
        title: 'Serving under load',
        columns: LOAD_COLUMNS,
        rows: samples.map(figuresOf),
      },
      { title: 'Freshness', columns: FRESH_COLUMNS, rows: freshness },
    ],
    findings: findingsOf(measured),
  }
}

export const serveBench: Bench = {
  name: 'serve',
  summary: 'every list, pages and rankings in a shop of real size: latency, rate, freshness, memory',
  run: (context) => runAt(context, FULL),
}

export const serveLargeBench: Bench = {
  name: 'serve-large',
  summary: 'the same with a million items',
  run: (context) => runAt(context, LARGE),
}
