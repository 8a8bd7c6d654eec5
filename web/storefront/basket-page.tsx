import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '../shared/api.ts'
import { type BasketLine, lineKey, totalMinor, unitCount, wireLines } from '../shared/basket-line.ts'
import { Icon } from '../shared/icon.tsx'
import { countOf, formatMoney } from '../shared/money.ts'
import { Picture } from '../shared/picture.tsx'
import { Illustration } from '../shared/pictures/illustration.tsx'
import { Problem } from '../shared/problem.tsx'
import { Quantity } from '../shared/quantity.tsx'
import { readableId } from '../shared/random-id.ts'
import { Link, navigate } from '../shared/router.tsx'
import type { WireEvent } from '../shared/wire.ts'
import { useLines } from './basket.ts'
import { ListRow, RecentlyViewed, useList } from './list-row.tsx'
import { basketAddress, checkoutAddress, homeAddress, orderAddress, productAddress } from './page-address.ts'
import { useStore } from './store.tsx'
import { usePageTitle } from './use-page-title.ts'

const money = (minor: number, currency: string | undefined): string =>
  currency === undefined ? '' : formatMoney(minor, currency)

const LineRow = ({ line }: { readonly line: BasketLine }): ReactNode => {
  const { shopId, currency, change } = useStore()
  const address = productAddress(shopId, line.itemId)
  return (
    <li className="line">
      <Link href={address} tabIndex={-1} aria-hidden="true">
        <Picture url={line.pictureUrl} alt="" name={line.title} size={96} />
      </Link>
      <div className="line-words">
        <Link href={address}>{line.title}</Link>
        {line.variant !== undefined && <span className="muted">{line.variant}</span>}
        <span className="muted">{money(line.priceMinor, currency)} each</span>
      </div>
      <Quantity value={line.quantity} name={line.title} onChange={(quantity) => change(line, quantity)} />
      <strong className="line-total">{money(line.priceMinor * line.quantity, currency)}</strong>
      <button
        type="button"
        className="icon-button"
        aria-label={`Remove ${line.title}`}
        onClick={() => change(line, 0)}
      >
        <Icon name="trash" />
      </button>
    </li>
  )
}

const Sum = ({
  lines,
  children,
}: {
  readonly lines: readonly BasketLine[]
  readonly children: ReactNode
}): ReactNode => {
  const { currency } = useStore()
  return (
    <aside className="sum" aria-label="Sum">
      <dl>
        <dt>{countOf(unitCount(lines), 'product')}</dt>
        <dd>{money(totalMinor(lines), currency)}</dd>
        <dt>Delivery</dt>
        <dd>Free</dd>
        <dt className="sum-total">Total</dt>
        <dd className="sum-total">{money(totalMinor(lines), currency)}</dd>
      </dl>
      {children}
    </aside>
  )
}

const EmptyBasket = (): ReactNode => {
  const { shopId } = useStore()
  return (
    <>
      <section className="notice">
        <Illustration name="empty-basket" />
        <h1>Your basket is empty</h1>
        <p>What you add to it waits here, also tomorrow.</p>
        <Link className="button" href={homeAddress(shopId)}>
          Look around
        </Link>
      </section>
      <RecentlyViewed />
    </>
  )
}

export const BasketPage = (): ReactNode => {
  const { shopId, basket, tracker } = useStore()
  const lines = useLines(basket)
  usePageTitle('Basket')
  useEffect(() => tracker.track({ kind: 'cart-view', basket: wireLines(basket.lines()) }), [tracker, basket])
  const basketIds = [...new Set(lines.map(({ itemId }) => itemId))]
  const together = useList(
    { placement: 'cart.bought-together', context: { basket: basketIds } },
    { keepsPrevious: true },
  )
  if (lines.length === 0) return <EmptyBasket />
  return (
    <>
      <header className="page-head">
        <h1>Your basket</h1>
      </header>
      <div className="basket">
        <ul className="lines">
          {lines.map((line) => (
            <LineRow key={lineKey(line)} line={line} />
          ))}
        </ul>
        <Sum lines={lines}>
          <Link className="button is-wide" href={checkoutAddress(shopId)}>
            To the checkout
          </Link>
        </Sum>
      </div>
      <ListRow title="Frequently bought together" list={together} />
      <RecentlyViewed />
    </>
  )
}

export const CheckoutPage = (): ReactNode => {
  const { shopId, basket, tracker, draftOrder, placeOrder, currency } = useStore()
  const lines = useLines(basket)
  const [error, setError] = useState<ApiError>()
  const [isBusy, setIsBusy] = useState(false)
  // Kept over tries, so that an order whose answer was lost is not counted twice.
  const order = useRef<WireEvent>(undefined)
  usePageTitle('Checkout')
  useEffect(() => {
    if (basket.lines().length > 0)
      tracker.track({ kind: 'checkout-start', basket: wireLines(basket.lines()) })
  }, [tracker, basket])

  if (lines.length === 0) return <EmptyBasket />
  const place = async (): Promise<void> => {
    setIsBusy(true)
    setError(undefined)
    order.current ??= draftOrder(readableId('W'))
    try {
      await placeOrder(order.current)
      navigate(orderAddress(shopId, order.current.orderId ?? ''), { replace: true })
    } catch (cause) {
      setError(toApiError(cause))
      setIsBusy(false)
    }
  }
  return (
    <>
      <header className="page-head">
        <h1>Checkout</h1>
        <p className="muted">This is a demonstration: nothing is paid and nothing is sent.</p>
      </header>
      <div className="basket">
        <ul className="lines">
          {lines.map((line) => (
            <li key={lineKey(line)} className="line is-fixed">
              <Picture url={line.pictureUrl} alt="" name={line.title} size={96} />
              <div className="line-words">
                <span>{line.title}</span>
                <span className="muted">
                  {line.quantity} × {money(line.priceMinor, currency)}
                  {line.variant !== undefined && `, ${line.variant}`}
                </span>
              </div>
              <strong className="line-total">{money(line.priceMinor * line.quantity, currency)}</strong>
            </li>
          ))}
        </ul>
        <Sum lines={lines}>
          <button type="button" className="button is-wide" disabled={isBusy} onClick={() => void place()}>
            {isBusy ? 'Placing the order…' : 'Place the order'}
          </button>
          <Link className="button is-quiet is-wide" href={basketAddress(shopId)}>
            Back to the basket
          </Link>
          {error !== undefined && <Problem error={error} />}
        </Sum>
      </div>
    </>
  )
}

export const OrderPage = ({ orderId }: { readonly orderId: string }): ReactNode => {
  const { shopId } = useStore()
  usePageTitle('Thank you')
  return (
    <>
      <section className="notice">
        <span className="notice-sign">
          <Icon name="check" size={28} />
        </span>
        <h1>Thank you</h1>
        <p>
          Your order <strong>{orderId}</strong> is in. The lists of the shop know of it already.
        </p>
        <Link className="button" href={homeAddress(shopId)}>
          Go on looking
        </Link>
      </section>
      <ListRow title="Best sellers" list={useList({ placement: 'home.best-selling' })} />
    </>
  )
}
