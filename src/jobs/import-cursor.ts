/** Where an import stands, so that it goes on there after Ctrl-C, a full disk or a kill. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { canonicalJson } from '../domain/json.ts'
import type { ImportCounts } from './import-report.ts'

/** Where the text of the cursor is kept: a note of the store, or a file. `undefined` removes it. */
export type CursorStore = {
  readonly read: () => Promise<string | undefined>
  readonly write: (text: string | undefined) => Promise<void>
}

export type ImportCursor = {
  readonly version: 1
  /** Of the file and of how it is read. */
  readonly identity: string
  /** Everything up to this row is durable. */
  readonly rowNumber: number
  readonly counts: ImportCounts
}

const HEAD_BYTES = 65_536

/**
 * The file as it is now, read this way: size, time of change, the hash of its first 64 kB, and the mapping. Anything
 * else makes a new import.
 *
 * @param way  the mapping or preset, and what it depends on
 */
export const identityOf = async (path: string, way: unknown): Promise<string> => {
  const file = await open(path)
  try {
    const { size, mtimeMs } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return createHash('sha256')
      .update(canonicalJson([size, mtimeMs, way]))
      .update(buffer.subarray(0, bytesRead))
      .digest('hex')
  } finally {
    await file.close()
  }
}

/** The cursor of an earlier run of this very import; undefined when there is none that can be used. */
export const readCursor = async (store: CursorStore, identity: string): Promise<ImportCursor | undefined> => {
  const text = await store.read()
  if (text === undefined) return undefined
  try {
    const cursor = JSON.parse(text) as Partial<ImportCursor>
    return cursor.version === 1 && cursor.identity === identity ? (cursor as ImportCursor) : undefined
  } catch {
    return undefined
  }
}
