/** What went wrong in SQLite, as our own errors. */
import { AisleError, type ErrorCode } from '../../domain/errors.ts'

/** Primary result codes. @source sqlite.org/rescode.html */
const BUSY = 5
const LOCKED = 6
const FULL = 13
const BROKEN: ReadonlySet<number> = new Set([
  8 /* READONLY */, 10 /* IOERR */, 11 /* CORRUPT */, 14 /* CANTOPEN */, 26 /* NOTADB */,
])

const resultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** The error as an AisleError when its cause is known; anything else is a fault of the program and stays as it is. */
export const sqliteFault = (error: unknown, file: string): unknown => {
  const result = resultCode(error)
  const isSystemError = error instanceof Error && 'syscall' in error
  if (result === undefined && !isSystemError) return error
  const cause = (error as Error).message
  if (result === FULL)
    return new AisleError('STORE_FULL', `The disk that holds ${file} is full.`, { cause: error })
  if (result === BUSY || result === LOCKED)
    return new AisleError('STORE_BUSY', `${file} is in use by another process.`, { cause: error })
  if (isSystemError || BROKEN.has(result as number))
    return new AisleError('STORE_BROKEN', `${file} cannot be read or written: ${cause}.`, {
      cause: error,
      fix: `Check that ${file} and its folder are there and writable. If the file is damaged, move it away together with its -wal file and restore your backup in its place.`,
    })
  return error
}

/** An error in a form that `postMessage` keeps. */
export type PostedError = {
  readonly code: ErrorCode | undefined
  readonly message: string
  readonly fix: string | undefined
  readonly stack: string | undefined
}

export const postedError = (error: unknown): PostedError => ({
  code: error instanceof AisleError ? error.code : undefined,
  message: error instanceof Error ? error.message : String(error),
  fix: error instanceof AisleError ? error.fix : undefined,
  stack: error instanceof Error ? error.stack : undefined,
})

export const receivedError = ({ code, message, fix, stack }: PostedError): Error => {
  if (code !== undefined) return new AisleError(code, message, fix === undefined ? {} : { fix })
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
