import { type ReactNode, useState } from 'react'
import { childrenOf } from '../../shared/category-path.ts'
import { Icon } from '../../shared/icon.tsx'
import { countOf, formatCount } from '../../shared/money.ts'
import { Problem } from '../../shared/problem.tsx'
import { Link } from '../../shared/router.tsx'
import { Tile, TileSkeletons } from '../../shared/tile.tsx'
import { WhyButton } from '../../shared/why.tsx'
import { ListRow, useList } from '../lists/list-row.tsx'
import { categoryAddress, productAddress } from '../page-address.ts'
import { type Found, useFound } from './search-results.ts'
import { useStore } from '../store.tsx'
import { onceEvent, useTrackOnce } from '../track-once.ts'
import { usePageTitle } from '../use-page-title.ts'
import { WishButton } from '../person/wish-button.tsx'
import './order-bar.css'
import './search.css'

const PAGE_LENGTH = 24

const MayLike = (): ReactNode => (
  <ListRow title="You may like" list={useList({ placement: 'search.nothing-found' })} />
)

const NothingFound = ({ query }: { readonly query: string }): ReactNode => {
  const { shopId, categories } = useStore()
  const departments = categories.data ? childrenOf(categories.data, undefined) : []
  return (
    <>
      <section className="nothing-found">
        <p>
          Nothing here has <strong>{query}</strong> in its name. Fewer or other words may find more, or look
          around in a department.
        </p>
        <nav aria-label="Departments" className="nothing-found-chips">
          {departments.map(({ path, name }) => (
            <Link key={path} className="chip" href={categoryAddress(shopId, path)}>
              {name}
            </Link>
          ))}
        </nav>
      </section>
      <MayLike />
    </>
  )
}

const Results = ({ query, found }: { readonly query: string; readonly found: Found }): ReactNode => {
  const { shopId, currency, tracker } = useStore()
  const [shownCount, setShownCount] = useState(PAGE_LENGTH)
  const { entries, totalItems, ranking } = found
  const shown = entries.slice(0, shownCount)
  const trackClick = (itemId: string, position: number): void =>
    tracker.track({
      kind: 'list-click',
      itemId,
      list: 'search',
      position,
      query,
      ...(ranking !== undefined && { recommendationId: ranking.recommendationId }),
      properties: { searchEventId: onceEvent(tracker, { kind: 'search' }).eventId },
    })
  return (
    <>
      <ul className="grid">
        {shown.map((entry, position) => (
          <li key={entry.itemId}>
            <Tile
              item={entry.item}
              href={productAddress(shopId, entry.itemId)}
              currency={currency}
              onOpen={() => trackClick(entry.itemId, position)}
              isEager={position < 6}
            >
              <WishButton item={entry.item} />
              {ranking !== undefined && <WhyButton entry={entry} list={ranking} />}
            </Tile>
          </li>
        ))}
      </ul>
      <div className="grid-more">
        {entries.length > shown.length ? (
          <>
            <p className="muted">
              {formatCount(shown.length)} of {formatCount(totalItems)}
            </p>
            <button
              type="button"
              className="button is-quiet"
              onClick={() => setShownCount((count) => count + PAGE_LENGTH)}
            >
              Show more
            </button>
          </>
        ) : (
          totalItems > entries.length && (
            <p className="muted">
              These are the first {formatCount(entries.length)}. More words find the others.
            </p>
          )
        )}
      </div>
    </>
  )
}

export const SearchPage = ({ query }: { readonly query: string }): ReactNode => {
  const [isOwnOrder, setIsOwnOrder] = useState(true)
  const { categories } = useStore()
  const { data, error, reload } = useFound(query, isOwnOrder)
  // Where nothing is found, departments stand above a row that would move when they came later.
  const hasDepartments = categories.data !== undefined || categories.error !== undefined
  const found = data?.totalItems === 0 && !hasDepartments ? undefined : data
  const isRanked = found?.ranking !== undefined
  usePageTitle(`Search: ${query}`)
  useTrackOnce(
    found && {
      kind: 'search',
      query,
      properties: { resultCount: found.totalItems, reranked: String(isRanked) },
    },
  )
  return (
    <>
      <header className="page-head">
        <h1>“{query}”</h1>
        <p className="muted" aria-live="polite">
          {found === undefined ? 'Searching…' : countOf(found.totalItems, 'product')}
        </p>
        {(isRanked || !isOwnOrder) && (
          <p className="own-order">
            {isRanked && (
              <span className="order-mine">
                <Icon name="star" size={18} /> Ordered for you
              </span>
            )}
            <button type="button" className="text-button" onClick={() => setIsOwnOrder(!isOwnOrder)}>
              {isRanked ? 'Shop order' : 'Order for me'}
            </button>
          </p>
        )}
      </header>
      {error !== undefined && found === undefined && <Problem error={error} onRetry={reload} />}
      {found === undefined && error === undefined && (
        <ul className="grid" aria-busy="true">
          <TileSkeletons count={PAGE_LENGTH} />
        </ul>
      )}
      {found?.totalItems === 0 && <NothingFound query={query} />}
      {found !== undefined && found.totalItems > 0 && <Results query={query} found={found} />}
    </>
  )
}
