/** Items that nobody has touched yet: found by what the catalog says of them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ndcgAt, recallAt } from '../../src/evaluation/rank-metrics.ts'
import { csrOfPairs } from '../../src/math/csr.ts'
import { rng } from '../../src/math/rng.ts'
import { StringIndex } from '../../src/math/string-index.ts'
import { ials } from '../../src/models/factors/ials.ts'
import { noFacts } from '../../src/models/item-facts.ts'
import type { Query } from '../../src/models/query.ts'
import { bestOf, type Scores } from '../../src/models/scores.ts'
import { textSimilarity } from '../../src/models/content/text-similarity.ts'
import { TrainingData } from '../../src/models/training-data.ts'
import { dataOfShoppers, meanMetrics, trained } from './baskets.ts'
import type { Protocol, QualityRow } from './protocol.ts'

const BEAUTY = ['amazon_beauty/Beauty.txt', 'amazon_beauty/Beauty_item2attributes.json']
const COLD_SHARE = 0.1
const SPLIT_SEED = 1
const PLACE = 20

/** New items must be among the neighbours of old ones; and of a history, more than the last few acts count. */
const ATTRIBUTES = { neighborMax: 2_000, historyHalfLifeActs: 10, commonShare: 1 }

type ColdTask = {
  readonly data: TrainingData
  readonly isCold: Uint8Array
  readonly cases: readonly { readonly query: Query; readonly relevant: ReadonlySet<number> }[]
}

/** Acts with cold items are taken out of all histories; shoppers who had any are asked for them. */
const readColdTask = async (folder: string): Promise<ColdTask> => {
  const [acts = '', attributes = ''] = await Promise.all(
    BEAUTY.map((file) => readFile(join(folder, file), 'utf8')),
  )
  const index = new StringIndex()
  const shoppers = acts
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line
        .split(' ')
        .slice(1)
        .map((item) => index.intern(item)),
    )
  const itemCount = index.size
  const order = rng(SPLIT_SEED, 'cold').shuffle(Array.from({ length: itemCount }, (_, item) => item))
  const isCold = new Uint8Array(itemCount)
  for (const item of order.slice(0, Math.round(COLD_SHARE * itemCount))) isCold[item] = 1
  const tagsByItem = JSON.parse(attributes) as Record<string, readonly number[]>
  const pairs = index
    .names()
    .flatMap((name, item) => (tagsByItem[name] ?? []).map((tag) => [item, tag] as const))
  const tagCount = pairs.reduce((most, [, tag]) => Math.max(most, tag + 1), 0)
  const facts = {
    ...noFacts(itemCount),
    tags: csrOfPairs(
      Int32Array.from(pairs, ([item]) => item),
      Int32Array.from(pairs, ([, tag]) => tag),
      itemCount,
      tagCount,
    ),
    tagNames: Array.from({ length: tagCount }, (_, tag) => `attribute:${tag}`),
  }
  const warm = shoppers.map((items) => items.filter((item) => isCold[item] === 0))
  const bare = dataOfShoppers(
    warm.map((items) => items.map((item, at) => ({ at, items: [item] }))),
    itemCount,
    0,
  )
  const cases = shoppers.flatMap((items, shopper) => {
    const relevant = new Set(items.filter((item) => isCold[item] === 1))
    const known = warm[shopper] ?? []
    if (relevant.size === 0 || known.length === 0) return []
    const history = {
      items: Int32Array.from(known),
      at: Float64Array.from(known.keys()),
      kinds: new Uint8Array(known.length),
      orders: Int32Array.from(known.keys()),
    }
    return [{ query: { now: known.length, seeds: new Int32Array(0), history, sessionStart: 0 }, relevant }]
  })
  return { data: new TrainingData({ ...bare, acts: bare.acts, facts }), isCold, cases }
}

const coldMetrics = (scorer: (query: Query) => Scores, { isCold, cases }: ColdTask): Record<string, number> =>
  meanMetrics(
    cases.map(({ query, relevant }) => {
      const ranked = bestOf(scorer(query), PLACE, (item) => isCold[item] === 1).items
      return {
        [`recall@${PLACE}`]: recallAt(ranked, relevant, PLACE),
        [`ndcg@${PLACE}`]: ndcgAt(ranked, relevant, PLACE),
      }
    }),
  )

/** Cold items by how often their attributes were touched: what popularity can say of them. */
const popularAttributes = ({ acts, itemCount, facts: { tags } }: TrainingData): Scores => {
  const touchedOf = new Float64Array(tags.columnCount)
  const eachTag = (item: number, call: (tag: number) => void): void => {
    for (let k = tags.starts[item] ?? 0; k < (tags.starts[item + 1] ?? 0); k++) call(tags.columns[k] ?? 0)
  }
  for (const item of acts.item) eachTag(item, (tag) => void (touchedOf[tag] = (touchedOf[tag] ?? 0) + 1))
  const scores = new Float32Array(itemCount)
  for (let item = 0; item < itemCount; item++)
    eachTag(item, (tag) => void (scores[item] = (scores[item] ?? 0) + (touchedOf[tag] ?? 0)))
  return { form: 'all', scores }
}

export const coldItems: Protocol = {
  name: 'cold-items',
  title: 'New items: Amazon Beauty',
  method: [
    'A tenth of the items, drawn with a fixed seed, is taken out of all histories. Each shopper who had such items is asked for them, by the rest of the history and the attributes of items (category and brand).',
    'Only the items taken out are ranked. Recall@20 is the share of the right ones that is found.',
  ],
  files: BEAUTY,
  isQuick: true,
  run: async (context) => {
    const task = await readColdTask(context.dataFolder)
    const random = rng(SPLIT_SEED, 'random')
    const noise = (): Scores => ({
      form: 'all',
      scores: Float32Array.from({ length: task.data.itemCount }, () => random.float()),
    })
    const popular = popularAttributes(task.data)
    const asWords = await trained(textSimilarity, task.data, { ...ATTRIBUTES, dimensions: 0 }, context)
    const latent = await trained(textSimilarity, task.data, { ...ATTRIBUTES, dimensions: 128 }, context)
    const factors = await trained(ials, task.data, {}, context)
    const rows: QualityRow[] = [
      {
        method: 'text-similarity',
        by: 'ours',
        metrics: coldMetrics(asWords.scorer, task),
        trainSeconds: asWords.trainSeconds,
        note: 'Attributes as words.',
      },
      {
        method: 'text-similarity, 128 latent dimensions',
        by: 'ours',
        metrics: coldMetrics(latent.scorer, task),
        trainSeconds: latent.trainSeconds,
      },
      {
        method: 'ials with facts',
        by: 'ours',
        metrics: coldMetrics(factors.scorer, task),
        trainSeconds: factors.trainSeconds,
        note: 'Factors of new items come from their attributes.',
      },
      { method: 'popular attributes', by: 'baseline', metrics: coldMetrics(() => popular, task) },
      { method: 'random', by: 'baseline', metrics: coldMetrics(noise, task) },
    ]
    return rows
  },
}

const CATALOG = 'retail_demo_store/products.yaml'
const NEIGHBOR_PLACES = [1, 5, 10]

type Product = {
  readonly name: string
  readonly description: string
  readonly category: string
  readonly style: string
}

/** The plain part of YAML that the file is written in: a list of keys and texts, folded over several lines. */
const readProducts = async (path: string): Promise<readonly Product[]> => {
  const products: Record<string, string>[] = []
  let key = ''
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (line.startsWith('- ')) products.push({})
    const product = products.at(-1)
    if (product === undefined) continue
    const [, name, value] = /^(?:- | {2})(\w+): ?(.*)$/.exec(line) ?? []
    if (name !== undefined) {
      key = name
      product[key] = value ?? ''
    } else if (line.startsWith('    ')) product[key] = `${product[key] ?? ''} ${line.trim()}`
  }
  const unquoted = (text = ''): string => text.replace(/^(['"])(.*)\1$/, '$2')
  return products.map((product) => ({
    name: unquoted(product['name']),
    description: unquoted(product['description']),
    category: product['category'] ?? '',
    style: product['style'] ?? '',
  }))
}

export const catalogNeighbors: Protocol = {
  name: 'catalog-neighbors',
  title: 'Similar by text: a catalog of 2,465 products',
  method: [
    'Neighbours by name and description, with nothing held out: `dimensions` was picked on these figures. How many of the first 1, 5 and 10 are of the same category (20) and of the same style (about 180). Neither is part of the texts.',
  ],
  files: [CATALOG],
  isQuick: true,
  run: async (context) => {
    const products = await readProducts(join(context.dataFolder, CATALOG))
    const facts = {
      ...noFacts(products.length),
      textFields: [
        { name: 'title', texts: products.map(({ name }) => name) },
        { name: 'description', texts: products.map(({ description }) => description) },
      ],
    }
    const bare = dataOfShoppers([], products.length, 0)
    const data = new TrainingData({ ...bare, acts: bare.acts, facts })
    const share = (key: 'category' | 'style', places: number, scorer: (query: Query) => Scores): number => {
      let same = 0
      for (const [item, product] of products.entries()) {
        const query = {
          now: 0,
          seeds: Int32Array.of(item),
          history: {
            items: new Int32Array(0),
            at: new Float64Array(0),
            kinds: new Uint8Array(0),
            orders: new Int32Array(0),
          },
          sessionStart: 0,
        }
        const best = bestOf(scorer(query), places, (other) => other !== item).items
        for (const other of best) if (products[other]?.[key] === product[key]) same++
      }
      return same / (places * products.length)
    }
    const metricsOf = (scorer: (query: Query) => Scores): Record<string, number> =>
      Object.fromEntries(
        (['category', 'style'] as const).flatMap((key) =>
          NEIGHBOR_PLACES.map((places) => [`same ${key}@${places}`, share(key, places, scorer)] as const),
        ),
      )
    const random = rng(SPLIT_SEED, 'random')
    const noise = (): Scores => ({ form: 'all', scores: Float32Array.from(products, () => random.float()) })
    const rows: QualityRow[] = []
    const variants = [
      ['text-similarity', { dimensions: 0 }],
      ['text-similarity, 128 latent dimensions', { dimensions: 128 }],
      ['text-similarity, 256 latent dimensions', { dimensions: 256 }],
      ['text-similarity, without pieces of words', { dimensions: 128, pieceWeight: 0 }],
      ['text-similarity, titles alone', { dimensions: 128, otherWeight: 0 }],
    ] as const
    for (const [method, options] of variants) {
      const { scorer, trainSeconds } = await trained(textSimilarity, data, options, context)
      rows.push({ method, by: 'ours', metrics: metricsOf(scorer), trainSeconds })
    }
    return [...rows, { method: 'random', by: 'baseline', metrics: metricsOf(noise) }]
  },
}
