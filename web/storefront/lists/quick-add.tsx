import { type ReactNode, useState } from 'react'
import { fetchItem, type TimedList } from '../../shared/api.ts'
import { knownPriceIn, lineOf, stockIn } from '../../shared/basket-line.ts'
import { navigate } from '../../shared/router.tsx'
import type { ListEntry } from '../../shared/wire.ts'
import { productAddress } from '../page-address.ts'
import { useStore } from '../store.tsx'

const WEB = 'web'

type QuickAddProps = { readonly entry: ListEntry; readonly list: TimedList; readonly onOpen: () => void }

/** Puts a product of a list into the basket from its tile; one with variants is chosen on its own page. */
export const QuickAdd = ({ entry, list, onOpen }: QuickAddProps): ReactNode => {
  const { shopId, add } = useStore()
  const [isBusy, setIsBusy] = useState(false)
  const name = entry.item?.title ?? entry.itemId
  const open = (): void => {
    onOpen()
    navigate(productAddress(shopId, entry.itemId))
  }
  const act = async (): Promise<void> => {
    setIsBusy(true)
    try {
      const { item, isListed } = await fetchItem(shopId, entry.itemId)
      const isPlain =
        (item.skus ?? []).length === 0 &&
        isListed &&
        stockIn(item, WEB) !== 0 &&
        knownPriceIn(item, WEB) !== undefined
      if (!isPlain) return open()
      add([
        {
          ...lineOf(item, WEB, 1),
          from: { list: list.list, recommendationId: list.recommendationId },
        },
      ])
    } catch {
      // Its own page says what is wrong, and lets try again.
      open()
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <button
      type="button"
      className="button is-quiet tile-add"
      disabled={isBusy}
      aria-label={`Add ${name} to the basket`}
      onClick={() => void act()}
    >
      Add
    </button>
  )
}
