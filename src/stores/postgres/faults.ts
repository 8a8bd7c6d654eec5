/** What went wrong between us and PostgreSQL, as our own errors. Addresses name host, port and database, never a password. */
import { AisleError } from '../../domain/errors.ts'

/** SQLSTATE. @source PostgreSQL documentation, appendix A */
const DISK_FULL = '53100'
/** Classes and codes that are about the server or the right to use it, not about a statement. */
const BROKEN = /^(08|28|3D|53|57|58|XX|25006|42501)/
const SQLSTATE = /^[0-9A-Z]{5}$/
/** What `pg` says, without a code, of connections that end or never begin. */
const DISCONNECTED = /^(Connection terminated|timeout exceeded|Client (has|was) |Query read timeout)/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const isSystemError = (error: unknown): boolean => /^E[A-Z]+$/.test(codeOf(error))

/** Whether the server itself refused a statement, and so kept nothing: then trying again cannot store anything twice. */
export const isRefusal = (error: unknown): boolean => {
  const code = codeOf(error)
  return (
    error instanceof Error &&
    !isSystemError(error) &&
    !/^(08|57)/.test(code) &&
    !DISCONNECTED.test(error.message)
  )
}

/** The error as an AisleError when its cause is known; anything else is a fault of the program and stays as it is. */
export const postgresFault = (error: unknown, address: string): unknown => {
  if (!(error instanceof Error) || error instanceof AisleError) return error
  const code = codeOf(error)
  if (code === DISK_FULL)
    return new AisleError('STORE_FULL', `The disk of ${address} is full.`, {
      cause: error,
      fix: 'Free disk space on the database server, then send the same records again; nothing of this request was kept.',
    })
  const isBroken =
    isSystemError(error) || DISCONNECTED.test(error.message) || (SQLSTATE.test(code) && BROKEN.test(code))
  if (!isBroken) return error
  return new AisleError('STORE_BROKEN', `${address} cannot be used: ${error.message || code}.`, {
    cause: error,
    fix: 'Check that the database server runs, that this machine may reach it, and that its address, user and password are right.',
  })
}

/**
 * Host, port and database of a connection URL, for messages.
 *
 * @throws AisleError SETTING_INVALID when it is no such URL; the message does not repeat it, for it may hold a password
 */
export const addressOf = (url: string): string => {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new AisleError('SETTING_INVALID', 'The database address is not a PostgreSQL URL.', {
      fix: 'Write it as postgres://USER:PASSWORD@HOST:5432/DATABASE.',
    })
  const { hostname, port, pathname } = new URL(url)
  return `PostgreSQL at ${hostname || 'localhost'}:${port || '5432'}${pathname}`
}
