/** Small data for tests of recipes, written the short way. */
import { ACT_KINDS, type ActKind, PURCHASE } from './acts.ts'
import type { ItemFacts } from './item-facts.ts'
import { NO_HISTORY, type Query } from './query.ts'
import { TrainingData } from './training-data.ts'

export type GivenAct = {
  readonly at?: number
  readonly shopper?: number
  readonly item: number
  readonly kind?: ActKind
  readonly order?: number
  readonly session?: number
  readonly units?: number
  readonly priceMinor?: number
}

const countOf = (numbers: readonly number[]): number => numbers.reduce((most, n) => Math.max(most, n + 1), 0)

/** Acts in the order given when no times are; sizes are those of the largest numbers. */
export const dataOf = (
  given: readonly GivenAct[],
  { facts, itemCount, now }: { facts?: ItemFacts; itemCount?: number; now?: number } = {},
): TrainingData => {
  const acts = given
    .map((act, k) => ({ kind: 'view' as ActKind, shopper: -1, order: -1, session: -1, at: k, ...act }))
    .sort((a, b) => a.at - b.at)
  return new TrainingData({
    acts: {
      count: acts.length,
      at: Float64Array.from(acts, (act) => act.at),
      shopper: Int32Array.from(acts, (act) => act.shopper),
      item: Int32Array.from(acts, (act) => act.item),
      kind: Uint8Array.from(acts, (act) => ACT_KINDS.indexOf(act.kind)),
      order: Int32Array.from(acts, (act) => act.order),
      session: Int32Array.from(acts, (act) => act.session),
      units: Float32Array.from(acts, (act) => act.units ?? 1),
      priceMinor: Float64Array.from(acts, (act) => act.priceMinor ?? Number.NaN),
    },
    itemCount: itemCount ?? countOf(acts.map((act) => act.item)),
    shopperCount: countOf(acts.map((act) => act.shopper)),
    orderCount: countOf(acts.map((act) => act.order)),
    sessionCount: countOf(acts.map((act) => act.session)),
    ...(facts === undefined ? {} : { facts }),
    now: now ?? acts.at(-1)?.at ?? 0,
  })
}

/** Order k is bought by shopper k, unless the shoppers are named. */
export const dataOfOrders = (
  orders: readonly (readonly number[])[],
  itemCount?: number,
  shopperOf: (order: number) => number = (order) => order,
): TrainingData =>
  dataOf(
    orders.flatMap((items, order) =>
      items.map((item) => ({ item, order, shopper: shopperOf(order), kind: 'purchase' as const, at: order })),
    ),
    itemCount === undefined ? {} : { itemCount },
  )

/** Session k is of nobody. */
export const dataOfSessions = (sessions: readonly (readonly number[])[], itemCount?: number): TrainingData =>
  dataOf(
    sessions.flatMap((items, session) => items.map((item) => ({ item, session }))),
    itemCount === undefined ? {} : { itemCount },
  )

/** A query that is empty but for what is given; `items` are the acts of the running session, or orders of a history. */
export const queryOf = ({
  seeds = [],
  items = [],
  orders = [],
  now,
}: {
  seeds?: readonly number[]
  items?: readonly number[]
  orders?: readonly (readonly number[])[]
  now?: number
}): Query => {
  const bought = orders.flatMap((order, k) => order.map((item) => ({ item, order: k })))
  const size = bought.length + items.length
  return {
    now: now ?? size,
    seeds: Int32Array.from(seeds),
    history:
      size === 0
        ? NO_HISTORY
        : {
            items: Int32Array.from([...bought.map((act) => act.item), ...items]),
            at: Float64Array.from({ length: size }, (_, k) =>
              k < bought.length ? (bought[k]?.order ?? 0) : k,
            ),
            kinds: Uint8Array.from({ length: size }, (_, k) => (k < bought.length ? PURCHASE : 0)),
            orders: Int32Array.from({ length: size }, (_, k) => bought[k]?.order ?? -1),
          },
    sessionStart: bought.length,
  }
}
