/** A product: what it is, where it is, what goes with it. */
import type { ReactNode } from 'react'
import { fetchItem } from '../../shared/api.ts'
import { Picture } from '../../shared/picture.tsx'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { ItemAnswer } from '../../shared/wire.ts'
import { Breadcrumb } from '../browse/category-page.tsx'
import { NotFound } from '../not-found.tsx'
import { ProductActions } from './product-actions.tsx'
import { Buy } from './product-buy.tsx'
import { Details } from './product-details.tsx'
import { ProductLists } from './product-lists.tsx'
import { useStore } from '../store.tsx'
import { usePageTitle } from '../use-page-title.ts'
import './product.css'

const ProductSkeleton = (): ReactNode => (
  <div aria-busy="true" aria-label="Loading">
    <div className="breadcrumb" />
    <div className="product is-skeleton">
      <span className="picture" />
      <div className="product-words">
        <span className="tile-brand" />
        <span className="skeleton-heading" />
        <span className="skeleton-block" />
      </div>
    </div>
  </div>
)

const Product = ({ answer }: { readonly answer: ItemAnswer }): ReactNode => {
  const { item } = answer
  const { itemId } = item
  const name = item.title ?? itemId
  const category = item.categories?.[0]
  usePageTitle(name)
  return (
    <>
      {category === undefined ? <div className="breadcrumb" /> : <Breadcrumb path={category} isLinked />}
      <div className="product">
        <Picture
          url={item.pictures?.[0]?.url}
          alt={item.pictures?.[0]?.alt ?? name}
          name={name}
          size={640}
          isEager
        />
        <div className="product-words">
          <p className="tile-brand">{item.brand ?? ''}</p>
          <h1>{name}</h1>
          <Buy {...answer} />
          <ProductActions item={item} />
        </div>
      </div>
      <Details item={item} />
      <ProductLists {...answer} />
    </>
  )
}

export const ProductPage = ({ itemId }: { readonly itemId: string }): ReactNode => {
  const { shopId, channels } = useStore()
  const { data, error, reload } = useResource(JSON.stringify([shopId, itemId]), (signal) =>
    fetchItem(shopId, itemId, signal),
  )
  // What stores have of it stands beside the picture: it comes with the product, so that nothing below moves.
  const isComing = channels.data === undefined && channels.error === undefined
  if (data !== undefined && isComing) return <ProductSkeleton />
  if (data !== undefined) return <Product key={data.item.itemId} answer={data} />
  if (error?.status === 404) return <NotFound what={`Product ${itemId}`} />
  return error === undefined ? <ProductSkeleton /> : <Problem error={error} onRetry={reload} />
}
