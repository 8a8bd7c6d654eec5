import type { ReactNode } from 'react'
import { type BasketLine, lineKey, totalMinor, unitCount } from '../../shared/basket-line.ts'
import { countOf, formatMoney } from '../../shared/money.ts'
import { Picture } from '../../shared/picture.tsx'
import { useStore } from '../store.tsx'

/** @returns nothing while the currency is not known */
export const money = (minor: number, currency: string | undefined): string =>
  currency === undefined ? '\u00a0' : formatMoney(minor, currency)

type SumProps = {
  readonly lines: readonly BasketLine[]
  readonly delivery?: string
  readonly children: ReactNode
}

export const Sum = ({ lines, delivery = 'Free', children }: SumProps): ReactNode => {
  const { currency } = useStore()
  return (
    <aside className="sum" aria-label="Sum">
      {/* New with the currency, for words at the right edge that grow would count as moved. */}
      <dl key={currency}>
        <dt>{countOf(unitCount(lines), 'product')}</dt>
        <dd>{money(totalMinor(lines), currency)}</dd>
        <dt>Delivery</dt>
        <dd>{delivery}</dd>
        <dt className="sum-total">Total</dt>
        <dd className="sum-total">{money(totalMinor(lines), currency)}</dd>
      </dl>
      {children}
    </aside>
  )
}

/** Lines that cannot be changed here. */
export const FixedLines = ({ lines }: { readonly lines: readonly BasketLine[] }): ReactNode => {
  const { currency } = useStore()
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={lineKey(line)} className="line is-fixed">
          <Picture url={line.pictureUrl} alt="" name={line.title} size={64} />
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
  )
}
