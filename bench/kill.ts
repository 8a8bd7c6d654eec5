/**
 * `bench kill`: the server is killed again and again while events come in, and nothing that was acknowledged may be
 * lost or be there twice.
 *
 * What was sent and not acknowledged is sent again to the next server, as a client does; in the end the log must hold
 * every event that was ever sent, once.
 */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { progressBar } from '../src/cli/progress-bar.ts'
import type { ShopId } from '../src/domain/ids.ts'
import { type Rng, rng } from '../src/math/rng.ts'
import { openSqliteStore } from '../src/stores/sqlite/open.ts'
import { BENCH_SHOP } from './corpus.ts'
import { type Answer, type Caller, openCaller } from './http.ts'
import type { Bench, BenchContext, Measured } from './result.ts'
import { type ProgramOptions, runCommand, spawnProgram, startServer } from './server.ts'
import { amount } from './table.ts'

const ROUNDS = 100
const QUICK_ROUNDS = 10
const SEED = 20
const WRITERS = 4
const BATCH_MAX = 60
/** Long enough for a server to be in the midst of its work, short enough to meet it in its first writes too. */
const KILLED_AFTER_MS = { min: 5, max: 400 } as const
/** In some rounds a server is killed while it still reads the log. */
const KILLED_AT_START_CHANCE = 0.2
const START_KILLED_AFTER_MS = { min: 50, max: 500 } as const
const ITEMS = 500
const PAGE_RECORDS = 10_000

type Batch = readonly string[]

/** What the clients know, and what the log was seen to hold. */
type Ledger = {
  sentCount: number
  readonly acknowledged: Set<string>
  /** Sent, and the server died before it answered. */
  pending: Batch[]
  readonly stored: Set<string>
  checkedSeq: number
  readonly faults: {
    lost: number
    twice: number
    torn: number
    gaps: number
    unhealed: number
    miscounted: number
  }
}

const newLedger = (): Ledger => ({
  sentCount: 0,
  acknowledged: new Set(),
  pending: [],
  stored: new Set(),
  checkedSeq: 0,
  faults: { lost: 0, twice: 0, torn: 0, gaps: 0, unhealed: 0, miscounted: 0 },
})

const bodyOf = (batch: Batch): string =>
  JSON.stringify({
    shop: BENCH_SHOP.shop,
    events: batch.map((eventId, k) => ({
      eventId,
      kind: 'product-view',
      itemId: `item-${k % ITEMS}`,
      shopper: { visitorId: `visitor-${eventId.length % 10}` },
    })),
  })

/** @returns how many of the batch the server says it has */
const acknowledge = (ledger: Ledger, answer: Answer): number => {
  if (answer.status !== 200) return 0
  const { results } = JSON.parse(answer.body) as {
    results: readonly { readonly status: string; readonly id?: string }[]
  }
  const known = results.filter(({ status }) => status === 'accepted' || status === 'duplicate')
  for (const { id } of known) ledger.acknowledged.add(id as string)
  return known.length
}

const resendPending = async (ledger: Ledger, caller: Caller): Promise<void> => {
  for (const batch of ledger.pending) {
    const answer = await caller.call('POST', '/api/v1/events', bodyOf(batch))
    if (acknowledge(ledger, answer) !== batch.length) ledger.faults.unhealed++
  }
  ledger.pending = []
}

/** Sends batch after batch until the server is gone. */
const writeUntilGone = async (ledger: Ledger, caller: Caller, random: Rng): Promise<void> => {
  for (;;) {
    const batch = Array.from({ length: 1 + random.int(BATCH_MAX) }, () => `event-${ledger.sentCount++}`)
    const answer = await caller.call('POST', '/api/v1/events', bodyOf(batch)).catch(() => undefined)
    if (answer === undefined) {
      ledger.pending.push(batch)
      return
    }
    if (acknowledge(ledger, answer) !== batch.length)
      throw new Error(`The server answered ${answer.status}: ${answer.body.slice(0, 300)}`)
  }
}

/** Reads what the log has gained, and compares it with what was acknowledged. */
const checkLog = async (ledger: Ledger, dataFolder: string): Promise<void> => {
  const { faults, stored } = ledger
  const store = await openSqliteStore({ path: join(dataFolder, 'aisle.db') })
  for (;;) {
    const page = await store.readLog(BENCH_SHOP.shop as ShopId, ledger.checkedSeq, PAGE_RECORDS)
    for (const { op, id, seq } of page) {
      if (seq !== ++ledger.checkedSeq) faults.gaps++
      if (op !== 'event') continue
      if (stored.has(id)) faults.twice++
      stored.add(id)
    }
    if (page.length === 0) break
  }
  await store.close()
  for (const id of ledger.acknowledged) if (!stored.has(id)) faults.lost++
  for (const batch of ledger.pending) {
    const keptCount = batch.filter((id) => stored.has(id)).length
    if (keptCount > 0 && keptCount < batch.length) faults.torn++
  }
}

const killOneThatStarts = async (options: ProgramOptions, afterMs: number): Promise<void> => {
  const child = spawnProgram(options, ['start', '--no-demo', '--json'])
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await sleep(afterMs)
  child.kill('SIGKILL')
  await ended
}

/** The live views, read from segments and log, must count what the log holds. */
const checkViews = async (ledger: Ledger, caller: Caller): Promise<void> => {
  const { shop } = await caller.json<{ shop: { eventCount: number } }>(
    'GET',
    `/internal/status?shop=${BENCH_SHOP.shop}`,
  )
  if (shop.eventCount !== ledger.stored.size) ledger.faults.miscounted++
}

const killOnce = async (ledger: Ledger, options: ProgramOptions, random: Rng): Promise<void> => {
  if (random.chance(KILLED_AT_START_CHANCE))
    await killOneThatStarts(options, random.between(START_KILLED_AFTER_MS.min, START_KILLED_AFTER_MS.max))
  const server = await startServer(options)
  const caller = openCaller(server.url, WRITERS)
  if (ledger.checkedSeq === 0) await caller.json('PUT', '/api/v1/shops', BENCH_SHOP)
  else await checkViews(ledger, caller)
  await resendPending(ledger, caller)
  const killed = sleep(random.between(KILLED_AFTER_MS.min, KILLED_AFTER_MS.max)).then(server.kill)
  await Promise.all([
    killed,
    ...Array.from({ length: WRITERS }, () => writeUntilGone(ledger, caller, random)),
  ])
  caller.close()
  await checkLog(ledger, options.dataFolder)
}

/** Everything once more from the outside: the exported file has every event that was ever sent, once. */
const checkExport = async (ledger: Ledger, options: ProgramOptions): Promise<number> => {
  const server = await startServer(options)
  const caller = openCaller(server.url, 1)
  await resendPending(ledger, caller)
  caller.close()
  await server.stop()
  await checkLog(ledger, options.dataFolder)
  const file = join(options.dataFolder, 'export.jsonl')
  await runCommand(options, [
    'export',
    '--shop',
    BENCH_SHOP.shop,
    '--kind',
    'events',
    '--out',
    file,
    '--json',
  ])
  const timesById = new Map<string, number>()
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { eventId } = JSON.parse(line) as { eventId: string }
    timesById.set(eventId, (timesById.get(eventId) ?? 0) + 1)
  }
  let exact = 0
  for (let n = 0; n < ledger.sentCount; n++) if (timesById.get(`event-${n}`) === 1) exact++
  if (exact !== ledger.sentCount || timesById.size !== ledger.sentCount) ledger.faults.unhealed++
  return timesById.size
}

const run = async (context: BenchContext): Promise<Measured> => {
  const rounds = context.rounds ?? (context.isQuick ? QUICK_ROUNDS : ROUNDS)
  const options: ProgramOptions = {
    workspace: context.workspace,
    dataFolder: context.workspace.folder('kill'),
  }
  const ledger = newLedger()
  const bar = progressBar('Killing', 'rounds', context.showsProgress, () => Date.now())
  let unanswered = 0
  for (let round = 0; round < rounds; round++) {
    await killOnce(ledger, options, rng(SEED, round))
    unanswered += ledger.pending.reduce((sum, batch) => sum + batch.length, 0)
    bar.update(round + 1, rounds)
  }
  const exported = await checkExport(ledger, options)
  bar.end()
  const { faults } = ledger
  const isWell = Object.values(faults).every((count) => count === 0)
  return {
    isWell,
    method: [
      `The real server on the embedded store, ${WRITERS} connections with batches of 1 to ${BATCH_MAX} events, killed with SIGKILL ${KILLED_AFTER_MS.min} to ${KILLED_AFTER_MS.max} ms after they began; in one of ${Math.round(1 / KILLED_AT_START_CHANCE)} rounds another was killed while it started. Seed ${SEED}.`,
      'After every kill the log is compared with what was acknowledged; what was not acknowledged is sent again to the next server. In the end `aisle export` must give every event that was ever sent, once.',
      'A killed process leaves what it wrote to the system: this says nothing of a power failure, for which the disk must honour fsync.',
    ],
    tables: [
      {
        title: 'Kills',
        columns: [
          { key: 'what', title: 'what' },
          { key: 'count', title: 'count', digits: 0 },
        ],
        rows: [
          { what: 'rounds', count: rounds },
          { what: 'events acknowledged', count: ledger.acknowledged.size },
          { what: 'events on their way when the server died', count: unanswered },
          { what: 'events exported in the end', count: exported },
          { what: 'acknowledged and lost', count: faults.lost },
          { what: 'in the log twice', count: faults.twice },
          { what: 'batches kept in part', count: faults.torn },
          { what: 'gaps in the sequence', count: faults.gaps },
          { what: 'batches that a retry did not heal', count: faults.unhealed },
          { what: 'starts whose counts differ from the log', count: faults.miscounted },
        ],
      },
    ],
    findings: [
      `${amount(rounds, 0)} kills, ${amount(ledger.acknowledged.size, 0)} events acknowledged: ${isWell ? 'none lost, none twice, every retry healed' : 'FAULTS, see the table'}.`,
    ],
  }
}

export const killBench: Bench = {
  name: 'kill',
  summary: 'kill the server while events come in; nothing may be lost',
  run,
}
