/** Minor units as text for people. */

const LOCALE = 'en-GB'

/** Digits after the decimal point that are not 2, by ISO 4217; the tables of browsers differ from it. */
const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
])

export const minorDigits = (currency: string): number => DIGITS[currency] ?? 2

const formats = new Map<string, Intl.NumberFormat>()

const formatOf = (currency: string): Intl.NumberFormat => {
  let format = formats.get(currency)
  if (format === undefined) {
    const digits = minorDigits(currency)
    format = new Intl.NumberFormat(LOCALE, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formats.set(currency, format)
  }
  return format
}

/** 1999 GBP → £19.99. A code that is no currency shows as it is before the number. */
export const formatMoney = (minor: number, currency: string): string => {
  try {
    return formatOf(currency).format(minor / 10 ** minorDigits(currency))
  } catch {
    return `${currency} ${(minor / 100).toFixed(2)}`
  }
}

/** An amount as people type it, with a point or a comma → minor units; undefined when it is none. */
export const minorOf = (text: string, currency: string): number | undefined => {
  const digits = minorDigits(currency)
  const [, whole, part = ''] = /^\s*(\d{1,9})(?:[.,](\d*))?\s*$/.exec(text) ?? []
  if (whole === undefined || part.length > digits) return undefined
  return Number(whole + part.padEnd(digits, '0'))
}

/** Whole per cent that a price is below its list price; 0 when it is not. */
export const reductionPercent = (priceMinor: number, listPriceMinor: number): number =>
  listPriceMinor > priceMinor ? Math.round((1 - priceMinor / listPriceMinor) * 100) : 0

export const formatCount = (value: number): string => value.toLocaleString(LOCALE)

/** A number and what is counted: `1 product`, `2,400 products`. */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`
