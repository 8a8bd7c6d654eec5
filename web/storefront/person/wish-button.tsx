import type { ReactNode } from 'react'
import { Icon } from '../../shared/icon.tsx'
import type { TileItem } from '../../shared/wire.ts'
import { usePerson } from './person.tsx'
import './wish-button.css'

/** Puts a product on the wish list, or takes it off. */
export const WishButton = ({
  item,
  isLabelled = false,
}: {
  readonly item: Pick<TileItem, 'itemId' | 'title'>
  /** With words beside the heart, as on the page of the product; else it lies over the picture. */
  readonly isLabelled?: boolean
}): ReactNode => {
  const { wishes } = usePerson()
  const isWished = wishes.has(item.itemId)
  const name = item.title ?? item.itemId
  return (
    <button
      type="button"
      className={isLabelled ? 'wish-button is-labelled' : 'wish-button'}
      aria-pressed={isWished}
      aria-label={`Wish for ${name}`}
      onClick={() => wishes.set(item.itemId, !isWished)}
    >
      <Icon name="heart" size={isLabelled ? 20 : 18} />
      {isLabelled && <span aria-hidden="true">{isWished ? 'On your wish list' : 'Wish list'}</span>}
    </button>
  )
}
