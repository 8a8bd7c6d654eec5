/** The order is in. Nothing is told here, so that coming back to it or loading it again orders nothing. */
import type { ReactNode } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Link } from '../../shared/router.tsx'
import { FixedLines, money } from './basket-sum.tsx'
import { ListRow, useList } from '../lists/list-row.tsx'
import { NotFound } from '../not-found.tsx'
import { type PlacedOrder, placedOrder } from './order-kept.ts'
import { homeAddress } from '../page-address.ts'
import { useStore } from '../store.tsx'
import { usePageTitle } from '../use-page-title.ts'
import './basket.css'

const GoesWithIt = ({ order }: { readonly order: PlacedOrder }): ReactNode => {
  const basket = [...new Set(order.lines.map(({ itemId }) => itemId))]
  const list = useList({ placement: 'confirmation.next', context: { basket } })
  return <ListRow title="Goes with your order" list={list} isAddable />
}

const Order = ({ order }: { readonly order: PlacedOrder }): ReactNode => {
  const { shopId, currency } = useStore()
  usePageTitle('Thank you')
  return (
    <>
      <section className="order-head">
        <span className="notice-sign">
          <Icon name="check" size={28} />
        </span>
        <h1>Thank you</h1>
        <p>
          Your order <strong>{order.orderId}</strong> is in. {order.delivery}.
        </p>
        {!order.isTold && (
          <p className="note">
            Something in this browser, an ad blocker perhaps, keeps the shop from counting it. It goes on
            trying; the lists know of your order when it gets through.
          </p>
        )}
      </section>
      <section className="receipt" aria-label="What you ordered">
        <FixedLines lines={order.lines} />
        <p className="receipt-total">
          <span>Total</span>
          <span>{money(order.totalMinor, currency)}</span>
        </p>
        <Link className="button is-quiet" href={homeAddress(shopId)}>
          Go on looking
        </Link>
      </section>
      <GoesWithIt order={order} />
    </>
  )
}

export const OrderPage = ({ orderId }: { readonly orderId: string }): ReactNode => {
  const { shopId } = useStore()
  const order = placedOrder(shopId, orderId)
  return order === undefined ? <NotFound what={`Order ${orderId}`} /> : <Order order={order} />
}
