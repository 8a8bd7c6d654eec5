/** Making pieces of the page. Text goes in as text, and addresses only when they lead to the web. */

/** Undefined and false leave it out. */
type Attributes = Readonly<Record<string, string | false | undefined>>

export const el = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(attribute, value)
  element.append(...children)
  return element
}

/** @returns an address of http(s), or undefined; one without a host is of `base` */
export const safeUrl = (url: string | undefined, base: string = document.baseURI): string | undefined => {
  if (url === undefined || !URL.canParse(url, base)) return undefined
  const { protocol, href } = new URL(url, base)
  return /^https?:$/.test(protocol) ? href : undefined
}

/** Digits after the decimal point that are not 2, by ISO 4217; browsers know what is used, not what is counted in. */
const NO_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const THREE_DIGITS = 'BHD IQD JOD KWD LYD OMR TND'

/** In the language of the place where it stands. A currency that is none shows as it is. */
export const money = (minor: number | undefined, currency: string | undefined, place: Element): string => {
  if (minor === undefined || currency === undefined) return ''
  const digits = NO_DIGITS.includes(currency) ? 0 : THREE_DIGITS.includes(currency) ? 3 : 2
  const amount = minor / 10 ** digits
  try {
    const locale = place.closest<HTMLElement>('[lang]')?.lang || navigator.language
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(amount)
  } catch {
    return `${currency} ${amount.toFixed(digits)}`
  }
}

/** @returns false when a listener of the page took it over */
export const tell = (from: Element, name: string, detail: unknown): boolean =>
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }))
