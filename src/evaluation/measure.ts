/** Asks a scorer every case and notes how good each answer was. */
import type { Query } from '../models/query.ts'
import { bestOf, type Scores } from '../models/scores.ts'
import { type Interval, meanInterval } from './bootstrap.ts'
import type { Case } from './cases.ts'
import { hitAt, ndcgAt, precisionAt, recallAt, reciprocalRankAt } from './rank-metrics.ts'

export const METRICS = ['ndcg', 'recall', 'precision', 'hit', 'reciprocal-rank'] as const
export type Metric = (typeof METRICS)[number]

/** By which recipes are chosen: it counts how many of the right ones are there, and how far up. */
export const CHOOSING_METRIC: Metric = 'ndcg'

const METRIC_AT: Readonly<
  Record<Metric, (ranked: Int32Array, relevant: ReadonlySet<number>, k: number) => number>
> = {
  ndcg: ndcgAt,
  recall: recallAt,
  precision: precisionAt,
  hit: hitAt,
  'reciprocal-rank': reciprocalRankAt,
}

export type Measured = {
  /** How many items of each list count. */
  readonly k: number
  /** Value k of each array is that of case k. */
  readonly values: Readonly<Record<Metric, Float64Array>>
  readonly clusters: Int32Array
  /** What was shown, at most k items each. */
  readonly lists: readonly Int32Array[]
  /** Of scoring and picking the best, with the code warm. NaN without cases. */
  readonly microsPerQuery: { readonly median: number; readonly p99: number }
}

export type MeasureOptions = {
  readonly k: number
  /** ms with fractions, from anywhere; left out: time is not taken */
  readonly clock?: () => number
}

/** Queries that are asked twice, so that the first times are not those of cold code. */
const WARM_UP_COUNT = 50

export const measure = (
  score: (query: Query) => Scores,
  cases: readonly Case[],
  { k, clock = () => Number.NaN }: MeasureOptions,
): Measured => {
  const values = Object.fromEntries(
    METRICS.map((metric) => [metric, new Float64Array(cases.length)]),
  ) as Record<Metric, Float64Array>
  const micros = new Float64Array(cases.length)
  const lists: Int32Array[] = []
  for (const { query } of cases.slice(0, WARM_UP_COUNT)) bestOf(score(query), k)
  for (const [c, asked] of cases.entries()) {
    const isAllowed = filterOf(asked)
    const beganAt = clock()
    const list = bestOf(score(asked.query), k, isAllowed).items
    micros[c] = (clock() - beganAt) * 1_000
    for (const metric of METRICS) values[metric][c] = METRIC_AT[metric](list, asked.relevant, k)
    lists.push(list)
  }
  micros.sort()
  return {
    k,
    values,
    clusters: Int32Array.from(cases, ({ cluster }) => cluster),
    lists,
    microsPerQuery: {
      median: micros[Math.floor(0.5 * micros.length)] ?? Number.NaN,
      p99: micros[Math.floor(0.99 * micros.length)] ?? Number.NaN,
    },
  }
}

/** Seeds are on the page already, so no shop would show them. */
const filterOf = ({ query, candidates, excluded }: Case): ((item: number) => boolean) => {
  const seeds = new Set(query.seeds)
  return (item) => !seeds.has(item) && candidates?.has(item) !== false && excluded?.has(item) !== true
}

export const intervalsOf = (
  { values, clusters }: Measured,
  seed: number,
): Readonly<Record<Metric, Interval>> =>
  Object.fromEntries(
    METRICS.map((metric) => [metric, meanInterval(values[metric], clusters, seed)]),
  ) as Record<Metric, Interval>
