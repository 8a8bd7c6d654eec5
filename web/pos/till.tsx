/** The till of one register: its ticket, which stays over a reload, and the screens around it. */
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { ButtonAction } from '../../src/domain/point-of-sale.ts'
import { toApiError } from '../shared/api.ts'
import { type BasketLine, knownPriceIn, lineKey, lineOf, wireLines } from '../shared/basket-line.ts'
import { navigate, useAddress } from '../shared/router.tsx'
import { addressOf } from '../shared/shop-address.ts'
import { useResource } from '../shared/use-resource.ts'
import type { Channel, Customer, Item, Shop } from '../shared/wire.ts'
import { useConnection } from './offline/connection.ts'
import { customerName } from './customer/customer-words.ts'
import type { Receipt } from './ticket/finish-ticket.ts'
import { type PosSession, signedOut } from './sign-in/session.ts'
import { createSource, type OfflineShop } from './source.ts'
import { type ListPlace, newTicket, openedAt, withLine } from './ticket/ticket.ts'
import { fetchCustomerOf } from './till-api.ts'
import { type Till as TillState, TillContext } from './till-context.ts'
import { TillHead } from './till-head.tsx'
import { screenAt } from './till-path.ts'
import { TillScreens } from './till-screens.tsx'
import { useKey } from './scan/use-key.ts'
import { useTicket } from './use-ticket.ts'
import { PriceQuestion } from './product/price-question.tsx'
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

const aboutLine = ({ itemId, sku, quantity, priceMinor }: BasketLine, { currency }: Shop) => ({
  itemId,
  ...(sku !== undefined && { sku }),
  quantity,
  priceMinor,
  currency,
})

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
  const { channel: channelId } = session.register
  const { ticket, setTicket, tell, newestTicket } = useTicket(session)
  const [customer, setCustomer] = useCustomer(shop.shop, ticket.customerId)
  const [choosing, setChoosing] = useState<{ readonly item: Item; readonly from: ListPlace | undefined }>()
  const [pricing, setPricing] = useState<{
    readonly line: BasketLine
    readonly from: ListPlace | undefined
  }>()
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
  const putOn = useCallback(
    (line: BasketLine, from: ListPlace | undefined) => {
      setPricing(undefined)
      // What comes back was not sold by what the till shows now.
      const place =
        newestTicket().mode === 'sale' ? (from ?? openedAt(newestTicket(), line.itemId)) : undefined
      setTicket((old) => withLine(old, line, place))
      if (place !== undefined)
        tell({
          kind: 'cart-add',
          ...aboutLine(line, shop),
          ...place,
          basket: wireLines(newestTicket().lines),
        })
      say(`${line.title} is on the ticket.`)
      if (isAway) openScreen()
    },
    [shop, setTicket, newestTicket, tell, isAway, openScreen],
  )
  const add = useCallback<TillState['add']>(
    (item, skuId, from) => {
      const skus = item.skus ?? []
      const sku = skuId === undefined && skus.length === 1 ? skus[0] : skus.find((each) => each.sku === skuId)
      if (skus.length > 1 && sku === undefined) {
        setChoosing({ item, from })
        return
      }
      setChoosing(undefined)
      const line = lineOf(item, channelId, 1, sku)
      const isPriced =
        knownPriceIn(item, channelId, sku) !== undefined ||
        newestTicket().lines.some((each) => lineKey(each) === lineKey(line))
      if (isPriced) putOn(line, from)
      else setPricing({ line, from })
    },
    [channelId, newestTicket, putOn],
  )
  const addById = useCallback<TillState['addById']>(
    async (itemId, from) => add(await source.item(itemId), undefined, from),
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
    tell,
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
          item={choosing.item}
          channelId={channelId}
          currency={shop.currency}
          onChoose={(sku) => add(choosing.item, sku, choosing.from)}
          onClose={() => setChoosing(undefined)}
        />
      )}
      {pricing !== undefined && (
        <PriceQuestion
          title={pricing.line.title}
          currency={shop.currency}
          onPrice={(priceMinor) => putOn({ ...pricing.line, priceMinor }, pricing.from)}
          onClose={() => setPricing(undefined)}
        />
      )}
    </TillContext>
  )
}
