import { type ReactNode, useEffect } from 'react'
import { fetchStatus } from '../shared/api.ts'
import { FaultBoundary } from '../shared/fault-boundary.tsx'
import { Problem } from '../shared/problem.tsx'
import { Link, navigate, useAddress } from '../shared/router.tsx'
import { addressOf, pathNames, shopOf } from '../shared/shop-address.ts'
import { useResource } from '../shared/use-resource.ts'
import { ListsPage } from './lists-page.tsx'
import { MerchandisingPage } from './merchandising-page.tsx'
import { OverviewPage } from './overview-page.tsx'
import { RejectsPage } from './rejects-page.tsx'

const STATUS_MS = 3_000

const PAGES = [
  { name: undefined, title: 'Overview' },
  { name: 'lists', title: 'Lists' },
  { name: 'merchandising', title: 'Merchandising' },
  { name: 'rejects', title: 'Refused records' },
] as const

const shopName = (shop: string | { readonly shop: string }): string =>
  typeof shop === 'string' ? shop : shop.shop

export const App = (): ReactNode => {
  const { pathname, search } = useAddress()
  const shopId = shopOf(search)
  const [, pageName, part] = pathNames(pathname) ?? []
  const page = PAGES.find(({ name }) => name === pageName) ?? PAGES[0]
  const status = useResource(shopId, (signal) => fetchStatus(shopId, signal), { intervalMs: STATUS_MS })
  const { data } = status
  const shops = [...new Set([shopId, ...(data?.shops ?? []).map(shopName)])]
  const addressIn = (shop: string, name: string | undefined): string =>
    addressOf(shop, name === undefined ? ['console'] : ['console', name])
  useEffect(() => {
    document.title = `${page.title} · Console`
  }, [page])

  return (
    <>
      <a className="skip-link" href="#main">
        To the content
      </a>
      <header className="console-head">
        <strong className="console-brand">Aisle</strong>
        <nav aria-label="Console">
          {PAGES.map(({ name, title }) => (
            <Link
              key={title}
              href={addressIn(shopId, name)}
              aria-current={title === page.title ? 'page' : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
        <label className="shop-picker">
          <span className="muted">Shop</span>
          <select value={shopId} onChange={(event) => navigate(addressIn(event.target.value, page.name))}>
            {shops.map((shop) => (
              <option key={shop}>{shop}</option>
            ))}
          </select>
        </label>
        <a href={addressOf(shopId, ['shop'])}>Shop</a>
        <a href={addressOf(shopId, ['pos'])}>Till</a>
      </header>
      <main id="main" tabIndex={-1}>
        {status.error !== undefined && <Problem error={status.error} onRetry={status.reload} />}
        <FaultBoundary key={page.title}>
          {page.name === undefined && <OverviewPage status={data} />}
          {page.name === 'lists' && <ListsPage key={shopId} shopId={shopId} />}
          {page.name === 'merchandising' && <MerchandisingPage key={shopId} shopId={shopId} part={part} />}
          {page.name === 'rejects' && (
            <RejectsPage key={shopId} shopId={shopId} counts={data?.shop?.rejectCounts} />
          )}
        </FaultBoundary>
      </main>
    </>
  )
}
