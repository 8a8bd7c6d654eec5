/** Customer details: finding them, who they are, what suits them, what they wish for, what they bought anywhere. */
import { type ReactNode, useEffect } from 'react'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import type { Customer } from '../../shared/wire.ts'
import { useConnection } from '../offline/connection.ts'
import { CustomerFind } from './customer-find.tsx'
import { CustomerOrders } from './customer-orders.tsx'
import { allows, customerName, firstName } from './customer-words.ts'
import { screenOf } from '../screen-of-layout.ts'
import { SuggestionList } from '../suggestions/suggestion-list.tsx'
import { withCustomer } from '../ticket/ticket.ts'
import { fetchCustomerOf } from '../till-api.ts'
import { useTill } from '../till-context.ts'
import { WishList } from './wish-list.tsx'

const sinceText = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', { month: 'long', year: 'numeric' })

const CustomerFacts = ({ customer }: { readonly customer: Customer }): ReactNode => {
  const { shop, ticket, setTicket, setCustomer, openScreen } = useTill()
  const { customerId, email, phone, loyalty, addresses } = customer
  const isOnTicket = ticket.customerId === customerId
  const name = customerName(customer)
  const rows = [
    ['Number', customerId],
    ['E-mail', email],
    ['Telephone', phone],
    ['City', addresses?.[0]?.city],
    ['Loyalty', loyalty?.tier],
    ['Points', loyalty?.points?.toLocaleString('en-GB')],
    ['Member since', loyalty?.since === undefined ? undefined : sinceText(loyalty.since)],
  ].filter(([, value]) => value !== undefined && value !== '')
  return (
    <section className="customer-facts" aria-label={name}>
      <div className="customer-head">
        <span className="customer-initial" aria-hidden="true">
          {(Array.from(name)[0] ?? '·').toUpperCase()}
        </span>
        <div>
          <h1>{name}</h1>
          {loyalty?.tier !== undefined && <span className="tier">{loyalty.tier}</span>}
        </div>
      </div>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!allows(shop, customer, 'personalization') && (
        <p className="note">
          {firstName(customer)} takes no personal lists: lists are those that everybody sees.
        </p>
      )}
      <div className="customer-buttons">
        {isOnTicket ? (
          <>
            <button type="button" className="button" onClick={() => openScreen()}>
              To the transaction
            </button>
            <button
              type="button"
              className="button is-quiet"
              onClick={() => setTicket((old) => withCustomer(old, undefined))}
            >
              Take off the ticket
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button"
            onClick={() => {
              setCustomer(customer)
              setTicket((old) => withCustomer(old, customerId))
              openScreen()
            }}
          >
            Add to transaction
          </button>
        )}
        <button type="button" className="button is-quiet" onClick={() => openScreen('customer', '?find=')}>
          Another customer
        </button>
      </div>
    </section>
  )
}

const RECOMMENDED_COUNT = 6

const Details = ({ customerId }: { readonly customerId: string }): ReactNode => {
  const { shop, session, customer: onTicket, setCustomer } = useTill()
  const { isOnline } = useConnection()
  const { data, error, reload } = useResource(JSON.stringify([shop.shop, customerId, isOnline]), (signal) =>
    fetchCustomerOf(shop.shop, customerId, signal),
  )
  const isOnTicket = onTicket?.customerId === customerId
  useEffect(() => {
    if (data !== undefined && isOnTicket) setCustomer(data)
  }, [data, isOnTicket, setCustomer])
  if (!isOnline && data === undefined)
    return (
      <p className="note">
        Profiles stay with the server. Until it is back, <strong>{customerId}</strong> can be put on the
        ticket by number, and the sale counts for them.
      </p>
    )
  if (data === undefined)
    return error === undefined ? (
      <div className="customer-facts is-blank" aria-busy="true" />
    ) : (
      <Problem error={error} onRetry={reload} />
    )
  const { show, count = RECOMMENDED_COUNT } = screenOf(session.layout, 'customer').control
  return (
    <div className="customer">
      <CustomerFacts customer={data} />
      <div className="customer-lists">
        {show !== 'off' && (
          <SuggestionList
            title={`Recommended for ${firstName(data)}`}
            asked={{ placement: 'pos.customer', context: { basket: [] }, shopper: { customerId } }}
            count={count}
            shape="strip"
            about={data}
          />
        )}
        <WishList customer={data} />
        <CustomerOrders customer={data} />
      </div>
    </div>
  )
}

type CustomerScreenProps = { readonly customerId: string | undefined; readonly isFinding: boolean }

export const CustomerScreen = ({ customerId, isFinding }: CustomerScreenProps): ReactNode => {
  const { ticket } = useTill()
  const shown = customerId ?? (isFinding ? undefined : ticket.customerId)
  return shown === undefined ? <CustomerFind /> : <Details key={shown} customerId={shown} />
}
