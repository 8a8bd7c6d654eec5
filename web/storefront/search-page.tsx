import { type ReactNode, useEffect } from 'react'
import { countOf } from '../shared/money.ts'
import { Illustration } from '../shared/pictures/illustration.tsx'
import { ItemGrid, usePagedItems } from './item-grid.tsx'
import { ListRow, useList } from './list-row.tsx'
import { useStore } from './store.tsx'
import { usePageTitle } from './use-page-title.ts'

const BestSellersInstead = (): ReactNode => (
  <ListRow title="Best sellers" list={useList({ placement: 'home.best-selling' })} />
)

export const SearchPage = ({ query }: { readonly query: string }): ReactNode => {
  const { tracker } = useStore()
  const paged = usePagedItems({ query })
  const { totalItems } = paged
  usePageTitle(`Search: ${query}`)
  useEffect(() => {
    if (totalItems !== undefined)
      tracker.track({ kind: 'search', query, properties: { resultCount: totalItems } })
  }, [tracker, query, totalItems])
  return (
    <>
      <header className="page-head">
        <h1>“{query}”</h1>
        <p className="muted" aria-live="polite">
          {totalItems === undefined ? 'Searching…' : countOf(totalItems, 'product')}
        </p>
      </header>
      {totalItems === 0 ? (
        <>
          <section className="notice">
            <Illustration name="nothing-found" />
            <p>Nothing has these words in its name. Try fewer or other words.</p>
          </section>
          <BestSellersInstead />
        </>
      ) : (
        <ItemGrid paged={paged} />
      )}
    </>
  )
}
