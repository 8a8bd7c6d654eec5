/** Ids of events that bring none. */
import { hash } from 'node:crypto'
import type { Row } from './row.ts'

/** Rows told apart from an equal one before; some 20 MB of memory for each of two generations. */
const ROWS_REMEMBERED_MAX = 200_000

/**
 * Ids for events that bring none: the row's content, and a number among equal rows. Reading the file again gives the
 * same ids. Of rows that are equal, and further apart than is remembered, the later counts as a duplicate.
 */
export const createRowIds = (): ((kind: unknown, row: Row) => string) => {
  let young = new Map<number, number>()
  let old: ReadonlyMap<number, number> = new Map()
  return (kind, row) => {
    const digest = hash('sha1', JSON.stringify([kind, ...row]), 'hex')
    const key = Number.parseInt(digest.slice(0, 12), 16)
    const ordinal = young.get(key) ?? old.get(key) ?? 0
    young.set(key, ordinal + 1)
    if (young.size >= ROWS_REMEMBERED_MAX) {
      old = young
      young = new Map()
    }
    return ordinal === 0 ? `row:${digest}` : `row:${digest}:${ordinal}`
  }
}
