/** The wish list: what a customer's document says, and what they did since. Lists, accounts and tills all read this one. */
import type { ShopView } from './shop-view.ts'
import { kindCode } from './interaction-block.ts'

/** Acts that are looked through for each name of a person: more than people do in years. */
const ACTS_MAX = 50_000
const ADD = kindCode('wishlist-add')
const REMOVE = kindCode('wishlist-remove')
const ORDER = kindCode('order')

type Change = { readonly item: number; readonly at: number; readonly isAdded: boolean }

/** Oldest first; of one name, acts of the same instant in the order of the log. */
const changesOf = ({ history }: ShopView, shoppers: readonly number[], since: number): readonly Change[] =>
  shoppers
    .flatMap((shopper) => {
      const found: Change[] = []
      history.forEachAct(shopper, ACTS_MAX, (code, item, at) => {
        if ((code === ADD || code === REMOVE || code === ORDER) && at > since)
          found.push({ item, at, isAdded: code === ADD })
      })
      return found.reverse()
    })
    .sort((a, b) => a.at - b.at)

/**
 * Masters of the items on the list, what was put there last at the end. What was put into the document is there as of
 * `wishlistAt`, the first of it last; what is bought leaves the list.
 *
 * @param customerId  undefined for somebody who is not known: then only what was done counts
 * @param shoppers  the names under which they act
 * @complexity O(acts of the person)
 */
export const wishedItems = (
  view: ShopView,
  customerId: string | undefined,
  shoppers: readonly number[],
): ReadonlySet<number> => {
  const customer = customerId === undefined ? undefined : view.customers.get(customerId)
  const wished = new Set<number>()
  for (const itemId of [...(customer?.wishlist ?? [])].reverse()) {
    const item = view.items.find(itemId)
    if (item >= 0) wished.add(view.catalog.masterOf(item))
  }
  const since = customer?.wishlistAt ?? Number.NEGATIVE_INFINITY
  for (const { item, isAdded } of changesOf(view, shoppers, since)) {
    const master = view.catalog.masterOf(item)
    wished.delete(master)
    if (isAdded) wished.add(master)
  }
  return wished
}

/** The wish list of a customer, newest first; with what the document names and nobody knows at the end. */
export const wishListOf = (view: ShopView, customerId: string): readonly string[] => [
  ...[...wishedItems(view, customerId, view.shoppersOf(customerId))]
    .reverse()
    .map((item) => view.items.name(item)),
  ...(view.customers.get(customerId)?.wishlist ?? []).filter((itemId) => view.items.find(itemId) < 0),
]
