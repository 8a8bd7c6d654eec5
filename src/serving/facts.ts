/** What conditions are asked of, from the live views: one request, its shopper as far as they may be read, its items. */
import type { Facts, PastAct } from '../conditions/facts.ts'
import type { FieldValue } from '../domain/condition.ts'
import { offsetOfZone } from '../domain/local-day.ts'
import type { ShopView } from '../views/shop-view.ts'
import { attributeOf, itemField, type ItemFieldContext, priceMinorOf } from './item-field.ts'
import type { Past } from './past.ts'
import type { Person } from './who-asks.ts'

export type FactsInput = ItemFieldContext & {
  /** Of the page, or -1. */
  readonly seed: number
  readonly basket: readonly number[]
  readonly person: Person
  readonly past: Past
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const offsets = new Map<string, (at: number) => number>()
const offsetAt = (timeZone: string, at: number): number => {
  let offset = offsets.get(timeZone)
  if (offset === undefined) offsets.set(timeZone, (offset = offsetOfZone(timeZone)))
  return offset(at)
}

const timeField = (view: ShopView, now: number, name: string): FieldValue => {
  const local = new Date(now + offsetAt(view.timeZone, now))
  switch (name) {
    case 'at':
      return now
    case 'hour':
      return local.getUTCHours()
    case 'weekday':
      return WEEKDAYS[local.getUTCDay()]
    case 'month':
      return local.getUTCMonth() + 1
    default:
      return undefined
  }
}

/** Nothing is said of a person whose past is closed, not even what they filled in. */
const shopperField = ({ view, person, past, now }: FactsInput, name: string): FieldValue => {
  const { customerId, closedBecause } = person
  if (name === 'isKnown') return closedBecause === undefined && customerId !== undefined
  if (closedBecause !== undefined) return undefined
  if (name === 'orderCount') return past.orderCount
  const customer = customerId === undefined ? undefined : view.customers.get(customerId)
  if (customer === undefined) return undefined
  const address = customer.addresses?.[0]
  switch (name) {
    case 'customerId':
      return customerId
    case 'gender':
      return customer.gender
    case 'birthYear':
      return customer.birthYear
    case 'age':
      return customer.birthYear === undefined
        ? undefined
        : new Date(now + offsetAt(view.timeZone, now)).getUTCFullYear() - customer.birthYear
    case 'loyaltyTier':
      return customer.loyalty?.tier
    case 'loyaltyPoints':
      return customer.loyalty?.points
    case 'country':
      return address?.country
    case 'region':
      return address?.region
    case 'city':
      return address?.city
    default:
      return name.startsWith('attributes.')
        ? attributeOf(customer.attributes, name.slice('attributes.'.length))
        : undefined
  }
}

const sessionField = ({ past, now }: FactsInput, name: string): FieldValue => {
  const acts = past.acts.slice(past.sessionStart)
  switch (name) {
    case 'actCount':
      return acts.length
    case 'viewCount':
      return acts.filter(({ kind }) => kind === 'product-view').length
    case 'minutes':
      return acts[0] === undefined ? 0 : (now - acts[0].at) / 60_000
    default:
      return undefined
  }
}

const basketField = ({ view, channel, basket }: FactsInput, name: string): FieldValue => {
  switch (name) {
    case 'itemCount':
    case 'unitCount':
      return basket.length
    case 'totalMinor':
      return basket.reduce((sum, index) => {
        const item = view.catalog.document(index)
        return sum + (item === undefined ? 0 : (priceMinorOf(item, channel) ?? 0))
      }, 0)
    default:
      return undefined
  }
}

const ACT_KINDS = new Map<string, PastAct['kind']>([
  ['product-view', 'view'],
  ['cart-add', 'cart'],
  ['wishlist-add', 'wish'],
  ['order', 'purchase'],
])

export const factsOf = (input: FactsInput): Facts => {
  const { view, channel, now, seed, basket, past } = input
  let acts: readonly PastAct[] | undefined
  return {
    now,
    basket,
    parameters: {},
    item: (item, name) => itemField(input, item, name),
    fixed: (subject, name) => {
      switch (subject) {
        case 'seed':
          return itemField(input, seed, name)
        case 'shopper':
          return shopperField(input, name)
        case 'session':
          return sessionField(input, name)
        case 'basket':
          return basketField(input, name)
        case 'channel':
          return name === 'channelId'
            ? channel
            : name === 'kind'
              ? view.catalog.channel(channel)?.kind
              : undefined
        case 'time':
          return timeField(view, now, name)
      }
    },
    past: () => {
      acts ??= past.actsAndOrders.flatMap(({ kind, item, at }) => {
        const act = ACT_KINDS.get(kind)
        return act === undefined ? [] : [{ kind: act, item, at }]
      })
      return acts
    },
  }
}
