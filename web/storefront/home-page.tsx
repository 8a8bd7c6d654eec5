import { type ReactNode, useEffect } from 'react'
import { type TimedList, fetchList } from '../shared/api.ts'
import { childrenOf } from '../shared/category-path.ts'
import { countOf } from '../shared/money.ts'
import { Picture } from '../shared/picture.tsx'
import { Link } from '../shared/router.tsx'
import { Shelf } from '../shared/shelf.tsx'
import { useResource } from '../shared/use-resource.ts'
import type { Category } from '../shared/wire.ts'
import { ListRow, RecentlyViewed, itemOf, useList, useTrackClick } from './list-row.tsx'
import { categoryAddress, productAddress } from './page-address.ts'
import { useStore } from './store.tsx'
import { usePageTitle } from './use-page-title.ts'

const HERO_COUNT = 3
const DEPARTMENT_SKELETON_COUNT = 12

const Hero = ({ list }: { readonly list: TimedList | undefined }): ReactNode => {
  const { shopId, shop } = useStore()
  const trackClick = useTrackClick(list)
  return (
    <section className="hero" aria-labelledby="hero-heading">
      <div className="hero-words">
        <p className="hero-kicker">
          {shop.data === undefined ? '\u00a0' : `New at ${shop.data.title ?? shop.data.shop}`}
        </p>
        <h1 id="hero-heading">Good things for every day.</h1>
        <p className="hero-text">
          Chosen with care for home, wardrobe and free time, and easy to find again.
        </p>
        <a className="button" href="#new">
          See what is new
        </a>
      </div>
      <ul className="hero-pictures" aria-label="New products">
        {Array.from({ length: HERO_COUNT }, (_, position) => {
          const entry = list?.items[position]
          if (entry === undefined) return <li key={position} aria-hidden="true" className="hero-blank" />
          const item = itemOf(entry)
          const name = item.title ?? item.itemId
          return (
            <li key={position}>
              <Link
                href={productAddress(shopId, item.itemId)}
                aria-label={name}
                onClick={() => trackClick(entry, position)}
              >
                <Picture url={item.pictures?.[0]?.url} alt="" name={name} size={420} isEager />
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** A department, with the picture of what sells best in it. */
const DepartmentCard = ({ category }: { readonly category: Category }): ReactNode => {
  const { shopId } = useStore()
  const cover = useResource(JSON.stringify([shopId, category.path]), async (signal) => {
    const context = { category: category.path, includeDescendants: true }
    const list = await fetchList({ shop: shopId, list: 'best-selling', context, limit: 1 }, signal)
    return list.items[0]?.item?.pictures?.[0]?.url
  })
  return (
    <Link className="department" href={categoryAddress(shopId, category.path)}>
      <Picture url={cover.data} alt="" name={category.name} size={96} />
      <span className="department-words">
        <strong>{category.name}</strong>
        <span className="muted">{countOf(category.itemCount, 'product')}</span>
      </span>
    </Link>
  )
}

/** Two lines of cards, however many there are, so that what is below keeps its place. */
const Departments = (): ReactNode => {
  const { categories } = useStore()
  const departments = categories.data && childrenOf(categories.data, undefined)
  if (departments?.length === 0) return null
  return (
    <Shelf title="Departments" trackClass="is-departments" isBusy={departments === undefined}>
      {departments === undefined
        ? Array.from({ length: DEPARTMENT_SKELETON_COUNT }, (_, place) => (
            <li key={place} className="department is-skeleton" aria-hidden="true" />
          ))
        : departments.map((category) => (
            <li key={category.path}>
              <DepartmentCard category={category} />
            </li>
          ))}
    </Shelf>
  )
}

export const HomePage = (): ReactNode => {
  const { tracker, shop } = useStore()
  usePageTitle(shop.data?.title)
  useEffect(() => tracker.track({ kind: 'home-view' }), [tracker])
  const trending = useList({ placement: 'home.trending' })
  const bestSelling = useList({ placement: 'home.best-selling' })
  const newest = useList({ placement: 'home.new' })
  return (
    <>
      <Hero list={newest.data} />
      <ListRow title="Trending now" list={trending} isFirst />
      <Departments />
      <ListRow title="Best sellers" list={bestSelling} />
      <div id="new" className="anchor">
        <ListRow title="New in" list={newest} />
      </div>
      <RecentlyViewed />
    </>
  )
}
