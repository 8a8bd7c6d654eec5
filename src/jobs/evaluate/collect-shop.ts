/** The data of a shop as training has them, read in this process. */
import type { ShopRuntime } from '../shop-runtime.ts'
import { blocksOfShop } from '../train/blocks-of-shop.ts'
import { catalogVectors, type VectorWork } from '../train/catalog-vectors.ts'
import { type Collected, collect } from '../train/collect.ts'
import type { CatalogSlice } from '../train/snapshot.ts'
import { takeCatalog, takePeople } from '../train/take-snapshot.ts'

/**
 * @param actMax   acts that are read at most; of more, the newest
 * @param vectors  how vectors of items are made
 */
export const collectShop = async (
  runtime: ShopRuntime,
  actMax: number,
  vectors: Omit<VectorWork, 'shop' | 'items'>,
): Promise<Collected> => {
  const { sealedSeq, rest } = await runtime.newest()
  const { view, logId, segmentsPath } = runtime
  const catalog: CatalogSlice[] = []
  for await (const slice of takeCatalog(view)) catalog.push(slice)
  return collect(
    {
      people: await takePeople(view),
      catalog,
      vectors: await catalogVectors({
        ...vectors,
        shop: runtime.shop,
        items: catalog.flatMap(({ items }) => items),
      }),
      blocks: blocksOfShop({
        segmentsPath,
        logId,
        sealedSeq,
        missing: (afterSeq) => runtime.blocksOfLog(afterSeq, sealedSeq),
        rest,
      }),
    },
    actMax,
  )
}
