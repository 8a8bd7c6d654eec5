import type { ReactNode } from 'react'
import type { TimedList } from '../../shared/api.ts'
import { Tile } from '../../shared/tile.tsx'
import { WhyButton } from '../../shared/why.tsx'
import type { ListEntry } from '../../shared/wire.ts'
import { productAddress } from '../page-address.ts'
import { WishButton } from '../person/wish-button.tsx'
import { useStore } from '../store.tsx'
import { DismissButton, DismissedNote, useDismissal } from './dismissal.tsx'
import { itemOf, useTrackClick } from './list-entries.ts'
import { QuickAdd } from './quick-add.tsx'

type ListTileProps = {
  readonly list: TimedList
  readonly entry: ListEntry
  /** In the list as it was answered, from 0. */
  readonly position: number
  readonly isEager?: boolean
  /** Whether it has a button that puts the product into the basket. */
  readonly isAddable?: boolean
}

/**
 * A product that a list proposes. What somebody chose to look at (a category, a search, their wish list) stands in other
 * tiles: the shop does not keep anything out of these, so they have no "Not interested".
 */
export const ListTile = ({
  list,
  entry,
  position,
  isEager = false,
  isAddable = false,
}: ListTileProps): ReactNode => {
  const { shopId, currency } = useStore()
  const trackClick = useTrackClick(list)
  const dismissal = useDismissal(list, entry, position)
  const item = itemOf(entry)
  const name = item.title ?? item.itemId
  const onOpen = (): void => trackClick(entry, position)
  const isDismissed = dismissal.note !== undefined
  return (
    <li className={isDismissed ? 'list-tile is-dismissed' : 'list-tile'}>
      <Tile
        item={item}
        href={productAddress(shopId, entry.itemId)}
        currency={currency}
        onOpen={onOpen}
        isEager={isEager}
      >
        <WishButton item={item} />
        <WhyButton entry={entry} list={list} />
        <DismissButton dismissal={dismissal} name={name} />
      </Tile>
      {isAddable && <QuickAdd entry={entry} list={list} onOpen={onOpen} />}
      {isDismissed && <DismissedNote dismissal={dismissal} name={name} />}
    </li>
  )
}
