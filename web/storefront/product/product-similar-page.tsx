/** Products that look like one, or are described like it, to be narrowed down. */
import { type ReactNode, useRef, useState } from 'react'
import { askLists, fetchItem, type TimedList } from '../../shared/api.ts'
import { Icon } from '../../shared/icon.tsx'
import { countOf } from '../../shared/money.ts'
import { Picture } from '../../shared/picture.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link, useAddress } from '../../shared/router.tsx'
import { TileSkeletons } from '../../shared/tile.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { Item, ListAnswer } from '../../shared/wire.ts'
import { useTrackImpression } from '../lists/list-entries.ts'
import { ListTile } from '../lists/list-tile.tsx'
import { NotFound } from '../not-found.tsx'
import { productAddress, type SimilarBy, similarAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { choiceTexts, Selectors } from './product-selectors.tsx'
import { type Refinement, refinementsOf, searchWith, type Selector } from './similar-choice.ts'
import { useStore } from '../store.tsx'
import { useImpression } from '../../shared/use-impression.ts'
import { usePageTitle } from '../use-page-title.ts'
import './similar.css'

const LIMIT = 120
const SKELETON_COUNT = 12

const WAYS = [
  { by: 'looks', asked: 'look', title: 'Similar looks' },
  { by: 'description', asked: 'text', title: 'Similar description' },
] as const

type SimilarList = TimedList & { readonly selectors: readonly Selector[] }

const useSimilar = (itemId: string, by: SimilarBy, refinements: readonly Refinement[]) => {
  const { shopId, tracker } = useStore()
  const { identity, askForLists } = usePerson()
  const load = async (signal: AbortSignal): Promise<SimilarList> => {
    await tracker.settle()
    return askForLists((headers) =>
      askLists<ListAnswer & { readonly selectors: readonly Selector[] }>(
        '/similar',
        {
          shop: shopId,
          shopper: tracker.shopper(),
          by: WAYS.find((way) => way.by === by)?.asked,
          context: { itemId, channel: 'web' },
          refine: refinements,
          withSelectors: true,
          withItems: true,
          limit: LIMIT,
        },
        signal,
        headers,
      ),
    )
  }
  return useResource(JSON.stringify([shopId, itemId, by, refinements, identity]), load, {
    keepsPrevious: true,
  })
}

const SimilarGrid = ({ list }: { readonly list: SimilarList }): ReactNode => {
  const grid = useRef<HTMLUListElement>(null)
  useImpression(grid, list.recommendationId, useTrackImpression(list))
  return (
    <ul className="grid" ref={grid}>
      {list.items.map((entry, position) => (
        <ListTile key={entry.itemId} list={list} entry={entry} position={position} isEager={position < 6} />
      ))}
    </ul>
  )
}

type NothingProps = { readonly item: Item; readonly by: SimilarBy; readonly text: string | undefined }

/** Why there is nothing, and where there may be something. */
const NothingSimilar = ({ item, by, text }: NothingProps): ReactNode => {
  const { shopId } = useStore()
  const other = by === 'looks' ? 'description' : 'looks'
  return (
    <section className="notice">
      <h2>Nothing to show</h2>
      <p>{text ?? 'Nothing here is like it.'}</p>
      <Link className="button" href={similarAddress(shopId, item.itemId, other)}>
        {other === 'looks' ? 'Shop similar looks' : 'Shop similar description'}
      </Link>
    </section>
  )
}

const SimilarHead = ({ item, by }: { readonly item: Item; readonly by: SimilarBy }): ReactNode => {
  const { shopId } = useStore()
  const name = item.title ?? item.itemId
  return (
    <header className="similar-head">
      <Link href={productAddress(shopId, item.itemId)} tabIndex={-1} aria-hidden="true">
        <Picture url={item.pictures?.[0]?.url} alt="" name={name} size={112} isEager />
      </Link>
      <div>
        <p className="muted">{by === 'looks' ? 'Looks like' : 'Described like'}</p>
        <h1>
          <Link href={productAddress(shopId, item.itemId)}>{name}</Link>
        </h1>
        <nav aria-label="What alike means" className="similar-ways">
          {WAYS.map((way) => (
            <Link
              key={way.by}
              className="chip"
              href={similarAddress(shopId, item.itemId, way.by)}
              aria-current={way.by === by ? 'page' : undefined}
            >
              {way.title}
            </Link>
          ))}
        </nav>
      </div>
    </header>
  )
}

const useChoices = (search: string) => {
  const [refinements, setRefinements] = useState(() => refinementsOf(search))
  const choose = (next: readonly Refinement[]): void => {
    setRefinements(next)
    // The page stays; who comes back to it finds what they chose.
    history.replaceState(history.state, '', location.pathname + searchWith(location.search, next))
  }
  return { refinements, choose }
}

const Similar = ({ item, by }: { readonly item: Item; readonly by: SimilarBy }): ReactNode => {
  const { currency = 'GBP' } = useStore()
  const { refinements, choose } = useChoices(useAddress().search)
  const { data: list, error, reload } = useSimilar(item.itemId, by, refinements)
  usePageTitle(`${by === 'looks' ? 'Looks like' : 'Described like'} ${item.title ?? item.itemId}`)
  const texts = choiceTexts(refinements, currency)
  const selectors = list?.selectors ?? []
  const isNothing = list !== undefined && list.items.length === 0
  return (
    <>
      <SimilarHead item={item} by={by} />
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      {isNothing && refinements.length === 0 ? (
        <NothingSimilar item={item} by={by} text={list.fallback?.text} />
      ) : (
        <div className="similar">
          <details className="selectors" open={matchMedia('(min-width: 53.8125em)').matches}>
            <summary>
              <Icon name="filter" /> Narrow down{texts.length > 0 && ` (${texts.length})`}
            </summary>
            <Selectors selectors={selectors} refinements={refinements} onChange={choose} />
          </details>
          <section aria-label="Products" aria-busy={list === undefined}>
            <div className="similar-said">
              <p aria-live="polite">{list === undefined ? '\u00a0' : countOf(list.totalItems, 'product')}</p>
              {texts.map(({ text, without }) => (
                <button key={text} type="button" className="chip" onClick={() => choose(without)}>
                  <span className="visually-hidden">Without </span>
                  {text} <Icon name="close" size={16} />
                </button>
              ))}
              {texts.length > 1 && (
                <button type="button" className="text-button" onClick={() => choose([])}>
                  Clear all
                </button>
              )}
            </div>
            {list === undefined ? (
              <ul className="grid">
                <TileSkeletons count={SKELETON_COUNT} />
              </ul>
            ) : (
              <SimilarGrid list={list} />
            )}
            {isNothing && <p className="muted">Nothing is left of what you chose.</p>}
          </section>
        </div>
      )}
    </>
  )
}

const byOf = (search: string): SimilarBy =>
  new URLSearchParams(search).get('by') === 'description' ? 'description' : 'looks'

export const SimilarPage = ({ itemId }: { readonly itemId: string }): ReactNode => {
  const { shopId } = useStore()
  const by = byOf(useAddress().search)
  const { data, error, reload } = useResource(JSON.stringify([shopId, itemId]), (signal) =>
    fetchItem(shopId, itemId, signal),
  )
  if (data !== undefined) return <Similar key={by} item={data.item} by={by} />
  if (error?.status === 404) return <NotFound what={`Product ${itemId}`} />
  if (error !== undefined) return <Problem error={error} onRetry={reload} />
  return <div className="similar-head" aria-busy="true" aria-label="Loading" />
}
