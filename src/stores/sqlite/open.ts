/**
 * The embedded store: one SQLite file, held by one process, driven by one thread of its own.
 *
 * Durable appends in batches of 1,000 events of 250 bytes, measured to 2 million rows on 2 cores: 200,000 events a
 * second one batch after the other, 250,000 with four in flight. In memory, a shop that writes costs 15 to 30 bytes an
 * event (see `id-index.ts`); a shop that is only read costs nothing.
 */
import { resolve } from 'node:path'
import type { ShopId } from '../../domain/ids.ts'
import type { NewRecord } from '../../domain/record.ts'
import type { Placed, Store } from '../ports.ts'
import { documentOf, kindCode, logRecordOf, opCode } from '../record-codes.ts'
import { storableReject } from '../stored-reject.ts'
import { connect } from './connection.ts'
import type { RecordColumns } from './engine.ts'
import type { Purge } from './purge.ts'

export type SqliteStoreOptions = {
  /** The file; it and its folder are made when they are missing. */
  readonly path: string
  /** For tests: the number of 8 KiB pages at which the file counts as full. */
  readonly pageCountMax?: number
}

const columnsOf = (records: readonly NewRecord[]): RecordColumns => ({
  ops: Uint8Array.from(records, ({ op }) => opCode(op)),
  kinds: Uint8Array.from(records, ({ kind }) => kindCode(kind)),
  ids: records.map(({ id }) => id),
  bodies: records.map(({ body }) => body),
})

const placedOf = (seq: number): Placed => ({ seq: Math.abs(seq), isDuplicate: seq < 0 })

/**
 * Opens the file, or makes it, and brings it to the newest version.
 *
 * @throws AisleError STORE_BUSY when another process holds the file, STORE_BROKEN when it is not ours, damaged or out
 *   of reach, STORE_NEWER when a newer program wrote it
 */
export const openSqliteStore = async (options: SqliteStoreOptions): Promise<Store> => {
  const { call, opened, ended } = connect({ ...options, path: resolve(options.path) })
  await opened
  let closing: Promise<void> | undefined
  return {
    append: async (shop, records, loggedAt) =>
      Array.from(await call('append', shop, columnsOf(records), loggedAt), placedOf),
    readLog: async (shop, afterSeq, limitCount) =>
      (await call('readLog', shop, afterSeq, limitCount)).map(logRecordOf),
    headSeq: (shop) => call('headSeq', shop),
    readDocuments: async (shop, kind, afterId, limitCount) =>
      (await call('readDocuments', shop, kindCode(kind), afterId, limitCount)).map((row) =>
        documentOf(kind, row),
      ),
    readDocument: async (shop, kind, id) => {
      const row = await call('readDocument', shop, kindCode(kind), id)
      return row === undefined ? undefined : documentOf(kind, row)
    },
    readHistory: async (shop, kind, id, limitCount, beforeSeq) =>
      (await call('readHistory', shop, kindCode(kind), id, limitCount, beforeSeq)).map(logRecordOf),
    findRecords: async (shop, afterSeq, untilSeq, texts) =>
      (await call('findRecords', shop, afterSeq, untilSeq, texts)).map(logRecordOf),
    rewrite: (shop, changes) =>
      call(
        'rewrite',
        shop,
        Float64Array.from(changes, ({ seq }) => seq),
        columnsOf(changes.map(({ record }) => record)),
      ),
    listShops: async () => (await call('listShops')) as readonly ShopId[],
    addRejects: (shop, rejects) => call('addRejects', shop, rejects.map(storableReject)),
    listRejects: (shop, beforeId, limitCount) => call('listRejects', shop, beforeId, limitCount),
    removeRejects: (shop, texts) => call('removeRejects', shop, texts),
    countRejects: (shop) => call('countRejects', shop),
    writeNote: (shop, name, text) => call('writeNote', shop, name, text),
    readNote: (shop, name) => call('readNote', shop, name),
    purge: async (texts) => {
      await call('emptyLog')
      // Block by block, so that other calls are answered in between.
      for (let from: number | undefined = 0; from !== undefined; ) {
        const { isFound, next }: ReturnType<Purge['seek']> = await call('seek', texts, from)
        if (isFound) return call('remake')
        from = next
      }
      return true
    },
    health: () => call('health'),
    close: () => {
      closing ??= call('close').then(() => ended)
      return closing
    },
  }
}
