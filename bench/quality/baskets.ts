/** Next-basket protocols: histories of orders as training data, and how right a list for the next order is. */
import { DAY_MS } from '../../src/domain/local-day.ts'
import { hitAt, hitCountAt, ndcgAt, recallAt } from '../../src/evaluation/rank-metrics.ts'
import { type Acts, PURCHASE } from '../../src/models/acts.ts'
import { noFacts } from '../../src/models/item-facts.ts'
import type { PersonalFrequencyOptions } from '../../src/models/repeat/personal-frequency.ts'
import { NO_HISTORY, type Query } from '../../src/models/query.ts'
import type { ModelData, Options, Recipe } from '../../src/models/recipe.ts'
import { bestOf, type Scores } from '../../src/models/scores.ts'
import { TrainingData } from '../../src/models/training-data.ts'
import type { ProtocolContext, QualityRow } from './protocol.ts'

export type Basket = { readonly at: number; readonly items: readonly number[] }
/** Oldest first. */
export type Shopper = readonly Basket[]

export type BasketCase = {
  readonly query: Query
  readonly bought: ReadonlySet<number>
  readonly owned: ReadonlySet<number>
}

/** Baskets without dates, `stepDays` apart, the last one of every shopper at time 0: all that the order of baskets tells. */
export const evenlySpaced = (baskets: readonly (readonly number[])[], stepDays: number): Shopper =>
  baskets.map((items, k) => ({ at: (k + 1 - baskets.length) * stepDays * DAY_MS, items }))

/** Shoppers of the same instant stand in the order given. */
export const dataOfShoppers = (
  shoppers: readonly Shopper[],
  itemCount: number,
  now: number,
): TrainingData => {
  const orders = shoppers
    .flatMap((baskets, shopper) => baskets.map((basket) => ({ ...basket, shopper })))
    .sort((a, b) => a.at - b.at)
  const count = orders.reduce((sum, { items }) => sum + items.length, 0)
  const acts: Acts = {
    count,
    at: new Float64Array(count),
    shopper: new Int32Array(count),
    item: new Int32Array(count),
    kind: new Uint8Array(count).fill(PURCHASE),
    order: new Int32Array(count),
    session: new Int32Array(count).fill(-1),
    units: new Float32Array(count).fill(1),
    priceMinor: new Float64Array(count).fill(Number.NaN),
  }
  let row = 0
  for (const [order, { at, shopper, items }] of orders.entries())
    for (const item of items) {
      acts.at[row] = at
      acts.shopper[row] = shopper
      acts.order[row] = order
      acts.item[row++] = item
    }
  return new TrainingData({
    acts,
    itemCount,
    shopperCount: shoppers.length,
    orderCount: orders.length,
    sessionCount: 0,
    facts: noFacts(itemCount),
    now,
  })
}

/** What is asked at the last basket, after those before it. */
export const lastBasketCase = (shopper: Shopper): BasketCase => {
  const past = shopper.slice(0, -1)
  const target = shopper[shopper.length - 1] as Basket
  const lines = past.flatMap((basket, order) => basket.items.map((item) => ({ item, order, at: basket.at })))
  return {
    query: {
      now: target.at,
      seeds: new Int32Array(0),
      history: {
        items: Int32Array.from(lines, ({ item }) => item),
        at: Float64Array.from(lines, ({ at }) => at),
        kinds: new Uint8Array(lines.length).fill(PURCHASE),
        orders: Int32Array.from(lines, ({ order }) => order),
      },
      sessionStart: lines.length,
    },
    bought: new Set(target.items),
    owned: new Set(lines.map(({ item }) => item)),
  }
}

/** How many right ones a perfect list of k shows: all of the basket, as the papers on grocery have it, or at most k. */
type Ideal = 'whole basket' | 'first k'

/** Means over cases of each metric at each k; repeats and new items apart, over cases that have such items. */
export const basketMetrics = (
  scorer: (query: Query) => Scores,
  cases: readonly BasketCase[],
  places: readonly number[],
  ideal: Ideal,
): Record<string, number> => {
  const names = ['recall', 'ndcg', 'hit', 'repeat recall', 'explore recall']
  const sums = new Map(places.flatMap((k) => names.map((name) => [`${name}@${k}`, { sum: 0, count: 0 }])))
  const add = (name: string, value: number): void => {
    const held = sums.get(name) ?? { sum: 0, count: 0 }
    held.sum += value
    held.count++
  }
  for (const { query, bought, owned } of cases) {
    const ranked = bestOf(scorer(query), Math.max(...places)).items
    const repeats = new Set([...bought].filter((item) => owned.has(item)))
    const news = new Set([...bought].filter((item) => !owned.has(item)))
    for (const k of places) {
      add(`recall@${k}`, recallAt(ranked, bought, k))
      add(
        `ndcg@${k}`,
        ndcgAt(ranked, bought, k, ideal === 'first k' ? Math.min(k, bought.size) : bought.size),
      )
      add(`hit@${k}`, hitAt(ranked, bought, k))
      if (repeats.size > 0) add(`repeat recall@${k}`, hitCountAt(ranked, repeats, k) / repeats.size)
      if (news.size > 0) add(`explore recall@${k}`, hitCountAt(ranked, news, k) / news.size)
    }
  }
  return Object.fromEntries([...sums].map(([name, { sum, count }]) => [name, sum / count]))
}

/** Means of rows of metrics with the same names. */
export const meanMetrics = (rows: readonly Readonly<Record<string, number>>[]): Record<string, number> =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((name) => [
      name,
      rows.reduce((sum, row) => sum + (row[name] ?? Number.NaN), 0) / rows.length,
    ]),
  )

export type Trained = { readonly scorer: (query: Query) => Scores; readonly trainSeconds: number }

export const trained = async <O extends Options, M extends ModelData>(
  recipe: Recipe<O, M>,
  data: TrainingData,
  options: Partial<O>,
  { compute }: ProtocolContext,
): Promise<Trained> => {
  const start = performance.now()
  const model = await recipe.train(
    data,
    { ...recipe.defaults, ...options },
    { compute, seed: 1, report: () => {} },
  )
  return { scorer: recipe.scorer(model), trainSeconds: (performance.now() - start) / 1000 }
}

/** GP-TopFreq of the papers: orders that held the item, ties by how many orders hold it. */
export const PERSONAL_TOP: Partial<PersonalFrequencyOptions> = {
  orderDecay: 1,
  halfLifeDays: 1e6,
  dueWeight: 0,
  popularityWeight: 1e-3,
  popularityHalfLifeDays: 1e6,
}

/** The same for everyone: what is asked without a history. */
export const popularOnly = ({ scorer, trainSeconds }: Trained): Trained => ({
  scorer: (query) => scorer({ ...query, history: NO_HISTORY, sessionStart: 0 }),
  trainSeconds,
})

/** A method and what one run of it reached. */
export type Run = readonly [method: string, run: Omit<QualityRow, 'method'>]

/** One row a method: the means of its runs. */
export const rowsOfRuns = (runs: ReadonlyMap<string, readonly Run[1][]>): QualityRow[] =>
  [...runs].map(([method, rows]) => ({
    ...(rows[0] as Run[1]),
    method,
    metrics: meanMetrics(rows.map((row) => row.metrics)),
    trainSeconds: rows.reduce((sum, row) => sum + (row.trainSeconds ?? 0), 0) / rows.length,
  }))
