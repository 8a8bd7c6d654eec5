/** The lines of an order, to choose from what comes back. */
import { type ReactNode, useState } from 'react'
import { type BasketLine, lineKey } from '../../shared/basket-line.ts'
import { formatMoney } from '../../shared/money.ts'
import { Quantity } from '../../shared/quantity.tsx'
import { returnOf } from './ticket.ts'
import { useTill } from '../till-context.ts'
import type { FoundOrder, PastOrder } from '../till-wire.ts'

/** How many of each line are still with the customer. */
const leftOf = (order: PastOrder & Partial<Pick<FoundOrder, 'refundedLines'>>): readonly number[] => {
  const back = new Map<string, number>()
  for (const line of order.refundedLines ?? [])
    back.set(lineKey(line), (back.get(lineKey(line)) ?? 0) + line.quantity)
  return order.lines.map((line) => {
    const returned = Math.min(back.get(lineKey(line)) ?? 0, line.quantity)
    back.set(lineKey(line), (back.get(lineKey(line)) ?? 0) - returned)
    return line.quantity - returned
  })
}

const lineOfOrder = ({ itemId, sku, quantity, priceMinor, item }: PastOrder['lines'][number]): BasketLine => {
  const pictureUrl = item?.pictures?.[0]?.url
  return {
    itemId,
    quantity,
    priceMinor: priceMinor ?? item?.priceMinor ?? 0,
    title: item?.title ?? itemId,
    ...(sku !== undefined && { sku, variant: sku }),
    ...(pictureUrl !== undefined && { pictureUrl }),
  }
}

export const ReturnLines = ({
  order,
  customerId,
}: {
  readonly order: PastOrder | FoundOrder
  readonly customerId: string | undefined
}): ReactNode => {
  const { setTicket, openScreen } = useTill()
  const lines = order.lines.map(lineOfOrder)
  const left = leftOf(order)
  const [counts, setCounts] = useState<readonly number[]>(() => lines.map(() => 0))
  const chosen = lines.flatMap((line, k) => {
    const quantity = counts[k] ?? 0
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
  const put = (place: number, quantity: number): void =>
    setCounts((old) => old.map((count, k) => (k === place ? quantity : count)))
  return (
    <div className="return-lines">
      <ul>
        {lines.map((line, k) => (
          <li key={`${k} ${line.itemId}`}>
            <span>
              {line.title}
              <span className="muted">
                {line.quantity} bought
                {left[k] !== line.quantity && `, ${line.quantity - (left[k] ?? 0)} came back before`},{' '}
                {formatMoney(line.priceMinor, order.currency)} each
              </span>
            </span>
            <Quantity
              value={counts[k] ?? 0}
              name={`${line.title} that come back`}
              min={0}
              max={left[k] ?? 0}
              onChange={(quantity) => put(k, quantity)}
            />
          </li>
        ))}
      </ul>
      <div className="return-buttons">
        <button type="button" className="button is-quiet" onClick={() => setCounts(left)}>
          All of it
        </button>
        <button
          type="button"
          className="button"
          disabled={chosen.length === 0}
          onClick={() => {
            setTicket(() => returnOf(order.orderId, chosen, customerId))
            openScreen()
          }}
        >
          Put on a return
        </button>
      </div>
    </div>
  )
}
