/** Items and customers as the invoices of the Online Retail data tell them. Memory grows with their number only. */

/** What a row says, before it is judged. */
export type RetailRow = {
  readonly invoice: string
  readonly stockCode: string
  readonly description: string
  readonly quantity: number
  readonly at: number | undefined
  /** NaN when it is no number */
  readonly priceMinor: number
  /** Empty for the third of the rows whose buyer is not known. */
  readonly customerId: string
  readonly country: string
}

/**
 * Stock codes that stand for postage, fees, discounts, vouchers, samples and manual entries. Their lines stay in the
 * orders, and they are sent as items that are stopped, so that no list ever shows them.
 */
const SERVICE_CODE = /^(POST|D|DOT|M|S|B|C2|C3|CRUK|PADS|AMAZONFEE|BANK CHARGES|ADJUST\d?|GIFT.*|TEST.*)$/i

export const isServiceCode = (stockCode: string): boolean => SERVICE_CODE.test(stockCode)

/** Titles are in capitals; what stands in small letters are notes of the staff: `damaged`, `wrongly coded`, `?`. */
const isTitle = (description: string): boolean =>
  description.replaceAll(/[^A-Z]/g, '').length > Math.max(2, description.replaceAll(/[^a-z]/g, '').length)

/** A code of hand-written entries has a price of its own for every line; this many are told apart. */
const PRICES_MAX = 200

/** ISO 3166-1 of the names that the data uses; the others are no countries. */
const COUNTRY_CODES: Readonly<Record<string, string>> = {
  Australia: 'AU',
  Austria: 'AT',
  Bahrain: 'BH',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Cyprus: 'CY',
  'Czech Republic': 'CZ',
  Denmark: 'DK',
  EIRE: 'IE',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Greece: 'GR',
  'Hong Kong': 'HK',
  Iceland: 'IS',
  Israel: 'IL',
  Italy: 'IT',
  Japan: 'JP',
  Lebanon: 'LB',
  Lithuania: 'LT',
  Malta: 'MT',
  Netherlands: 'NL',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  RSA: 'ZA',
  'Saudi Arabia': 'SA',
  Singapore: 'SG',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  USA: 'US',
  'United Arab Emirates': 'AE',
  'United Kingdom': 'GB',
}

type ItemFacts = { title: string | undefined; addedAt: number; readonly countByPrice: Map<number, number> }

/** The price that most sales were made at; the later one of equals. */
const usualPrice = ({ countByPrice }: ItemFacts): number | undefined => {
  let best: number | undefined
  let bestCount = 0
  for (const [price, count] of countByPrice)
    if (count >= bestCount) {
      best = price
      bestCount = count
    }
  return best
}

export type RetailCatalog = {
  /** A row that is a sale or a return. */
  readonly see: (row: RetailRow, isReturn: boolean) => void
  readonly items: () => readonly Readonly<Record<string, unknown>>[]
  readonly customers: () => readonly Readonly<Record<string, unknown>>[]
}

export const createRetailCatalog = (currency: string): RetailCatalog => {
  const itemByCode = new Map<string, ItemFacts>()
  const countryByCustomer = new Map<string, string>()

  const see = (row: RetailRow, isReturn: boolean): void => {
    const at = row.at as number
    let facts = itemByCode.get(row.stockCode)
    if (facts === undefined) {
      facts = { title: undefined, addedAt: at, countByPrice: new Map() }
      itemByCode.set(row.stockCode, facts)
    }
    facts.addedAt = Math.min(facts.addedAt, at)
    if (row.customerId !== '') countryByCustomer.set(row.customerId, row.country)
    if (isTitle(row.description) || facts.title === undefined) facts.title = row.description || facts.title
    if (isReturn || row.priceMinor === 0) return
    const count = facts.countByPrice.get(row.priceMinor)
    if (count !== undefined || facts.countByPrice.size < PRICES_MAX)
      facts.countByPrice.set(row.priceMinor, (count ?? 0) + 1)
  }

  return {
    see,
    items: () =>
      [...itemByCode].map(([itemId, facts]) => {
        const priceMinor = usualPrice(facts)
        return {
          itemId,
          ...(facts.title !== undefined && { title: facts.title }),
          ...(priceMinor !== undefined && { priceMinor }),
          currency,
          addedAt: facts.addedAt,
          ...(isServiceCode(itemId) && { status: 'stopped' }),
        }
      }),
    customers: () =>
      [...countryByCustomer].map(([customerId, country]) => ({
        customerId,
        ...(Object.hasOwn(COUNTRY_CODES, country) && { addresses: [{ country: COUNTRY_CODES[country] }] }),
        attributes: { country },
      })),
  }
}
