/** Money as integers of the currency's smallest unit. */

/** Digits after the decimal point that are not 2. @source ISO 4217 */
const DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
}

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** ISO 4217 codes only, in capitals. */
export const isCurrency = (code: string): boolean => CODES.has(code)

export const currencyDigits = (currency: string): number => DIGITS[currency] ?? 2

/** 2.55 GBP → 255; half a unit rounds away from zero. NaN when `amount` is not a finite number. */
export const toMinor = (amount: number, currency: string): number => {
  if (!Number.isFinite(amount)) return Number.NaN
  const scaled = Number(`${Math.abs(amount)}e${currencyDigits(currency)}`)
  const minor = Math.round(Number.isNaN(scaled) ? Math.abs(amount) * 10 ** currencyDigits(currency) : scaled)
  return amount < 0 ? -minor : minor
}
