import { type ReactNode, useEffect, useRef } from 'react'
import { lineKey } from '../../shared/basket-line.ts'
import { Icon } from '../../shared/icon.tsx'
import { formatMoney } from '../../shared/money.ts'
import { Picture } from '../../shared/picture.tsx'
import { Quantity } from '../../shared/quantity.tsx'
import { withQuantity } from './ticket.ts'
import { useTill } from '../till-context.ts'

/** What is on the ticket, with quantities to tap. */
export const TicketLines = (): ReactNode => {
  const { ticket, setTicket, shop, openScreen } = useTill()
  const { lines, mode } = ticket
  const end = useRef<HTMLUListElement>(null)
  const { length } = lines
  useEffect(() => {
    const list = end.current
    if (length > 0 && list !== null) list.scrollTop = list.scrollHeight
  }, [length])
  if (length === 0)
    return (
      <p className="ticket-empty muted">
        {mode === 'sale' ? 'Scan, find or tap a product.' : 'Scan or find what comes back.'}
      </p>
    )
  return (
    <ul className="ticket-lines" ref={end}>
      {lines.map((line) => (
        <li key={lineKey(line)}>
          <button
            type="button"
            className="ticket-line-look"
            aria-label={`Look at ${line.title}`}
            onClick={() => openScreen('product', line.itemId)}
          >
            <Picture url={line.pictureUrl} alt="" name={line.title} size={56} />
          </button>
          <span className="ticket-title">
            {line.title}
            <span className="muted">
              {line.variant !== undefined && `${line.variant}, `}
              {formatMoney(line.priceMinor, shop.currency)}
            </span>
          </span>
          <Quantity
            value={line.quantity}
            name={line.title}
            onChange={(quantity) => setTicket((old) => withQuantity(old, lineKey(line), quantity))}
          />
          <span className="ticket-amount">{formatMoney(line.priceMinor * line.quantity, shop.currency)}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={`Take off ${line.title}`}
            onClick={() => setTicket((old) => withQuantity(old, lineKey(line), 0))}
          >
            <Icon name="trash" size={22} />
          </button>
        </li>
      ))}
    </ul>
  )
}
