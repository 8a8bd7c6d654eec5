/** Gowalla, as NGCF and LightGCN split it: the most quoted benchmark of items for known shoppers. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from '../../src/evaluation/cases.ts'
import { measure } from '../../src/evaluation/measure.ts'
import { PURCHASE } from '../../src/models/acts.ts'
import { graphFilter } from '../../src/models/factors/graph-filter.ts'
import { ials } from '../../src/models/factors/ials.ts'
import { popularity } from '../../src/models/counts/popularity.ts'
import type { ModelData, Options, Recipe } from '../../src/models/recipe.ts'
import { TrainingData } from '../../src/models/training-data.ts'
import type { Protocol, ProtocolContext, QualityRow } from './protocol.ts'

const SHOPPERS = 29_858
const ITEMS = 40_981
const LIST_LENGTH = 20

/** Lines of a shopper's number and the numbers of items. */
const readLines = (path: string): ReadonlyMap<number, readonly number[]> =>
  new Map(
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [shopper = -1, ...items] = line.trim().split(' ').map(Number)
        return [shopper, items]
      }),
  )

/** There are no times: every act is as old as every other. */
const dataOf = (itemsByShopper: ReadonlyMap<number, readonly number[]>): TrainingData => {
  const pairs = [...itemsByShopper].flatMap(([shopper, items]) => items.map((item) => ({ shopper, item })))
  const count = pairs.length
  return new TrainingData({
    acts: {
      count,
      at: new Float64Array(count),
      shopper: Int32Array.from(pairs, ({ shopper }) => shopper),
      item: Int32Array.from(pairs, ({ item }) => item),
      kind: new Uint8Array(count).fill(PURCHASE),
      order: new Int32Array(count).fill(-1),
      session: new Int32Array(count).fill(-1),
      units: new Float32Array(count).fill(1),
      priceMinor: new Float64Array(count).fill(Number.NaN),
    },
    itemCount: ITEMS,
    shopperCount: SHOPPERS,
    orderCount: 0,
    sessionCount: 0,
    now: 0,
  })
}

const casesOf = (
  train: ReadonlyMap<number, readonly number[]>,
  test: ReadonlyMap<number, readonly number[]>,
): readonly Case[] =>
  [...test]
    .filter(([, items]) => items.length > 0)
    .map(([shopper, items]) => {
      const known = Int32Array.from(train.get(shopper) ?? [])
      return {
        query: {
          now: 0,
          seeds: new Int32Array(0),
          history: {
            items: known,
            at: new Float64Array(known.length),
            kinds: new Uint8Array(known.length).fill(PURCHASE),
            orders: new Int32Array(known.length).fill(-1),
          },
          sessionStart: known.length,
        },
        relevant: new Set(items),
        excluded: new Set(known),
        cluster: shopper,
      }
    })

const run = async ({ dataFolder, compute, say }: ProtocolContext): Promise<readonly QualityRow[]> => {
  const train = readLines(join(dataFolder, 'gowalla', 'train.txt'))
  const data = dataOf(train)
  const cases = casesOf(train, readLines(join(dataFolder, 'gowalla', 'test.txt')))
  const row = async <O extends Options, M extends ModelData>(
    by: QualityRow['by'],
    recipe: Recipe<O, M>,
    given: Partial<O>,
  ): Promise<QualityRow> => {
    say(`gowalla: ${recipe.name} ${JSON.stringify(given)}`)
    const beganAt = performance.now()
    const model = await recipe.train(
      data,
      { ...recipe.defaults, ...given },
      { compute, seed: 1, report: () => {} },
    )
    const trainSeconds = (performance.now() - beganAt) / 1_000
    const { values } = measure(recipe.scorer(model), cases, { k: LIST_LENGTH })
    const mean = (all: Float64Array): number => all.reduce((sum, value) => sum + value, 0) / all.length
    return {
      method: recipe.name,
      by,
      metrics: { 'recall@20': mean(values.recall), 'NDCG@20': mean(values.ndcg) },
      trainSeconds,
      note: Object.entries(given)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    }
  }
  return [
    await row('ours', graphFilter, { factors: 512 }),
    await row('ours', ials, {
      dimensions: 512,
      unobservedWeight: 0.015,
      ridge: 0.003,
      ridgeExponent: 1,
      epochs: 4,
    }),
    await row('baseline', popularity, {}),
    ...PUBLISHED,
  ]
}

const published = (method: string, recall: number, ndcg: number, note: string): QualityRow => ({
  method,
  by: 'published',
  metrics: { 'recall@20': recall, 'NDCG@20': ndcg },
  note,
})

const BARS = 'openbenchmark/BARS, commit 5b5e61fe'
const PUBLISHED: readonly QualityRow[] = [
  published('BSPM', 0.192, 0.1597, 'as printed in the paper, from memory'),
  published('SimpleX', 0.1872, 0.1557, BARS),
  published('UltraGCN', 0.1862, 0.158, BARS),
  published('GF-CF', 0.1849, 0.1518, BARS),
  published('LightGCN', 0.182, 0.1547, BARS),
  published('EASE', 0.1765, 0.1467, BARS),
  published('SLIM', 0.1699, 0.1382, BARS),
  published('MF-BPR', 0.1627, 0.1378, BARS),
  published('item kNN', 0.157, 0.1214, BARS),
]

export const gowallaProtocol: Protocol = {
  name: 'gowalla',
  title: 'Items for a known shopper: Gowalla',
  method: [
    'The split of NGCF and LightGCN: 29,858 shoppers, 40,981 items, 810,128 interactions to train on and 217,242 to test on, a random fifth of each shopper’s.',
    'All items but those a shopper touched in training are ranked; recall@20 is hits over all that were right; means over all shoppers.',
    'The published figures chose their options on the test part; ours were chosen on a tenth of the training part that was held out.',
  ],
  files: ['gowalla/train.txt', 'gowalla/test.txt'],
  isQuick: false,
  run,
}
