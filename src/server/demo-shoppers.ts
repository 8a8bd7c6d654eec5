/** The people of a demo shop, as a demonstrator looks for one to act as. */
import { CATEGORY_SEPARATOR } from '../domain/catalog.ts'
import type { Customer } from '../domain/customer.ts'
import type { ShopView } from '../views/shop-view.ts'

/** Names under `attributes` of the customer document. No list and no model reads them. */
const INTERESTS = 'interests'
/** Set in accounts that people made for themselves: nobody else is shown them. */
const OWN_ACCOUNT = 'isOwnAccount'

export const accountAttributes = (interests: readonly string[]) => ({
  [INTERESTS]: interests,
  [OWN_ACCOUNT]: true,
})

/** Made up with the shop, and not somebody who made an account. */
export const isMadeUp = ({ attributes }: Customer): boolean => attributes?.[OWN_ACCOUNT] !== true

/** Departments, the dearest first, as the customer would say. */
const interestsOf = ({ attributes }: Customer): readonly string[] => {
  const interests = attributes?.[INTERESTS]
  return Array.isArray(interests) ? interests.filter((name) => typeof name === 'string') : []
}

/** What interests can be: the departments that sell something on the web. */
export const allInterests = (view: ShopView, channel: string, now: number): readonly string[] => {
  const { isSold } = view.assortment(channel).at(now)
  return view.catalog
    .categories()
    .filter(
      ({ path, members }) =>
        !path.includes(CATEGORY_SEPARATOR) && [...members].some((item) => isSold[item] === 1),
    )
    .map(({ path }) => path)
}

export type ShoppersAsked = {
  /** Part of a name or of an id. */
  readonly query?: string | undefined
  readonly interest?: string | undefined
  /** Years. */
  readonly ageFrom?: number | undefined
  readonly ageTo?: number | undefined
  readonly limit: number
  /** In [0, 1): draws instead of taking the first. */
  readonly random?: (() => number) | undefined
}

const ageOf = ({ birthYear }: Customer, year: number): number | undefined =>
  birthYear === undefined ? undefined : year - birthYear

const matcherOf = ({ query = '', interest, ageFrom, ageTo }: ShoppersAsked, year: number) => {
  const text = query.trim()
  // A pattern looks at 100,000 names several times faster than lower-casing them.
  const wanted = new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), 'i')
  return (customer: Customer): boolean => {
    const { name, customerId } = customer
    const age = ageOf(customer, year) ?? Number.NaN
    return (
      (ageFrom === undefined || age >= ageFrom) &&
      (ageTo === undefined || age <= ageTo) &&
      (interest === undefined || interestsOf(customer).includes(interest)) &&
      (text === '' || wanted.test(name ?? '') || wanted.test(customerId)) &&
      isMadeUp(customer)
    )
  }
}

/** The first ones, or as many drawn, each as likely as the others. */
const chosen = (
  customers: Iterable<Customer>,
  matches: (customer: Customer) => boolean,
  { limit, random }: ShoppersAsked,
): readonly Customer[] => {
  const found: Customer[] = []
  let count = 0
  for (const customer of customers) {
    if (found.length >= limit && random === undefined) break
    if (!matches(customer)) continue
    count++
    if (found.length < limit) found.push(customer)
    else {
      const place = Math.floor((random?.() ?? 1) * count)
      if (place < limit) found[place] = customer
    }
  }
  return found
}

const shown = (view: ShopView, customer: Customer, year: number) => {
  const { customerId, name, gender, loyalty } = customer
  const age = ageOf(customer, year)
  const orders = view.orders.ordersOf(view.shoppersOf(customerId))
  const [last] = orders
  return {
    customerId,
    name: name ?? customerId,
    ...(age !== undefined && { age }),
    ...(gender !== undefined && { gender }),
    ...(loyalty?.tier !== undefined && { tier: loyalty.tier }),
    interests: interestsOf(customer),
    orderCount: orders.length,
    ...(last !== undefined && { lastOrderAt: last.at }),
  }
}

/**
 * @param now  ms UTC: ages count by its year
 * @complexity one look at each customer: 100,000 take 2 to 9 ms
 */
export const demoShoppers = (view: ShopView, asked: ShoppersAsked, now: number) => {
  const year = new Date(now).getUTCFullYear()
  return chosen(view.customers.values(), matcherOf(asked, year), asked).map((customer) =>
    shown(view, customer, year),
  )
}

/**
 * @param besides  a customer who is passed over
 * @complexity one look at each customer
 */
export const customerOfEmail = (view: ShopView, email: string, besides?: string): Customer | undefined => {
  const wanted = email.trim().toLowerCase()
  for (const customer of view.customers.values())
    if (
      customer.email?.length === wanted.length &&
      customer.email.toLowerCase() === wanted &&
      customer.customerId !== besides
    )
      return customer
  return undefined
}
