/** Who may do what. A shop with keys asks for one; a shop without is open, fully only to this machine. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isLoopback, type Settings } from '../config/settings.ts'
import { AisleError } from '../domain/errors.ts'
import { findKey, type ShopRuntime } from '../jobs/shop-runtime.ts'
import type { Shops } from '../jobs/shops.ts'
import type { KeyRole } from '../views/shop-view.ts'
import { signedInOf } from './register-token.ts'

/**
 * `browser` may send events and read lists and the catalog; `register`, a till that somebody is signed in at, may also
 * look customers up and name them; `server` may do everything.
 */
export type Role = KeyRole | 'register'

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

export const bearerOf = (request: FastifyRequest): string | undefined => {
  const [scheme, key] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' ? key : undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Sent with the secret of this process, which only who can read its data folder knows. */
    isOwner: boolean
  }
}

/** @param ownerToken  the secret of this process */
export const isOwner = (request: FastifyRequest, ownerToken: string): boolean => {
  const given = bearerOf(request)
  return given !== undefined && timingSafeEqual(Buffer.from(hashKey(given)), Buffer.from(hashKey(ownerToken)))
}

/** On this machine, and not on behalf of somebody behind a proxy. Old proxies speak HTTP/1.0 and add nothing. */
export const isLocal = (request: FastifyRequest): boolean =>
  request.isOwner ||
  (isLoopback(request.ip.replace('::ffff:', '')) &&
    isLoopback(hostName(request.headers.host ?? '')) &&
    request.raw.httpVersion !== '1.0' &&
    FORWARDED.every((name) => request.headers[name] === undefined))

/**
 * @throws AisleError UNAUTHORIZED when the shop asks for a key and this is none of its own; SIGNED_OUT when a register’s
 *   token is no longer good
 */
export const roleOf = (request: FastifyRequest, { view, shop }: ShopRuntime): Role => {
  if (request.isOwner) return 'server'
  if (signedInOf(request, view) !== undefined) return 'register'
  const key = bearerOf(request)
  if (key !== undefined) {
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

/** @param what  that browsers may not have; @throws AisleError FORBIDDEN, UNAUTHORIZED, SIGNED_OUT */
export const requireStaff = (request: FastifyRequest, runtime: ShopRuntime, what: string): void => {
  if (roleOf(request, runtime) === 'browser')
    throw new AisleError('FORBIDDEN', `${what} are for keys of role server and for registers.`, {
      fix: 'Use a key of role `server`, or the token of a register that somebody signed in at.',
    })
}

/** The shops in which the caller may do everything. */
export const shopsServing = (request: FastifyRequest, shops: Shops): readonly string[] =>
  shops.opened().flatMap((runtime) => {
    try {
      return roleOf(request, runtime) === 'server' ? [runtime.shop] : []
    } catch {
      return []
    }
  })
