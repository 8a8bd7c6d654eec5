import { type ReactNode, useState } from 'react'
import { childrenOf, namesOf, pathOf } from '../../shared/category-path.ts'
import { countOf, formatCount } from '../../shared/money.ts'
import { Link } from '../../shared/router.tsx'
import { TileSkeletons } from '../../shared/tile.tsx'
import { PAGE_LENGTH, type PagedItems, usePagedItems } from './item-grid.tsx'
import { fetchCategory } from './item-order.ts'
import { ListRow, RecentlyViewed } from '../lists/list-row.tsx'
import { NotFound } from '../not-found.tsx'
import { OrderedItems } from './ordered-items.tsx'
import { categoryAddress, homeAddress } from '../page-address.ts'
import { PageProblem, PageRow, usePageLists } from '../lists/page-lists.tsx'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'
import { usePageTitle } from '../use-page-title.ts'

/** Where a page stands: the shop, then each category down to it. The last is the page itself unless `isLinked`. */
export const Breadcrumb = ({
  path,
  isLinked = false,
}: {
  readonly path: string
  readonly isLinked?: boolean
}): ReactNode => {
  const { shopId } = useStore()
  const names = namesOf(path)
  return (
    <nav aria-label="Where you are" className="breadcrumb">
      <ol>
        <li>
          <Link href={homeAddress(shopId)}>Home</Link>
        </li>
        {names.map((name, place) => (
          <li key={place}>
            {place < names.length - 1 || isLinked ? (
              <Link href={categoryAddress(shopId, pathOf(names.slice(0, place + 1)))}>{name}</Link>
            ) : (
              <span aria-current="page">{name}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

const PLACEMENTS = ['category.best-selling', 'category.trending', 'category.for-you'] as const
const SORTS = ['newest', 'price-up', 'price-down'] as const

/** The lists of a category that there is, around all its products. */
const CategoryLists = ({ path, paged }: { readonly path: string; readonly paged: PagedItems }): ReactNode => {
  const { shopId, tracker } = useStore()
  const { identity } = usePerson()
  const name = namesOf(path).at(-1) ?? path
  const [hasViewed] = useState(() => tracker.hasViewed())
  const isKnown = hasViewed || identity.customerId !== undefined
  const page = usePageLists({
    placements: isKnown ? PLACEMENTS : PLACEMENTS.slice(0, 2),
    context: { category: path, includeDescendants: true },
    view: { kind: 'category-view', category: path },
  })
  return (
    <>
      <PageProblem page={page} />
      <PageRow page={page} placement="category.best-selling" title="Best sellers here" isFirst />
      <section aria-labelledby="all-heading" className="all-items">
        <OrderedItems
          heading={<h2 id="all-heading">All {name}</h2>}
          name={path}
          fetchAll={(signal) => fetchCategory(shopId, path, signal)}
          inShopOrder={paged}
          sorts={SORTS}
        />
      </section>
      {/* Below a grid of unknown length: they come when it stands, so that they need not move. */}
      {paged.items !== undefined && (
        <>
          <PageRow page={page} placement="category.trending" title="Trending here" />
          {isKnown && <PageRow page={page} placement="category.for-you" title="For you in this department" />}
          <RecentlyViewed />
        </>
      )}
    </>
  )
}

/** Of the same shape as the lists, until it is known whether there is such a category. */
const Coming = ({ name }: { readonly name: string }): ReactNode => (
  <>
    <ListRow title="Best sellers here" list={{ reload: () => undefined }} />
    <section aria-busy="true" aria-label={`All ${name}`} className="all-items">
      <div className="order-bar" />
      <ul className="grid">
        <TileSkeletons count={PAGE_LENGTH} />
      </ul>
    </section>
  </>
)

export const CategoryPage = ({ path }: { readonly path: string }): ReactNode => {
  const { shopId, categories } = useStore()
  const names = namesOf(path)
  const name = names.at(-1) ?? path
  const paged = usePagedItems({ category: path, includeDescendants: true })
  const known = categories.data?.some((category) => category.path === path)
  usePageTitle(name)

  if (known === false && paged.totalItems === 0) return <NotFound what={`The category “${path}”`} />
  const children = categories.data ? childrenOf(categories.data, path) : []
  const parent = names.length > 1 ? pathOf(names.slice(0, -1)) : undefined
  const neighbors = children.length === 0 && categories.data ? childrenOf(categories.data, parent) : children
  return (
    <>
      <Breadcrumb path={path} />
      <header className="page-head">
        <h1>{name}</h1>
        <p className="muted">
          {paged.totalItems === undefined ? '\u00a0' : countOf(paged.totalItems, 'product')}
        </p>
      </header>
      <nav aria-label="Categories near this one" className="chips">
        {neighbors.map((near) => (
          <Link
            key={near.path}
            className="chip"
            href={categoryAddress(shopId, near.path)}
            aria-current={near.path === path ? 'page' : undefined}
          >
            {near.name} <span className="muted">{formatCount(near.itemCount)}</span>
          </Link>
        ))}
      </nav>
      {known === undefined ? <Coming name={name} /> : <CategoryLists path={path} paged={paged} />}
    </>
  )
}
