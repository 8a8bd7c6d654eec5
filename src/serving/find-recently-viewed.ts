/** The product pages that the shopper opened last, if they let us remember. */
import { WEB_CHANNEL } from '../domain/ids.ts'
import { customerKey, visitorKey } from '../domain/interaction.ts'
import { RECENT_ACTS_MAX, recentlyViewed, viewedReason } from '../lists/recently-viewed.ts'
import { mayPersonalize } from '../views/consent.ts'
import { type Asking, categoryTest, type Cause, type Found, nothing } from './found.ts'
import { byItemId } from './list-ranking.ts'

const because = (code: string, text: string): Cause => ({ code, text })
const NO_SHOPPER = because('NO_SHOPPER', 'The request names no shopper.')
const NOT_PROVEN = because('CUSTOMER_NOT_PROVEN', 'A customer may only be named with a server key.')
const OPTED_OUT = because('OPTED_OUT', 'The customer takes no personal lists.')
const NOTHING_VIEWED = because('NOTHING_VIEWED', 'The shopper has viewed nothing that is sold here.')

export const findRecentlyViewed = ({
  request,
  view,
  scope,
  skip,
  limit,
  seed,
  now,
  mayNameCustomer,
}: Asking): Found => {
  const { visitorId, customerId: named } = request.shopper ?? {}
  const customerId = mayNameCustomer ? named : undefined
  if (visitorId === undefined && customerId === undefined)
    return nothing(named === undefined ? NO_SHOPPER : NOT_PROVEN)
  const visitor = visitorId === undefined ? -1 : view.shoppers.find(visitorKey(visitorId))
  const person = customerId ?? view.customerBehind(visitorId)
  if (!mayPersonalize(view, person)) return nothing(OPTED_OUT)

  const customer = customerId === undefined ? -1 : view.shoppers.find(customerKey(customerId))
  const { isSold } = view.assortment(scope.channel ?? WEB_CHANNEL).at(now)
  const isInCategory = categoryTest(view, scope)
  const viewings = [...new Set([visitor, customer, ...view.history.visitorsOf(customer)])]
    .flatMap((shopper) => view.history.acts(shopper, RECENT_ACTS_MAX))
    .filter(({ kind }) => kind === 'product-view')
    .map(({ item, at }) => ({ item: view.catalog.masterOf(item), at }))
    .filter(({ item }) => isSold[item] === 1 && item !== seed && isInCategory(item))
  const all = recentlyViewed(viewings, byItemId(view))
  return {
    ...nothing(NOTHING_VIEWED),
    items: all
      .slice(skip, skip + limit)
      .map(({ item, at }) => ({ itemId: view.items.name(item), score: at, reasons: [viewedReason(at)] })),
    totalItems: all.length,
  }
}
