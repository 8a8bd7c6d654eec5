import { type ReactNode, useState } from 'react'
import { fetchItem } from '../shared/api.ts'
import { lineOf, priceIn, stockIn, variantName } from '../shared/basket-line.ts'
import { Picture } from '../shared/picture.tsx'
import { Price } from '../shared/price.tsx'
import { Problem } from '../shared/problem.tsx'
import { Quantity } from '../shared/quantity.tsx'
import { useResource } from '../shared/use-resource.ts'
import type { Item, ItemAnswer, Sku } from '../shared/wire.ts'
import { BoughtTogether, TOGETHER_COUNT, useCompanions } from './bought-together.tsx'
import { Breadcrumb } from './category-page.tsx'
import { ListRow } from './list-row.tsx'
import { NotFound } from './not-found.tsx'
import { PageProblem, PageRow, listOf, usePageLists } from './page-lists.tsx'
import { StoreStock } from './store-stock.tsx'
import { useStore } from './store.tsx'
import { usePageTitle } from './use-page-title.ts'

const WEB = 'web'
const PLACEMENTS = [
  { placement: 'product.bought-together', limit: TOGETHER_COUNT },
  'product.people-also-like',
  'product.more-like-this',
  'product.similar-looks',
  'product.recently-viewed',
] as const
/** More variants than this are chosen from a drop-down. */
const OPTION_MAX = 24

type ChoiceProps = {
  readonly item: Item
  readonly chosen: Sku | undefined
  readonly onChoose: (sku: string) => void
}

const VariantChoice = ({ item, chosen, onChoose }: ChoiceProps): ReactNode => {
  const skus = item.skus ?? []
  if (skus.length === 0) return null
  if (skus.length > OPTION_MAX)
    return (
      <label className="field">
        Variant
        <select value={chosen?.sku ?? ''} onChange={(event) => onChoose(event.target.value)}>
          <option value="" disabled>
            Choose
          </option>
          {skus.map((sku) => (
            <option key={sku.sku} value={sku.sku} disabled={stockIn(item, WEB, sku) === 0}>
              {variantName(sku)}
            </option>
          ))}
        </select>
      </label>
    )
  return (
    <fieldset className="options">
      <legend>Variant{chosen !== undefined && <span className="muted">: {variantName(chosen)}</span>}</legend>
      {skus.map((sku) => (
        <label key={sku.sku} className="option">
          <input
            type="radio"
            name="variant"
            value={sku.sku}
            checked={sku.sku === chosen?.sku}
            disabled={stockIn(item, WEB, sku) === 0}
            onChange={() => onChoose(sku.sku)}
          />
          <span>{variantName(sku)}</span>
        </label>
      ))}
    </fieldset>
  )
}

const Buy = ({ item, isListed }: ItemAnswer): ReactNode => {
  const { currency, add } = useStore()
  const skus = item.skus ?? []
  const [skuId, setSkuId] = useState(() => skus.find((sku) => stockIn(item, WEB, sku) !== 0)?.sku)
  const [quantity, setQuantity] = useState(1)
  const sku = skus.find((each) => each.sku === skuId)
  const isSoldOut = stockIn(item, WEB, sku) === 0 || (skus.length > 0 && sku === undefined)
  return (
    <>
      <p className="product-price">
        <Price
          priceMinor={priceIn(item, WEB, sku)}
          listPriceMinor={item.listPriceMinor}
          currency={item.currency ?? currency}
        />
      </p>
      <VariantChoice item={item} chosen={sku} onChoose={setSkuId} />
      {isListed ? (
        <div className="buy">
          <Quantity value={quantity} name={item.title ?? item.itemId} onChange={setQuantity} />
          <button
            type="button"
            className="button is-wide"
            disabled={isSoldOut}
            onClick={() => add([lineOf(item, WEB, quantity, sku)])}
          >
            {isSoldOut ? 'Sold out online' : 'Add to basket'}
          </button>
        </div>
      ) : (
        <p className="note">This product is not sold online at the moment.</p>
      )}
      <StoreStock item={item} {...(sku !== undefined && { sku })} />
    </>
  )
}

const labelOf = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

const Details = ({ item }: { readonly item: Item }): ReactNode => {
  const attributes = Object.entries(item.attributes ?? {}).flatMap(([name, value]) => {
    const parts = (Array.isArray(value) ? value : [value]).filter((part) =>
      ['string', 'number', 'boolean'].includes(typeof part),
    )
    return parts.length === 0
      ? []
      : [{ name, text: parts.map((part) => (part === true ? 'yes' : String(part))).join(', ') }]
  })
  return (
    <div className="product-details">
      {item.description !== undefined && (
        <section>
          <h2>About it</h2>
          {item.description.split(/\n{2,}/).map((paragraph, place) => (
            <p key={place}>{paragraph}</p>
          ))}
        </section>
      )}
      <section>
        <h2>Details</h2>
        <dl className="facts">
          {attributes.map(({ name, text }) => (
            <div key={name}>
              <dt>{labelOf(name)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          <div>
            <dt>Product number</dt>
            <dd>{item.itemId}</dd>
          </div>
        </dl>
      </section>
    </div>
  )
}

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

/** Rows until the lists have come: others take their places, so that nothing moves. */
const COMING = { reload: () => undefined }
const LISTS_SKELETON = ['People also like', 'More like this']

const ProductLists = ({ item, isListed }: ItemAnswer): ReactNode => {
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
      <PageRow page={page} placement="product.people-also-like" title="People also like" />
      <PageRow page={page} placement="product.more-like-this" title="More like this" />
      <PageRow page={page} placement="product.similar-looks" title="Similar looks" />
      {hasViewed && <PageRow page={page} placement="product.recently-viewed" title="Recently viewed" />}
    </>
  )
}

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
        </div>
      </div>
      <Details item={item} />
      <ProductLists {...answer} />
    </>
  )
}

export const ProductPage = ({ itemId }: { readonly itemId: string }): ReactNode => {
  const { shopId } = useStore()
  const { data, error, reload } = useResource(JSON.stringify([shopId, itemId]), (signal) =>
    fetchItem(shopId, itemId, signal),
  )
  if (data !== undefined) return <Product key={data.item.itemId} answer={data} />
  if (error?.status === 404) return <NotFound what={`Product ${itemId}`} />
  return error === undefined ? <ProductSkeleton /> : <Problem error={error} onRetry={reload} />
}
