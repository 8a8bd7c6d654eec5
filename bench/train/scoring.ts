/** How long one answer of each recipe takes, by the size of the catalog: one thread, no server, no filters. */
import { performance } from 'node:perf_hooks'
import type { ThreadCompute } from '../../src/jobs/thread-compute.ts'
import { TRAINED_RECIPES } from '../../src/jobs/train/recipes.ts'
import { rng } from '../../src/math/rng.ts'
import { type AnyRecipe, JOBS, type Options } from '../../src/models/recipe.ts'
import type { Query } from '../../src/models/query.ts'
import { bestOf } from '../../src/models/scores.ts'
import type { TrainingData } from '../../src/models/training-data.ts'
import type { BenchTable, Figures } from '../result.ts'
import { quantile } from '../statistics.ts'
import { syntheticShop } from './synthetic-shop.ts'

const SIZES = { quick: [2_000], full: [10_000, 100_000, 1_000_000] }
const QUERY_COUNT = 300
const WARM_UP_COUNT = 30
const HISTORY_MAX = 30
const LIST_LENGTH = 20
/** Recipes that would take more to train at a size are left out of it, and said so. */
const MEMORY_MAX_BYTES = 4e9
/** Larger catalogs change nothing in what these answer from (they model their `itemMax` best), or take hours to train. */
const ITEMS_MAX: Readonly<Record<string, number>> = {
  autoregression: 10_000,
  ease: 10_000,
  'text-similarity': 10_000,
  'next-basket': 100_000,
  'ranked-orders': 100_000,
  'ranked-sessions': 100_000,
}
/** Answers take as long however often a model was improved. */
const SHORT_TRAINING: Readonly<Record<string, Options>> = { ials: { epochs: 1 } }

/** Each asks after a session of some shopper; every second one stands on an item's page. */
const queriesOf = (data: TrainingData): readonly Query[] => {
  const random = rng(1, 'queries')
  const { acts, byShopper } = data
  return Array.from({ length: QUERY_COUNT }, (_, k) => {
    const shopper = acts.shopper[random.int(acts.count)] ?? 0
    const rows = byShopper.rows
      .slice(byShopper.starts[shopper], byShopper.starts[shopper + 1])
      .slice(-HISTORY_MAX)
    const last = rows.at(-1) ?? 0
    const orders = new Map<number, number>()
    const orderOf = (row: number): number => {
      const order = acts.order[row] ?? -1
      if (order >= 0 && !orders.has(order)) orders.set(order, orders.size)
      return orders.get(order) ?? -1
    }
    return {
      now: data.now,
      seeds: k % 2 === 0 ? Int32Array.of(acts.item[last] ?? 0) : new Int32Array(0),
      history: {
        items: Int32Array.from(rows, (row) => acts.item[row] ?? 0),
        at: Float64Array.from(rows, (row) => acts.at[row] ?? 0),
        kinds: Uint8Array.from(rows, (row) => acts.kind[row] ?? 0),
        orders: Int32Array.from(rows, orderOf),
      },
      sessionStart: Math.max(0, rows.length - 5),
    }
  })
}

const measure = async (
  recipe: AnyRecipe,
  data: TrainingData,
  queries: readonly Query[],
  compute: ThreadCompute,
): Promise<Figures> => {
  const options = { ...recipe.defaults, ...SHORT_TRAINING[recipe.name] }
  const bytes = recipe.memoryBytes({ ...data, actCount: data.acts.count }, options)
  const size = {
    recipe: recipe.name,
    items: data.itemCount,
    jobs: JOBS.filter((job) => recipe.jobs.includes(job)).join(', '),
  }
  if (bytes > MEMORY_MAX_BYTES || data.itemCount > (ITEMS_MAX[recipe.name] ?? data.itemCount))
    return { ...size, trainSeconds: null, microsP50: null, microsP99: null }
  const beganAt = performance.now()
  const model = await recipe.train(data, options, { compute, seed: 1, report: () => {} })
  const trainSeconds = (performance.now() - beganAt) / 1_000
  const score = recipe.scorer(model)
  const micros = queries.map((query) => {
    const askedAt = performance.now()
    bestOf(score(query), LIST_LENGTH)
    return (performance.now() - askedAt) * 1_000
  })
  const warm = micros.slice(WARM_UP_COUNT)
  return { ...size, trainSeconds, microsP50: quantile(warm, 0.5), microsP99: quantile(warm, 0.99) }
}

export const scoringTables = async (
  { isQuick }: { readonly isQuick: boolean },
  compute: ThreadCompute,
  say: (sentence: string) => void,
): Promise<readonly BenchTable[]> => {
  const rows: Figures[] = []
  for (const itemCount of isQuick ? SIZES.quick : SIZES.full) {
    const data = syntheticShop({
      itemCount,
      shopperCount: itemCount,
      actCount: Math.max(100_000, 2 * itemCount),
    })
    const queries = queriesOf(data)
    for (const recipe of TRAINED_RECIPES) {
      say(`scoring: ${recipe.name} at ${itemCount.toLocaleString('en')} items`)
      rows.push(await measure(recipe, data, queries, compute))
    }
  }
  return [
    {
      title: 'One answer, by recipe and size of the catalog',
      columns: [
        { key: 'recipe', title: 'recipe' },
        { key: 'items', title: 'items', digits: 0 },
        { key: 'trainSeconds', title: 'training s', digits: 1 },
        { key: 'microsP50', title: 'µs p50', digits: 0 },
        { key: 'microsP99', title: 'µs p99', digits: 0 },
      ],
      rows,
    },
  ]
}
