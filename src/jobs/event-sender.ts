/** Who sends events, and which customers they may name in them. */
import type { ShopEvent } from '../domain/event.ts'

/** Whom a caller has proven to act for. */
export type KnownShopper = {
  readonly customerId: string
  /** Somebody acts as this customer, to see what they see. */
  readonly isEmulated: boolean
}

export type EventSender = {
  readonly mayNameAnybody: boolean
  readonly proven: KnownShopper | undefined
}

/** Programs of the shop. */
export const SHOP_SENDER: EventSender = { mayNameAnybody: true, proven: undefined }

/**
 * The event with the proven customer: named in those that name nobody, unless they were made before the emulation
 * began or after it ended, and marked as emulated while it lasts.
 */
export const withProven = (event: ShopEvent, { proven }: EventSender): ShopEvent => {
  if (proven === undefined) return event
  const { customerId, isEmulated } = proven
  const named = event.shopper?.customerId
  const isTheirs = named === customerId || (named === undefined && (event.isEmulated === true) === isEmulated)
  if (!isTheirs) return event
  return { ...event, shopper: { ...event.shopper, customerId }, ...(isEmulated && { isEmulated }) }
}

/** Whether the event names a customer that the sender may not name. */
export const namesUnproven = (event: ShopEvent, { mayNameAnybody, proven }: EventSender): boolean => {
  const named = event.shopper?.customerId
  return !mayNameAnybody && named !== undefined && named !== proven?.customerId
}

/** The event as that of the browser alone. */
export const withoutCustomer = ({ shopper, ...event }: ShopEvent): ShopEvent =>
  shopper?.visitorId === undefined ? event : { ...event, shopper: { visitorId: shopper.visitorId } }
