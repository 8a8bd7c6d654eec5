/** Small worlds in which the right answer is known, because it was planted. Same seed, same world. */
import { DAY_MS } from '../domain/local-day.ts'
import { rng } from '../math/rng.ts'
import type { ItemFacts } from '../models/item-facts.ts'
import { noFacts } from '../models/item-facts.ts'
import type { TrainingData } from '../models/training-data.ts'
import { dataOf, type GivenAct } from '../models/training-data.test-support.ts'
import { csrOfPairs } from '../math/csr.ts'

/** Each order also leaves views in a session of its own, a minute apart, so that recipes of any kind find food. */
const ordersAsActs = (
  orders: readonly {
    readonly shopper: number
    readonly items: readonly number[]
    readonly at: number
  }[],
): readonly GivenAct[] =>
  orders.flatMap(({ shopper, items, at }, order) => [
    ...items.map((item, k) => ({ shopper, item, session: order, at: at + 60_000 * k })),
    ...items.map((item) => ({
      shopper,
      item,
      order,
      session: order,
      kind: 'purchase' as const,
      at: at + 60_000 * items.length,
    })),
  ])

/** One tag, one word and one direction for each group, so that recipes of content can tell groups apart, too. */
const factsOfGroups = (groupOf: readonly number[], groupCount: number): ItemFacts => {
  const itemCount = groupOf.length
  const values = new Float32Array(itemCount * groupCount)
  for (const [item, group] of groupOf.entries()) values[item * groupCount + group] = 1
  return {
    ...noFacts(itemCount),
    tags: csrOfPairs(
      Int32Array.from(groupOf, (_, item) => item),
      Int32Array.from(groupOf),
      itemCount,
      groupCount,
    ),
    tagNames: Array.from({ length: groupCount }, (_, group) => `category:${group}`),
    textFields: [
      { name: 'title', texts: groupOf.map((group, item) => `${'abcdefgh'[group % 8]}word thing ${item}`) },
    ],
    vectors: ['picture', 'text'].map((name) => ({ name, dimensions: groupCount, values })),
  }
}

/** Shoppers of one color buy items of their color only: item and shopper k have color k mod 2. */
export const checkerboard = ({
  itemCount = 20,
  shopperCount = 40,
  orderCount = 4,
  seed = 1,
}: {
  itemCount?: number
  shopperCount?: number
  /** of each shopper */
  orderCount?: number
  seed?: number
} = {}): { readonly data: TrainingData; readonly colorOf: (item: number) => number } => {
  const own = [0, 1].map((color) => Array.from({ length: itemCount / 2 }, (_, k) => 2 * k + color))
  const orders = Array.from({ length: orderCount * shopperCount }, (_, k) => {
    const shopper = k % shopperCount
    const random = rng(seed, 'order', k)
    return { shopper, at: k * 3_600_000, items: random.shuffle(own[shopper % 2]).slice(0, 2 + random.int(3)) }
  })
  const facts = factsOfGroups(
    Array.from({ length: itemCount }, (_, item) => item % 2),
    2,
  )
  return { data: dataOf(ordersAsActs(orders), { facts, itemCount }), colorOf: (item) => item % 2 }
}

export type Bundle = {
  readonly first: number
  readonly second: number
  readonly together: number
  readonly alone: number
}

/**
 * Who takes `first` with `second` takes `together`; who takes either without the other takes `alone`. Sums over pairs
 * cannot tell `together` from `alone`; a model of the whole basket can.
 */
export const plantedBundles = ({
  bundleCount = 4,
  orderCount = 400,
  fillerCount = 6,
  seed = 1,
}: {
  bundleCount?: number
  orderCount?: number
  /** Items that land in any basket. */
  fillerCount?: number
  seed?: number
} = {}): { readonly data: TrainingData; readonly bundles: readonly Bundle[] } => {
  const bundles = Array.from({ length: bundleCount }, (_, k) => ({
    first: 4 * k,
    second: 4 * k + 1,
    together: 4 * k + 2,
    alone: 4 * k + 3,
  }))
  const itemCount = 4 * bundleCount + fillerCount
  const orders = Array.from({ length: orderCount }, (_, k) => {
    const random = rng(seed, 'order', k)
    const { first, second, together, alone } = random.pick(bundles)
    const filler = 4 * bundleCount + random.int(fillerCount)
    const items = random.chance(1 / 3) ? [first, second, together] : [random.pick([first, second]), alone]
    return { shopper: k, at: k * 3_600_000, items: [...items, filler] }
  })
  return { data: dataOf(ordersAsActs(orders), { itemCount }), bundles }
}

/** Shoppers take most of what they take from the items of their persona; persona of item and shopper k is k mod count. */
export const plantedPersonas = ({
  personaCount = 4,
  itemCount = 60,
  shopperCount = 120,
  actCount = 15,
  loyalty = 0.85,
  seed = 1,
}: {
  personaCount?: number
  itemCount?: number
  shopperCount?: number
  /** of each shopper */
  actCount?: number
  /** share of acts within the persona */
  loyalty?: number
  seed?: number
} = {}): { readonly data: TrainingData; readonly personaOf: (itemOrShopper: number) => number } => {
  const personaOf = (index: number): number => index % personaCount
  const orders = Array.from({ length: shopperCount }, (_, shopper) => {
    const random = rng(seed, 'shopper', shopper)
    const own = Array.from({ length: itemCount }, (_, item) => item).filter(
      (item) => personaOf(item) === personaOf(shopper),
    )
    const items = Array.from({ length: actCount }, () =>
      random.chance(loyalty) ? random.pick(own) : random.int(itemCount),
    )
    return { shopper, at: shopper * 3_600_000, items: [...new Set(items)] }
  })
  const facts = factsOfGroups(
    Array.from({ length: itemCount }, (_, item) => personaOf(item)),
    personaCount,
  )
  return { data: dataOf(ordersAsActs(orders), { facts, itemCount }), personaOf }
}

/** Item k is bought again every `days[k]` days, give or take a tenth; NaN: never again. Shoppers start on different days. */
export const plantedRepeats = ({
  days = [7, 14, 30, Number.NaN, Number.NaN],
  shopperCount = 60,
  spanDays = 180,
  seed = 1,
}: {
  days?: readonly number[]
  shopperCount?: number
  spanDays?: number
  seed?: number
} = {}): { readonly data: TrainingData; readonly days: readonly number[] } => {
  const orders: { shopper: number; items: number[]; at: number }[] = []
  for (let shopper = 0; shopper < shopperCount; shopper++)
    for (const [item, between] of days.entries()) {
      const random = rng(seed, 'repeat', shopper, item)
      let day = random.between(0, 30)
      while (day < spanDays) {
        orders.push({ shopper, items: [item], at: day * DAY_MS })
        if (Number.isNaN(between)) break
        day += between * random.between(0.9, 1.1)
      }
    }
  return { data: dataOf(ordersAsActs(orders), { itemCount: days.length }), days }
}
