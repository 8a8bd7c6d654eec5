/** The lists of a product's page. */
import { type ReactNode, useState } from 'react'
import { Link } from '../../shared/router.tsx'
import type { ItemAnswer } from '../../shared/wire.ts'
import { BoughtTogether, TOGETHER_COUNT, useCompanions } from './bought-together.tsx'
import { ListRow } from '../lists/list-row.tsx'
import { type SimilarBy, similarAddress } from '../page-address.ts'
import { PageProblem, PageRow, listOf, usePageLists } from '../lists/page-lists.tsx'
import { useStore } from '../store.tsx'

const PLACEMENTS = [
  { placement: 'product.bought-together', limit: TOGETHER_COUNT },
  'product.people-also-like',
  'product.similar-looks',
  'product.more-like-this',
  'product.recently-viewed',
] as const

/** Rows until the lists have come: others take their places, so that nothing moves. */
const COMING = { reload: () => undefined }
const LISTS_SKELETON = ['People also like', 'Similar looks']

const SeeAll = ({ itemId, by }: { readonly itemId: string; readonly by: SimilarBy }): ReactNode => (
  <Link className="shelf-link" href={similarAddress(useStore().shopId, itemId, by)}>
    See all<span className="visually-hidden"> with a similar {by === 'looks' ? 'look' : 'description'}</span>
  </Link>
)

export const ProductLists = ({ item, isListed }: ItemAnswer): ReactNode => {
  const { tracker, currency } = useStore()
  const { itemId, priceMinor } = item
  const [hasViewed] = useState(() => tracker.hasViewed())
  const page = usePageLists({
    placements: PLACEMENTS,
    context: { itemId },
    view: {
      kind: 'product-view',
      itemId,
      ...(priceMinor !== undefined && { priceMinor }),
      ...(currency !== undefined && { currency }),
    },
  })
  const together = listOf(page, 'product.bought-together').data
  const companions = useCompanions(together)
  // Where nobody can say what people like, words stand in: then one row of them is enough.
  const isAlikeByWords = listOf(page, 'product.people-also-like').data?.list === 'more-like-this'
  const isComing =
    (page.data === undefined && page.error === undefined) ||
    (companions.data === undefined && companions.error === undefined)
  if (isComing) return LISTS_SKELETON.map((title) => <ListRow key={title} title={title} list={COMING} />)
  return (
    <>
      <PageProblem page={page} />
      {isListed && together !== undefined && companions.data !== undefined && companions.data.length > 0 && (
        <BoughtTogether item={item} list={together} companions={companions.data} />
      )}
      <PageRow
        page={page}
        placement="product.people-also-like"
        title="People also like"
        {...(isAlikeByWords && { aside: <SeeAll itemId={itemId} by="description" /> })}
      />
      <PageRow
        page={page}
        placement="product.similar-looks"
        title="Similar looks"
        aside={<SeeAll itemId={itemId} by="looks" />}
      />
      {!isAlikeByWords && (
        <PageRow
          page={page}
          placement="product.more-like-this"
          title="Similar description"
          aside={<SeeAll itemId={itemId} by="description" />}
        />
      )}
      {hasViewed && <PageRow page={page} placement="product.recently-viewed" title="Recently viewed" />}
    </>
  )
}
