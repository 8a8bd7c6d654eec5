/** The store on a PostgreSQL server, which several processes may share. */
import type { ShopId } from '../../domain/ids.ts'
import type { Placed, RejectCount, Store, StoredReject, StoreHealth } from '../ports.ts'
import { type DocumentRow, documentOf, kindCode, type LogRow, logRecordOf } from '../record-codes.ts'
import { storableReject } from '../stored-reject.ts'
import { openSession, type PostgresStoreOptions, type Session } from './session.ts'

const HEALTH = `
  SELECT current_setting('server_version') AS version,
    current_setting('fsync') AS fsync,
    current_setting('full_page_writes') AS full_page_writes,
    (SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class
     WHERE relnamespace = 'aisle'::regnamespace AND relkind = 'r')::bigint AS size_bytes
`
type HealthRow = {
  readonly version: string
  readonly fsync: string
  readonly full_page_writes: string
  readonly size_bytes: number
}

const healthOf = (row: HealthRow, schemaVersion: number, writeProblem: string | undefined): StoreHealth => {
  const problems: string[] = []
  if (row.fsync !== 'on')
    problems.push('The server runs with fsync off: a power failure may lose or damage everything.')
  if (row.full_page_writes !== 'on')
    problems.push('The server runs with full_page_writes off: a power failure may damage tables.')
  if (writeProblem !== undefined) problems.push(`The last write failed: ${writeProblem}`)
  return {
    engine: 'postgres',
    version: row.version,
    schemaVersion,
    sizeBytes: row.size_bytes,
    isDurable: row.fsync === 'on',
    problems,
  }
}

type RewritingCalls = Pick<
  Store,
  'findRecords' | 'rewrite' | 'addRejects' | 'listRejects' | 'removeRejects' | 'countRejects'
>

const rewritingCalls = ({
  write,
  select,
  selectArrays,
}: Pick<Session, 'write' | 'select' | 'selectArrays'>): RewritingCalls => ({
  findRecords: async (shop, afterSeq, untilSeq, texts) => {
    const rows = await selectArrays<LogRow>(
      `SELECT seq, op, kind, id, body, logged_at FROM aisle.log
       WHERE shop = $1 AND seq > $2 AND seq <= $3
         AND EXISTS (SELECT 1 FROM unnest($4::text[]) AS t WHERE position(t IN body) > 0)
       ORDER BY seq`,
      [shop, afterSeq, untilSeq, texts],
    )
    return rows.map(logRecordOf)
  },
  rewrite: async (shop, changes) => {
    await write({ name: 'rewrite', shop, changes }, changes.length)
  },
  addRejects: async (shop, rejects) => {
    await write({ name: 'rejects', shop, rejects: rejects.map(storableReject) }, rejects.length)
  },
  listRejects: (shop, beforeId, limitCount) =>
    select<StoredReject>(
      `SELECT reject_id AS "rejectId", rejected_at AS "rejectedAt", source, code, field, message, body
       FROM aisle.rejects WHERE shop = $1 AND reject_id < $2 ORDER BY reject_id DESC LIMIT $3`,
      [shop, beforeId ?? Number.MAX_SAFE_INTEGER, limitCount],
    ),
  removeRejects: async (shop, texts) => (await write({ name: 'remove rejects', shop, texts }, 1)) as number,
  countRejects: (shop) =>
    select<RejectCount>(
      'SELECT code, field, count FROM aisle.reject_counts WHERE shop = $1 ORDER BY code, field',
      [shop],
    ),
})

/**
 * Connects, and brings the database to the newest version.
 *
 * @throws AisleError SETTING_INVALID when `url` is none, STORE_BROKEN when the server is out of reach, refuses us or is
 *   older than PostgreSQL 15, STORE_NEWER when a newer program wrote the database
 */
export const openPostgresStore = async (options: PostgresStoreOptions): Promise<Store> => {
  const session = await openSession(options)
  const { schemaVersion, write, select, selectArrays, writeProblem, close } = session
  return {
    append: async (shop, records, loggedAt) =>
      (await write({ name: 'append', shop, records, loggedAt }, records.length)) as readonly Placed[],
    readLog: async (shop, afterSeq, limitCount) => {
      // A seq has no gap: its range is the page, whatever the planner makes of the table before its first ANALYZE.
      const rows = await selectArrays<LogRow>(
        `SELECT seq, op, kind, id, body, logged_at FROM aisle.log
         WHERE shop = $1 AND seq > $2 AND seq <= $2::bigint + $3::bigint ORDER BY seq`,
        [shop, afterSeq, limitCount],
      )
      return rows.map(logRecordOf)
    },
    headSeq: async (shop) => {
      const [head] = await select<{ seq: number }>(
        'SELECT head_seq AS seq FROM aisle.log_heads WHERE shop = $1',
        [shop],
      )
      return head?.seq ?? 0
    },
    readDocuments: async (shop, kind, afterId, limitCount) => {
      const rows = await selectArrays<DocumentRow>(
        `SELECT id, seq, created_at, body FROM aisle.documents
         WHERE shop = $1 AND kind = $2 AND id > $3 ORDER BY id LIMIT $4`,
        [shop, kindCode(kind), afterId, limitCount],
      )
      return rows.map((row) => documentOf(kind, row))
    },
    readDocument: async (shop, kind, id) => {
      const [row] = await selectArrays<DocumentRow>(
        'SELECT id, seq, created_at, body FROM aisle.documents WHERE shop = $1 AND kind = $2 AND id = $3',
        [shop, kindCode(kind), id],
      )
      return row === undefined ? undefined : documentOf(kind, row)
    },
    readHistory: async (shop, kind, id, limitCount, beforeSeq = Number.MAX_SAFE_INTEGER) => {
      const rows = await selectArrays<LogRow>(
        `SELECT seq, op, kind, id, body, logged_at FROM aisle.log
         WHERE op <> 0 AND shop = $1 AND kind = $2 AND id = $3 AND seq < $4
         ORDER BY seq DESC LIMIT $5`,
        [shop, kindCode(kind), id, beforeSeq, limitCount],
      )
      return rows.map(logRecordOf)
    },
    ...rewritingCalls(session),
    listShops: async () => {
      const rows = await select<{ shop: ShopId }>(
        'SELECT shop FROM aisle.log_heads WHERE head_seq > 0 ORDER BY shop',
      )
      return rows.map(({ shop }) => shop)
    },
    writeNote: async (shop, note, text) => {
      await write({ name: 'note', shop, note, text }, 1)
    },
    readNote: async (shop, name) => {
      const [note] = await select<{ text: string }>(
        'SELECT text FROM aisle.notes WHERE shop = $1 AND name = $2',
        [shop, name],
      )
      return note?.text
    },
    // Its files are the server's: VACUUM and the end of its write-ahead log let go of what was.
    purge: async () => true,
    health: async () => {
      const [row] = await select<HealthRow>(HEALTH)
      return healthOf(row as HealthRow, schemaVersion, writeProblem())
    },
    close,
  }
}
