/** What runs behind the till of a register: the connection, the sales on their way, the snapshot, the layout. */
import { type ReactNode, useEffect, useMemo } from 'react'
import { connection, onConnection, watchConnection } from './offline/connection.ts'
import { watchQueue } from './offline/sales-queue.ts'
import { watchListEvents } from './offline/list-events-queue.ts'
import { sendListEvents } from './offline/send-list-events.ts'
import { sendSales } from './offline/send-sales.ts'
import { type PosSession, showLayout } from './sign-in/session.ts'
import { OfflineBanner, StatusPill } from './offline/status.tsx'
import { createOfflineShop } from './offline/offline-shop.ts'
import { fetchSession } from './till-api.ts'
import { askToKeep } from './offline/till-database.ts'
import { Till } from './till.tsx'
import type { ShopFacts } from './use-shop-facts.ts'

/** What waits is tried again also where nothing tells that it could be sent now. */
const SEND_EVERY_MS = 20_000
const LAYOUT_EVERY_MS = 15_000

type TillFrameProps = {
  readonly facts: ShopFacts
  readonly session: PosSession
}

const useSending = (shop: string): void => {
  useEffect(() => {
    const send = (): void => {
      if (connection().isOnline) void sendSales(shop).then(() => sendListEvents(shop))
    }
    const stopWatching = watchQueue(shop)
    const stopCounting = watchListEvents()
    const stopHearing = onConnection(send)
    const timer = setInterval(send, SEND_EVERY_MS)
    send()
    return () => {
      stopWatching()
      stopCounting()
      stopHearing()
      clearInterval(timer)
    }
  }, [shop])
}

/** The layout as it is designed now, without a reload. */
const useLayout = (shop: string, isSignedIn: boolean): void => {
  useEffect(() => {
    if (!isSignedIn) return undefined
    const ask = (): void => {
      // What is asked again soon need not say why it failed now.
      if (connection().isOnline && !document.hidden)
        fetchSession(shop).then(
          ({ layout }) => showLayout(layout),
          () => undefined,
        )
    }
    const timer = setInterval(ask, LAYOUT_EVERY_MS)
    addEventListener('aisle-layout', ask)
    document.addEventListener('visibilitychange', ask)
    ask()
    return () => {
      clearInterval(timer)
      removeEventListener('aisle-layout', ask)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [shop, isSignedIn])
}

export const TillFrame = ({ facts, session }: TillFrameProps): ReactNode => {
  const { shop, channels } = facts
  const { channel } = session.register
  useEffect(() => watchConnection(`/api/v1/pos/registers?shop=${encodeURIComponent(shop.shop)}`), [shop.shop])
  useEffect(() => void askToKeep(), [])
  useSending(shop.shop)
  useLayout(shop.shop, session.token !== undefined)
  const offline = useMemo(() => createOfflineShop(shop.shop, channel), [shop.shop, channel])
  useEffect(() => offline.start(), [offline])
  return (
    <Till
      shop={shop}
      channels={channels}
      session={session}
      offline={offline}
      status={<StatusPill shop={shop.shop} />}
      banner={<OfflineBanner />}
    />
  )
}
