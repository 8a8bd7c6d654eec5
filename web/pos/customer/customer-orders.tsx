/** What a customer bought, online and in every store, newest first. */
import { type ReactNode, useState } from 'react'
import { formatMoney } from '../../shared/money.ts'
import { Picture } from '../../shared/picture.tsx'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { Customer } from '../../shared/wire.ts'
import { ReturnLines } from '../ticket/return-lines.tsx'
import { fetchOrders } from '../till-api.ts'
import { useTill } from '../till-context.ts'
import type { PastOrder } from '../till-wire.ts'

const dateText = (at: number): string => new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium' })

export const orderTotal = ({ totalMinor, lines }: PastOrder): number =>
  totalMinor ?? lines.reduce((sum, { priceMinor = 0, quantity }) => sum + priceMinor * quantity, 0)

const Order = ({
  order,
  customerId,
}: {
  readonly order: PastOrder
  readonly customerId: string
}): ReactNode => {
  const { channels, openScreen } = useTill()
  const [isReturning, setIsReturning] = useState(false)
  const channel = channels.find(({ channelId }) => channelId === order.channel)
  return (
    <li className="past-order">
      <div className="past-order-head">
        <span>
          <strong>{dateText(order.at)}</strong>
          <span className="muted">
            {channel?.title ?? order.channel} · {order.orderId}
          </span>
        </span>
        <span className="ticket-amount">{formatMoney(orderTotal(order), order.currency)}</span>
        <button
          type="button"
          className="button is-quiet"
          aria-expanded={isReturning}
          aria-label={`Return of ${order.orderId}`}
          onClick={() => setIsReturning(!isReturning)}
        >
          Return
        </button>
      </div>
      {isReturning ? (
        <ReturnLines order={order} customerId={customerId} />
      ) : (
        <ul className="past-lines">
          {order.lines.map(({ itemId, quantity, item }, place) => {
            const title = item?.title ?? itemId
            return (
              // An order may hold the same item twice.
              <li key={`${place} ${itemId}`}>
                <button type="button" onClick={() => openScreen('product', itemId)}>
                  <Picture url={item?.pictures?.[0]?.url} alt="" name={title} size={44} />
                  <span>
                    {quantity > 1 && `${quantity} × `}
                    {title}
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </li>
  )
}

export const CustomerOrders = ({ customer }: { readonly customer: Customer }): ReactNode => {
  const { shop, round } = useTill()
  const { data, error, reload } = useResource(
    JSON.stringify([shop.shop, customer.customerId, round]),
    (signal) => fetchOrders(shop.shop, customer.customerId, signal),
  )
  return (
    <section className="past-orders" aria-label="Orders">
      <h2>
        Orders <span className="muted">online and in stores</span>
      </h2>
      {error !== undefined && <Problem error={error} onRetry={reload} />}
      {data?.orders.length === 0 && <p className="muted">No orders yet.</p>}
      <ul aria-busy={data === undefined && error === undefined}>
        {data?.orders.map((order) => (
          <Order key={order.orderId} order={order} customerId={customer.customerId} />
        ))}
      </ul>
      {data !== undefined && data.totalOrders > data.orders.length && (
        <p className="muted">
          The newest {data.orders.length} of {data.totalOrders}.
        </p>
      )}
    </section>
  )
}
