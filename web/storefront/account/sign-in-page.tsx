import { type FormEvent, type ReactNode, useState } from 'react'
import { type ApiError, toApiError } from '../../shared/api.ts'
import { Icon } from '../../shared/icon.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link, navigate, useAddress } from '../../shared/router.tsx'
import { NotFound } from '../not-found.tsx'
import { homeAddress, newAccountAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { isDemoShop, signInBy } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'
import { usePageTitle } from '../use-page-title.ts'
import './account.css'

/** Where a visitor came from, when that is a page of the shop; else its start. */
export const useBack = (): string => {
  const { shopId } = useStore()
  const back = new URLSearchParams(useAddress().search).get('back')
  return back?.startsWith('/shop/') === true ? back : homeAddress(shopId)
}

/** For pages that only a demo shop has; what they are is not known before the shop is. */
export const InDemoShop = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const { shop } = useStore()
  if (shop.data === undefined) return <div className="form-page" aria-busy="true" />
  return isDemoShop(shop.data) ? children : <NotFound what="This page" />
}

const SignInForm = (): ReactNode => {
  const { shopId } = useStore()
  const { enter } = usePerson()
  const back = useBack()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email')).trim()
    setIsBusy(true)
    setError(undefined)
    try {
      const signedIn = await signInBy(shopId, { email })
      enter({ ...signedIn, isEmulated: false }, `Welcome back, ${signedIn.customer.name ?? email}.`)
      navigate(back, { replace: true })
    } catch (cause) {
      setError(toApiError(cause))
      setIsBusy(false)
    }
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <label className="field">
        E-mail
        <input name="email" type="email" autoComplete="email" required maxLength={200} />
      </label>
      {error !== undefined && <Problem error={error} />}
      <button className="button is-wide" disabled={isBusy}>
        {isBusy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  )
}

export const SignInPage = (): ReactNode => {
  const { shopId } = useStore()
  const { setIsEmulating, identity } = usePerson()
  const back = useBack()
  usePageTitle('Sign in')
  return (
    <InDemoShop>
      <div className="form-page">
        <header>
          <h1>Sign in</h1>
          <p className="muted">
            {identity.customerId === undefined
              ? 'What you looked at comes along. This is a demonstration: there is no password.'
              : 'You are signed in already; signing in as somebody else ends that.'}
          </p>
        </header>
        <SignInForm />
        <p>
          New here? <Link href={newAccountAddress(shopId, back)}>Create an account</Link>.
        </p>
        <aside className="form-aside">
          <Icon name="mask" size={28} />
          <div>
            <h2>Only looking?</h2>
            <p className="muted">Shop as one of this shop’s people, and see what they see.</p>
          </div>
          <button type="button" className="button is-quiet" onClick={() => setIsEmulating(true)}>
            Emulate a shopper
          </button>
        </aside>
      </div>
    </InDemoShop>
  )
}
