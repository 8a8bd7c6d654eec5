import type { ReactNode } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Picture } from '../../shared/picture.tsx'
import type { Item, TileItem } from '../../shared/wire.ts'
import { priceWords } from '../product/price-words.ts'
import { useTill } from '../till-context.ts'

type SuggestionProps = {
  readonly item: TileItem | Item
  /** Why it is here. */
  readonly note?: string | undefined
  readonly onAdd: () => void
  /** Before it is looked at. */
  readonly onLook?: () => void
}

/** A product: one tap adds it, the second button looks at it. */
export const Suggestion = ({ item, note, onAdd, onLook }: SuggestionProps): ReactNode => {
  const { channelId, shop, openScreen } = useTill()
  const title = item.title ?? item.itemId
  return (
    <li className="suggestion">
      <button type="button" className="suggestion-add" onClick={onAdd}>
        <Picture url={item.pictures?.[0]?.url} alt="" name={title} size={160} />
        <span className="suggestion-title">
          <span className="visually-hidden">Add </span>
          {title}
        </span>
        <span className="price">{priceWords(item, channelId, shop.currency)}</span>
        <span className="suggestion-note">{note ?? ''}</span>
      </button>
      <button
        type="button"
        className="icon-button suggestion-look"
        aria-label={`Look at ${title}`}
        onClick={() => {
          onLook?.()
          openScreen('product', item.itemId)
        }}
      >
        <Icon name="info" size={22} />
      </button>
    </li>
  )
}

export const SuggestionBlanks = ({ count }: { readonly count: number }): ReactNode =>
  Array.from({ length: count }, (_, place) => (
    <li key={place} className="suggestion is-blank" aria-hidden="true" />
  ))
