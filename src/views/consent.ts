/**
 * What people allow: what they said, else the shop's consent model. Who is unknown has said nothing; who was deleted has
 * said no.
 */
import type { Consent } from '../domain/customer.ts'
import type { ShopperRef } from '../domain/event.ts'
import { customerKey, visitorKey } from '../domain/interaction.ts'
import type { ShopView } from './shop-view.ts'

/** Whether the customer was deleted and is not known again. */
export const isFormer = (view: ShopView, customerId: string): boolean =>
  !view.customers.has(customerId) &&
  (view.formerCustomers.has(customerId) || view.erasures.has(customerKey(customerId)))

const allows = (view: ShopView, customerId: string | undefined, purpose: keyof Consent): boolean =>
  customerId !== undefined && isFormer(view, customerId)
    ? false
    : ((customerId === undefined ? undefined : view.customers.get(customerId)?.consent?.[purpose]) ??
      view.shop.consentModel !== 'opt-in')

/** Whether a person's past may be read to choose for them. */
export const mayPersonalize = (view: ShopView, customerId: string | undefined): boolean =>
  allows(view, customerId, 'personalization')

/** Whether what a person does may be kept under their name. */
export const mayTrack = (view: ShopView, customerId: string | undefined): boolean =>
  allows(view, customerId, 'tracking')

/** Whether the shopper is somebody who was erased: the customer, or a browser that was theirs and is nobody's since. */
const isErasedShopper = (view: ShopView, shopper: ShopperRef | undefined): boolean => {
  const customerId = shopper?.customerId ?? view.customerBehind(shopper?.visitorId)
  if (customerId !== undefined) return isFormer(view, customerId)
  return shopper?.visitorId !== undefined && view.erasures.has(visitorKey(shopper.visitorId))
}

/**
 * Whether an event may be kept with who did it. A browser of somebody who was erased names nobody until it is somebody's
 * again: what waited in it while it was offline is theirs.
 */
export const mayKeepShopper = (view: ShopView, shopper: ShopperRef | undefined): boolean =>
  mayTrack(view, shopper?.customerId ?? view.customerBehind(shopper?.visitorId)) &&
  !isErasedShopper(view, shopper)
