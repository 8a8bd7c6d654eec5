/** Finding a customer by name, e-mail, telephone or number. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Problem } from '../../shared/problem.tsx'
import { useResource } from '../../shared/use-resource.ts'
import { useConnection } from '../offline/connection.ts'
import { customerName } from './customer-words.ts'
import { withCustomer } from '../ticket/ticket.ts'
import { findCustomers } from '../till-api.ts'
import { useTill } from '../till-context.ts'
import { useSettled } from '../suggestions/use-settled.ts'

const QUERY_LENGTH_MIN = 2

export const CustomerFind = (): ReactNode => {
  const { shop, setTicket, openScreen } = useTill()
  const { isOnline } = useConnection()
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const query = useSettled(text.trim())
  const isAsked = query.length >= QUERY_LENGTH_MIN && isOnline
  const { data, error, reload } = useResource(
    JSON.stringify([shop.shop, isAsked ? query : '']),
    async (signal) => (isAsked ? findCustomers(shop.shop, query, signal) : undefined),
    { keepsPrevious: true },
  )
  const found = isAsked ? data?.customers : undefined
  return (
    <section className="customer-find" aria-label="Find a customer">
      <h1>Customer</h1>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const [first, ...others] = found ?? []
            if (first !== undefined && others.length === 0) openScreen('customer', first.customerId)
          }}
        >
          <label className="field">
            Name, e-mail, telephone or number
            <input
              ref={field}
              type="search"
              value={text}
              maxLength={200}
              autoComplete="off"
              data-scan="own"
              enterKeyHint="search"
              onChange={(event) => setText(event.target.value)}
            />
          </label>
        </form>
      </search>
      {error !== undefined && isAsked && <Problem error={error} onRetry={reload} />}
      <output className="muted">
        {found?.length === 0 && 'Nobody is found by that.'}
        {found !== undefined &&
          found.length > 0 &&
          (data?.isCut === true ? 'The first of many; type more.' : `${found.length} found`)}
        &nbsp;
      </output>
      <ul className="found-customers">
        {(found ?? []).map((each) => (
          <li key={each.customerId}>
            <button type="button" onClick={() => openScreen('customer', each.customerId)}>
              <Icon name="user" size={24} />
              <span>
                <strong>{customerName(each)}</strong>
                <span className="muted">
                  {[each.customerId, each.email, each.phone, each.city].filter(Boolean).join(' · ')}
                </span>
              </span>
              {each.loyalty?.tier !== undefined && <span className="tier">{each.loyalty.tier}</span>}
            </button>
          </li>
        ))}
      </ul>
      {text.trim() !== '' && (found === undefined || found.length === 0) && (
        <button
          type="button"
          className="button is-quiet"
          onClick={() => {
            setTicket((old) => withCustomer(old, text.trim()))
            openScreen()
          }}
        >
          Book the ticket under “{text.trim()}” all the same
        </button>
      )}
      {!isOnline && (
        <p className="note">
          Nobody can be looked up until the server is back: nothing personal is kept at the till. A number can
          be booked all the same.
        </p>
      )}
    </section>
  )
}
