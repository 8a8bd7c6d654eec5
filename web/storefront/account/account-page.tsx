/** The pages of a person: who they are, what they bought and wish for, what may be kept of them. */
import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link, useAddress } from '../../shared/router.tsx'
import { ConsentSection } from './account-consent.tsx'
import { MyDataSection } from './account-data.tsx'
import { HiddenSection } from './account-hidden.tsx'
import { OrdersSection } from './account-orders.tsx'
import { ProfileSection } from './account-profile.tsx'
import { WishListSection } from './account-wish-list.tsx'
import { Avatar } from '../person/avatar.tsx'
import { ACCOUNT_SECTIONS, type AccountSection, accountAddress, signInAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { isDemoShop, type Me } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'
import { usePageTitle } from '../use-page-title.ts'
import './account.css'

const TITLES: Readonly<Record<AccountSection, string>> = {
  profile: 'Profile',
  orders: 'Orders',
  'wish-list': 'Wish list',
  'hidden-products': 'Hidden products',
  consent: 'Consent',
  'my-data': 'My data',
}

const SignedOut = (): ReactNode => {
  const { shopId, shop } = useStore()
  const { setIsEmulating } = usePerson()
  const { pathname, search } = useAddress()
  const isDemo = isDemoShop(shop.data)
  return (
    <section className="notice">
      <span className="notice-sign">
        <Icon name="user" size={28} />
      </span>
      <h1>You are not signed in</h1>
      <p>Your profile, your orders and what is kept of you are behind your sign-in.</p>
      {isDemo && (
        <div className="button-row">
          <Link className="button" href={signInAddress(shopId, pathname + search)}>
            Sign in
          </Link>
          <button type="button" className="button is-quiet" onClick={() => setIsEmulating(true)}>
            Emulate a shopper
          </button>
        </div>
      )}
    </section>
  )
}

const Section = ({ section, me }: { readonly section: AccountSection; readonly me: Me }): ReactNode => {
  switch (section) {
    case 'profile':
      return <ProfileSection me={me} />
    case 'orders':
      return <OrdersSection />
    case 'wish-list':
      return <WishListSection />
    case 'hidden-products':
      return <HiddenSection me={me} />
    case 'consent':
      return <ConsentSection me={me} />
    case 'my-data':
      return <MyDataSection me={me} />
  }
}

export const AccountPage = ({ section }: { readonly section: AccountSection }): ReactNode => {
  const { shopId } = useStore()
  const { identity, face, me } = usePerson()
  usePageTitle(TITLES[section])
  const { data, reload } = me
  const isStale = useRef(data !== undefined)
  useEffect(() => {
    // An order, or a store, may have changed it since.
    if (isStale.current) reload()
  }, [reload])
  if (face === undefined)
    return section === 'wish-list' ? (
      <>
        <header className="page-head">
          <h1>Wish list</h1>
          <p className="muted">Kept in this browser; it comes along when you sign in.</p>
        </header>
        <WishListSection />
      </>
    ) : (
      <SignedOut />
    )
  return (
    <>
      <header className="account-title">
        <Avatar face={face} size={64} />
        <div>
          <h1>{face.name}</h1>
          <p className="muted">
            {identity.isEmulated ? 'Emulated shopper' : (data?.customer.email ?? '\u00a0')}
          </p>
        </div>
      </header>
      <div className="account">
        <nav aria-label="Account" className="account-nav">
          {ACCOUNT_SECTIONS.map((each) => (
            <Link
              key={each}
              href={accountAddress(shopId, each)}
              aria-current={each === section ? 'page' : undefined}
            >
              {TITLES[each]}
            </Link>
          ))}
        </nav>
        <div className="account-section">
          {data !== undefined ? (
            <Section key={data.customer.customerId} section={section} me={data} />
          ) : me.error !== undefined ? (
            <Problem error={me.error} onRetry={reload} />
          ) : (
            <span className="skeleton-block" aria-busy="true" />
          )}
        </div>
      </div>
    </>
  )
}
