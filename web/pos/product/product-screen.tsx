/** Product details: what it is, where it is, what goes with it, and what is like it. */
import { type ReactNode, useState } from 'react'
import { knownPriceIn, stockIn, variantName } from '../../shared/basket-line.ts'
import { Price } from '../../shared/price.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link } from '../../shared/router.tsx'
import { addressOf } from '../../shared/shop-address.ts'
import { useResource } from '../../shared/use-resource.ts'
import type { Item, Sku } from '../../shared/wire.ts'
import { useConnection } from '../offline/connection.ts'
import { firstName } from '../customer/customer-words.ts'
import { ProductPictures } from './product-pictures.tsx'
import { ProductStock } from './product-stock.tsx'
import { screenOf } from '../screen-of-layout.ts'
import { SuggestionList } from '../suggestions/suggestion-list.tsx'
import { useTill } from '../till-context.ts'
import { WishButton } from '../customer/wish-button.tsx'
import { priceWords } from './price-words.ts'

const COUNT_DEFAULT = 6

type VariantsProps = {
  readonly item: Item
  readonly chosen: Sku | undefined
  readonly onChoose: (sku: Sku) => void
}

const Variants = ({ item, chosen, onChoose }: VariantsProps): ReactNode => {
  const { channelId, shop } = useTill()
  return (
    <fieldset className="variants">
      <legend>Which one?</legend>
      {(item.skus ?? []).map((sku) => {
        const units = stockIn(item, channelId, sku)
        return (
          <label key={sku.sku}>
            <input
              type="radio"
              name="variant"
              aria-label={variantName(sku)}
              checked={sku === chosen}
              onChange={() => onChoose(sku)}
            />
            <span>
              <strong>{variantName(sku)}</strong>
              <span className="muted">
                {priceWords(item, channelId, shop.currency, sku)}
                {units !== undefined && `, ${units <= 0 ? 'none' : units} here`}
              </span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}

const ProductFacts = ({ item }: { readonly item: Item }): ReactNode => {
  const { shop, channelId, add } = useTill()
  const skus = item.skus ?? []
  const [sku, setSku] = useState<Sku | undefined>(() => (skus.length === 1 ? skus[0] : undefined))
  return (
    <div className="product">
      <ProductPictures item={item} />
      <div className="product-words">
        <p className="muted">{[item.brand, item.itemId].filter(Boolean).join(' · ')}</p>
        <h1>{item.title ?? item.itemId}</h1>
        <p className="product-price">
          <Price
            priceMinor={knownPriceIn(item, channelId, sku)}
            listPriceMinor={item.listPriceMinor}
            currency={shop.currency}
          />
        </p>
        {item.description !== undefined && <p className="product-description">{item.description}</p>}
        {skus.length > 1 && <Variants item={item} chosen={sku} onChoose={setSku} />}
        <div className="product-buttons">
          <button type="button" className="button" onClick={() => add(item, sku?.sku)}>
            Add to transaction
          </button>
          <WishButton itemId={item.itemId} title={item.title ?? item.itemId} />
        </div>
      </div>
      <ProductStock item={item} sku={sku} />
    </div>
  )
}

const SimilarPanel = ({
  item,
  by,
}: {
  readonly item: Item
  readonly by: 'looks' | 'description'
}): ReactNode => {
  const { shop } = useTill()
  const title = by === 'looks' ? 'Similar looks' : 'Similar description'
  return (
    <SuggestionList
      title={title}
      asked={{
        list: by === 'looks' ? 'similar-looks' : 'more-like-this',
        context: { itemId: item.itemId, basket: [] },
      }}
      count={COUNT_DEFAULT}
      shape="strip"
      isOwnOnly
      aside={
        <Link
          className="button is-quiet see-more"
          href={addressOf(shop.shop, ['pos', 'product', item.itemId, by])}
          aria-label={`See more: ${title.toLowerCase()}`}
        >
          See more
        </Link>
      }
    />
  )
}

/** With a customer, what goes with the product for them; without, what is bought together with it. */
const BesideProduct = ({ item }: { readonly item: Item }): ReactNode => {
  const { ticket, customer, session } = useTill()
  const { customerId } = ticket
  const { show, count = COUNT_DEFAULT } = screenOf(session.layout, 'product').control
  if (show === 'off') return null
  const who = customer === undefined ? customerId : firstName(customer)
  return (
    <SuggestionList
      title={who === undefined ? 'Likely bought together' : `For ${who}, with this`}
      asked={{
        placement: 'pos.product',
        context: { itemId: item.itemId, basket: [] },
        ...(customerId !== undefined && { shopper: { customerId } }),
      }}
      count={count}
      whenEmpty="Nothing is known to go with it."
    />
  )
}

export const useItem = (itemId: string) => {
  const { source, shop } = useTill()
  const { isOnline } = useConnection()
  return useResource(JSON.stringify([shop.shop, itemId, isOnline]), (signal) => source.item(itemId, signal), {
    keepsPrevious: true,
  })
}

export const ProductScreen = ({ itemId }: { readonly itemId: string }): ReactNode => {
  const { data: item, error, reload } = useItem(itemId)
  if (item === undefined || (item.itemId !== itemId && error !== undefined))
    return error === undefined ? (
      <div className="product is-blank" aria-busy="true" />
    ) : (
      <Problem error={error} onRetry={reload} />
    )
  return (
    <>
      <ProductFacts key={item.itemId} item={item} />
      <BesideProduct item={item} />
      <SimilarPanel item={item} by="looks" />
      <SimilarPanel item={item} by="description" />
    </>
  )
}
