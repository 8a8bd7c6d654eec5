/** After how many days an item is usually bought again. */
import { categoryAncestors } from '../domain/catalog.ts'
import type { ShopView } from '../views/shop-view.ts'

/** What the shop says of the item's categories, the closest first, the shortest of several; undefined when it says nothing. */
export const repurchaseDaysOf = ({ shop, catalog }: ShopView, item: number): number | undefined => {
  const { repurchaseDays } = shop
  if (repurchaseDays === undefined) return undefined
  const found = (catalog.document(item)?.categories ?? []).flatMap((path) => {
    const named = categoryAncestors(path).find((ancestor) => Object.hasOwn(repurchaseDays, ancestor))
    return named === undefined ? [] : [repurchaseDays[named] as number]
  })
  return found.length === 0 ? undefined : Math.min(...found)
}
