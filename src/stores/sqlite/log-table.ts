/** The log of every shop, and the event ids that each has seen. */
import type { DatabaseSync } from 'node:sqlite'
import { type HashText, IdIndex } from '../id-index.ts'
import { EVENT_OP, type LogRow } from '../record-codes.ts'

/** Above every seq: 4 billion records a shop, 2 million shops. */
const SEQ_SPAN = 2 ** 32

/** Records whose id hashes are kept as one blob, so that opening a shop reads few rows. */
const RUN_LENGTH = 16_384

const placeOf = (shopNo: number, seq: number): number => shopNo * SEQ_SPAN + seq

export type LogTable = {
  /** The seq that holds the event id in the shop, 0 when none does; what this transaction added counts. */
  readonly findEvent: (shopNo: number, id: string) => number
  /** Adds a record and gives its seq. */
  readonly add: (
    shopNo: number,
    op: number,
    kind: number,
    id: string,
    body: string,
    loggedAt: number,
  ) => number
  readonly read: (shopNo: number, afterSeq: number, limitCount: number) => readonly LogRow[]
  readonly find: (
    shopNo: number,
    afterSeq: number,
    untilSeq: number,
    texts: readonly string[],
  ) => readonly LogRow[]
  /** @returns op, kind and id of the record that stood there; undefined when none did */
  readonly rewrite: (
    shopNo: number,
    seq: number,
    op: number,
    kind: number,
    id: string,
    body: string,
  ) => { readonly op: number; readonly kind: number; readonly id: string } | undefined
  /** Changes of one document below `beforeSeq`, newest first. */
  readonly history: (
    shopNo: number,
    kind: number,
    id: string,
    limitCount: number,
    beforeSeq: number | undefined,
  ) => readonly LogRow[]
  /** 0 when there is none. */
  readonly head: (shopNo: number) => number
  readonly shops: () => readonly string[]
  /** Must follow the end of every transaction, whether it was kept or not. */
  readonly settle: (isKept: boolean) => void
}

/** What a shop's log has in memory: all that is committed in `ids`, and what the open transaction adds. */
type ShopLog = {
  readonly shopNo: number
  readonly ids: IdIndex
  runCount: number
  addedRunCount: number
  addedIds: (string | undefined)[]
  readonly addedSeqs: Map<string, number>
}

/** By an index of its own: a look-up, however long the log is. */
const openHistory = (database: DatabaseSync): LogTable['history'] => {
  // `op <> 0` as it stands in the index: else the planner does not know that the index has all that is asked for.
  const select = database.prepare(
    `SELECT place % ${SEQ_SPAN}, op, kind, id, body, logged_at FROM log
     WHERE op <> 0 AND kind = ? AND id = ? AND place > ? AND place < ? ORDER BY place DESC LIMIT ?`,
  )
  select.setReturnArrays(true)
  return (shopNo, kind, id, limitCount, beforeSeq) => {
    const end = placeOf(shopNo, Math.min(beforeSeq ?? SEQ_SPAN, SEQ_SPAN))
    return select.all(kind, id, placeOf(shopNo, 0), end, limitCount) as unknown as LogRow[]
  }
}

const openRewriting = (database: DatabaseSync): Pick<LogTable, 'find' | 'rewrite'> => {
  const selectRange = database.prepare(
    `SELECT place % ${SEQ_SPAN}, op, kind, id, body, logged_at FROM log WHERE place > ? AND place <= ? ORDER BY place`,
  )
  selectRange.setReturnArrays(true)
  const selectWhat = database.prepare('SELECT op, kind, id FROM log WHERE place = ?')
  const update = database.prepare('UPDATE log SET op = ?, kind = ?, id = ?, body = ? WHERE place = ?')
  return {
    find: (shopNo, afterSeq, untilSeq, texts) => {
      const found: LogRow[] = []
      const rows = selectRange.iterate(placeOf(shopNo, afterSeq), placeOf(shopNo, untilSeq))
      for (const row of rows as unknown as Iterable<LogRow>)
        if (texts.some((text) => row[4].includes(text))) found.push(row)
      return found
    },
    rewrite: (shopNo, seq, op, kind, id, body) => {
      const before = selectWhat.get(placeOf(shopNo, seq))
      if (before === undefined) return undefined
      update.run(op, kind, id, body, placeOf(shopNo, seq))
      return before as { op: number; kind: number; id: string }
    },
  }
}

export const openLogTable = (database: DatabaseSync, hash?: HashText): LogTable => {
  const insert = database.prepare('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)')
  const selectPage = database.prepare(
    `SELECT place % ${SEQ_SPAN}, op, kind, id, body, logged_at FROM log WHERE place > ? AND place < ? ORDER BY place LIMIT ?`,
  )
  selectPage.setReturnArrays(true)
  const selectHead = database.prepare(
    `SELECT place % ${SEQ_SPAN} AS seq FROM log WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1`,
  )
  const selectIds = database.prepare('SELECT op, id FROM log WHERE place > ? AND place < ? ORDER BY place')
  const selectId = database.prepare('SELECT id FROM log WHERE place = ?')
  const insertRun = database.prepare('INSERT INTO event_id_runs VALUES (?, ?)')
  const selectRuns = database.prepare(
    'SELECT words FROM event_id_runs WHERE place >= ? AND place < ? ORDER BY place',
  )
  const selectShops = database.prepare(
    `SELECT shop FROM shops
     WHERE EXISTS (SELECT 1 FROM log WHERE place > shop_no * ${SEQ_SPAN} AND place < (shop_no + 1) * ${SEQ_SPAN})
     ORDER BY shop`,
  )
  const logs = new Map<number, ShopLog>()
  const touched = new Set<ShopLog>()

  const load = (shopNo: number): ShopLog => {
    const ids = new IdIndex(hash)
    let runCount = 0
    for (const { words } of selectRuns.iterate(placeOf(shopNo, 0), placeOf(shopNo + 1, 0))) {
      ids.pushAll(new Uint32Array((words as Uint8Array).slice().buffer))
      runCount++
    }
    for (const row of selectIds.iterate(placeOf(shopNo, ids.length), placeOf(shopNo + 1, 0)))
      ids.push(row['op'] === EVENT_OP ? (row['id'] as string) : undefined)
    return { shopNo, ids, runCount, addedRunCount: 0, addedIds: [], addedSeqs: new Map() }
  }

  const touch = (shopNo: number): ShopLog => {
    const log = logs.get(shopNo) ?? load(shopNo)
    logs.set(shopNo, log)
    touched.add(log)
    return log
  }

  /** Full runs are written with the next append: until then, loading finds their ids in the log itself. */
  const writeFullRuns = (log: ShopLog): void => {
    for (;;) {
      const run = log.runCount + log.addedRunCount
      if ((run + 1) * RUN_LENGTH > log.ids.length) return
      const words = log.ids.words(run * RUN_LENGTH, (run + 1) * RUN_LENGTH)
      insertRun.run(placeOf(log.shopNo, run), new Uint8Array(words.buffer))
      log.addedRunCount++
    }
  }

  return {
    findEvent: (shopNo, id) => {
      const log = touch(shopNo)
      const isAt = (seq: number): boolean => selectId.get(placeOf(shopNo, seq))?.['id'] === id
      return log.addedSeqs.get(id) ?? log.ids.find(id, isAt)
    },
    add: (shopNo, op, kind, id, body, loggedAt) => {
      const log = touch(shopNo)
      writeFullRuns(log)
      const seq = log.ids.length + log.addedIds.length + 1
      insert.run(placeOf(shopNo, seq), op, kind, id, body, loggedAt)
      log.addedIds.push(op === EVENT_OP ? id : undefined)
      if (op === EVENT_OP) log.addedSeqs.set(id, seq)
      return seq
    },
    read: (shopNo, afterSeq, limitCount) =>
      selectPage.all(placeOf(shopNo, afterSeq), placeOf(shopNo + 1, 0), limitCount) as unknown as LogRow[],
    history: openHistory(database),
    ...openRewriting(database),
    head: (shopNo) =>
      (selectHead.get(placeOf(shopNo, 0), placeOf(shopNo + 1, 0))?.['seq'] as number | undefined) ?? 0,
    shops: () => selectShops.all().map(({ shop }) => shop as string),
    settle: (isKept) => {
      for (const log of touched) {
        if (isKept) {
          for (const id of log.addedIds) log.ids.push(id)
          log.runCount += log.addedRunCount
        }
        log.addedIds = []
        log.addedSeqs.clear()
        log.addedRunCount = 0
      }
      touched.clear()
    },
  }
}
