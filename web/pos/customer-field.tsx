/** Who buys: a number to enter, and the name once it is known. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiError, fetchCustomer, toApiError } from '../shared/api.ts'
import { Icon } from '../shared/icon.tsx'
import { Problem } from '../shared/problem.tsx'
import type { Customer } from '../shared/wire.ts'

export const customerName = ({ name, customerId }: Customer): string => name ?? customerId

type CustomerFieldProps = {
  readonly shopId: string
  /** As typed; the ticket is booked under it also when nobody is known by it. */
  readonly customerId: string
  readonly customer: Customer | undefined
  readonly onCustomerId: (text: string) => void
  readonly onCustomer: (customer: Customer | undefined) => void
}

export const CustomerField = ({
  shopId,
  customerId,
  customer,
  onCustomerId,
  onCustomer,
}: CustomerFieldProps): ReactNode => {
  const [missed, setMissed] = useState<string>()
  const [error, setError] = useState<ApiError>()
  const attach = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const id = customerId.trim()
    setMissed(undefined)
    setError(undefined)
    try {
      onCustomer(await fetchCustomer(shopId, id))
    } catch (cause) {
      const failure = toApiError(cause)
      if (failure.status === 404) setMissed(id)
      else setError(failure)
    }
  }
  if (customer !== undefined)
    return (
      <div className="customer-chip" aria-live="polite">
        <Icon name="user" size={22} />
        <span>
          <strong>{customerName(customer)}</strong>
          <span className="muted">
            {customer.loyalty?.tier ?? 'No loyalty card'}
            {customer.loyalty?.points !== undefined && `, ${customer.loyalty.points} points`}
          </span>
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label={`Take ${customerName(customer)} off the ticket`}
          onClick={() => {
            onCustomer(undefined)
            onCustomerId('')
          }}
        >
          <Icon name="close" />
        </button>
      </div>
    )
  return (
    <form className="customer-form" onSubmit={(event) => void attach(event)}>
      <label className="field">
        Customer number (optional)
        <input
          value={customerId}
          maxLength={256}
          autoComplete="off"
          enterKeyHint="done"
          onChange={(event) => {
            setMissed(undefined)
            onCustomerId(event.target.value)
          }}
        />
      </label>
      <button className="button is-quiet" disabled={customerId.trim() === ''}>
        Attach
      </button>
      <div aria-live="polite" className="customer-says">
        {missed !== undefined &&
          `Nobody is known by “${missed}”. The ticket is booked under it all the same.`}
        {error !== undefined && <Problem error={error} />}
      </div>
    </form>
  )
}
