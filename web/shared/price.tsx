import type { ReactNode } from 'react'
import { formatMoney, reductionPercent } from './money.ts'

type PriceProps = {
  readonly priceMinor: number | undefined
  readonly listPriceMinor?: number | undefined
  /** ISO 4217; undefined while the shop is being asked. */
  readonly currency: string | undefined
}

/** A price, with what it was before a reduction. */
export const Price = ({ priceMinor, listPriceMinor, currency }: PriceProps): ReactNode => {
  if (priceMinor === undefined || currency === undefined) return <span className="price">&nbsp;</span>
  const percent = listPriceMinor === undefined ? 0 : reductionPercent(priceMinor, listPriceMinor)
  if (listPriceMinor === undefined || percent === 0)
    return <span className="price">{formatMoney(priceMinor, currency)}</span>
  return (
    <span className="price is-reduced">
      <span className="visually-hidden">Now </span>
      {formatMoney(priceMinor, currency)} <span className="visually-hidden">was </span>
      <s>{formatMoney(listPriceMinor, currency)}</s> <span className="price-cut">−{percent}%</span>
    </span>
  )
}
