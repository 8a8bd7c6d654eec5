/** `bench ingest`: durable events a second, through every door, beside what the storage engine can take at most. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { progressBar } from '../src/cli/progress-bar.ts'
import { openPostgresStore } from '../src/stores/postgres/open.ts'
import { startTestServer } from '../src/stores/postgres/server.test-support.ts'
import { openSqliteStore } from '../src/stores/sqlite/open.ts'
import { fillPostgres, fillSqlite, fillStore, type Row } from './ceiling.ts'
import { BENCH_SHOP, eventBodies, makeEvents } from './corpus.ts'
import { inParallel, openCaller } from './http.ts'
import type { Bench, BenchContext, Figures, Measured } from './result.ts'
import { type ProgramOptions, runCommand, startServer } from './server.ts'
import { median, spread } from './statistics.ts'
import { amount } from './table.ts'
import type { Workspace } from './workspace.ts'

/** Enough for the store's group commit to fill while another batch is parsed. */
const CONNECTIONS = 4
/** Sent before the clock runs, so that code and files are warm. */
const WARM_UP_EVENTS = 20_000
const PORT_LOAD = { batchSize: 1_000, inFlight: CONNECTIONS } as const
const ROUNDS = 5
const SIZES = { full: 400_000, quick: 60_000 } as const

/** A store to put events into. Every sample gets an empty one. */
type Engine = {
  readonly name: string
  readonly withFresh: (measure: (options: ProgramOptions) => Promise<number>) => Promise<number>
  readonly ceiling: (rows: readonly Row[]) => Promise<number>
  readonly port: (rows: readonly Row[]) => Promise<number>
}

type Corpus = { readonly texts: readonly string[]; readonly rows: readonly Row[]; readonly file: string }

/** @returns seconds for what comes after the warm-up, and what the server says it holds is what was sent */
const throughHttp = async (
  options: ProgramOptions,
  texts: readonly string[],
  batchSize: number,
): Promise<number> => {
  const server = await startServer(options)
  const caller = openCaller(server.url, CONNECTIONS)
  try {
    await caller.json('PUT', '/api/v1/shops', BENCH_SHOP)
    let accepted = 0
    const send = async (bodies: readonly Buffer[]): Promise<void> =>
      inParallel(bodies.length, CONNECTIONS, async (k) => {
        const answer = await caller.call('POST', '/api/v1/events', bodies[k])
        if (answer.status !== 200)
          throw new Error(`The server answered ${answer.status}: ${answer.body.slice(0, 300)}`)
        accepted += (JSON.parse(answer.body) as { accepted: number }).accepted
      })
    await send(eventBodies(texts.slice(0, WARM_UP_EVENTS), batchSize))
    const bodies = eventBodies(texts.slice(WARM_UP_EVENTS), batchSize)
    const beganAt = performance.now()
    await send(bodies)
    const seconds = (performance.now() - beganAt) / 1000
    const { shop } = await caller.json<{ shop: { eventCount: number } }>(
      'GET',
      `/internal/status?shop=${BENCH_SHOP.shop}`,
    )
    if (accepted !== texts.length || shop.eventCount !== texts.length)
      throw new Error(
        `Of ${texts.length} events ${accepted} were accepted and ${shop.eventCount} are counted.`,
      )
    return seconds
  } finally {
    caller.close()
    await server.stop()
  }
}

/** @returns seconds of the whole command, its start included */
const throughImport = async (options: ProgramOptions, file: string, count: number): Promise<number> => {
  const { shop, currency, timeZone } = BENCH_SHOP
  const beganAt = performance.now()
  const told = `import --json --kind events --shop ${shop} --currency ${currency} --time-zone ${timeZone}`
  const output = await runCommand(options, [...told.split(' '), file])
  const seconds = (performance.now() - beganAt) / 1000
  const report = JSON.parse(output) as { events: number }
  if (report.events !== count) throw new Error(`Of ${count} events ${report.events} were imported.`)
  return seconds
}

/** Runs with a folder that is removed afterwards, so that rounds do not fill the disk. */
const withFolder = async <T>(workspace: Workspace, use: (folder: string) => T | Promise<T>): Promise<T> => {
  const folder = workspace.folder('ingest')
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const sqliteEngine = ({ workspace }: BenchContext): Engine => ({
  name: 'embedded',
  withFresh: (measure) => withFolder(workspace, (dataFolder) => measure({ workspace, dataFolder })),
  ceiling: (rows) => withFolder(workspace, (folder) => fillSqlite(folder, rows)),
  port: (rows) =>
    withFolder(workspace, async (folder) => {
      const store = await openSqliteStore({ path: join(folder, 'aisle.db') })
      return fillStore(store, rows, PORT_LOAD).finally(() => store.close())
    }),
})

const askPostgres = async (url: string, statement: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(statement).finally(() => client.end())
  return rows
}

const postgresEngine = ({ workspace }: BenchContext, serverUrl: string): Engine => {
  let databaseCount = 0
  const withDatabase = async <T>(use: (url: string) => Promise<T>): Promise<T> => {
    const name = `bench_${++databaseCount}`
    await askPostgres(serverUrl, `CREATE DATABASE ${name}`)
    const url = new URL(serverUrl)
    url.pathname = `/${name}`
    return use(url.href).finally(() => askPostgres(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`))
  }
  return {
    name: 'PostgreSQL',
    withFresh: (measure) =>
      withDatabase((databaseUrl) =>
        withFolder(workspace, (dataFolder) => measure({ workspace, dataFolder, databaseUrl })),
      ),
    ceiling: (rows) => withDatabase((url) => fillPostgres(url, rows)),
    port: (rows) =>
      withDatabase(async (url) => {
        const store = await openPostgresStore({ url })
        return fillStore(store, rows, PORT_LOAD).finally(() => store.close())
      }),
  }
}

type Door = { readonly name: string; readonly rate: (engine: Engine, corpus: Corpus) => Promise<number> }

const httpDoor = (batchSize: number): Door => ({
  name: `HTTP, batches of ${amount(batchSize, 0)}`,
  rate: async (engine, { texts }) =>
    (texts.length - WARM_UP_EVENTS) /
    (await engine.withFresh((options) => throughHttp(options, texts, batchSize))),
})

const CEILING = 'one transaction into a bare table'
const DOORS: readonly Door[] = [
  { name: CEILING, rate: async (engine, { rows }) => rows.length / (await engine.ceiling(rows)) },
  {
    name: "the store's port, batches of 1,000",
    rate: async (engine, { rows }) => rows.length / (await engine.port(rows)),
  },
  httpDoor(1_000),
  httpDoor(100),
  {
    name: 'aisle import of JSONL',
    rate: async (engine, { texts, file }) =>
      texts.length / (await engine.withFresh((options) => throughImport(options, file, texts.length))),
  },
]

const makeCorpus = (context: BenchContext): Corpus => {
  const events = makeEvents(context.isQuick ? SIZES.quick : SIZES.full)
  const texts = events.map((event) => JSON.stringify(event))
  const file = join(context.workspace.folder('corpus'), 'events.jsonl')
  writeFileSync(file, texts.join('\n'))
  return { texts, rows: events.map(({ eventId }, k) => ({ id: eventId, body: texts[k] as string })), file }
}

const rowsOf = (engine: Engine, rates: ReadonlyMap<string, readonly number[]>): readonly Figures[] => {
  const ceiling = median(rates.get(CEILING) ?? [])
  return DOORS.map(({ name }) => {
    const samples = rates.get(name) ?? []
    return {
      store: engine.name,
      door: name,
      eventsPerSecond: median(samples),
      spreadPercent: 100 * spread(samples),
      ofCeilingPercent: (100 * median(samples)) / ceiling,
    }
  })
}

const run = async (context: BenchContext): Promise<Measured> => {
  const rounds = context.rounds ?? (context.isQuick ? 1 : ROUNDS)
  const corpus = makeCorpus(context)
  const postgres = await startTestServer()
  try {
    const [{ version }] = (await askPostgres(
      postgres.url,
      "SELECT current_setting('server_version') AS version",
    )) as [{ version: string }]
    const engines = [sqliteEngine(context), postgresEngine(context, postgres.url)]
    const rates = engines.map(() => new Map<string, number[]>(DOORS.map(({ name }) => [name, []])))
    const bar = progressBar('Ingest', 'samples', context.showsProgress, () => Date.now())
    let done = 0
    for (let round = 0; round < rounds; round++)
      for (const door of DOORS)
        for (const [e, engine] of engines.entries()) {
          rates[e]?.get(door.name)?.push(await door.rate(engine, corpus))
          bar.update(++done, rounds * DOORS.length * engines.length)
        }
    bar.end()
    const rows = engines.flatMap((engine, e) =>
      rowsOf(engine, rates[e] as ReadonlyMap<string, readonly number[]>),
    )
    const meanBytes = corpus.texts.reduce((sum, text) => sum + text.length, 0) / corpus.texts.length
    return {
      isWell: true,
      method: [
        `${amount(corpus.texts.length, 0)} events of the demo's world, ${amount(meanBytes, 0)} bytes each, into an empty store for every sample; median of ${rounds} rounds, in which all doors take turns.`,
        `HTTP: ${CONNECTIONS} connections, each sending its next batch when the last was answered; the first ${amount(WARM_UP_EVENTS, 0)} events are not counted. An answer means the batch is on disk, checked and in the live lists.`,
        'Import: the whole command, its start included. Sender, server and database share the cores.',
        `PostgreSQL ${version} with its own settings, fsync on.`,
      ],
      tables: [
        {
          title: 'Durable events a second',
          columns: [
            { key: 'store', title: 'store' },
            { key: 'door', title: 'door' },
            { key: 'eventsPerSecond', title: 'events/s', digits: 0 },
            { key: 'ofCeilingPercent', title: '% of ceiling', digits: 0 },
            { key: 'spreadPercent', title: 'spread of rounds %', digits: 0 },
          ],
          rows,
        },
      ],
      findings: rows
        .filter(({ door }) => door !== CEILING)
        .map(
          ({ store, door, eventsPerSecond, ofCeilingPercent }) =>
            `${store}, ${door}: ${amount(eventsPerSecond as number, 0)} events/s, ${amount(ofCeilingPercent as number, 0)} % of what the engine takes at most.`,
        ),
    }
  } finally {
    await postgres.stop()
  }
}

export const ingestBench: Bench = {
  name: 'ingest',
  summary: 'durable events a second, through every door',
  run,
}
