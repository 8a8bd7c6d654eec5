/** Who buys, on the transaction screen: a button to find them, or who it is. */
import type { ReactNode } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { customerName } from '../customer/customer-words.ts'
import { withCustomer } from './ticket.ts'
import { useTill } from '../till-context.ts'

export const TicketCustomer = (): ReactNode => {
  const { ticket, setTicket, customer, openScreen } = useTill()
  const { customerId } = ticket
  if (customerId === undefined)
    return (
      <button type="button" className="ticket-customer is-open" onClick={() => openScreen('customer')}>
        <Icon name="user" size={22} />
        <span>
          <strong>No customer</strong>
          <span className="muted">Find one, or sell without</span>
        </span>
        <kbd>F2</kbd>
      </button>
    )
  const name = customer === undefined ? customerId : customerName(customer)
  return (
    <div className="ticket-customer">
      <button
        type="button"
        className="ticket-customer-open"
        onClick={() => openScreen('customer', customerId)}
      >
        <Icon name="user" size={22} />
        <span>
          <strong>{name}</strong>
          <span className="muted">
            {customer?.loyalty?.tier ?? 'No loyalty card'}
            {customer?.loyalty?.points !== undefined && ` · ${customer.loyalty.points}`}
          </span>
        </span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Take ${name} off the ticket`}
        onClick={() => setTicket((old) => withCustomer(old, undefined))}
      >
        <Icon name="close" size={22} />
      </button>
    </div>
  )
}
