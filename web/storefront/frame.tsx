/** What stands around every page: header, footer, and the note about what was just added. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { totalMinor, unitCount } from '../shared/basket-line.ts'
import { childrenOf } from '../shared/category-path.ts'
import { Icon } from '../shared/icon.tsx'
import { countOf, formatMoney } from '../shared/money.ts'
import { Picture } from '../shared/picture.tsx'
import { DepartmentIcon } from '../shared/pictures/department-icon.tsx'
import { Link, navigate, useAddress } from '../shared/router.tsx'
import { addressOf } from '../shared/shop-address.ts'
import { AccountMenu } from './account/account-menu.tsx'
import { useLines } from './basket/basket.ts'
import {
  basketAddress,
  categoryAddress,
  featuredAddress,
  homeAddress,
  searchAddress,
} from './page-address.ts'
import { EmulationBar } from './person/person-bar.tsx'
import { useStore } from './store.tsx'

const SearchForm = (): ReactNode => {
  const { shopId } = useStore()
  const { search } = useAddress()
  const query = new URLSearchParams(search).get('q') ?? ''
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const words = new FormData(event.currentTarget).get('q')
    if (typeof words === 'string' && words.trim() !== '') navigate(searchAddress(shopId, words.trim()))
  }
  return (
    <search className="search-place">
      <form className="search" onSubmit={submit}>
        <label className="visually-hidden" htmlFor="search-words">
          Search products
        </label>
        <input
          id="search-words"
          key={query}
          name="q"
          type="search"
          placeholder="Search"
          defaultValue={query}
          maxLength={200}
        />
        <button className="icon-button" aria-label="Search">
          <Icon name="search" />
        </button>
      </form>
    </search>
  )
}

const DepartmentMenu = (): ReactNode => {
  const { shopId, categories } = useStore()
  const menu = useRef<HTMLDivElement>(null)
  const departments = categories.data ? childrenOf(categories.data, undefined) : []
  return (
    <>
      <button type="button" className="menu-button" popoverTarget="department-menu">
        <Icon name="menu" /> <span>Departments</span>
      </button>
      <div id="department-menu" popover="auto" ref={menu} className="menu">
        <nav aria-label="Departments">
          <ul>
            <li className="menu-featured">
              <Link href={featuredAddress(shopId)} onClick={() => menu.current?.hidePopover()}>
                Featured
              </Link>
            </li>
            {departments.map(({ path, name }) => (
              <li key={path}>
                <Link href={categoryAddress(shopId, path)} onClick={() => menu.current?.hidePopover()}>
                  <DepartmentIcon name={name} /> {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  )
}

export const Header = (): ReactNode => {
  const { shopId, shop, basket } = useStore()
  const count = unitCount(useLines(basket))
  return (
    <header className="header">
      <div className="header-inner">
        <Link className="brand" href={homeAddress(shopId)}>
          {shop.data === undefined ? '\u00a0' : (shop.data.title ?? shop.data.shop)}
        </Link>
        <DepartmentMenu />
        <SearchForm />
        <AccountMenu />
        <Link
          className="basket-link"
          href={basketAddress(shopId)}
          aria-label={`Basket, ${countOf(count, 'product')}`}
        >
          <Icon name="basket" size={24} />
          <span className="basket-count" aria-hidden="true" data-count={count}>
            {count}
          </span>
        </Link>
      </div>
      <EmulationBar />
    </header>
  )
}

export const Footer = (): ReactNode => {
  const { shopId, shop, tracker } = useStore()
  return (
    <footer className="footer">
      <div className="footer-inner">
        <p>
          <strong>{shop.data?.title ?? shopId}</strong> is a demonstration. Its lists follow what shoppers do,
          from this page too. “Show why” below gives each product a button that says why it is shown.
        </p>
        <ul>
          <li>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                tracker.forget()
                location.assign(homeAddress(shopId))
              }}
            >
              Forget this browser
            </button>
          </li>
          <li>
            <a href={addressOf(shopId, ['pos'])}>Point of sale</a>
          </li>
          <li>
            <a href={addressOf(shopId, ['console'])}>Console</a>
          </li>
        </ul>
      </div>
    </footer>
  )
}

/** How long the note about an added product stays. */
const ADDED_NOTE_MS = 6_000

/** Says what went into the basket, and leads there. */
export const AddedNote = (): ReactNode => {
  const { shopId, addedLines, dismissAdded, basket, currency } = useStore()
  const lines = useLines(basket)
  const [isHeld, setIsHeld] = useState(false)
  const [first] = addedLines
  useEffect(() => {
    if (addedLines.length === 0 || isHeld) return undefined
    const timer = setTimeout(dismissAdded, ADDED_NOTE_MS)
    return () => clearTimeout(timer)
    // `dismissAdded` is new with each render of the store; only other lines or the pointer start the time again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [addedLines, isHeld])
  return (
    <div aria-live="polite" className="added" data-open={first !== undefined}>
      {first !== undefined && (
        <div
          className="added-card"
          onPointerEnter={() => setIsHeld(true)}
          onPointerLeave={() => setIsHeld(false)}
          onFocus={() => setIsHeld(true)}
          onBlur={() => setIsHeld(false)}
        >
          <Picture url={first.pictureUrl} alt="" name={first.title} size={72} />
          <div>
            <p className="muted">Added to your basket</p>
            <p>
              <strong>{first.title}</strong>
              {addedLines.length > 1 && ` and ${addedLines.length - 1} more`}
            </p>
            <p className="muted">
              {countOf(unitCount(lines), 'product')}
              {currency !== undefined && `, ${formatMoney(totalMinor(lines), currency)}`}
            </p>
          </div>
          <Link className="button" href={basketAddress(shopId)} onClick={dismissAdded}>
            See the basket
          </Link>
          <button type="button" className="icon-button" aria-label="Close" onClick={dismissAdded}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  )
}
