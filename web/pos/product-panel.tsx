/** A product that was looked up: what it costs, what is here, and what is bought with it. */
import type { ReactNode } from 'react'
import { priceIn, stockIn } from '../shared/basket-line.ts'
import { Icon } from '../shared/icon.tsx'
import { formatMoney } from '../shared/money.ts'
import { Picture } from '../shared/picture.tsx'
import type { Item, RecommendationsRequest, Shop } from '../shared/wire.ts'
import { PlacementPanel } from './list-panel.tsx'

type ProductPanelProps = {
  readonly item: Item
  readonly shop: Shop
  readonly channelId: string
  readonly shopper: RecommendationsRequest['shopper']
  readonly onAdd: (item: Item) => void
  readonly onClose: () => void
}

export const ProductPanel = ({
  item,
  shop,
  channelId,
  shopper,
  onAdd,
  onClose,
}: ProductPanelProps): ReactNode => {
  const name = item.title ?? item.itemId
  const units = stockIn(item, channelId)
  return (
    <section className="product-panel" aria-label={name}>
      <div className="product-panel-head">
        <Picture url={item.pictures?.[0]?.url} alt="" name={name} size={96} />
        <div>
          <h2>{name}</h2>
          <p>
            <strong>{formatMoney(priceIn(item, channelId), shop.currency)}</strong>{' '}
            <span className="muted">
              {item.itemId}
              {units !== undefined && `, ${units} here`}
            </span>
          </p>
        </div>
        <button type="button" className="button" onClick={() => onAdd(item)}>
          Add to the ticket
        </button>
        <button type="button" className="icon-button" aria-label={`Close ${name}`} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <PlacementPanel
        title="Likely bought together"
        placement="pos.product"
        shop={shop}
        channelId={channelId}
        itemId={item.itemId}
        {...(shopper !== undefined && { shopper })}
        onAdd={onAdd}
        whenEmpty="Nothing is known to go with it."
      />
    </section>
  )
}
