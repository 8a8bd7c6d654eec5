import type { ReactNode } from 'react'
import { priceIn } from '../shared/basket-line.ts'
import { formatMoney } from '../shared/money.ts'
import { Picture } from '../shared/picture.tsx'
import type { Item, TileItem } from '../shared/wire.ts'

type ItemButtonProps = {
  readonly item: TileItem | Item
  readonly channelId: string
  readonly currency: string
  /** A line below the price. */
  readonly note?: string | undefined
  readonly onTap: () => void
}

/** A product to tap. */
export const ItemButton = ({ item, channelId, currency, note, onTap }: ItemButtonProps): ReactNode => (
  <button type="button" className="item-button" onClick={onTap}>
    <Picture url={item.pictures?.[0]?.url} alt="" name={item.title ?? item.itemId} size={72} />
    <span className="item-button-title">{item.title ?? item.itemId}</span>
    <span className="price">{formatMoney(priceIn(item, channelId), currency)}</span>
    {note !== undefined && <span className="item-button-note">{note}</span>}
  </button>
)
