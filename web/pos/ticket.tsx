import type { ReactNode } from 'react'
import type { ApiError } from '../shared/api.ts'
import { type BasketLine, lineKey, unitCount } from '../shared/basket-line.ts'
import { Icon } from '../shared/icon.tsx'
import { countOf, formatMoney } from '../shared/money.ts'
import { Problem } from '../shared/problem.tsx'
import { Quantity } from '../shared/quantity.tsx'
import type { Mode } from './till-event.ts'

type TicketProps = {
  readonly mode: Mode
  readonly lines: readonly BasketLine[]
  readonly currency: string
  readonly totalMinor: number
  readonly orderId: string
  readonly error: ApiError | undefined
  /** What was finished last. */
  readonly done: string | undefined
  readonly isBusy: boolean
  /** Who buys. */
  readonly customer: ReactNode
  /** What goes with it. */
  readonly suggestions: ReactNode
  readonly onOrderId: (text: string) => void
  readonly onQuantity: (key: string, quantity: number) => void
  readonly onVoid: () => void
  readonly onFinish: () => void
}

export const Ticket = (props: TicketProps): ReactNode => {
  const { mode, lines, currency, totalMinor, error, done, isBusy } = props
  const units = unitCount(lines)
  return (
    <aside className="ticket" data-mode={mode} aria-label={mode === 'sale' ? 'Ticket' : 'Return'}>
      <div className="ticket-head">
        <h2>{mode === 'sale' ? 'Ticket' : 'Return'}</h2>
        <span className="muted">{countOf(units, 'unit')}</span>
        <button
          type="button"
          className="button is-quiet"
          disabled={lines.length === 0}
          onClick={props.onVoid}
        >
          Void
        </button>
      </div>
      <div className="ticket-customer">{props.customer}</div>
      <div className="ticket-body">
        <ul className="ticket-lines">
          {lines.map((line) => (
            <li key={lineKey(line)}>
              <span className="ticket-title">
                {line.title}
                {line.variant !== undefined && <span className="muted"> {line.variant}</span>}
              </span>
              <button
                type="button"
                className="icon-button"
                aria-label={`Take off ${line.title}`}
                onClick={() => props.onQuantity(lineKey(line), 0)}
              >
                <Icon name="trash" size={22} />
              </button>
              <Quantity
                value={line.quantity}
                name={line.title}
                onChange={(quantity) => props.onQuantity(lineKey(line), quantity)}
              />
              <span className="ticket-amount">{formatMoney(line.priceMinor * line.quantity, currency)}</span>
            </li>
          ))}
          {lines.length === 0 && (
            <li className="ticket-empty">
              {mode === 'sale' ? 'Scan, find or tap a product.' : 'Scan or find what comes back.'}
            </li>
          )}
        </ul>
        {props.suggestions}
      </div>
      <div className="ticket-foot">
        {mode === 'return' && (
          <label className="field">
            Receipt number (optional)
            <input
              value={props.orderId}
              maxLength={256}
              autoComplete="off"
              onChange={(event) => props.onOrderId(event.target.value)}
            />
          </label>
        )}
        {error !== undefined && <Problem error={error} />}
        <div aria-live="polite">
          {done !== undefined && (
            <p className="done">
              <Icon name="check" size={22} /> {done}
            </p>
          )}
        </div>
        <p className="ticket-total">
          <span>{mode === 'sale' ? 'To pay' : 'To give back'}</span>
          <strong>{formatMoney(totalMinor, currency)}</strong>
        </p>
        <button
          type="button"
          className="button is-wide pay"
          disabled={lines.length === 0 || isBusy}
          onClick={props.onFinish}
        >
          {mode === 'sale' ? 'Take payment' : 'Give money back'}
        </button>
      </div>
    </aside>
  )
}
