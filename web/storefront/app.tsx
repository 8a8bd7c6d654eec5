import { type ReactNode, useEffect, useRef } from 'react'
import { pathOf } from '../shared/category-path.ts'
import { FaultBoundary } from '../shared/fault-boundary.tsx'
import { Problem } from '../shared/problem.tsx'
import { useAddress } from '../shared/router.tsx'
import { pathNames, shopOf } from '../shared/shop-address.ts'
import { WhyProvider } from '../shared/why.tsx'
import { NewAccountPage } from './account/account-new-page.tsx'
import { AccountPage } from './account/account-page.tsx'
import { BasketPage } from './basket/basket-page.tsx'
import { CategoryPage } from './browse/category-page.tsx'
import { CheckoutPage } from './basket/checkout-page.tsx'
import { AddedNote, Footer, Header } from './frame.tsx'
import { EmulateDialog } from './emulate/emulate-dialog.tsx'
import { FeaturedPage } from './browse/featured-page.tsx'
import { HomePage } from './browse/home-page.tsx'
import { InspectorBar } from './inspector/inspector-bar.tsx'
import { NotFound } from './not-found.tsx'
import { ACCOUNT_SECTIONS } from './page-address.ts'
import { PersonNotice } from './person/person-bar.tsx'
import { PersonProvider } from './person/person.tsx'
import { ProductPage } from './product/product-page.tsx'
import { SignInPage } from './account/sign-in-page.tsx'
import { OrderPage } from './basket/order-page.tsx'
import { SimilarPage } from './product/product-similar-page.tsx'
import { SearchPage } from './browse/search-page.tsx'
import { StoreProvider, useStore } from './store.tsx'

const Page = ({ pathname, search }: { readonly pathname: string; readonly search: string }): ReactNode => {
  const [, page, ...names] = pathNames(pathname) ?? ['shop', '?']
  const [name] = names
  const query = new URLSearchParams(search).get('q')?.trim() ?? ''
  if (page === undefined || (page === 'search' && query === '')) return <HomePage />
  if (page === 'category' && name !== undefined) return <CategoryPage path={pathOf(names)} />
  if (page === 'product' && name !== undefined) return <ProductPage itemId={name} />
  if (page === 'featured') return <FeaturedPage />
  if (page === 'sign-in') return <SignInPage />
  if (page === 'create-account') return <NewAccountPage />
  if (page === 'account') return <Account name={name ?? 'profile'} />
  if (page === 'similar' && name !== undefined) return <SimilarPage itemId={name} />
  if (page === 'search') return <SearchPage query={query} />
  if (page === 'basket') return <BasketPage />
  if (page === 'checkout') return <CheckoutPage />
  if (page === 'order' && name !== undefined) return <OrderPage orderId={name} />
  return <NotFound what="This page" />
}

const Account = ({ name }: { readonly name: string }): ReactNode => {
  const section = ACCOUNT_SECTIONS.find((each) => each === name)
  return section === undefined ? <NotFound what="This page" /> : <AccountPage section={section} />
}

/** Header, page and footer; each page of another address starts anew, so that its lists are asked for again. */
const Pages = (): ReactNode => {
  const { shop } = useStore()
  const { pathname, search } = useAddress()
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true })
    isFirst.current = false
  }, [pathname, search])
  return (
    <>
      <a className="skip-link" href="#main">
        To the content
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        {shop.error !== undefined && shop.data === undefined ? (
          <Problem error={shop.error} onRetry={shop.reload} />
        ) : (
          <FaultBoundary key={pathname + search}>
            <Page pathname={pathname} search={search} />
          </FaultBoundary>
        )}
      </main>
      <Footer />
      <AddedNote />
      <PersonNotice />
      <EmulateDialog />
      <InspectorBar />
    </>
  )
}

export const App = (): ReactNode => {
  const shopId = shopOf(useAddress().search)
  return (
    <StoreProvider key={shopId} shopId={shopId}>
      <PersonProvider>
        <WhyProvider>
          <Pages />
        </WhyProvider>
      </PersonProvider>
    </StoreProvider>
  )
}
