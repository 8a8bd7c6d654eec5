/** The newest state of every document. */
import type { DatabaseSync } from 'node:sqlite'
import { changedBody } from '../changed-body.ts'
import { type DocumentRow, type LogRow, opOf } from '../record-codes.ts'

export type DocumentTable = {
  readonly change: (
    shopNo: number,
    op: number,
    kind: number,
    id: string,
    body: string,
    seq: number,
    at: number,
  ) => void
  /** As these changes make it, newest first; without any it is not there. */
  readonly remake: (shopNo: number, kind: number, id: string, changes: readonly LogRow[]) => void
  readonly read: (shopNo: number, kind: number, afterId: string, limitCount: number) => readonly DocumentRow[]
  readonly get: (shopNo: number, kind: number, id: string) => DocumentRow | undefined
}

export const openDocumentTable = (database: DatabaseSync): DocumentTable => {
  const upsert = database.prepare(
    `INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (shop_no, kind, id) DO UPDATE SET seq = excluded.seq, body = excluded.body`,
  )
  const remove = database.prepare('DELETE FROM documents WHERE shop_no = ? AND kind = ? AND id = ?')
  const selectPage = database.prepare(
    'SELECT id, seq, created_at, body FROM documents WHERE shop_no = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?',
  )
  selectPage.setReturnArrays(true)
  const selectOne = database.prepare(
    'SELECT id, seq, created_at, body FROM documents WHERE shop_no = ? AND kind = ? AND id = ?',
  )
  selectOne.setReturnArrays(true)
  const get: DocumentTable['get'] = (shopNo, kind, id) =>
    selectOne.get(shopNo, kind, id) as unknown as DocumentRow | undefined
  return {
    get,
    read: (shopNo, kind, afterId, limitCount) =>
      selectPage.all(shopNo, kind, afterId, limitCount) as unknown as DocumentRow[],
    remake: (shopNo, kind, id, changes) => {
      remove.run(shopNo, kind, id)
      const [newest, oldest] = [changes[0], changes.at(-1)]
      if (newest === undefined || oldest === undefined) return
      const body = changes.reduceRight<string | null>(
        (before, [, op, , , change]) => changedBody(opOf(op), change, before),
        null,
      )
      upsert.run(shopNo, kind, id, newest[0], oldest[5], body)
    },
    change: (shopNo, op, kind, id, body, seq, at) => {
      const before = opOf(op) === 'patch' ? get(shopNo, kind, id)?.[3] : undefined
      upsert.run(shopNo, kind, id, seq, at, changedBody(opOf(op), body, before))
    },
  }
}
