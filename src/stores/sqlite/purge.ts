/** Makes sure that what was rewritten is not left somewhere else in the file. */
import { closeSync, openSync, readSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** A file up to this size is made anew in about a second; everybody waits for it. */
const VACUUM_BYTES_MAX = 64 * 1024 * 1024
/** Read at once, while other calls wait. */
export const BLOCK_BYTES = 1024 * 1024
/** Shorter texts stand in any file. */
const TEXT_LENGTH_MIN = 4

export type Purge = {
  /** What was overwritten may stand in the write-ahead log as it was, which is emptied. */
  readonly emptyLog: () => void
  /**
   * Looks for the texts in one block of the file.
   *
   * @param from  bytes from the beginning of the file
   * @returns whether one is there, or where the next block begins; neither at the end of the file
   */
  readonly seek: (
    texts: readonly string[],
    from: number,
  ) => { readonly isFound: boolean; readonly next?: number }
  /**
   * Deleted content is overwritten with zeros, but pages that were split may hold copies of rows that moved away from
   * them: rarely, and only a file that is made anew has none.
   *
   * @returns false when the file is too large for it
   */
  readonly remake: () => boolean
  /** After the database was closed. */
  readonly close: () => void
}

export const openPurge = (database: DatabaseSync, path: string): Purge => {
  /** Stays open: a process that closes the file anywhere gives up every lock that it has on it, also that of SQLite. */
  let file: number | undefined
  const emptyLog = (): void => {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }
  return {
    emptyLog,
    seek: (texts, from) => {
      const sought = texts.filter(({ length }) => length >= TEXT_LENGTH_MIN).map((text) => Buffer.from(text))
      if (sought.length === 0) return { isFound: false }
      file ??= openSync(path, 'r')
      const overlap = Math.max(...sought.map(({ length }) => length)) - 1
      const block = Buffer.alloc(BLOCK_BYTES + overlap)
      const read = block.subarray(0, readSync(file, block, 0, block.length, from))
      if (sought.some((text) => read.includes(text))) return { isFound: true }
      return { isFound: false, ...(read.length === block.length && { next: from + BLOCK_BYTES }) }
    },
    remake: () => {
      const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
      const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
      if (pages * pageBytes > VACUUM_BYTES_MAX) return false
      database.exec('VACUUM')
      emptyLog()
      return true
    },
    close: () => {
      if (file !== undefined) closeSync(file)
    },
  }
}
