/** What the shop features, of all departments. */
import type { ReactNode } from 'react'
import { fetchList } from '../../shared/api.ts'
import { Link } from '../../shared/router.tsx'
import { itemOf } from '../lists/list-entries.ts'
import { OrderedItems } from './ordered-items.tsx'
import { homeAddress } from '../page-address.ts'
import type { Sortable } from './item-order.ts'
import { useStore } from '../store.tsx'
import { usePageTitle } from '../use-page-title.ts'

const LIMIT = 200
const SORTS = ['price-up', 'price-down'] as const

export const FeaturedPage = (): ReactNode => {
  const { shopId } = useStore()
  usePageTitle('Featured')
  // The same for everybody; who asks shows only in the order.
  const fetchAll = async (signal: AbortSignal): Promise<readonly Sortable[]> =>
    (await fetchList({ shop: shopId, placement: 'home.featured', limit: LIMIT }, signal)).items.map(itemOf)
  return (
    <>
      <nav aria-label="Where you are" className="breadcrumb">
        <ol>
          <li>
            <Link href={homeAddress(shopId)}>Home</Link>
          </li>
          <li>
            <span aria-current="page">Featured</span>
          </li>
        </ol>
      </nav>
      <header className="page-head">
        <h1>Featured</h1>
        <p className="muted">Chosen from every department</p>
      </header>
      <section aria-label="All featured products" className="all-items">
        <OrderedItems name="featured" fetchAll={fetchAll} sorts={SORTS} />
      </section>
    </>
  )
}
