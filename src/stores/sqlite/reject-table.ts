/** What could not be kept as a record. */
import type { DatabaseSync } from 'node:sqlite'
import { countedField, countKey } from '../stored-reject.ts'
import { REJECTS_MAX, type Reject, type RejectCount, type StoredReject } from '../ports.ts'

export type RejectTable = {
  readonly add: (shopNo: number, reject: Reject) => void
  readonly read: (shopNo: number, beforeId: number | undefined, limitCount: number) => readonly StoredReject[]
  readonly remove: (shopNo: number, texts: readonly string[]) => number
  readonly counts: (shopNo: number) => readonly RejectCount[]
}

/** Rejects between two looks at how many there are. */
const PRUNE_EVERY = 1_000

export const openRejectTable = (database: DatabaseSync): RejectTable => {
  const insert = database.prepare(
    'INSERT INTO rejects (shop_no, rejected_at, source, code, field, message, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const count = database.prepare(
    `INSERT INTO reject_counts VALUES (?, ?, ?, 1)
     ON CONFLICT (shop_no, code, field) DO UPDATE SET count = count + 1`,
  )
  const prune = database.prepare(
    `DELETE FROM rejects WHERE shop_no = ? AND reject_id <=
       (SELECT reject_id FROM rejects WHERE shop_no = ? ORDER BY reject_id DESC LIMIT 1 OFFSET ?)`,
  )
  let addedCount = 0
  const selectPage = database.prepare(
    `SELECT reject_id AS rejectId, rejected_at AS rejectedAt, source, code, field, message, body
     FROM rejects WHERE shop_no = ? AND reject_id < ? ORDER BY reject_id DESC LIMIT ?`,
  )
  const selectCounts = database.prepare(
    'SELECT code, field, count FROM reject_counts WHERE shop_no = ? ORDER BY code, field',
  )
  const removeWith = database.prepare(
    `DELETE FROM rejects WHERE shop_no = ?1
       AND EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(body, value) > 0 OR instr(message, value) > 0)`,
  )
  const countedByShop = new Map<number, Set<string>>()
  const countedIn = (shopNo: number): Set<string> => {
    let counted = countedByShop.get(shopNo)
    if (counted === undefined) {
      const rows = selectCounts.all(shopNo) as unknown as RejectCount[]
      counted = new Set(rows.map(({ code, field }) => countKey(code, field)))
      countedByShop.set(shopNo, counted)
    }
    return counted
  }
  return {
    add: (shopNo, { rejectedAt, source, code, field, message, body }) => {
      insert.run(shopNo, rejectedAt, source, code, field, message, body)
      count.run(shopNo, code, countedField(countedIn(shopNo), code, field))
      if (++addedCount % PRUNE_EVERY === 0) prune.run(shopNo, shopNo, REJECTS_MAX)
    },
    remove: (shopNo, texts) => Number(removeWith.run(shopNo, JSON.stringify(texts)).changes),
    read: (shopNo, beforeId, limitCount) =>
      selectPage.all(shopNo, beforeId ?? Number.MAX_SAFE_INTEGER, limitCount) as unknown as StoredReject[],
    counts: (shopNo) => selectCounts.all(shopNo) as unknown as RejectCount[],
  }
}
