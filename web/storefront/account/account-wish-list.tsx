import type { ReactNode } from 'react'
import { fetchItem, toApiError } from '../../shared/api.ts'
import { Illustration } from '../../shared/pictures/illustration.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link } from '../../shared/router.tsx'
import { Tile, TileSkeletons } from '../../shared/tile.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { Item } from '../../shared/wire.ts'
import { homeAddress, productAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'
import { WishButton } from '../person/wish-button.tsx'

/** What is sold no more is passed over. */
const findItem = async (shopId: string, itemId: string, signal: AbortSignal): Promise<readonly Item[]> => {
  try {
    return [(await fetchItem(shopId, itemId, signal)).item]
  } catch (error) {
    if (toApiError(error).status === 404) return []
    throw error
  }
}

export const WishListSection = (): ReactNode => {
  const { shopId, currency } = useStore()
  const { identity, wishes } = usePerson()
  const { itemIds } = wishes
  const { data, error, reload } = useResource(
    JSON.stringify([shopId, itemIds]),
    async (signal) => (await Promise.all(itemIds.map((itemId) => findItem(shopId, itemId, signal)))).flat(),
    { keepsPrevious: true },
  )
  const shown = (data ?? []).filter(({ itemId }) => wishes.has(itemId))
  return (
    <>
      {identity.customerId !== undefined && <h2>Wish list</h2>}
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      {itemIds.length === 0 ? (
        <section className="notice">
          <Illustration name="no-wishes" />
          <p>The heart on a product puts it here.</p>
          <Link className="button" href={homeAddress(shopId)}>
            Look around
          </Link>
        </section>
      ) : (
        <ul className="grid" aria-busy={data === undefined}>
          {data === undefined ? (
            <TileSkeletons count={Math.min(itemIds.length, 8)} />
          ) : (
            shown.map((item) => (
              <li key={item.itemId}>
                <Tile item={item} href={productAddress(shopId, item.itemId)} currency={currency}>
                  <WishButton item={item} />
                </Tile>
              </li>
            ))
          )}
        </ul>
      )}
    </>
  )
}
