/** Who orders and where it goes. It stays on this page: no event and no list knows of it. */
import { type FormEvent, type ReactNode, useRef } from 'react'

export type Details = {
  readonly name: string
  readonly email: string
  readonly street: string
  readonly city: string
  readonly postcode: string
}

export const NO_DETAILS: Details = { name: '', email: '', street: '', city: '', postcode: '' }

const EXAMPLE: Details = {
  name: 'Ada Example',
  email: 'ada@example.com',
  street: '1 Sample Street',
  city: 'London',
  postcode: 'N1 1AA',
}

const FIELDS = [
  { name: 'name', label: 'Name', autoComplete: 'name', width: 'is-half', type: 'text' },
  { name: 'email', label: 'E-mail', autoComplete: 'email', width: 'is-half', type: 'email' },
  { name: 'street', label: 'Street and number', autoComplete: 'street-address', width: '', type: 'text' },
  { name: 'postcode', label: 'Postcode', autoComplete: 'postal-code', width: 'is-third', type: 'text' },
  { name: 'city', label: 'Town', autoComplete: 'address-level2', width: 'is-rest', type: 'text' },
] as const

type DetailsFormProps = {
  readonly details: Details
  /** What to say of where the fields come from; left out, the shopper starts from nothing. */
  readonly note?: string
  readonly onDone: (details: Details) => void
}

export const DetailsForm = ({ details, note, onDone }: DetailsFormProps): ReactNode => {
  const form = useRef<HTMLFormElement>(null)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const read = (name: string): string => {
      const value = given.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    onDone({
      name: read('name'),
      email: read('email'),
      street: read('street'),
      city: read('city'),
      postcode: read('postcode'),
    })
  }
  const fillIn = (): void => {
    for (const { name } of FIELDS) {
      const input = form.current?.elements.namedItem(name)
      if (input instanceof HTMLInputElement) input.value = EXAMPLE[name]
    }
  }
  return (
    <form className="step-form" ref={form} onSubmit={submit}>
      {note !== undefined && <p className="muted">{note}</p>}
      {FIELDS.map(({ name, label, autoComplete, width, type }) => (
        <label key={name} className={`field ${width}`}>
          {label}
          <input
            name={name}
            type={type}
            autoComplete={autoComplete}
            defaultValue={details[name]}
            maxLength={200}
            required
          />
        </label>
      ))}
      <div className="step-buttons">
        <button className="button">Go on to delivery</button>
        {note === undefined && (
          <button type="button" className="text-button" onClick={fillIn}>
            Fill in an example
          </button>
        )}
      </div>
    </form>
  )
}
