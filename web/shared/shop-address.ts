/** Where things are: the shop of this page, and addresses that keep to it. */

const DEFAULT_SHOP = 'demo'

/** `?shop=` of an address, else the demo. */
export const shopOf = (search: string): string => {
  const shop = new URLSearchParams(search).get('shop')
  return shop === null || shop === '' ? DEFAULT_SHOP : shop
}

/** A path of this app with its values encoded, and the shop when it is not the default. */
export const addressOf = (
  shop: string,
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string => {
  const search = new URLSearchParams(query)
  if (shop !== DEFAULT_SHOP) search.set('shop', shop)
  const text = search.toString()
  const names = path.map((name) => encodeURIComponent(name.toWellFormed()))
  return `/${names.join('/')}${names.length === 1 ? '/' : ''}${text === '' ? '' : `?${text}`}`
}

/** The names of a path, decoded: `/shop/product/a%2Fb` → shop, product, a/b. Undefined when it cannot be decoded. */
export const pathNames = (pathname: string): readonly string[] | undefined => {
  try {
    return pathname
      .split('/')
      .filter((name) => name !== '')
      .map((name) => decodeURIComponent(name))
  } catch {
    return undefined
  }
}
