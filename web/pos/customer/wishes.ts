/** The wish list of a customer, as far as this till knows: their profile, and what was done here since. */
import { randomId } from '../../shared/random-id.ts'
import type { Customer, WireEvent } from '../../shared/wire.ts'
import { postTillEvents } from '../till-api.ts'
import { tillNow } from '../offline/till-clock.ts'

/** Adds or takes off; resolves with the profile as it is then. @throws ApiError */
export const changeWish = async (
  shop: string,
  channel: string,
  customer: Customer,
  itemId: string,
  isWished: boolean,
): Promise<Customer> => {
  const event: WireEvent = {
    eventId: randomId(),
    kind: isWished ? 'wishlist-add' : 'wishlist-remove',
    at: tillNow(),
    channel,
    itemId,
    shopper: { customerId: customer.customerId },
  }
  await postTillEvents(shop, [event])
  const others = (customer.wishlist ?? []).filter((each) => each !== itemId)
  return { ...customer, wishlist: isWished ? [itemId, ...others] : others }
}
