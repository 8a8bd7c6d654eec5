/** Addresses of the pages of a shop. */
import { namesOf } from '../shared/category-path.ts'
import { addressOf } from '../shared/shop-address.ts'

export const homeAddress = (shopId: string): string => addressOf(shopId, ['shop'])
export const categoryAddress = (shopId: string, path: string): string =>
  addressOf(shopId, ['shop', 'category', ...namesOf(path)])
export const productAddress = (shopId: string, itemId: string): string =>
  addressOf(shopId, ['shop', 'product', itemId])
export const searchAddress = (shopId: string, query: string): string =>
  addressOf(shopId, ['shop', 'search'], { q: query })
export const basketAddress = (shopId: string): string => addressOf(shopId, ['shop', 'basket'])
export const checkoutAddress = (shopId: string): string => addressOf(shopId, ['shop', 'checkout'])
export const orderAddress = (shopId: string, orderId: string): string =>
  addressOf(shopId, ['shop', 'order', orderId])
