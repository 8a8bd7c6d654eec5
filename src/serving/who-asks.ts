/** Who a request is for, what of them may be read, and why the rest may not. */
import { customerKey, visitorKey } from '../domain/interaction.ts'
import { mayPersonalize } from '../views/consent.ts'
import type { ShopView } from '../views/shop-view.ts'
import type { Cause } from './found.ts'

export type Person = {
  /** Shoppers of the view whose acts are this person's: the browser, the customer, the customer's other browsers. */
  readonly shoppers: readonly number[]
  /** Named and proven. */
  readonly customerId: string | undefined
  /** The browser, unless it is that of somebody else who takes no personal lists. */
  readonly visitorId: string | undefined
  /** Why nothing of them is read; undefined when it may be. */
  readonly closedBecause: Cause | undefined
}

/** Browsers of a customer whose acts are read: the last that turned out to be theirs. */
const BROWSERS_MAX = 50

const because = (code: string, text: string): Cause => ({ code, text })
const NO_SHOPPER = because('NO_SHOPPER', 'The request names no shopper.')
const NOT_PROVEN = because(
  'CUSTOMER_NOT_PROVEN',
  'A customer may only be named with a shopper token of theirs, or a server key.',
)
const OPTED_OUT = because('OPTED_OUT', 'The customer takes no personal lists.')

const closed = (closedBecause: Cause): Person => ({
  shoppers: [],
  customerId: undefined,
  visitorId: undefined,
  closedBecause,
})

/**
 * @param mayNameCustomer  false when the caller does not prove who the customer is: a name would open anybody's history
 *   to them
 */
export const whoAsks = (
  view: ShopView,
  shopper: { readonly visitorId?: string; readonly customerId?: string } | undefined,
  mayNameCustomer: boolean,
): Person => {
  const { visitorId: asking, customerId: named } = shopper ?? {}
  const customerId = mayNameCustomer ? named : undefined
  if (asking === undefined && customerId === undefined)
    return closed(named === undefined ? NO_SHOPPER : NOT_PROVEN)
  const behind = view.customerBehind(asking)
  if (!mayPersonalize(view, customerId ?? behind)) return closed(OPTED_OUT)
  const isReadable = behind === undefined || behind === customerId || mayPersonalize(view, behind)
  const visitorId = isReadable ? asking : undefined
  const visitor = visitorId === undefined ? -1 : view.shoppers.find(visitorKey(visitorId))
  const customer = customerId === undefined ? -1 : view.shoppers.find(customerKey(customerId))
  const shoppers = new Set([visitor, customer, ...view.history.visitorsOf(customer).slice(-BROWSERS_MAX)])
  shoppers.delete(-1)
  return { shoppers: [...shoppers], customerId, visitorId, closedBecause: undefined }
}
