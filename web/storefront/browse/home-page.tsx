import { type ReactNode, useRef } from 'react'
import { type TimedList, fetchItems } from '../../shared/api.ts'
import { childrenOf } from '../../shared/category-path.ts'
import { countOf } from '../../shared/money.ts'
import { Picture } from '../../shared/picture.tsx'
import { Link } from '../../shared/router.tsx'
import { Shelf } from '../../shared/shelf.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { Category } from '../../shared/wire.ts'
import { itemOf, useTrackClick, useTrackImpression } from '../lists/list-entries.ts'
import { categoryAddress, featuredAddress, productAddress } from '../page-address.ts'
import { PageProblem, PageRow, listOf, usePageLists } from '../lists/page-lists.tsx'
import { usePerson } from '../person/person.tsx'
import { isDemoShop } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'
import { useImpression } from '../../shared/use-impression.ts'
import { usePageTitle } from '../use-page-title.ts'

const HERO_COUNT = 3
const PLACEMENTS = [
  'home.inspired',
  'home.picks',
  'home.trending',
  'home.best-selling',
  { placement: 'home.new', limit: 15 },
  'home.recently-viewed',
  'home.buy-again',
] as const
const DEPARTMENT_SKELETON_COUNT = 12
/** What stands in the window: what is new, and in a shop that does not say since when it sells things, what else there is. */
const HERO_PLACEMENTS = ['home.new', 'home.trending', 'home.best-selling', 'home.inspired']

const isEnough = (list: TimedList | undefined): boolean => (list?.items.length ?? 0) >= HERO_COUNT

const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name

type HeroWordsProps = {
  /** Whether there is something new, as far as is known. */
  readonly hasNew: boolean
}

/** Says hello to whom it knows; in a demo shop the others may try being somebody. */
const HeroWords = ({ hasNew }: HeroWordsProps): ReactNode => {
  const { shopId, shop } = useStore()
  const { face, setIsEmulating } = usePerson()
  const shopName = shop.data?.title ?? shop.data?.shop
  return (
    <div className="hero-words">
      <p className="hero-kicker">
        {shopName === undefined ? '\u00a0' : `${hasNew ? 'New at' : 'Welcome to'} ${shopName}`}
      </p>
      <h1 id="hero-heading">
        {face === undefined ? 'Good things for every day.' : `Good to see you, ${firstNameOf(face.name)}.`}
      </h1>
      <p className="hero-text">
        {face === undefined
          ? 'Chosen with care for home, wardrobe and free time, and easy to find again.'
          : 'What you look at, wish for and buy decides what you find here.'}
      </p>
      <p className="hero-buttons">
        {hasNew ? (
          <a className="button" href="#new">
            See what is new
          </a>
        ) : (
          <Link className="button" href={featuredAddress(shopId)}>
            See what is featured
          </Link>
        )}
        {face === undefined && (shop.data === undefined || isDemoShop(shop.data)) && (
          <button type="button" className="button is-quiet" onClick={() => setIsEmulating(true)}>
            Emulate a shopper
          </button>
        )}
      </p>
    </div>
  )
}

type HeroProps = {
  /** Whose first products stand in the window; undefined while it is coming. */
  readonly list: TimedList | undefined
  readonly hasNew: boolean
}

const Hero = ({ list, hasNew }: HeroProps): ReactNode => {
  const { shopId } = useStore()
  const trackClick = useTrackClick(list)
  const pictures = useRef<HTMLUListElement>(null)
  useImpression(pictures, list?.recommendationId, useTrackImpression(list))
  return (
    <section className="hero" aria-labelledby="hero-heading">
      <HeroWords hasNew={hasNew} />
      <ul ref={pictures} className="hero-pictures" aria-label={hasNew ? 'New products' : 'Products'}>
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

/** A department, with a picture of something in it. */
const DepartmentCard = ({ category }: { readonly category: Category }): ReactNode => {
  const { shopId } = useStore()
  const cover = useResource(JSON.stringify([shopId, category.path]), async (signal) => {
    const { items } = await fetchItems(
      { shop: shopId, category: category.path, includeDescendants: true, limit: 1 },
      signal,
    )
    return items[0]?.pictures?.[0]?.url
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
  const { shopId, categories } = useStore()
  const departments = categories.data && childrenOf(categories.data, undefined)
  if (departments?.length === 0) return null
  return (
    <Shelf
      title="Departments"
      aside={
        <Link className="shelf-link" href={featuredAddress(shopId)}>
          Featured from all of them
        </Link>
      }
      trackClass="is-departments"
      isBusy={departments === undefined}
    >
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
  const { identity } = usePerson()
  usePageTitle(shop.data?.title)
  const isCustomer = identity.customerId !== undefined
  const hasViewed = tracker.hasViewed()
  const page = usePageLists({ placements: PLACEMENTS, view: { kind: 'home-view' } })
  const shown = HERO_PLACEMENTS.map((placement) => listOf(page, placement).data).find(isEnough)
  const hasNew = page.data === undefined || shown?.placement === 'home.new'
  const from = (placement: string): number => (shown?.placement === placement ? HERO_COUNT : 0)
  return (
    <div className="home" data-changing={page.isChanging} aria-busy={page.isChanging}>
      <Hero list={shown} hasNew={hasNew} />
      <PageProblem page={page} />
      {page.data?.every(({ items }) => items.length === 0) && (
        <p className="note">There is nothing in this shop yet. It fills with the first products.</p>
      )}
      <PageRow
        page={page}
        placement="home.inspired"
        title={isCustomer || hasViewed ? 'Inspired by your shopping trends' : 'Featured'}
        from={from('home.inspired')}
        isFirst
      />
      <PageRow page={page} placement="home.picks" title="Picks for you" isExpected={isCustomer} />
      <PageRow page={page} placement="home.trending" title="Trending now" from={from('home.trending')} />
      <Departments />
      <PageRow
        page={page}
        placement="home.best-selling"
        title="Best sellers"
        from={from('home.best-selling')}
      />
      <div id="new" className="anchor">
        <PageRow page={page} placement="home.new" title="New in" from={hasNew ? HERO_COUNT : 0} />
      </div>
      <PageRow page={page} placement="home.buy-again" title="Buy again" isExpected={isCustomer} />
      <PageRow page={page} placement="home.recently-viewed" title="Recently viewed" isExpected={hasViewed} />
    </div>
  )
}
