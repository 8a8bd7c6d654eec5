/** The basket: how many of what, what was taken out by mistake, and what goes with all of it. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { basketItemIds, type BasketLine, lineKey, wireLines } from '../../shared/basket-line.ts'
import { Icon } from '../../shared/icon.tsx'
import { Picture } from '../../shared/picture.tsx'
import { Illustration } from '../../shared/pictures/illustration.tsx'
import { Quantity } from '../../shared/quantity.tsx'
import { Link } from '../../shared/router.tsx'
import { money, Sum } from './basket-sum.tsx'
import { useLines } from './basket.ts'
import { ListRow, RecentlyViewed, useList } from '../lists/list-row.tsx'
import { checkoutAddress, homeAddress, productAddress } from '../page-address.ts'
import { useStore } from '../store.tsx'
import { useTrackOnce } from '../track-once.ts'
import { usePageTitle } from '../use-page-title.ts'
import './basket.css'

type LineRowProps = { readonly line: BasketLine; readonly onRemove: () => void }

const LineRow = ({ line, onRemove }: LineRowProps): ReactNode => {
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
        <span className="muted" key={currency}>
          {money(line.priceMinor, currency)} each
        </span>
      </div>
      <Quantity value={line.quantity} name={line.title} onChange={(quantity) => change(line, quantity)} />
      <strong className="line-total" key={`total in ${currency}`}>
        {money(line.priceMinor * line.quantity, currency)}
      </strong>
      <button type="button" className="icon-button" aria-label={`Remove ${line.title}`} onClick={onRemove}>
        <Icon name="trash" />
      </button>
    </li>
  )
}

type Removed = { readonly line: BasketLine; readonly place: number }

/** Stands where the line stood; whoever removed it by keyboard goes on from here. */
const RemovedRow = ({
  removed: { line },
  onUndo,
}: {
  readonly removed: Removed
  readonly onUndo: () => void
}): ReactNode => {
  const undo = useRef<HTMLButtonElement>(null)
  useEffect(() => undo.current?.focus(), [])
  return (
    <li className="line is-removed">
      <output className="line-words">
        <span>
          Removed <strong>{line.title}</strong>.
        </span>
      </output>
      <button type="button" className="button is-quiet" ref={undo} onClick={onUndo}>
        Put it back
      </button>
    </li>
  )
}

export const EmptyBasket = ({ children }: { readonly children?: ReactNode }): ReactNode => {
  const { shopId } = useStore()
  return (
    <>
      {children}
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

/** What goes with everything in the basket, to be added from where it stands. */
const BasketList = ({ lines }: { readonly lines: readonly BasketLine[] }): ReactNode => {
  const list = useList(
    { placement: 'cart.bought-together', context: { basket: basketItemIds(lines) } },
    { keepsPrevious: true },
  )
  return <ListRow title="Frequently bought together" list={list} isAddable />
}

export const BasketPage = (): ReactNode => {
  const { shopId, basket, change, restore } = useStore()
  const lines = useLines(basket)
  const [removed, setRemoved] = useState<Removed>()
  usePageTitle('Basket')
  useTrackOnce({ kind: 'cart-view', basket: wireLines(lines) })
  const removedRow =
    removed === undefined ? undefined : (
      <RemovedRow
        key={lineKey(removed.line)}
        removed={removed}
        onUndo={() => {
          restore(removed.line, removed.place)
          setRemoved(undefined)
        }}
      />
    )
  if (lines.length === 0)
    return <EmptyBasket>{removedRow !== undefined && <ul className="lines">{removedRow}</ul>}</EmptyBasket>
  const rows = lines.map((line, place) => (
    <LineRow
      key={lineKey(line)}
      line={line}
      onRemove={() => {
        change(line, 0)
        setRemoved({ line, place })
      }}
    />
  ))
  const shown =
    removed === undefined || removedRow === undefined ? rows : rows.toSpliced(removed.place, 0, removedRow)
  return (
    <>
      <header className="page-head">
        <h1>Your basket</h1>
      </header>
      <div className="basket">
        <ul className="lines">{shown}</ul>
        <Sum lines={lines}>
          <Link className="button is-wide" href={checkoutAddress(shopId)}>
            To the checkout
          </Link>
          <Link className="button is-quiet is-wide" href={homeAddress(shopId)}>
            Go on looking
          </Link>
        </Sum>
      </div>
      <BasketList lines={lines} />
      <RecentlyViewed />
    </>
  )
}
