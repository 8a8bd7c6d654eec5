/** The screen of a sale or a return: lines, what goes with them, buttons, and what is to pay. */
import { type ReactNode, useRef, useState } from 'react'
import type { ButtonAction } from '../../../src/domain/point-of-sale.ts'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { totalMinor, unitCount } from '../../shared/basket-line.ts'
import { countOf, formatMoney } from '../../shared/money.ts'
import { Problem } from '../../shared/problem.tsx'
import { ButtonGridPane } from './button-grid.tsx'
import { type Receipt, finishTicket } from './finish-ticket.ts'
import { CONTROL_COUNT } from '../../../src/merchandising/shipped-layouts.ts'
import { screenOf } from '../screen-of-layout.ts'
import { TicketControl } from './ticket-control.tsx'
import { TicketCustomer } from './ticket-customer.tsx'
import { TicketLines } from './ticket-lines.tsx'
import { newTicket, withMode } from './ticket.ts'
import { useTill } from '../till-context.ts'
import { useHeld } from './use-held.ts'
import { useKey } from '../scan/use-key.ts'

type TransactionScreenProps = {
  readonly onFinished: (receipt: Receipt) => void
  /** Does what a button of the grid says, where that is another screen's work. */
  readonly onDo: (action: ButtonAction) => void
}

/** The button that ends it, with all that keeps it from ending twice. */
const PayBar = ({ onFinished }: Pick<TransactionScreenProps, 'onFinished'>): ReactNode => {
  const { ticket, setTicket, session, shop } = useTill()
  const { mode, lines } = ticket
  const [error, setError] = useState<ApiError>()
  const [isBusy, setIsBusy] = useState(false)
  // State arrives with the next drawing; a second tap may come before it.
  const isFinishing = useRef(false)
  const finish = async (): Promise<void> => {
    if (isFinishing.current || lines.length === 0) return
    isFinishing.current = true
    setIsBusy(true)
    setError(undefined)
    try {
      const receipt = await finishTicket(ticket, session, shop.currency)
      setTicket(() => newTicket())
      onFinished(receipt)
    } catch (cause) {
      setError(toApiError(cause))
    }
    isFinishing.current = false
    setIsBusy(false)
  }
  useKey('F9', () => void finish())
  return (
    <div className="pay-bar">
      {error !== undefined && <Problem error={error} />}
      <p className="ticket-total" aria-live="polite">
        <span>
          {mode === 'sale' ? 'To pay' : 'To give back'}
          <span className="muted">{countOf(unitCount(lines), 'unit')}</span>
        </span>
        <strong>{formatMoney(totalMinor(lines), shop.currency)}</strong>
      </p>
      <button
        type="button"
        className="button is-wide pay"
        disabled={lines.length === 0 || isBusy}
        onClick={() => void finish()}
      >
        {mode === 'sale' ? 'Take payment' : 'Give money back'}
        <kbd>F9</kbd>
      </button>
    </div>
  )
}

const TicketHead = (): ReactNode => {
  const { ticket, setTicket } = useTill()
  const { mode, orderId, lines } = ticket
  return (
    <div className="ticket-head">
      <h1>{mode === 'sale' ? 'Sale' : 'Return'}</h1>
      {mode === 'return' && (
        <span className="muted">{orderId === '' ? 'without an order number' : `of ${orderId}`}</span>
      )}
      <span className="ticket-head-buttons">
        {mode === 'return' && (
          <button
            type="button"
            className="button is-quiet"
            onClick={() => setTicket((old) => withMode(old, 'sale'))}
          >
            Back to sale
          </button>
        )}
        <button
          type="button"
          className="button is-quiet"
          disabled={lines.length === 0}
          onClick={() => setTicket(() => newTicket())}
        >
          Clear
        </button>
      </span>
    </div>
  )
}

export const TransactionScreen = ({ onFinished, onDo }: TransactionScreenProps): ReactNode => {
  const { ticket, session } = useTill()
  const { control, grid } = screenOf(session.layout, 'transaction')
  const held = useHeld()
  const { show, side = 'right', size = 'wide', count = CONTROL_COUNT } = control
  const shape = side === 'bottom' ? 'strip' : 'column'
  const canDo = ({ do: name }: ButtonAction): boolean => {
    if (name === 'pay' || name === 'clear') return ticket.lines.length > 0
    return name !== 'hold' || ticket.lines.length > 0 || held.tickets.length > 0
  }
  const act = (action: ButtonAction): void => {
    if (action.do === 'hold') held.hold()
    else if (action.do === 'pay') document.querySelector<HTMLButtonElement>('.pay')?.click()
    else onDo(action)
  }
  return (
    <div
      className="transaction"
      data-mode={ticket.mode}
      data-side={show === 'always' ? side : 'none'}
      data-size={size}
    >
      <section className="ticket" aria-label={ticket.mode === 'sale' ? 'Ticket' : 'Return'}>
        <TicketHead />
        <TicketLines />
        {held.tickets.length > 0 && (
          <button type="button" className="ticket-held" onClick={held.takeUp}>
            {countOf(held.tickets.length, 'ticket')} on hold: take{' '}
            {held.tickets.length === 1 ? 'it' : 'the first'} up
          </button>
        )}
      </section>
      {show === 'always' && (
        <div className="control">
          <TicketControl count={count} shape={shape} />
        </div>
      )}
      <aside className="side" aria-label="Customer, buttons and total">
        <TicketCustomer />
        <ButtonGridPane
          grid={grid}
          control={control}
          canDo={canDo}
          onDo={act}
          recommendations={() => <TicketControl count={count} shape="column" />}
        />
        <PayBar onFinished={onFinished} />
      </aside>
    </div>
  )
}
