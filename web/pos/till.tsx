/** The till of one register: its ticket, which stays over a reload, and the screens around it. */
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { ButtonAction } from '../../src/domain/point-of-sale.ts'
import { toApiError } from '../shared/api.ts'
import { lineOf } from '../shared/basket-line.ts'
import { navigate, useAddress } from '../shared/router.tsx'
import { readJson, writeText } from '../shared/safe-storage.ts'
import { addressOf } from '../shared/shop-address.ts'
import { useResource } from '../shared/use-resource.ts'
import type { Channel, Customer, Item, Shop } from '../shared/wire.ts'
import { useConnection } from './offline/connection.ts'
import { customerName } from './customer/customer-words.ts'
import type { Receipt } from './ticket/finish-ticket.ts'
import { type PosSession, signedOut } from './sign-in/session.ts'
import { createSource, type OfflineShop } from './source.ts'
import { type Ticket, isTicket, newTicket, withLine } from './ticket/ticket.ts'
import { fetchCustomerOf } from './till-api.ts'
import { type Till as TillState, TillContext } from './till-context.ts'
import { TillHead } from './till-head.tsx'
import { screenAt } from './till-path.ts'
import { TillScreens } from './till-screens.tsx'
import { useKey } from './scan/use-key.ts'
import { VariantChoice } from './product/variant-choice.tsx'

/** Where a button that opens a screen leads. */
const SCREEN_PATHS = { transaction: [], product: ['products'], customer: ['customer'] } as const

type TillProps = {
  readonly shop: Shop
  readonly channels: readonly Channel[]
  readonly session: PosSession
  readonly offline: OfflineShop
  /** Online or not, and what waits. */
  readonly status: ReactNode
  readonly banner: ReactNode
}

/** Kept with each change and not with the next drawing: a sale may be finished while the screen goes away. */
const useTicket = (name: string): readonly [Ticket, TillState['setTicket']] => {
  const [ticket, setTicket] = useState(() => readJson(name, isTicket) ?? newTicket())
  const newest = useRef(ticket)
  const change = useCallback<TillState['setTicket']>(
    (make) => {
      newest.current = make(newest.current)
      writeText(name, JSON.stringify(newest.current))
      setTicket(newest.current)
    },
    [name],
  )
  return [ticket, change]
}

/** The profile of who is on the ticket, as far as the server can be asked for it. */
const useCustomer = (shop: string, customerId: string | undefined) => {
  const [known, setKnown] = useState<Customer>()
  const { isOnline } = useConnection()
  const isMissing = customerId !== undefined && known?.customerId !== customerId
  const { data } = useResource(
    JSON.stringify([shop, isMissing && isOnline ? customerId : null]),
    async (signal) => {
      if (!isMissing || !isOnline) return undefined
      return fetchCustomerOf(shop, customerId, signal)
    },
  )
  const customer = [known, data].find((each) => each?.customerId === customerId)
  return [customer, setKnown] as const
}

export const Till = ({ shop, channels, session, offline, status, banner }: TillProps): ReactNode => {
  const { channel: channelId, registerId } = session.register
  const [ticket, setTicket] = useTicket(`aisle.pos.ticket.${shop.shop}.${registerId}`)
  const [customer, setCustomer] = useCustomer(shop.shop, ticket.customerId)
  const [choosing, setChoosing] = useState<Item>()
  const [receipt, setReceipt] = useState<Receipt & { readonly customerLabel?: string }>()
  const [round, setRound] = useState(0)
  const [said, say] = useState('')
  const { pathname, search } = useAddress()
  const screen = screenAt(pathname, search)

  const source = useMemo(() => createSource(shop.shop, channelId, offline), [shop.shop, channelId, offline])
  const openScreen = useCallback<TillState['openScreen']>(
    (...path) => {
      const query = path.at(-1)?.startsWith('?') === true ? path.at(-1) : undefined
      const names = query === undefined ? path : path.slice(0, -1)
      navigate(addressOf(shop.shop, ['pos', ...names], Object.fromEntries(new URLSearchParams(query))))
    },
    [shop.shop],
  )
  const isAway = screen.at === 'receipt' || screen.at === 'return'
  const add = useCallback<TillState['add']>(
    (item, skuId) => {
      const skus = item.skus ?? []
      const sku = skuId === undefined && skus.length === 1 ? skus[0] : skus.find((each) => each.sku === skuId)
      if (skus.length > 1 && sku === undefined) {
        setChoosing(item)
        return
      }
      setChoosing(undefined)
      setTicket((old) => withLine(old, lineOf(item, channelId, 1, sku)))
      say(`${item.title ?? item.itemId} is on the ticket.`)
      if (isAway) openScreen()
    },
    [channelId, setTicket, isAway, openScreen],
  )
  const addById = useCallback<TillState['addById']>(
    async (itemId) => add(await source.item(itemId)),
    [add, source],
  )
  const finished = (next: Receipt): void => {
    setReceipt({ ...next, ...(customer !== undefined && { customerLabel: customerName(customer) }) })
    setRound((count) => count + 1)
    openScreen('receipt')
  }
  const act = (action: ButtonAction): void => {
    if (action.do === 'find-item') document.querySelector<HTMLInputElement>('#scan')?.focus()
    else if (action.do === 'find-customer') openScreen('customer')
    else if (action.do === 'return') openScreen('return')
    else if (action.do === 'clear') setTicket(() => newTicket())
    else if (action.do === 'sign-out') signedOut()
    else if (action.do === 'open-category')
      openScreen('products', `?category=${encodeURIComponent(action.category)}`)
    else if (action.do === 'open-screen') openScreen(...SCREEN_PATHS[action.screen])
    else if (action.do === 'add-item')
      addById(action.itemId).catch((error: unknown) => say(toApiError(error).message))
  }
  useKey('F2', () => openScreen('customer'))
  useKey('F4', () => openScreen('return'))
  useKey('F8', () => openScreen())

  const till: TillState = {
    shop,
    session,
    channelId,
    channels,
    source,
    ticket,
    setTicket,
    customer,
    setCustomer,
    add,
    addById,
    round,
    openScreen,
    say,
  }
  return (
    <TillContext value={till}>
      <div className="till" data-screen={screen.at}>
        <TillHead screen={screen} status={status} />
        {banner}
        <TillScreens screen={screen} receipt={receipt} onFinished={finished} onDo={act} />
        <p className="visually-hidden" aria-live="polite">
          {said}
        </p>
      </div>
      {choosing !== undefined && (
        <VariantChoice
          item={choosing}
          channelId={channelId}
          currency={shop.currency}
          onChoose={(sku) => add(choosing, sku)}
          onClose={() => setChoosing(undefined)}
        />
      )}
    </TillContext>
  )
}
