/** After how many days an item is usually bought again. */
import { categoryAncestors } from '../domain/catalog.ts'
import type { ShopView } from '../views/shop-view.ts'

/**
 * What the shop says of the item's categories, the closest first, the shortest of several; else what its shoppers do.
 * Undefined for what is bought once.
 */
export const repurchaseDaysOf = ({ shop, catalog, repeats }: ShopView, item: number): number | undefined => {
  const { repurchaseDays = {} } = shop
  const said = (catalog.document(item)?.categories ?? []).flatMap((path) => {
    const named = categoryAncestors(path).find((ancestor) => Object.hasOwn(repurchaseDays, ancestor))
    return named === undefined ? [] : [repurchaseDays[named] as number]
  })
  return said.length === 0 ? repeats.gapDays(item, catalog.variantsOf(item)) : Math.min(...said)
}
