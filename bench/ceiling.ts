/** What the storage engines themselves can take: the same rows, in one transaction, into a table without an index. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { from } from 'pg-copy-streams'
import type { ShopId } from '../src/domain/ids.ts'
import type { NewRecord } from '../src/domain/record.ts'
import type { Store } from '../src/stores/ports.ts'
import { inParallel } from './http.ts'

export type Row = { readonly id: string; readonly body: string }

const COPY_CHUNK_ROWS = 1_000

const secondsSince = (beganAt: number): number => (performance.now() - beganAt) / 1000

/** @returns seconds until the commit is on disk */
export const fillSqlite = (folder: string, rows: readonly Row[]): number => {
  const database = new DatabaseSync(join(folder, 'ceiling.db'))
  database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec(
    'CREATE TABLE log (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL, logged_at INTEGER NOT NULL) STRICT',
  )
  const insert = database.prepare('INSERT INTO log VALUES (?, ?, ?, ?)')
  const beganAt = performance.now()
  database.exec('BEGIN')
  for (let k = 0; k < rows.length; k++)
    insert.run(k + 1, (rows[k] as Row).id, (rows[k] as Row).body, beganAt | 0)
  database.exec('COMMIT')
  const seconds = secondsSince(beganAt)
  database.close()
  return seconds
}

/** @returns seconds until the commit is on disk; the text that COPY reads is made before */
export const fillPostgres = async (url: string, rows: readonly Row[]): Promise<number> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('CREATE TABLE ceiling (seq bigint, id text, body text, logged_at bigint)')
    const lines = rows.map(({ id, body }, k) => `${k}\t${id}\t${body.replaceAll('\\', '\\\\')}\t1\n`)
    const chunks = Array.from({ length: Math.ceil(lines.length / COPY_CHUNK_ROWS) }, (_, k) =>
      Buffer.from(lines.slice(k * COPY_CHUNK_ROWS, (k + 1) * COPY_CHUNK_ROWS).join('')),
    )
    const beganAt = performance.now()
    await client.query('BEGIN')
    await pipeline(Readable.from(chunks), client.query(from('COPY ceiling FROM STDIN')))
    await client.query('COMMIT')
    return secondsSince(beganAt)
  } finally {
    await client.end()
  }
}

/** The store behind its port, without HTTP, checks and views. @returns seconds */
export const fillStore = async (
  store: Store,
  rows: readonly Row[],
  { batchSize, inFlight }: { readonly batchSize: number; readonly inFlight: number },
): Promise<number> => {
  const records = rows.map(({ id, body }): NewRecord => ({ op: 'event', kind: 'event', id, body }))
  const beganAt = performance.now()
  await inParallel(Math.ceil(rows.length / batchSize), inFlight, async (k) => {
    await store.append('bench' as ShopId, records.slice(k * batchSize, (k + 1) * batchSize), 1)
  })
  return secondsSince(beganAt)
}
