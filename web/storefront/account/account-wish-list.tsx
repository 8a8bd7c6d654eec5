import type { ReactNode } from 'react'
import { Illustration } from '../../shared/pictures/illustration.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link } from '../../shared/router.tsx'
import { Tile, TileSkeletons } from '../../shared/tile.tsx'
import { homeAddress, productAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'
import { useItems } from './use-items.ts'
import { WishButton } from '../person/wish-button.tsx'

export const WishListSection = (): ReactNode => {
  const { shopId, currency } = useStore()
  const { identity, wishes } = usePerson()
  const { itemIds } = wishes
  const { data, error, reload } = useItems(itemIds)
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
