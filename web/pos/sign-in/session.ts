/** Who works at which register of this device. Kept over a reload, so that a till goes on when the power was cut. */
import { useSyncExternalStore } from 'react'
import type { ScreenLayout } from '../../../src/domain/point-of-sale.ts'
import { readJson, remove, writeText } from '../../shared/safe-storage.ts'
import { STANDARD_LAYOUT } from '../../../src/merchandising/shipped-layouts.ts'
import type { AssociateName, SignedIn } from '../till-wire.ts'

export type PosSession = {
  readonly shop: string
  readonly register: { readonly registerId: string; readonly channel: string; readonly title: string }
  readonly layout: ScreenLayout
  /** Left out where the shop has no registers and the till is opened without a sign-in. */
  readonly associate?: AssociateName
  readonly token?: string
  /** ms UTC */
  readonly expiresAt?: number
  /** Why a PIN is asked for again. */
  readonly closedBecause?: 'locked' | 'expired'
}

const nameOf = (shop: string): string => `aisle.pos.session.${shop}`

const isSession = (value: unknown): value is PosSession => {
  const session = value as Partial<PosSession> | null
  return (
    typeof session === 'object' &&
    typeof session?.shop === 'string' &&
    typeof session.register?.channel === 'string' &&
    typeof session.layout?.screens === 'object'
  )
}

let current: PosSession | undefined
let openedShop: string | undefined
const listeners = new Set<() => void>()

const put = (shop: string, session: PosSession | undefined): void => {
  current = session
  openedShop = shop
  if (session === undefined) remove(nameOf(shop))
  else writeText(nameOf(shop), JSON.stringify(session))
  for (const listener of listeners) listener()
}

const sessionOf = (shop: string): PosSession | undefined => {
  if (openedShop !== shop) {
    openedShop = shop
    current = readJson(nameOf(shop), isSession)
  }
  return current
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSession = (shop: string): PosSession | undefined =>
  useSyncExternalStore(subscribe, () => sessionOf(shop))

export const sessionToken = (): string | undefined => current?.token

export const signedIn = (shop: string, answer: Omit<SignedIn, 'deviceToken'>): void =>
  put(shop, { shop, ...answer })

/** A till without registers: no sign-in, so that only this machine may do what needs one. */
export const openWithoutSignIn = (shop: string, channel: string, title: string): void =>
  put(shop, { shop, register: { registerId: channel, channel, title }, layout: STANDARD_LAYOUT })

export const signedOut = (): void => {
  if (current !== undefined) put(current.shop, undefined)
}

export const lock = (): void => {
  if (current?.token !== undefined) put(current.shop, { ...current, closedBecause: 'locked' })
}

/** @param token  the one that was refused: another tab may have a newer one by now */
export const tokenWasRefused = (token: string): void => {
  if (current?.token === token && current.closedBecause === undefined)
    put(current.shop, { ...current, closedBecause: 'expired' })
}

/** The register may have been given another layout. */
export const showLayout = (layout: ScreenLayout): void => {
  if (current !== undefined && JSON.stringify(current.layout) !== JSON.stringify(layout))
    put(current.shop, { ...current, layout })
}
