import type { PageKind } from '../../src/domain/strategy.ts'
import type { RecommendationsRequest } from '../shared/wire.ts'

/** Which list, for whom and where; texts as they stand in the fields. */
export type MerchForm = {
  /** A placement, or a list by its name. */
  readonly kind: 'placement' | 'list'
  readonly name: string
  readonly channel: string
  readonly category: string
  /** Of the page that the list is for. */
  readonly itemId: string
  readonly shopperKind: 'anybody' | 'customer' | 'visitor'
  readonly shopperId: string
}

export const FIRST_FORM: MerchForm = {
  kind: 'placement',
  name: 'home.best-selling',
  channel: '',
  category: '',
  itemId: '',
  shopperKind: 'anybody',
  shopperId: '',
}

const LIMIT = 24

export const merchAsk = (shop: string, form: MerchForm): RecommendationsRequest => {
  const { shopperKind, shopperId, kind, name } = form
  const shopper = shopperKind === 'customer' ? { customerId: shopperId } : { visitorId: shopperId }
  return {
    shop,
    ...(kind === 'placement' ? { placement: name } : { list: name }),
    ...(shopperKind !== 'anybody' && shopperId !== '' && { shopper }),
    context: {
      ...(form.channel !== '' && { channel: form.channel }),
      ...(form.category !== '' && { category: form.category, includeDescendants: true }),
      ...(form.itemId !== '' && { itemId: form.itemId }),
    },
    limit: LIMIT,
    withItems: true,
  }
}

export const PAGE_TITLES: Readonly<Record<PageKind, string>> = {
  home: 'Home page',
  category: 'Category page',
  product: 'Product page',
  cart: 'Basket',
  checkout: 'Checkout',
  confirmation: 'After the order',
  account: 'Account',
  search: 'Search',
  'e-mail': 'E-mail',
  'pos-product': 'Till: a product',
  'pos-transaction': 'Till: the ticket',
  'pos-customer': 'Till: a customer',
}
