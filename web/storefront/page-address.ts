/** Addresses of the pages of a shop. */
import { namesOf } from '../shared/category-path.ts'
import { addressOf } from '../shared/shop-address.ts'

export const homeAddress = (shopId: string): string => addressOf(shopId, ['shop'])
export const categoryAddress = (shopId: string, path: string): string =>
  addressOf(shopId, ['shop', 'category', ...namesOf(path)])
export const productAddress = (shopId: string, itemId: string): string =>
  addressOf(shopId, ['shop', 'product', itemId])
/** What is like a product: to look at, or by its description. */
export type SimilarBy = 'looks' | 'description'
export const similarAddress = (shopId: string, itemId: string, by: SimilarBy): string =>
  addressOf(shopId, ['shop', 'similar', itemId], { by })
export const searchAddress = (shopId: string, query: string): string =>
  addressOf(shopId, ['shop', 'search'], { q: query })
export const basketAddress = (shopId: string): string => addressOf(shopId, ['shop', 'basket'])
export const checkoutAddress = (shopId: string): string => addressOf(shopId, ['shop', 'checkout'])
export const orderAddress = (shopId: string, orderId: string): string =>
  addressOf(shopId, ['shop', 'order', orderId])
export const featuredAddress = (shopId: string): string => addressOf(shopId, ['shop', 'featured'])
/** @param back  the page to return to, when it is one of the shop */
export const signInAddress = (shopId: string, back?: string): string =>
  addressOf(shopId, ['shop', 'sign-in'], back === undefined ? {} : { back })
export const newAccountAddress = (shopId: string, back?: string): string =>
  addressOf(shopId, ['shop', 'create-account'], back === undefined ? {} : { back })

export const ACCOUNT_SECTIONS = [
  'profile',
  'orders',
  'wish-list',
  'hidden-products',
  'consent',
  'my-data',
] as const
export type AccountSection = (typeof ACCOUNT_SECTIONS)[number]
export const accountAddress = (shopId: string, section: AccountSection = 'profile'): string =>
  addressOf(shopId, section === 'profile' ? ['shop', 'account'] : ['shop', 'account', section])
