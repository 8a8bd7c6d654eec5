/** The store on an open SQLite file, synchronous: what the worker runs. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AisleError, assert } from '../../domain/errors.ts'
import type { HashText } from '../id-index.ts'
import type { Reject, RejectCount, StoredReject, StoreHealth } from '../ports.ts'
import { type DocumentRow, EVENT_OP, type LogRow } from '../record-codes.ts'
import { type DocumentTable, openDocumentTable } from './document-table.ts'
import { sqliteFault } from './faults.ts'
import { type LogTable, openLogTable } from './log-table.ts'
import { openRejectTable } from './reject-table.ts'
import { openPurge, type Purge } from './purge.ts'
import { migrate } from './schema.ts'
import { openShopTable, type ShopTable } from './shop-table.ts'

/** Records as columns, in their order: posting these costs a fraction of posting objects. */
export type RecordColumns = {
  readonly ops: Uint8Array
  readonly kinds: Uint8Array
  readonly ids: readonly string[]
  readonly bodies: readonly string[]
}

/** What the worker is asked. Writes count only within `transact`. */
export type EngineCalls = Pick<Purge, 'emptyLog' | 'seek' | 'remake'> & {
  /** The seq of each record, negative when it is a duplicate. */
  append(shop: string, records: RecordColumns, loggedAt: number): Float64Array
  readLog(shop: string, afterSeq: number, limitCount: number): readonly LogRow[]
  headSeq(shop: string): number
  readDocuments(shop: string, kind: number, afterId: string, limitCount: number): readonly DocumentRow[]
  readDocument(shop: string, kind: number, id: string): DocumentRow | undefined
  readHistory(
    shop: string,
    kind: number,
    id: string,
    limitCount: number,
    beforeSeq?: number,
  ): readonly LogRow[]
  findRecords(shop: string, afterSeq: number, untilSeq: number, texts: readonly string[]): readonly LogRow[]
  rewrite(shop: string, seqs: Float64Array, records: RecordColumns): void
  listShops(): readonly string[]
  addRejects(shop: string, rejects: readonly Reject[]): void
  listRejects(shop: string, beforeId: number | undefined, limitCount: number): readonly StoredReject[]
  removeRejects(shop: string, texts: readonly string[]): number
  countRejects(shop: string): readonly RejectCount[]
  writeNote(shop: string, name: string, text: string | undefined): void
  readNote(shop: string, name: string): string | undefined
  health(): StoreHealth
  close(): void
}

export type Engine = EngineCalls & {
  /** Runs the writes and commits; when anything fails, nothing of them is kept. */
  transact<T>(write: () => T): T
}

export type EngineOptions = {
  readonly path: string
  /** For tests: the size at which the file counts as full. */
  readonly pageCountMax?: number
  /** For tests: a hash with collisions. */
  readonly hash?: HashText
}

/** Pages of 8 KiB hold some thirty events each; measured 10 to 40 % faster than 4 KiB. */
const PAGE_BYTES = 8_192
const CACHE_KIB = 65_536
/** Pages in the write-ahead log before they move to the file: 32 MiB. */
const CHECKPOINT_PAGES = 4_096
const WAL_BYTES_MAX = 64 * 1_024 * 1_024

/** Takes the file for this process until it closes, before anything in it is read or changed. */
const HOLD = `
  PRAGMA page_size = ${PAGE_BYTES};
  PRAGMA locking_mode = EXCLUSIVE;
  BEGIN EXCLUSIVE; COMMIT;
`

const TUNE = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA cache_size = -${CACHE_KIB};
  PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
  PRAGMA journal_size_limit = ${WAL_BYTES_MAX};
  PRAGMA secure_delete = ON;
`

const openDatabase = ({
  path,
  pageCountMax,
}: EngineOptions): { database: DatabaseSync; schemaVersion: number } => {
  let database: DatabaseSync | undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    database = new DatabaseSync(path)
    database.exec(HOLD)
    const schemaVersion = migrate(database, path)
    database.exec(TUNE)
    if (pageCountMax !== undefined) database.exec(`PRAGMA max_page_count = ${pageCountMax}`)
    return { database, schemaVersion }
  } catch (error) {
    database?.close()
    throw sqliteFault(error, path)
  }
}

/** No limit, to SQLite. */
const ALL = -1

const fileBytes = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const noteCalls = (database: DatabaseSync, shops: ShopTable): Pick<EngineCalls, 'writeNote' | 'readNote'> => {
  const upsertNote = database.prepare(
    'INSERT INTO notes VALUES (?, ?, ?) ON CONFLICT (shop_no, name) DO UPDATE SET text = excluded.text',
  )
  const deleteNote = database.prepare('DELETE FROM notes WHERE shop_no = ? AND name = ?')
  const selectNote = database.prepare('SELECT text FROM notes WHERE shop_no = ? AND name = ?')
  return {
    writeNote: (shop, name, text) => {
      const shopNo = shops.obtain(shop)
      if (text === undefined) deleteNote.run(shopNo, name)
      else upsertNote.run(shopNo, name, text)
    },
    readNote: (shop, name) => {
      const shopNo = shops.find(shop)
      return shopNo === undefined ? undefined : (selectNote.get(shopNo, name)?.['text'] as string | undefined)
    },
  }
}

const rewriter = (shops: ShopTable, log: LogTable, documents: DocumentTable): EngineCalls['rewrite'] => {
  return (shop, seqs, { ops, kinds, ids, bodies }) => {
    const shopNo = shops.obtain(shop)
    const touched = new Map<string, readonly [kind: number, id: string]>()
    for (let k = 0; k < ids.length; k++) {
      const [op, kind] = [ops[k] as number, kinds[k] as number]
      const [id, body] = [ids[k] as string, bodies[k] as string]
      const before = log.rewrite(shopNo, seqs[k] as number, op, kind, id, body)
      assert(before !== undefined, `what is rewritten stands in the log: ${seqs[k]}`)
      assert((before.op === EVENT_OP) === (op === EVENT_OP), 'an event stays an event')
      if (op === EVENT_OP) continue
      touched.set(`${kind} ${id}`, [kind, id])
      touched.set(`${before.kind} ${before.id}`, [before.kind, before.id])
    }
    for (const [kind, id] of touched.values())
      documents.remake(shopNo, kind, id, log.history(shopNo, kind, id, ALL, undefined))
  }
}

export const openEngine = (options: EngineOptions): Engine => {
  const { database, schemaVersion } = openDatabase(options)
  const shops = openShopTable(database)
  const log = openLogTable(database, options.hash)
  const documents = openDocumentTable(database)
  const rejects = openRejectTable(database)
  const purge = openPurge(database, options.path)
  /** Why the last write failed; undefined when it did not. */
  let writeProblem: string | undefined

  const append: EngineCalls['append'] = (shop, { ops, kinds, ids, bodies }, loggedAt) => {
    const shopNo = shops.obtain(shop)
    const seqs = new Float64Array(ids.length)
    for (let k = 0; k < ids.length; k++) {
      const [op, kind] = [ops[k] as number, kinds[k] as number]
      const [id, body] = [ids[k] as string, bodies[k] as string]
      const firstSeq = op === EVENT_OP ? log.findEvent(shopNo, id) : 0
      if (firstSeq > 0) {
        seqs[k] = -firstSeq
        continue
      }
      const seq = log.add(shopNo, op, kind, id, body, loggedAt)
      if (op !== EVENT_OP) documents.change(shopNo, op, kind, id, body, seq, loggedAt)
      seqs[k] = seq
    }
    return seqs
  }

  const transact = <T>(write: () => T): T => {
    let isKept = false
    try {
      database.exec('BEGIN IMMEDIATE')
      const result = write()
      database.exec('COMMIT')
      isKept = true
      writeProblem = undefined
      return result
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      const fault = sqliteFault(error, options.path)
      if (fault instanceof AisleError) writeProblem = fault.message
      throw fault
    } finally {
      log.settle(isKept)
    }
  }

  /** What `read` gives for the shop's number, or `nothing` for a shop that never wrote. */
  const within = <T>(shop: string, nothing: T, read: (shopNo: number) => T): T => {
    const shopNo = shops.find(shop)
    return shopNo === undefined ? nothing : read(shopNo)
  }

  return {
    transact,
    append,
    readLog: (shop, afterSeq, limitCount) =>
      within(shop, [], (shopNo) => log.read(shopNo, afterSeq, limitCount)),
    headSeq: (shop) => within(shop, 0, log.head),
    readDocuments: (shop, kind, afterId, limitCount) =>
      within(shop, [], (shopNo) => documents.read(shopNo, kind, afterId, limitCount)),
    readDocument: (shop, kind, id) => within(shop, undefined, (shopNo) => documents.get(shopNo, kind, id)),
    readHistory: (shop, kind, id, limitCount, beforeSeq) =>
      within(shop, [], (shopNo) => log.history(shopNo, kind, id, limitCount, beforeSeq)),
    findRecords: (shop, afterSeq, untilSeq, texts) =>
      within(shop, [], (shopNo) => log.find(shopNo, afterSeq, untilSeq, texts)),
    rewrite: rewriter(shops, log, documents),
    listShops: log.shops,
    addRejects: (shop, added) => {
      const shopNo = shops.obtain(shop)
      for (const reject of added) rejects.add(shopNo, reject)
    },
    listRejects: (shop, beforeId, limitCount) =>
      within(shop, [], (shopNo) => rejects.read(shopNo, beforeId, limitCount)),
    removeRejects: (shop, texts) => within(shop, 0, (shopNo) => rejects.remove(shopNo, texts)),
    countRejects: (shop) => within(shop, [], rejects.counts),
    ...noteCalls(database, shops),
    emptyLog: purge.emptyLog,
    seek: purge.seek,
    remake: purge.remake,
    health: () => ({
      engine: 'sqlite',
      version: String(database.prepare('SELECT sqlite_version() AS version').get()?.['version']),
      schemaVersion,
      sizeBytes: fileBytes(options.path) + fileBytes(`${options.path}-wal`),
      isDurable: Number(database.prepare('PRAGMA synchronous').get()?.['synchronous']) >= 2,
      problems: writeProblem === undefined ? [] : [`The last write failed: ${writeProblem}`],
    }),
    close: () => {
      database.close()
      purge.close()
    },
  }
}
