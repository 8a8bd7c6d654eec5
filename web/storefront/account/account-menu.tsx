/** The menu of the person in the header. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Icon } from '../../shared/icon.tsx'
import { Link, useAddress } from '../../shared/router.tsx'
import { Avatar } from '../person/avatar.tsx'
import { accountAddress, newAccountAddress, signInAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { isDemoShop } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'
import './account-menu.css'

const MENU_ID = 'account-menu'

const itemsIn = (menu: HTMLElement | null): readonly HTMLElement[] =>
  Array.from(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])

/** Arrows, Home, End and first letters go through the items; Tab leaves the menu. */
const moveFocus = (event: KeyboardEvent<HTMLElement>, menu: HTMLElement | null): void => {
  const items = itemsIn(menu)
  const place = items.indexOf(document.activeElement as HTMLElement)
  const { key } = event
  if (key === 'Tab') {
    menu?.hidePopover()
    return
  }
  const isLetter = key.length === 1 && key.trim() !== '' && !event.ctrlKey && !event.metaKey
  const after = [...items.slice(place + 1), ...items.slice(0, place + 1)]
  const next =
    key === 'ArrowDown'
      ? after[0]
      : key === 'ArrowUp'
        ? items.at(place <= 0 ? -1 : place - 1)
        : key === 'Home'
          ? items[0]
          : key === 'End'
            ? items.at(-1)
            : isLetter
              ? after.find((item) => item.innerText.toLowerCase().startsWith(key.toLowerCase()))
              : undefined
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

type EntriesProps = { readonly onDone: () => void }

const SignedOutEntries = ({ onDone }: EntriesProps): ReactNode => {
  const { shopId, shop } = useStore()
  const { setIsEmulating } = usePerson()
  const { pathname, search } = useAddress()
  const back = pathname + search
  const isDemo = isDemoShop(shop.data)
  return (
    <>
      {isDemo && (
        <>
          <Link role="menuitem" tabIndex={-1} href={signInAddress(shopId, back)} onClick={onDone}>
            <Icon name="user" /> Sign in
          </Link>
          <Link role="menuitem" tabIndex={-1} href={newAccountAddress(shopId, back)} onClick={onDone}>
            <Icon name="plus" /> Create account
          </Link>
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              onDone()
              setIsEmulating(true)
            }}
          >
            <Icon name="mask" /> Emulate a shopper
          </button>
          <hr />
        </>
      )}
      <Link role="menuitem" tabIndex={-1} href={accountAddress(shopId, 'wish-list')} onClick={onDone}>
        <Icon name="heart" /> Wish list
      </Link>
    </>
  )
}

const SignedInEntries = ({ onDone }: EntriesProps): ReactNode => {
  const { shopId, shop } = useStore()
  const { identity, face, leave, setIsEmulating } = usePerson()
  const { isEmulated } = identity
  return (
    <>
      {(
        [
          ['profile', 'user', 'Profile'],
          ['orders', 'box', 'Orders'],
          ['wish-list', 'heart', 'Wish list'],
          ['consent', 'shield', 'Consent'],
          ['my-data', 'info', 'My data'],
        ] as const
      ).map(([section, icon, label]) => (
        <Link
          key={section}
          role="menuitem"
          tabIndex={-1}
          href={accountAddress(shopId, section)}
          onClick={onDone}
        >
          <Icon name={icon} /> {label}
        </Link>
      ))}
      <hr />
      {isDemoShop(shop.data) && (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            onDone()
            setIsEmulating(true)
          }}
        >
          <Icon name="mask" /> {isEmulated ? 'Switch shopper' : 'Emulate a shopper'}
        </button>
      )}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        onClick={() => {
          onDone()
          leave({ text: isEmulated ? `You left ${face?.name}.` : 'You are signed out.' })
        }}
      >
        <Icon name="leave" /> {isEmulated ? 'Leave the emulation' : 'Sign out'}
      </button>
    </>
  )
}

export const AccountMenu = (): ReactNode => {
  const { identity, face, me } = usePerson()
  const name = face?.name
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const focusesLast = useRef(false)
  const [isOpen, setIsOpen] = useState(false)

  useEffect(() => {
    const popover = menu.current
    const follow = (event: Event): void => {
      const opens = (event as ToggleEvent).newState === 'open'
      setIsOpen(opens)
      if (opens)
        itemsIn(popover)
          .at(focusesLast.current ? -1 : 0)
          ?.focus()
      focusesLast.current = false
    }
    popover?.addEventListener('toggle', follow)
    return () => popover?.removeEventListener('toggle', follow)
  }, [])

  const close = (): void => {
    menu.current?.hidePopover()
    button.current?.focus()
  }
  const email = me.data?.customer.email
  return (
    <div className="account-place">
      <button
        ref={button}
        type="button"
        className="account-button"
        popoverTarget={MENU_ID}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={name === undefined ? 'Account' : `Account of ${name}`}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          focusesLast.current = event.key === 'ArrowUp'
          menu.current?.showPopover()
        }}
      >
        {face === undefined ? <Icon name="user" size={24} /> : <Avatar face={face} />}
        <span className="account-name" aria-hidden="true">
          {name === undefined ? 'Account' : name.trim().split(/\s+/)[0]}
        </span>
      </button>
      <div id={MENU_ID} ref={menu} popover="auto" className="account-menu">
        {face !== undefined && (
          <div className="account-head">
            <Avatar face={face} size={44} />
            <p>
              <strong>{face.name}</strong>
              <span className="muted">
                {identity.isEmulated ? 'Emulated shopper' : (email ?? 'Signed in')}
              </span>
            </p>
          </div>
        )}
        <div
          role="menu"
          tabIndex={-1}
          aria-label="Account"
          onKeyDown={(event) => moveFocus(event, menu.current)}
        >
          {identity.customerId === undefined ? (
            <SignedOutEntries onDone={close} />
          ) : (
            <SignedInEntries onDone={close} />
          )}
        </div>
      </div>
    </div>
  )
}
