/** A department store that never was: its range, its people and what they did, all from one seed. */
import type { Channel, Item, Shop } from '../domain/catalog.ts'
import type { Customer } from '../domain/customer.ts'
import type { ShopEvent } from '../domain/event.ts'
import type { CuratedList } from '../domain/rule.ts'
import { channelsOf } from './channels.ts'
import { makeColumns, planTrends } from './columns.ts'
import { planPairs } from './complements.ts'
import { featuredOf } from './featured.ts'
import { historyOf } from './history.ts'
import { makePlan, type WorldCounts, type WorldSize } from './plan.ts'
import { itemOf, productAt } from './products.ts'
import { customerOf } from './shoppers.ts'
import { type Tills, tillsOf } from './tills.ts'
import { type Truth, truthOf } from './truth.ts'

export type WorldOptions = {
  readonly size: WorldSize | WorldCounts
  /** The same seed makes the same world, byte for byte. */
  readonly seed: number
  /** The end of the history, ms UTC. Weekdays and seasons are those of the true calendar before it. */
  readonly now: number
}

/** Documents and events as a shop sends them. Iterables make their elements anew, one at a time, on every pass. */
export type World = {
  readonly counts: WorldCounts
  readonly shop: Shop
  readonly channels: readonly Channel[]
  readonly tills: Tills
  readonly items: Iterable<Item>
  readonly curatedLists: readonly CuratedList[]
  readonly customers: Iterable<Customer>
  /** In the order of `at`, none after `now`. */
  readonly events: () => Generator<ShopEvent, void, undefined>
  /** For tests. No engine reads it. */
  readonly truth: Truth
}

const each = <T>(count: number, make: (index: number) => T): Iterable<T> => ({
  *[Symbol.iterator]() {
    for (let index = 0; index < count; index++) yield make(index)
  },
})

const DEMO_SHOP: Shop = {
  shop: 'demo',
  title: 'Aisle & Co',
  currency: 'GBP',
  timeZone: 'Europe/London',
  isDemo: true,
  consentModel: 'opt-out',
}

/**
 * @complexity memory O(items + shoppers + events of a day + plans for the days to come)
 */
export const createWorld = ({ size, seed, now }: WorldOptions): World => {
  const plan = makePlan(size, seed, now)
  const columns = makeColumns(plan)
  const trends = planTrends(plan, columns)
  const pairs = planPairs(plan, columns)
  const { itemCount, customerCount, visitorCount, dayCount, eventCountTarget } = plan
  return {
    counts: { itemCount, customerCount, visitorCount, dayCount, eventCountTarget },
    shop: DEMO_SHOP,
    channels: channelsOf(plan),
    tills: tillsOf(),
    items: each(itemCount, (index) => itemOf(plan, productAt(plan, index))),
    curatedLists: [featuredOf(plan)],
    customers: each(customerCount, (customer) => customerOf(plan, customer)),
    events: () => historyOf(plan, columns, trends, pairs),
    truth: truthOf(plan, columns, trends, pairs),
  }
}
