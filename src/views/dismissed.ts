/** What a person does not want to see: what their document says, and what they said since. Lists and accounts read this one. */
import type { ShopView } from './shop-view.ts'

/**
 * Masters of the items, the newest last. Of what was said of an item the newest counts; what stands in the document was
 * said at `dismissedAt`, the first of it last.
 *
 * @param customerId  undefined for somebody who is not known; of a customer, all browsers that are theirs belong
 * @param shoppers  other names under which they act
 * @complexity O(n log n), n what they said
 */
export const dismissedItems = (
  view: ShopView,
  customerId: string | undefined,
  shoppers: readonly number[] = [],
): ReadonlySet<number> => {
  const customer = customerId === undefined ? undefined : view.customers.get(customerId)
  const names = new Set([...shoppers, ...(customerId === undefined ? [] : view.shoppersOf(customerId))])
  const dismissed = new Set<number>()
  for (const itemId of [...(customer?.dismissed ?? [])].reverse()) {
    const item = view.items.find(itemId)
    if (item >= 0) dismissed.add(view.catalog.masterOf(item))
  }
  const since = customer?.dismissedAt ?? Number.NEGATIVE_INFINITY
  for (const { item, at, isTakenBack } of view.dismissals.of([...names])) {
    if (at <= since) continue
    const master = view.catalog.masterOf(item)
    dismissed.delete(master)
    if (!isTakenBack) dismissed.add(master)
  }
  return dismissed
}

/** What a customer does not want to see, newest first; with what the document names and nobody knows at the end. */
export const dismissedOf = (view: ShopView, customerId: string): readonly string[] => [
  ...[...dismissedItems(view, customerId)].reverse().map((item) => view.items.name(item)),
  ...(view.customers.get(customerId)?.dismissed ?? []).filter((itemId) => view.items.find(itemId) < 0),
]
