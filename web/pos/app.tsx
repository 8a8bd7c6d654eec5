/** The point of sale of a shop: signing in, then the till of the register. */
import { type ReactNode, useEffect } from 'react'
import { Problem } from '../shared/problem.tsx'
import { useAddress } from '../shared/router.tsx'
import { pathNames, shopOf } from '../shared/shop-address.ts'
import { type Resource, useResource } from '../shared/use-resource.ts'
import { Designer } from './designer/designer.tsx'
import { openWithoutSignIn, type PosSession, signedOut, useSession } from './sign-in/session.ts'
import { PinStep, SignIn } from './sign-in/sign-in.tsx'
import { StatusPill } from './offline/status.tsx'
import { TillFrame } from './till-frame.tsx'
import { fetchRegisters } from './till-api.ts'
import { type ShopFacts, useShopFacts } from './use-shop-facts.ts'

const Start = ({ children }: { readonly children?: ReactNode }): ReactNode => (
  <main className="start" aria-busy={children === undefined}>
    {children}
  </main>
)

/** What was loaded, or that it is being, or why it cannot. */
const Loaded = <T,>({
  resource: { data, error, reload },
  children,
}: {
  readonly resource: Resource<T>
  readonly children: (data: T) => ReactNode
}): ReactNode => {
  if (data !== undefined) return children(data)
  if (error === undefined) return <Start />
  return (
    <Start>
      <h1>The till cannot start</h1>
      <Problem error={error} onRetry={reload} />
    </Start>
  )
}

/** For a shop without registers. */
const StorePicker = ({ shop, channels }: ShopFacts): ReactNode => {
  const stores = channels.filter(({ kind }) => kind === 'store')
  if (stores.length === 0)
    return (
      <Start>
        <h1>Point of sale</h1>
        <p className="note">This shop has no channel of kind “store”. Send one with PUT /api/v1/channels.</p>
      </Start>
    )
  return (
    <Start>
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
    </Start>
  )
}

const WithoutRegisters = ({ shopId }: { readonly shopId: string }): ReactNode => (
  <Loaded resource={useShopFacts(shopId, '')}>{(facts) => <StorePicker {...facts} />}</Loaded>
)

/** Nobody works here yet, or not any more. */
const SignedOut = ({
  shopId,
  session,
}: {
  readonly shopId: string
  readonly session: PosSession | undefined
}): ReactNode => {
  const registers = useResource(shopId, (signal) => fetchRegisters(shopId, signal))
  if (session?.associate !== undefined)
    return (
      <Start>
        <PinStep
          shop={shopId}
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
        <StatusPill shop={shopId} />
      </Start>
    )
  return (
    <Loaded resource={registers}>
      {(known) =>
        known.length === 0 ? (
          <WithoutRegisters shopId={shopId} />
        ) : (
          <Start>
            <SignIn shop={shopId} registers={known} />
            <StatusPill shop={shopId} />
          </Start>
        )
      }
    </Loaded>
  )
}

const OpenTill = ({ session }: { readonly session: PosSession }): ReactNode => (
  <Loaded resource={useShopFacts(session.shop, session.token ?? '')}>
    {(facts) => (
      <TillFrame key={`${session.shop} ${session.register.registerId}`} facts={facts} session={session} />
    )}
  </Loaded>
)

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
  useLayoutNews()
  if (pathNames(pathname)?.[1] === 'designer') return <Designer shopId={shopId} />
  if (session === undefined || session.closedBecause !== undefined)
    return <SignedOut shopId={shopId} session={session} />
  return <OpenTill session={session} />
}
