/** Shoppers: what they like, and the documents of those whom the shop knows. Numbers below `customerCount` are customers. */
import type { Consent, Customer } from '../domain/customer.ts'
import { type Rng, rng } from '../math/rng.ts'
import { DAY_MS } from '../domain/local-day.ts'

import { COLORS } from './colors.ts'
import { DEPARTMENTS } from './departments.ts'
import { itemIdOf, productAt } from './products.ts'
import { dayStart, type Plan } from './plan.ts'
import { FEMALE_NAMES, MALE_NAMES, SIZES, STREETS, STYLES, SURNAMES, TOWNS } from './words.ts'

/** What drives a shopper. Only the simulation and tests may look. */
export type Persona = {
  /** Two or three, the dearest first; weights sum to 1. */
  readonly favorites: readonly {
    readonly department: string
    readonly departmentIndex: number
    readonly weight: number
  }[]
  readonly styleIndex: number
  /** 0 cheap, 1 middling, 2 dear. */
  readonly level: number
  readonly colors: readonly string[]
  /** 0 does not look at prices, 1 looks at nothing else; 0.5 over all shoppers. */
  readonly priceSensitivity: number
  readonly gender: 'female' | 'male'
  /** Index of the size worn or slept in, by kind of size. */
  readonly size: Readonly<Record<keyof typeof SIZES, number>>
}

const WEIGHTS = [
  [0.65, 0.35],
  [0.55, 0.3, 0.15],
] as const
const COLOR_NAMES = Object.keys(COLORS)
/** Share of customers who live with the customer before them. */
const HOUSEHOLD_SHARE = 0.25

export const customerIdOf = (shopper: number): string => `customer-${1001 + shopper}`
/** Everybody has a browser; customers use theirs before they sign in. */
export const visitorIdOf = (shopper: number): string => `visitor-${1001 + shopper}`

/** How much a department is meant for somebody; clothes for others are sometimes bought as presents. */
export const genderFactor = (meantFor: 'female' | 'male' | undefined, gender: 'female' | 'male'): number =>
  meantFor === undefined || meantFor === gender ? 1 : 0.08

export const personaOf = (plan: Plan, shopper: number): Persona => {
  const r = rng(plan.seed, 'persona', shopper)
  const gender = r.chance(0.52) ? 'female' : 'male'
  const departmentCount = plan.shelves[plan.shelves.length - 1].departmentIndex + 1
  const pulls = DEPARTMENTS.slice(0, departmentCount).map(
    (department) => department.weight * genderFactor(department.gender, gender),
  )
  const weights = r.pick(WEIGHTS)
  const favorites = weights.map((weight) => {
    const departmentIndex = r.weighted(pulls)
    pulls[departmentIndex] = 0
    return { department: DEPARTMENTS[departmentIndex].title, departmentIndex, weight }
  })
  const level = r.weighted([4, 4, 2])
  return {
    favorites,
    styleIndex: r.int(STYLES.length),
    level,
    colors: [r.pick(COLOR_NAMES), r.pick(COLOR_NAMES), r.pick(COLOR_NAMES)],
    priceSensitivity: r.float(),
    gender,
    size: {
      wear: Math.min(4, Math.max(0, Math.round(r.normal(gender === 'female' ? 1.7 : 2.4, 1)))),
      shoe: Math.min(9, Math.max(0, Math.round(r.normal(gender === 'female' ? 2.5 : 6.5, 1.3)))),
      bed: r.weighted([2, 5, 3]),
    },
  }
}

/** The first customer of the household. */
const headOf = (plan: Plan, customer: number): number => {
  let head = customer
  while (head > 0 && rng(plan.seed, 'household', head).chance(HOUSEHOLD_SHARE)) head--
  return head
}

/** The store a customer goes to, as an index of `STORES`. */
export const homeStoreOf = (plan: Plan, customer: number): number => homeOf(plan, customer).storeIndex

const homeOf = (plan: Plan, customer: number) => {
  const r = rng(plan.seed, 'home', headOf(plan, customer))
  const [city, postalArea, storeIndex] = r.pick(TOWNS)
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  return {
    surname: r.pick(SURNAMES),
    storeIndex,
    address: {
      street: `${1 + r.int(140)} ${r.pick(STREETS)}`,
      city,
      postalCode: `${postalArea}${1 + r.int(19)} ${1 + r.int(9)}${r.pick([...letters])}${r.pick([...letters])}`,
      country: 'GB',
    },
  }
}

/** Most people say nothing, some agree, a few refuse. */
const consentOf = (r: Rng): Consent | undefined => {
  const draw = r.float()
  if (draw < 0.03) return { personalization: false, tracking: false }
  if (draw < 0.08) return { personalization: false, tracking: true }
  return draw < 0.6 ? { personalization: true, tracking: true } : undefined
}

/** How often a shopper comes, against others: a few come all the time. */
export const activityOf = (plan: Plan, shopper: number): number => {
  const r = rng(plan.seed, 'activity', shopper)
  return Math.exp(r.normal(0, 0.9)) * (shopper < plan.customerCount ? 1 : 0.45)
}

const TIERS = ['basic', 'silver', 'gold', 'platinum'] as const
/** Activity from which a tier is reached. */
const TIER_FLOORS = [0, 1.3, 2.6, 5]

/** The customer as a shop would send it. */
export const customerOf = (plan: Plan, customer: number): Customer => {
  const r = rng(plan.seed, 'customer', customer)
  const { gender, favorites } = personaOf(plan, customer)
  const { surname, address } = homeOf(plan, customer)
  const name = r.pick(gender === 'female' ? FEMALE_NAMES : MALE_NAMES)
  const consent = consentOf(r)
  const activity = activityOf(plan, customer)
  const tierIndex = TIER_FLOORS.filter((floor) => activity >= floor).length - 1
  const wished = r.chance(0.3)
    ? Array.from({ length: 1 + r.int(3) }, () => productAt(plan, r.int(plan.itemCount)))
    : []
  const wishlist = [
    ...new Set(wished.filter(({ addedDay }) => addedDay < 0).map((product) => itemIdOf(plan, product))),
  ]
  const year = new Date(plan.now).getUTCFullYear()
  return {
    customerId: customerIdOf(customer),
    name: `${name} ${surname}`,
    email: `${name}.${surname}.${1001 + customer}@example.com`.toLowerCase(),
    // Numbers that the British regulator keeps free for stories.
    phone: `+44 7700 900${String(r.int(1000)).padStart(3, '0')}`,
    gender,
    birthYear: year - Math.round(Math.min(88, Math.max(18, r.normal(41, 14)))),
    addresses: [address],
    ...(r.chance(0.7) && {
      loyalty: {
        tier: TIERS[tierIndex],
        points: Math.round(activity * r.between(80, 400)),
        since: dayStart(plan, -30 - r.int(1_200)) + r.int(DAY_MS),
      },
    }),
    ...(wishlist.length > 0 && { wishlist }),
    ...(consent !== undefined && { consent }),
    // As they would say it themselves.
    attributes: { interests: favorites.map(({ department }) => department) },
  }
}
