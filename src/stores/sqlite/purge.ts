/** Makes sure that what was rewritten is not left somewhere else in the file. */
import { closeSync, openSync, readSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** A file up to this size is made anew in about a second; everybody waits for it. */
const VACUUM_BYTES_MAX = 64 * 1024 * 1024
const BLOCK_BYTES = 4 * 1024 * 1024
/** Shorter texts stand in any file. */
const TEXT_LENGTH_MIN = 4

const isFound = (path: string, texts: readonly string[]): boolean => {
  const sought = texts.filter(({ length }) => length >= TEXT_LENGTH_MIN).map((text) => Buffer.from(text))
  if (sought.length === 0) return false
  const overlap = Math.max(...sought.map(({ length }) => length)) - 1
  const file = openSync(path, 'r')
  try {
    const block = Buffer.alloc(BLOCK_BYTES)
    for (let start = 0; ; start += BLOCK_BYTES - overlap) {
      const byteCount = readSync(file, block, 0, BLOCK_BYTES, start)
      const read = block.subarray(0, byteCount)
      if (sought.some((text) => read.includes(text))) return true
      if (byteCount < BLOCK_BYTES) return false
    }
  } finally {
    closeSync(file)
  }
}

const checkpoint = (database: DatabaseSync): void => {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/**
 * What was overwritten may stand in the write-ahead log as it was, which is emptied. Deleted content is overwritten with
 * zeros, but pages that were split may hold copies of rows that moved away from them: rarely, and only a file that is
 * made anew has none.
 *
 * @returns false when a text is found and the file is too large to be made anew
 */
export const purge = (database: DatabaseSync, path: string, texts: readonly string[]): boolean => {
  checkpoint(database)
  if (!isFound(path, texts)) return true
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  if (pages * pageBytes > VACUUM_BYTES_MAX) return false
  database.exec('VACUUM')
  checkpoint(database)
  return true
}
