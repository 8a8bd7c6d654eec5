/** What the server tells a till. */
import type { ScreenLayout } from '../../src/domain/point-of-sale.ts'
import type { Customer, Line, TileItem } from '../shared/wire.ts'

export type AssociateName = { readonly associateId: string; readonly name: string }

/** A register that may be signed in at, and by whom. */
export type PosRegister = {
  readonly registerId: string
  readonly channel: string
  readonly channelTitle: string
  readonly title: string
  readonly associates: readonly AssociateName[]
}

export type SignedIn = {
  readonly token: string
  /** To be sent with the next sign-in of the same associate on this device. */
  readonly deviceToken: string
  /** ms UTC */
  readonly expiresAt: number
  readonly register: { readonly registerId: string; readonly channel: string; readonly title: string }
  readonly associate: AssociateName
  readonly layout: ScreenLayout
}

export type FoundCustomer = Pick<Customer, 'customerId' | 'name' | 'email' | 'phone' | 'loyalty'> & {
  readonly city?: string
}

export type PastOrder = {
  readonly orderId: string
  /** ms UTC */
  readonly at: number
  readonly channel: string
  readonly totalMinor?: number
  readonly currency: string
  readonly lines: readonly (Line & { readonly item?: TileItem })[]
}
export type OrdersAnswer = { readonly orders: readonly PastOrder[]; readonly totalOrders: number }

/** An order looked up by its number. */
export type FoundOrder = PastOrder & {
  readonly customerId?: string
  /** What came back of it already. */
  readonly refundedLines?: readonly Line[]
}
