/** Choosing a variant and how many, and putting it into the basket. */
import { type ReactNode, useState } from 'react'
import { knownPriceIn, lineOf, stockIn, variantName } from '../../shared/basket-line.ts'
import { Price } from '../../shared/price.tsx'
import { Quantity } from '../../shared/quantity.tsx'
import type { Item, ItemAnswer, Sku } from '../../shared/wire.ts'
import { StoreStock } from './store-stock.tsx'
import { useStore } from '../store.tsx'

const WEB = 'web'
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

export const Buy = ({ item, isListed }: ItemAnswer): ReactNode => {
  const { currency, add } = useStore()
  const skus = item.skus ?? []
  const [skuId, setSkuId] = useState(() => skus.find((sku) => stockIn(item, WEB, sku) !== 0)?.sku)
  const [quantity, setQuantity] = useState(1)
  const sku = skus.find((each) => each.sku === skuId)
  const priceMinor = knownPriceIn(item, WEB, sku)
  const isSoldOut = stockIn(item, WEB, sku) === 0 || (skus.length > 0 && sku === undefined)
  return (
    <>
      <p className="product-price">
        <Price
          priceMinor={priceMinor}
          listPriceMinor={item.listPriceMinor}
          currency={item.currency ?? currency}
        />
      </p>
      <VariantChoice item={item} chosen={sku} onChoose={setSkuId} />
      {isListed && priceMinor !== undefined ? (
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
        <p className="note">
          {isListed ? 'This product has no price yet.' : 'This product is not sold online at the moment.'}
        </p>
      )}
      <StoreStock item={item} {...(sku !== undefined && { sku })} />
    </>
  )
}
