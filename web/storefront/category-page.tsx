import { type ReactNode, useEffect } from 'react'
import { childrenOf, namesOf, pathOf } from '../shared/category-path.ts'
import { countOf, formatCount } from '../shared/money.ts'
import { Link } from '../shared/router.tsx'
import { ItemGrid, usePagedItems } from './item-grid.tsx'
import { ListRow, RecentlyViewed, useList } from './list-row.tsx'
import { NotFound } from './not-found.tsx'
import { categoryAddress, homeAddress } from './page-address.ts'
import { useStore } from './store.tsx'
import { usePageTitle } from './use-page-title.ts'

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

export const CategoryPage = ({ path }: { readonly path: string }): ReactNode => {
  const { shopId, categories, tracker } = useStore()
  const names = namesOf(path)
  const name = names.at(-1) ?? path
  const paged = usePagedItems({ category: path, includeDescendants: true })
  const known = categories.data?.some((category) => category.path === path)
  usePageTitle(name)
  useEffect(() => {
    if (known === true) tracker.track({ kind: 'category-view', category: path })
  }, [tracker, path, known])
  const context = { category: path, includeDescendants: true }
  const bestSelling = useList({ placement: 'category.best-selling', context })
  const trending = useList({ placement: 'category.trending', context })

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
      <ListRow title={`Best sellers in ${name}`} list={bestSelling} isFirst />
      <section aria-labelledby="all-heading" className="all-items">
        <h2 id="all-heading">All {name}</h2>
        <ItemGrid paged={paged} />
      </section>
      {/* Below a grid of unknown length: they come when it stands, so that they need not move. */}
      {paged.items !== undefined && (
        <>
          <ListRow title={`Trending in ${name}`} list={trending} />
          <RecentlyViewed />
        </>
      )}
    </>
  )
}
