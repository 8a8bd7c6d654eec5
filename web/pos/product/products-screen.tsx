/** What this store sells: found by words or category, or the lists of the store. */
import type { ReactNode } from 'react'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import { useConnection } from '../offline/connection.ts'
import { SuggestionList } from '../suggestions/suggestion-list.tsx'
import { Suggestion, SuggestionBlanks } from '../suggestions/suggestion.tsx'
import { useTill } from '../till-context.ts'

const FOUND_MAX = 60
const BLANK_COUNT = 12
const LIST_COUNT = 8

const FoundProducts = ({ query, category }: ProductsScreenProps): ReactNode => {
  const { shop, channelId, source, add } = useTill()
  const { isOnline } = useConnection()
  const { data, error, reload } = useResource(
    JSON.stringify([shop.shop, channelId, query, category, isOnline]),
    (signal) =>
      source.search(
        {
          shop: shop.shop,
          channel: channelId,
          limit: FOUND_MAX,
          ...(query !== '' && { query }),
          ...(category !== '' && { category, includeDescendants: true }),
        },
        signal,
      ),
  )
  const title = query === '' ? category : `“${query}”`
  return (
    <section className="suggestions" data-shape="grid" aria-label="Found products">
      <h1>{title}</h1>
      <output className="muted">
        {data !== undefined &&
          (data.totalItems > data.items.length
            ? `The first ${data.items.length} of ${data.totalItems}`
            : `${data.totalItems} found`)}
        &nbsp;
      </output>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      <ul className="suggestions-track">
        {data === undefined ? (
          <SuggestionBlanks count={BLANK_COUNT} />
        ) : (
          data.items.map((item) => <Suggestion key={item.itemId} item={item} onAdd={() => add(item)} />)
        )}
      </ul>
    </section>
  )
}

type ProductsScreenProps = { readonly query: string; readonly category: string }

export const ProductsScreen = ({ query, category }: ProductsScreenProps): ReactNode => {
  if (query !== '' || category !== '') return <FoundProducts query={query} category={category} />
  return (
    <>
      <h1 className="visually-hidden">Products</h1>
      <SuggestionList
        title="Best selling in this store"
        asked={{ placement: 'pos.best-selling' }}
        count={LIST_COUNT}
        shape="strip"
      />
      <SuggestionList
        title="Trending in this store"
        asked={{ placement: 'pos.trending' }}
        count={LIST_COUNT}
        shape="strip"
      />
      <SuggestionList title="New in this store" asked={{ list: 'new' }} count={LIST_COUNT} shape="strip" />
    </>
  )
}
