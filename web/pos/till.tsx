/** The screen of a sale or a return: what to add on one side, the ticket on the other. */
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { type ApiError, postEvent, toApiError } from '../shared/api.ts'
import {
  type BasketLine,
  addLine,
  lineOf,
  setQuantity,
  totalMinor,
  unitCount,
} from '../shared/basket-line.ts'
import { countOf, formatMoney } from '../shared/money.ts'
import { addressOf } from '../shared/shop-address.ts'
import type { Channel, Customer, Item, Shop, WireEvent } from '../shared/wire.ts'
import { CustomerField, customerName } from './customer-field.tsx'
import { ListPanel, PlacementPanel } from './list-panel.tsx'
import { Lookup } from './lookup.tsx'
import { ProductPanel } from './product-panel.tsx'
import { Ticket } from './ticket.tsx'
import { type Mode, tillEvent } from './till-event.ts'
import { TICKET_LIMIT, useTicketLists } from './use-ticket-lists.ts'
import { VariantChoice } from './variant-choice.tsx'

type TillProps = { readonly shop: Shop; readonly store: Channel; readonly onLeave: () => void }

export const Till = ({ shop, store, onLeave }: TillProps): ReactNode => {
  const { channelId } = store
  const [mode, setMode] = useState<Mode>('sale')
  const [lines, setLines] = useState<readonly BasketLine[]>([])
  const [customerId, setCustomerId] = useState('')
  const [customer, setCustomer] = useState<Customer>()
  const [looked, setLooked] = useState<Item>()
  const [orderId, setOrderId] = useState('')
  const [choosing, setChoosing] = useState<Item>()
  const [error, setError] = useState<ApiError>()
  const [done, setDone] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const [soldCount, setSoldCount] = useState(0)
  // Kept while the ticket stays the same, so that a second try is not a second sale.
  const event = useRef<WireEvent>(undefined)

  const change = (next: readonly BasketLine[]): void => {
    event.current = undefined
    setError(undefined)
    setDone(undefined)
    setLines(next)
  }
  const add = useCallback(
    (item: Item, skuId?: string): void => {
      const skus = item.skus ?? []
      const sku = skuId === undefined && skus.length === 1 ? skus[0] : skus.find((each) => each.sku === skuId)
      if (skus.length > 1 && sku === undefined) {
        setChoosing(item)
        return
      }
      event.current = undefined
      setError(undefined)
      setDone(undefined)
      setChoosing(undefined)
      setLines((old) => addLine(old, lineOf(item, channelId, 1, sku)))
    },
    [channelId],
  )
  const finish = async (): Promise<void> => {
    event.current ??= tillEvent({ mode, channelId, lines, customerId, orderId, currency: shop.currency })
    const { totalMinor: amount = 0, orderId: number = '' } = event.current
    setIsBusy(true)
    setError(undefined)
    try {
      await postEvent(shop.shop, event.current)
      change([])
      setCustomerId('')
      setCustomer(undefined)
      setLooked(undefined)
      setOrderId('')
      setMode('sale')
      setSoldCount((count) => count + 1)
      const what = `${countOf(unitCount(lines), 'unit')}, ${formatMoney(amount, shop.currency)}`
      setDone(
        mode === 'sale'
          ? `Sale ${number} is kept and counted: ${what}.`
          : `Return is kept and counted: ${what}.`,
      )
    } catch (cause) {
      setError(toApiError(cause))
    }
    setIsBusy(false)
  }

  const shopper = customer === undefined ? undefined : { customerId: customer.customerId }
  const lists = useTicketLists({
    shop: shop.shop,
    channelId,
    itemIds: mode === 'sale' ? [...new Set(lines.map(({ itemId }) => itemId))] : [],
    customerId: customer?.customerId,
  })
  return (
    <div className="till">
      <header className="till-head">
        <div>
          <span className="till-shop">{shop.title ?? shop.shop}</span>
          <h1>{store.title ?? channelId}</h1>
        </div>
        <fieldset className="modes">
          <legend className="visually-hidden">What is done</legend>
          {(['sale', 'return'] as const).map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="mode"
                checked={mode === each}
                onChange={() => {
                  change(lines)
                  setMode(each)
                }}
              />
              <span>{each === 'sale' ? 'Sale' : 'Return'}</span>
            </label>
          ))}
        </fieldset>
        <nav aria-label="Till">
          <button type="button" className="button is-quiet" onClick={onLeave}>
            Other store
          </button>
          <a className="button is-quiet" href={addressOf(shop.shop, ['shop'])}>
            Shop
          </a>
        </nav>
      </header>
      <main className="till-main">
        <Lookup shop={shop} channelId={channelId} onAdd={add} onLook={setLooked} />
        {looked !== undefined && (
          <ProductPanel
            key={looked.itemId}
            item={looked}
            shop={shop}
            channelId={channelId}
            shopper={shopper}
            onAdd={add}
            onClose={() => setLooked(undefined)}
          />
        )}
        {customer !== undefined && lists.customer !== undefined && (
          <ListPanel
            title={`Recommended for ${customerName(customer)}`}
            list={lists.customer}
            shop={shop}
            channelId={channelId}
            onAdd={add}
          />
        )}
        <PlacementPanel
          title="Best selling in this store"
          placement="pos.best-selling"
          shop={shop}
          channelId={channelId}
          round={soldCount}
          onAdd={add}
        />
        <PlacementPanel
          title="Trending in this store"
          placement="pos.trending"
          shop={shop}
          channelId={channelId}
          round={soldCount}
          onAdd={add}
        />
      </main>
      <Ticket
        mode={mode}
        lines={lines}
        currency={shop.currency}
        totalMinor={totalMinor(lines)}
        orderId={orderId}
        error={error}
        done={done}
        isBusy={isBusy}
        customer={
          <CustomerField
            shopId={shop.shop}
            customerId={customerId}
            customer={customer}
            onCustomerId={(text) => {
              event.current = undefined
              setCustomerId(text)
            }}
            onCustomer={setCustomer}
          />
        }
        suggestions={
          lists.transaction !== undefined && (
            <ListPanel
              title={
                customer === undefined
                  ? 'Goes with this basket'
                  : `For ${customerName(customer)} and this basket`
              }
              list={lists.transaction}
              shop={shop}
              channelId={channelId}
              onAdd={add}
              count={TICKET_LIMIT}
            />
          )
        }
        onOrderId={(text) => {
          event.current = undefined
          setOrderId(text)
        }}
        onQuantity={(key, quantity) => change(setQuantity(lines, key, quantity))}
        onVoid={() => change([])}
        onFinish={() => void finish()}
      />
      {choosing !== undefined && (
        <VariantChoice
          item={choosing}
          channelId={channelId}
          currency={shop.currency}
          onChoose={(sku) => add(choosing, sku)}
          onClose={() => setChoosing(undefined)}
        />
      )}
    </div>
  )
}
