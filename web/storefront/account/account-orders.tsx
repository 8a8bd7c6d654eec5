import { type ReactNode, useState } from 'react'
import { type ApiError, fetchItem, toApiError } from '../../shared/api.ts'
import { knownPriceIn, lineOf, stockIn } from '../../shared/basket-line.ts'
import { formatMoney } from '../../shared/money.ts'
import { Picture } from '../../shared/picture.tsx'
import { Illustration } from '../../shared/pictures/illustration.tsx'
import { Problem } from '../../shared/problem.tsx'
import { Link } from '../../shared/router.tsx'
import { useResource } from '../../shared/use-resource.ts'
import { ListRow, useList } from '../lists/list-row.tsx'
import { homeAddress, productAddress } from '../page-address.ts'
import { usePerson } from '../person/person.tsx'
import { fetchOrders, type Order, type OrderedLine } from '../person/shopper-api.ts'
import { useStore } from '../store.tsx'

const WEB = 'web'
const PAGE_LENGTH = 10
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** Puts what was bought into the basket again, at today's price and in the variant of then while there is some. */
const useBuyAgain = (): ((line: OrderedLine) => Promise<string | undefined>) => {
  const { shopId, add } = useStore()
  return async ({ itemId, sku: skuId }) => {
    const { item, isListed } = await fetchItem(shopId, itemId)
    const skus = item.skus ?? []
    const sku = skus.find((each) => each.sku === skuId)
    const isGone =
      (skus.length > 0 && sku === undefined) ||
      stockIn(item, WEB, sku) === 0 ||
      knownPriceIn(item, WEB, sku) === undefined ||
      !isListed
    if (isGone) return `${item.title ?? itemId} is not to be had online at the moment.`
    add([lineOf(item, WEB, 1, sku)])
    return undefined
  }
}

const OrderLine = ({
  line,
  currency,
}: {
  readonly line: OrderedLine
  readonly currency: string
}): ReactNode => {
  const { shopId } = useStore()
  const buyAgain = useBuyAgain()
  const [said, setSaid] = useState<string>()
  const name = line.item?.title ?? line.itemId
  const address = productAddress(shopId, line.itemId)
  const buy = async (): Promise<void> => {
    try {
      setSaid(await buyAgain(line))
    } catch (cause) {
      setSaid(toApiError(cause).status === 404 ? `${name} is not sold any more.` : toApiError(cause).message)
    }
  }
  return (
    <li className="order-line">
      <Link href={address} tabIndex={-1} aria-hidden="true">
        <Picture url={line.item?.pictures?.[0]?.url} alt="" name={name} size={72} />
      </Link>
      <div className="line-words">
        <Link href={address}>{name}</Link>
        <span className="muted">
          {line.quantity}
          {line.priceMinor !== undefined && ` × ${formatMoney(line.priceMinor, currency)}`}
          {line.sku !== undefined && line.sku !== line.itemId && `, ${line.sku.split('-').at(-1)}`}
        </span>
        {said !== undefined && <output>{said}</output>}
      </div>
      <button
        type="button"
        className="button is-quiet is-small"
        aria-label={`Buy ${name} again`}
        onClick={() => void buy()}
      >
        Buy again
      </button>
    </li>
  )
}

const OrderCard = ({ order }: { readonly order: Order }): ReactNode => {
  const { channels } = useStore()
  const channel = channels.data?.find(({ channelId }) => channelId === order.channel)
  const place = order.channel === WEB ? 'Online' : (channel?.title ?? order.channel)
  return (
    <article className="order" aria-label={`Order ${order.orderId}`}>
      <header>
        <h3>{DAY.format(order.at)}</h3>
        <p className="muted">
          {place} · {order.orderId}
        </p>
        {order.totalMinor !== undefined && (
          <strong className="order-total">{formatMoney(order.totalMinor, order.currency)}</strong>
        )}
      </header>
      <ul>
        {order.lines.map((line, place) => (
          <OrderLine key={`${line.itemId} ${place}`} line={line} currency={order.currency} />
        ))}
      </ul>
    </article>
  )
}

type More = { readonly orders: readonly Order[]; readonly error?: ApiError; readonly isBusy: boolean }

export const OrdersSection = (): ReactNode => {
  const { shopId } = useStore()
  const { identity, ask } = usePerson()
  const buyAgain = useList({ placement: 'account.buy-again' })
  const [more, setMore] = useState<More>({ orders: [], isBusy: false })
  const load = (skip: number, signal?: AbortSignal) =>
    ask((headers) => fetchOrders(shopId, { limit: PAGE_LENGTH, skip }, headers, signal))
  const first = useResource(JSON.stringify([shopId, identity.customerId]), (signal) => load(0, signal))
  if (first.error !== undefined && first.data === undefined)
    return <Problem error={first.error} onRetry={first.reload} />
  if (first.data === undefined) return <span className="skeleton-block" aria-busy="true" />
  const orders = [...first.data.orders, ...more.orders]
  const showMore = async (): Promise<void> => {
    setMore({ orders: more.orders, isBusy: true })
    try {
      const next = await load(orders.length)
      setMore({ orders: [...more.orders, ...next.orders], isBusy: false })
    } catch (cause) {
      setMore({ orders: more.orders, error: toApiError(cause), isBusy: false })
    }
  }
  return (
    <>
      <h2>Orders</h2>
      {orders.length === 0 ? (
        <section className="notice">
          <Illustration name="no-orders" />
          <p>Nothing ordered yet. What you buy, online and in our stores, stands here.</p>
          <Link className="button" href={homeAddress(shopId)}>
            Look around
          </Link>
        </section>
      ) : (
        <>
          <div className="orders">
            {orders.map((order) => (
              <OrderCard key={order.orderId} order={order} />
            ))}
          </div>
          {more.error !== undefined && <Problem error={more.error} onRetry={() => void showMore()} />}
          {orders.length < first.data.totalOrders && (
            <div className="grid-more">
              <p className="muted">
                {orders.length} of {first.data.totalOrders}
              </p>
              <button
                type="button"
                className="button is-quiet"
                disabled={more.isBusy}
                onClick={() => void showMore()}
              >
                Show more
              </button>
            </div>
          )}
          <ListRow title="Buy again" list={buyAgain} />
        </>
      )}
    </>
  )
}
