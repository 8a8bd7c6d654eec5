/** What the person is not interested in, to be shown again. */
import { type ReactNode, useRef, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import { Tile, TileSkeletons } from '../../shared/tile.tsx'
import type { Item } from '../../shared/wire.ts'
import { productAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import type { Me } from '../person/shopper-api.ts'
import { useAllowed } from '../person/use-allowed.ts'
import { useStore } from '../store.tsx'
import { useItems } from './use-items.ts'

/** An event says it; of who does not want to be remembered, their own record does, as no event bears their name. */
const useShowAgain = (hidden: readonly string[]): ((itemId: string) => Promise<void>) => {
  const { tracker } = useStore()
  const { change, me } = usePerson()
  const allowed = useAllowed()
  return async (itemId) => {
    if (!allowed().tracking) return change({ dismissed: hidden.filter((id) => id !== itemId) })
    tracker.track({ kind: 'product-undismiss', itemId })
    await tracker.settle()
    return me.reload()
  }
}

type HiddenItemProps = { readonly item: Item; readonly onShowAgain: () => void }

const HiddenItem = ({ item, onShowAgain }: HiddenItemProps): ReactNode => {
  const { shopId, currency } = useStore()
  return (
    <li>
      <Tile item={item} href={productAddress(shopId, item.itemId)} currency={currency} />
      <button
        type="button"
        className="button is-quiet tile-add"
        aria-label={`Show again: ${item.title ?? item.itemId}`}
        onClick={onShowAgain}
      >
        Show again
      </button>
    </li>
  )
}

export const HiddenSection = ({ me }: { readonly me: Me }): ReactNode => {
  const allowed = useAllowed()
  const heading = useRef<HTMLHeadingElement>(null)
  /** What was taken back here, whatever has not heard of it yet. */
  const [shownAgain, setShownAgain] = useState<readonly string[]>([])
  const [said, setSaid] = useState<string>()
  const [failure, setFailure] = useState<ApiError>()
  const hidden = (me.customer.dismissed ?? []).filter((itemId) => !shownAgain.includes(itemId))
  const { data, error, reload } = useItems(hidden)
  const shown = (data ?? []).filter(({ itemId }) => hidden.includes(itemId))
  const showAgain = useShowAgain(hidden)
  const take = async ({ itemId, title = itemId }: Item): Promise<void> => {
    setFailure(undefined)
    try {
      await showAgain(itemId)
      setShownAgain((old) => [...old, itemId])
      setSaid(`${title} may show in lists again.`)
      heading.current?.focus()
    } catch (cause) {
      setFailure(toApiError(cause))
    }
  }
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        Hidden products
      </h2>
      <p className="muted">
        {hidden.length === 0
          ? 'Nothing is hidden. “Not interested” on a product that a list proposes puts it here.'
          : allowed().personalization
            ? 'Lists leave these out. You still find them by category, by search and under Featured.'
            : 'Personal lists are off, so lists may show these. With personal lists on, none does.'}
      </p>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      {hidden.length > 0 && (
        <ul className="grid" aria-busy={data === undefined}>
          {data === undefined ? (
            <TileSkeletons count={Math.min(hidden.length, 8)} />
          ) : (
            shown.map((item) => (
              <HiddenItem key={item.itemId} item={item} onShowAgain={() => void take(item)} />
            ))
          )}
        </ul>
      )}
      <p aria-live="polite" className="said">
        {said}
      </p>
      {failure !== undefined && <Problem error={failure} />}
    </>
  )
}
