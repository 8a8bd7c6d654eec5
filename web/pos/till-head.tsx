import { type ReactNode, useId } from 'react'
import { Icon } from '../shared/icon.tsx'
import { Link } from '../shared/router.tsx'
import { addressOf } from '../shared/shop-address.ts'
import { useConnection } from './offline/connection.ts'
import { ScanField } from './scan/scan-field.tsx'
import { lock, signedOut } from './sign-in/session.ts'
import type { TillScreen } from './till-path.ts'
import { useTill } from './till-context.ts'

const PLACES = [
  ['transaction', 'Transaction', []],
  ['products', 'Products', ['products']],
  ['customer', 'Customer', ['customer']],
] as const

/** Who works here, with the ways to stop. */
const AssociateMenu = (): ReactNode => {
  const { session, shop } = useTill()
  const { isOnline } = useConnection()
  const menuId = useId()
  const name = session.associate?.name ?? session.register.title
  return (
    <div className="associate">
      <button
        type="button"
        className="associate-button"
        popoverTarget={menuId}
        aria-label={`${name}: sign out or lock`}
      >
        <Icon name="user" size={22} />
        <span className="associate-name">{name}</span>
      </button>
      <div id={menuId} popover="auto" className="associate-menu">
        <p>
          <strong>{name}</strong>
          <span className="muted">{session.register.title}</span>
        </p>
        {session.token !== undefined && (
          <button type="button" className="button is-quiet is-wide" disabled={!isOnline} onClick={lock}>
            Lock
          </button>
        )}
        <button
          type="button"
          className="button is-quiet is-wide"
          disabled={!isOnline && session.token !== undefined}
          onClick={signedOut}
        >
          {session.token === undefined ? 'Other store' : 'Sign out'}
        </button>
        {!isOnline && session.token !== undefined && (
          <p className="note">The server checks PINs: until it is back, nobody could sign in again.</p>
        )}
        <a className="button is-quiet is-wide" href={addressOf(shop.shop, ['pos', 'designer'])}>
          Design the screens
        </a>
      </div>
    </div>
  )
}

export const TillHead = ({
  screen,
  status,
}: {
  readonly screen: TillScreen
  readonly status: ReactNode
}): ReactNode => {
  const { shop, channels, channelId, session } = useTill()
  const store = channels.find((channel) => channel.channelId === channelId)
  const here = screen.at === 'product' || screen.at === 'similar' ? 'products' : screen.at
  return (
    <header className="till-head">
      <p className="till-name">
        <strong>{store?.title ?? channelId}</strong>
        <span className="muted">
          {session.register.title === store?.title ? (shop.title ?? shop.shop) : session.register.title}
        </span>
      </p>
      <nav aria-label="Screens">
        {PLACES.map(([at, title, path]) => (
          <Link
            key={at}
            href={addressOf(shop.shop, ['pos', ...path])}
            aria-current={
              here === at || (at === 'transaction' && (here === 'receipt' || here === 'return'))
                ? 'page'
                : undefined
            }
          >
            {title}
          </Link>
        ))}
      </nav>
      <ScanField />
      {status}
      <AssociateMenu />
    </header>
  )
}
