/** Who is meant by what was typed: words of a name, or the beginning of what identifies a customer. */
import { setImmediate as turn } from 'node:timers/promises'
import { CUSTOMER_QUERY_LENGTH_MIN } from '../api/pos-schema.ts'
import type { Customer } from '../domain/customer.ts'
import { AisleError } from '../domain/errors.ts'
import type { ShopView } from '../views/shop-view.ts'

export type FoundCustomers = { readonly customers: readonly Customer[]; readonly isCut: boolean }

/** Times the most that are given, kept at once: what is less likely is let go of on the way. */
const KEPT_RATIO = 4
/** Customers looked at before others get their turn: some ten ms. */
const SLICE = 10_000
/** Fewer digits than these are no telephone number. */
const PHONE_DIGITS_MIN = 4

/** Letters that are no letter with a sign, as people type them who do not have them. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
}

/** Most names and all addresses have plain letters only, and there are many. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

const folded = (text: string): string =>
  isPlain(text)
    ? text.toLowerCase().trim()
    : text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[øæœßłđðþ]/g, (letter) => PLAIN[letter] as string)
        .trim()
const digitsOf = (text: string): string => text.replace(/\D/g, '')

type Wanted = { readonly text: string; readonly words: readonly string[]; readonly digits: string }

/** Text that is known by its beginning. */
const idRank = (value: string | undefined, { text }: Wanted): number => {
  if (value === undefined) return 0
  const known = folded(value)
  return known === text ? 4 : known.startsWith(text) ? 3 : 0
}

const phoneRank = (phone: string | undefined, { text, digits }: Wanted): number => {
  if (phone === undefined || digits.length < PHONE_DIGITS_MIN || /[^\d\s()+./-]/.test(text)) return 0
  const known = digitsOf(phone)
  // People say their number without the code of the country.
  const local = digits.replace(/^0+/, '')
  if (known === digits) return 4
  if (local.length < PHONE_DIGITS_MIN) return 0
  return known.endsWith(local) ? 4 : known.includes(local) ? 2 : 0
}

const nameRank = (name: string | undefined, { text, words }: Wanted): number => {
  if (name === undefined) return 0
  const known = folded(name)
  if (known === text) return 4
  const parts = known.split(/\s+/)
  if (!words.every((word) => parts.some((part) => part.startsWith(word)))) return 0
  return known.startsWith(text) ? 3 : 2
}

/** 0 is not meant; higher is more likely. */
const rankOf = ({ customerId, name, email, phone, loyalty }: Customer, wanted: Wanted): number =>
  Math.max(
    idRank(customerId, wanted),
    idRank(loyalty?.cardNumber, wanted),
    idRank(email, wanted),
    phoneRank(phone, wanted),
    nameRank(name, wanted),
  )

type Found = { readonly customer: Customer; readonly rank: number }

const byLikelihood = (a: Found, b: Found): number =>
  b.rank - a.rank ||
  (a.customer.name ?? '').localeCompare(b.customer.name ?? '', 'en') ||
  (a.customer.customerId < b.customer.customerId ? -1 : 1)

/**
 * @param limit  the most that are given
 * @complexity O(customers), in slices between which others are answered
 * @throws AisleError BAD_REQUEST when there is too little to look for
 */
export const findCustomers = async (
  { customers }: ShopView,
  query: string,
  limit: number,
): Promise<FoundCustomers> => {
  const text = folded(query)
  if (text.length < CUSTOMER_QUERY_LENGTH_MIN)
    throw new AisleError('BAD_REQUEST', 'There is too little to look for.', {
      field: '/query',
      fix: `Send at least ${CUSTOMER_QUERY_LENGTH_MIN} signs of a name, e-mail, telephone, loyalty card or id.`,
    })
  const wanted: Wanted = { text, words: text.split(/\s+/), digits: digitsOf(text) }
  let best: Found[] = []
  let foundCount = 0
  let looked = 0
  for (const customer of customers.values()) {
    const rank = rankOf(customer, wanted)
    if (rank > 0) {
      foundCount++
      best.push({ customer, rank })
      if (best.length >= KEPT_RATIO * limit) best = best.sort(byLikelihood).slice(0, limit)
    }
    if (++looked % SLICE === 0) await turn()
  }
  return {
    customers: best
      .sort(byLikelihood)
      .slice(0, limit)
      .map(({ customer }) => customer),
    isCut: foundCount > limit,
  }
}
