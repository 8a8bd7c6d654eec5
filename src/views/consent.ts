/**
 * What people allow: what they said, else the shop's consent model. Who is unknown has said nothing; who was deleted has
 * said no.
 */
import type { Consent } from '../domain/customer.ts'
import type { ShopView } from './shop-view.ts'

const allows = (view: ShopView, customerId: string | undefined, purpose: keyof Consent): boolean =>
  customerId !== undefined && view.formerCustomers.has(customerId)
    ? false
    : ((customerId === undefined ? undefined : view.customers.get(customerId)?.consent?.[purpose]) ??
      view.shop.consentModel !== 'opt-in')

/** Whether a person's past may be read to choose for them. */
export const mayPersonalize = (view: ShopView, customerId: string | undefined): boolean =>
  allows(view, customerId, 'personalization')

/** Whether what a person does may be kept under their name. */
export const mayTrack = (view: ShopView, customerId: string | undefined): boolean =>
  allows(view, customerId, 'tracking')
