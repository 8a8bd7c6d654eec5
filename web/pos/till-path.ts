/** Screens of the till by address. */
import { pathNames } from '../shared/shop-address.ts'

export type TillScreen =
  | { readonly at: 'transaction' }
  | { readonly at: 'products'; readonly query: string; readonly category: string }
  | { readonly at: 'product'; readonly itemId: string }
  | { readonly at: 'similar'; readonly itemId: string; readonly by: 'looks' | 'description' }
  | { readonly at: 'customer'; readonly customerId: string | undefined; readonly isFinding: boolean }
  | { readonly at: 'receipt' }
  | { readonly at: 'return' }

/** What an address of this app shows; one that says nothing shows the transaction. */
export const screenAt = (pathname: string, search: string): TillScreen => {
  const [, at, name, rest] = pathNames(pathname) ?? []
  const query = new URLSearchParams(search)
  if (at === 'products') return { at, query: query.get('query') ?? '', category: query.get('category') ?? '' }
  if (at === 'product' && name !== undefined)
    return rest === 'looks' || rest === 'description'
      ? { at: 'similar', itemId: name, by: rest }
      : { at, itemId: name }
  if (at === 'customer') return { at, customerId: name, isFinding: query.has('find') }
  if (at === 'receipt' || at === 'return') return { at }
  return { at: 'transaction' }
}
