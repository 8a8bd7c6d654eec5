/** Reads the live view for training in small slices, so that requests are answered in between. */
import { mayPersonalize, mayTrack } from '../../views/consent.ts'
import type { ShopView } from '../../views/shop-view.ts'
import type { CatalogItem, CatalogSlice, People } from './snapshot.ts'

/** A fraction of a millisecond. */
const SLICE_ITEMS = 500
const SLICE_CUSTOMERS = 5_000

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const mayRead = (view: ShopView, customerId: string | undefined): boolean =>
  mayTrack(view, customerId) && mayPersonalize(view, customerId)

/** A customer that nobody is: ids are never empty. */
const NOBODY = ''

export const takePeople = async (view: ShopView): Promise<People> => {
  const mayReadCustomers = mayRead(view, NOBODY)
  const exceptions: string[] = []
  let seen = 0
  for (const customerId of [...view.customers.keys(), ...view.formerCustomers]) {
    if (mayRead(view, customerId) !== mayReadCustomers) exceptions.push(customerId)
    if (++seen % SLICE_CUSTOMERS === 0) await breathe()
  }
  return { mayReadCustomers, mayReadVisitors: mayRead(view, undefined), exceptions }
}

const catalogItem = ({ catalog, items }: ShopView, index: number): CatalogItem | undefined => {
  const document = catalog.document(index)
  if (document === undefined) return undefined
  const { title, description, brand, categories, attributes, priceMinor, addedAt, pictures } = document
  const pictureUrl = pictures?.[0]?.url
  return {
    itemId: items.name(index),
    createdAt: addedAt ?? catalog.createdAt(index),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(brand !== undefined && { brand }),
    ...(categories !== undefined && { categories }),
    ...(attributes !== undefined && { attributes }),
    ...(priceMinor !== undefined && { priceMinor }),
    ...(pictureUrl !== undefined && { pictureUrl }),
  }
}

export async function* takeCatalog(view: ShopView): AsyncGenerator<CatalogSlice, void, undefined> {
  const { catalog, items } = view
  for (let from = 0; from < items.size; from += SLICE_ITEMS) {
    const found: CatalogItem[] = []
    const variants: (readonly [string, string])[] = []
    for (let index = from; index < Math.min(from + SLICE_ITEMS, items.size); index++) {
      const master = catalog.masterOf(index)
      if (master !== index) variants.push([items.name(index), items.name(master)])
      else {
        const item = catalogItem(view, index)
        if (item !== undefined) found.push(item)
      }
    }
    yield { items: found, variants }
    await breathe()
  }
}
