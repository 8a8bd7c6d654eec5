/** Above a grid of products: in whose order they stand, and a choice of others. */
import type { ReactNode } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Link } from '../../shared/router.tsx'
import { type ItemOrder, ORDER_TEXTS, type Ordered } from './item-order.ts'
import { accountAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { useStore } from '../store.tsx'
import './order-bar.css'

type OrderBarProps = {
  readonly heading?: ReactNode
  readonly order: ItemOrder
  readonly choices: readonly ItemOrder[]
  readonly ordered: Ordered | undefined
  readonly onChoose: (order: ItemOrder) => void
}

/** What is true of the order for one person: it may be the shop's own after all. */
const ForYouNote = ({ ordered, onChoose }: Pick<OrderBarProps, 'ordered' | 'onChoose'>): ReactNode => {
  const { shopId } = useStore()
  if (ordered?.fallback === undefined) return <span className="muted">Putting it in your order…</span>
  if (ordered.fallback === null)
    return (
      <>
        <span className="order-mine">
          <Icon name="star" size={18} /> Ordered for you
        </span>
        <button type="button" className="text-button" onClick={() => onChoose('shop')}>
          Shop order
        </button>
      </>
    )
  return ordered.fallback.cause === 'OPTED_OUT' ? (
    <span className="muted">
      Shop order: personal lists are off. <Link href={accountAddress(shopId, 'consent')}>Change that</Link>
    </span>
  ) : (
    <span className="muted">Shop order, until there is something to go by.</span>
  )
}

export const OrderBar = ({ heading, order, choices, ordered, onChoose }: OrderBarProps): ReactNode => {
  const { identity } = usePerson()
  return (
    <div className="order-bar">
      {heading}
      <p aria-live="polite">
        {order === 'for-you' ? (
          <ForYouNote ordered={ordered} onChoose={onChoose} />
        ) : identity.customerId === undefined ? null : (
          <button type="button" className="text-button" onClick={() => onChoose('for-you')}>
            Order for me
          </button>
        )}
      </p>
      <label className="order-choice">
        <span className="muted">Sort by</span>
        <select value={order} onChange={(event) => onChoose(event.target.value as ItemOrder)}>
          {choices.map((each) => (
            <option key={each} value={each}>
              {ORDER_TEXTS[each]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
