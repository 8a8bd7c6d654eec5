import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { childrenOf } from '../../shared/category-path.ts'
import { DepartmentIcon } from '../../shared/pictures/department-icon.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link, navigate } from '../../shared/router.tsx'
import { noteNewAccount } from './new-account.ts'
import { signInAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { BIRTH_YEARS, createAccount, type NewAccount } from '../person/shopper-api.ts'
import { InDemoShop, useBack } from './sign-in-page.tsx'
import { useStore } from '../store.tsx'
import { usePageTitle } from '../use-page-title.ts'
import './account.css'

/** What was filled in; an empty field is left out. */
const accountOf = (form: FormData): NewAccount => {
  const text = (name: string): string => String(form.get(name) ?? '').trim()
  const interests = form.getAll('interest').map(String)
  return {
    name: text('name'),
    email: text('email'),
    ...(text('birthYear') !== '' && { birthYear: Number(text('birthYear')) }),
    ...(text('gender') !== '' && { gender: text('gender') }),
    ...(interests.length > 0 && { interests }),
  }
}

const InterestChoice = (): ReactNode => {
  const { categories } = useStore()
  const departments = categories.data ? childrenOf(categories.data, undefined) : []
  return (
    <fieldset className="interest-choice">
      <legend>What do you like? (optional)</legend>
      {departments.map(({ name }) => (
        <label key={name} className="option">
          <input type="checkbox" name="interest" value={name} />
          <span>
            <DepartmentIcon name={name} size={20} /> {name}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

const NewAccountForm = (): ReactNode => {
  const { shopId } = useStore()
  const { enter } = usePerson()
  const back = useBack()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const account = accountOf(new FormData(event.currentTarget))
    setIsBusy(true)
    setError(undefined)
    try {
      const signedIn = await createAccount(shopId, account)
      noteNewAccount(signedIn.customer.customerId)
      enter({ ...signedIn, isEmulated: false }, `Welcome, ${account.name}.`)
      navigate(back, { replace: true })
    } catch (cause) {
      setError(toApiError(cause))
      setIsBusy(false)
    }
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <label className="field">
        Name
        <input name="name" autoComplete="name" required maxLength={100} />
      </label>
      <label className="field">
        E-mail
        <input name="email" type="email" autoComplete="email" required maxLength={200} />
      </label>
      <div className="form-pair">
        <label className="field">
          Year of birth (optional)
          <input
            name="birthYear"
            type="number"
            inputMode="numeric"
            autoComplete="bday-year"
            {...BIRTH_YEARS}
          />
        </label>
        <label className="field">
          Gender (optional)
          <select name="gender" autoComplete="sex">
            <option value="">Not said</option>
            <option value="female">Female</option>
            <option value="male">Male</option>
            <option value="other">Other</option>
          </select>
        </label>
      </div>
      <InterestChoice />
      {error !== undefined && <Problem error={error} />}
      <button className="button is-wide" disabled={isBusy}>
        {isBusy ? 'Creating the account…' : 'Create account'}
      </button>
    </form>
  )
}

export const NewAccountPage = (): ReactNode => {
  const { shopId, categories } = useStore()
  const back = useBack()
  usePageTitle('Create an account')
  // The departments are a part of the form: it comes with them, so that nothing moves under a finger.
  if (categories.data === undefined && categories.error === undefined)
    return <div className="form-page" aria-busy="true" />
  return (
    <InDemoShop>
      <div className="form-page">
        <header>
          <h1>Create an account</h1>
          <p className="muted">
            A demonstration: no password, no letters. What you looked at so far comes along.
          </p>
        </header>
        <NewAccountForm />
        <p>
          Been here before? <Link href={signInAddress(shopId, back)}>Sign in</Link>.
        </p>
      </div>
    </InDemoShop>
  )
}
