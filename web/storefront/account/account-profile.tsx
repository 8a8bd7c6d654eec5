import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.tsx'
import type { Customer } from '../../shared/wire.ts'
import { ListRow, useList } from '../lists/list-row.tsx'
import { usePerson } from '../person/person.tsx'
import { BIRTH_YEARS, type Me, type MePatch } from '../person/shopper-api.ts'
import { SignOutEverywhere } from './account-sign-out.tsx'

const ADDRESS_FIELDS = [
  ['street', 'Street', 'street-address'],
  ['postalCode', 'Postal code', 'postal-code'],
  ['city', 'City', 'address-level2'],
  ['country', 'Country (two letters)', 'country'],
] as const

/** What people may choose; a shop may know others. */
const GENDERS = ['female', 'male', 'other'] as const

/** What the form changes: fields that were emptied are taken out, the rest of the first address stays. */
const patchOf = (form: FormData, { addresses = [] }: Customer): MePatch => {
  const text = (name: string): string => String(form.get(name) ?? '').trim()
  const orNull = (name: string): string | null => (text(name) === '' ? null : text(name))
  const [first, ...others] = addresses
  const typed = Object.fromEntries(ADDRESS_FIELDS.map(([name]) => [name, text(name)]))
  const address = Object.fromEntries(
    Object.entries({ ...first, ...typed, country: typed['country']?.toUpperCase() ?? '' }).filter(
      ([, value]) => value !== '',
    ),
  )
  const isHome = Object.keys(address).length > 0
  return {
    name: text('name'),
    email: text('email'),
    phone: orNull('phone'),
    birthYear: text('birthYear') === '' ? null : Number(text('birthYear')),
    gender: orNull('gender'),
    ...((isHome || first !== undefined) && { addresses: [...(isHome ? [address] : []), ...others] }),
  }
}

const LoyaltyLine = ({ loyalty }: { readonly loyalty: Customer['loyalty'] | undefined }): ReactNode =>
  loyalty?.tier === undefined ? null : (
    <p className="loyalty">
      <span className="persona-tier">{loyalty.tier} member</span>
      {loyalty.points !== undefined && (
        <span className="muted">{loyalty.points.toLocaleString('en-GB')} points</span>
      )}
    </p>
  )

const ProfileForm = ({ customer }: Pick<Me, 'customer'>): ReactNode => {
  const { change } = usePerson()
  const [state, setState] = useState<'asked' | 'busy' | 'saved' | ApiError>('asked')
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setState('busy')
    try {
      await change(patchOf(new FormData(event.currentTarget), customer))
      setState('saved')
    } catch (cause) {
      setState(toApiError(cause))
    }
  }
  const [address] = customer.addresses ?? []
  return (
    <form className="form" onSubmit={(event) => void submit(event)} onChange={() => setState('asked')}>
      <div className="form-pair">
        <label className="field">
          Name
          <input
            name="name"
            autoComplete="name"
            required
            maxLength={100}
            defaultValue={customer.name ?? ''}
          />
        </label>
        <label className="field">
          E-mail
          <input
            name="email"
            type="email"
            autoComplete="email"
            required
            maxLength={200}
            defaultValue={customer.email ?? ''}
          />
        </label>
        <label className="field">
          Phone
          <input
            name="phone"
            type="tel"
            autoComplete="tel"
            maxLength={40}
            defaultValue={customer.phone ?? ''}
          />
        </label>
        <label className="field">
          Year of birth
          <input
            name="birthYear"
            type="number"
            inputMode="numeric"
            {...BIRTH_YEARS}
            defaultValue={customer.birthYear ?? ''}
          />
        </label>
        <label className="field">
          Gender
          <select name="gender" autoComplete="sex" defaultValue={customer.gender ?? ''}>
            <option value="">Not said</option>
            {[...new Set([...GENDERS, customer.gender ?? ''])]
              .filter((gender) => gender !== '')
              .map((gender) => (
                <option key={gender}>{gender}</option>
              ))}
          </select>
        </label>
      </div>
      <fieldset className="form-pair">
        <legend>Address</legend>
        {ADDRESS_FIELDS.map(([name, label, autoComplete]) => (
          <label key={name} className="field">
            {label}
            <input
              name={name}
              autoComplete={autoComplete}
              maxLength={name === 'country' ? 2 : 200}
              defaultValue={address?.[name] ?? ''}
            />
          </label>
        ))}
      </fieldset>
      {typeof state === 'object' && <Problem error={state} />}
      <p className="form-end">
        <button className="button" disabled={state === 'busy'}>
          {state === 'busy' ? 'Saving…' : 'Save'}
        </button>
        <span aria-live="polite" className="muted">
          {state === 'saved' && 'Saved.'}
        </span>
      </p>
    </form>
  )
}

export const ProfileSection = ({ me }: { readonly me: Me }): ReactNode => {
  const picks = useList({ placement: 'account.picks' })
  return (
    <>
      <h2>Profile</h2>
      <LoyaltyLine loyalty={me.customer.loyalty} />
      <ProfileForm customer={me.customer} />
      {!me.isEmulated && <SignOutEverywhere />}
      <ListRow title="Picks for you" list={picks} />
    </>
  )
}
