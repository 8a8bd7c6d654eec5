/** Who may do what. A shop with keys asks for one; a shop without is open, fully only to this machine. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isLoopback, type Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import { findKey, type ShopRuntime } from '../jobs/shop-runtime.ts'

/** `browser` may send events and read lists and the catalog; `server` may do everything. */
export type Role = 'browser' | 'server'

export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex')

const hostName = (host: string): string => host.replace(/:\d+$/, '')

/**
 * Refuses requests under a foreign host name: a page elsewhere could otherwise point its own name at this machine and
 * act as its owner.
 */
export const checkHost = (request: FastifyRequest, settings: Settings): void => {
  const name = hostName(request.headers.host ?? '')
  if (!isLoopback(settings.host)) return
  if (isLoopback(name) || settings.allowedHosts.includes(name)) return
  throw new AisleError('HOST_NOT_ALLOWED', `This server is not ${JSON.stringify(name)}.`, {
    fix: 'Open the address that the server printed, or name this host in AISLE_ALLOWED_HOSTS.',
  })
}

/** What proxies add. One that adds none of them must be kept from reaching a shop without keys. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const

/** On this machine, and not on behalf of somebody behind a proxy. */
export const isLocal = (request: FastifyRequest): boolean =>
  isLoopback(request.ip.replace('::ffff:', '')) &&
  isLoopback(hostName(request.headers.host ?? '')) &&
  FORWARDED.every((name) => request.headers[name] === undefined)

/** @throws AisleError UNAUTHORIZED when the shop asks for a key and this is none of its own */
export const roleOf = (request: FastifyRequest, { view, shop }: ShopRuntime): Role => {
  const [scheme, key] = (request.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() === 'bearer' && key !== undefined) {
    const known = findKey(view, hashKey(key))
    if (known !== undefined) return known.role
    throw new AisleError('UNAUTHORIZED', `The key does not belong to the shop ${shop}.`)
  }
  if (view.isLocked) throw new AisleError('UNAUTHORIZED', `The shop ${shop} asks for a key.`)
  return isLocal(request) ? 'server' : 'browser'
}

/** @throws AisleError FORBIDDEN, UNAUTHORIZED */
export const requireServer = (request: FastifyRequest, runtime: ShopRuntime): void => {
  if (roleOf(request, runtime) !== 'server')
    throw new AisleError('FORBIDDEN', 'This call needs a key of role server.')
}
