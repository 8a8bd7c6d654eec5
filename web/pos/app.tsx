/** The point of sale of a shop: signing in, then the till of the register. */
import { type ReactNode, useEffect } from 'react'
import { Problem } from '../shared/problem.tsx'
import { useAddress } from '../shared/router.tsx'
import { pathNames, shopOf } from '../shared/shop-address.ts'
import { Designer } from './designer.tsx'
import { openWithoutSignIn, type PosSession, showLayout, signedOut, useSession } from './session.ts'
import { PinStep, SignIn } from './sign-in.tsx'
import { StatusPill } from './status.tsx'
import { TillFrame } from './till-frame.tsx'
import { type ShopFacts, useShopFacts } from './use-shop-facts.ts'

const Start = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <main className="start">{children}</main>
)

/** For a shop without registers. */
const StorePicker = ({ shop, channels }: ShopFacts): ReactNode => {
  const stores = channels.filter(({ kind }) => kind === 'store')
  if (stores.length === 0)
    return (
      <>
        <h1>Point of sale</h1>
        <p className="note">This shop has no channel of kind “store”. Send one with PUT /api/v1/channels.</p>
      </>
    )
  return (
    <>
      <h1>Which store is this?</h1>
      <ul className="start-choices">
        {stores.map(({ channelId, title }) => (
          <li key={channelId}>
            <button type="button" onClick={() => openWithoutSignIn(shop.shop, channelId, title ?? channelId)}>
              <strong>{title ?? channelId}</strong>
            </button>
          </li>
        ))}
      </ul>
      <p className="note">
        No registers are set up, so nobody signs in, and the till does everything only on the machine of the
        server.
      </p>
    </>
  )
}

const SignedOut = ({
  session,
  facts,
}: {
  readonly session: PosSession | undefined
  readonly facts: ShopFacts
}): ReactNode => {
  const { shop, registers } = facts
  if (session?.closedBecause !== undefined && session.associate !== undefined)
    return (
      <PinStep
        shop={shop.shop}
        registerId={session.register.registerId}
        registerTitle={session.register.title}
        associate={session.associate}
        note={
          session.closedBecause === 'locked'
            ? `${session.register.title} is locked. The ticket waits.`
            : 'The sign-in ended. The ticket and the sales wait.'
        }
        backLabel="Somebody else"
        onBack={signedOut}
      />
    )
  return registers.length === 0 ? <StorePicker {...facts} /> : <SignIn shop={shop} registers={registers} />
}

/** Layouts are designed while tills run: who designs in this browser tells at once, others are heard of soon. */
const useLayoutNews = (): void => {
  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return undefined
    const news = new BroadcastChannel('aisle-pos-layout')
    news.addEventListener('message', () => dispatchEvent(new Event('aisle-layout')))
    return () => news.close()
  }, [])
}

export const App = (): ReactNode => {
  const { pathname, search } = useAddress()
  const shopId = shopOf(search)
  const session = useSession(shopId)
  const { data, error, reload } = useShopFacts(shopId)
  useLayoutNews()
  if (data === undefined)
    return error === undefined ? (
      <main className="start" aria-busy="true" />
    ) : (
      <Start>
        <h1>The till cannot start</h1>
        <Problem error={error} onRetry={reload} />
      </Start>
    )
  if (pathNames(pathname)?.[1] === 'designer')
    return (
      <Designer
        shop={data.shop}
        titles={new Map(data.channels.map(({ channelId, title }) => [channelId, title ?? channelId]))}
      />
    )
  if (session === undefined || session.closedBecause !== undefined)
    return (
      <Start>
        <SignedOut session={session} facts={data} />
        <StatusPill shop={shopId} />
      </Start>
    )
  return (
    <TillFrame
      key={`${shopId} ${session.register.registerId}`}
      facts={data}
      session={session}
      onLayout={showLayout}
    />
  )
}
