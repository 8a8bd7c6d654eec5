/** What holds for every recipe, whatever it learns. Called for each of them in `recipes.test.ts`. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkerboard } from '../evaluation/oracle-worlds.test-support.ts'
import { csrOfPairs } from '../math/csr.ts'
import { rng } from '../math/rng.ts'
import { type Compute, inlineCompute } from './compute.ts'
import { noFacts } from './item-facts.ts'
import type { Query } from './query.ts'
import type { Job, ModelData, Options, Range, Recipe, Training } from './recipe.ts'
import { bestOf, lookup, type Scores } from './scores.ts'
import { TrainingData } from './training-data.ts'
import { dataOf, type GivenAct, queryOf } from './training-data.test-support.ts'

const ITEM_COUNT = 8
const training: Training = { compute: inlineCompute, seed: 7, report: () => {} }

/** Parts in a random order, over three threads that each have a hold of their own, as real threads have. */
const shuffledCompute: Compute = {
  threadCount: 3,
  run: async (task, args, partCount, onPart) => {
    const threads = [task.open(args), task.open(args), task.open(args)]
    const parts = rng(3, 'parts').shuffle(Array.from({ length: partCount }, (_, part) => part))
    for (const [done, part] of parts.entries()) {
      threads[done % threads.length](part)
      onPart?.(done + 1)
    }
  },
}

const act: fc.Arbitrary<GivenAct> = fc
  .record({
    shopper: fc.integer({ min: -1, max: 5 }),
    item: fc.nat(ITEM_COUNT - 1),
    session: fc.integer({ min: -1, max: 6 }),
    order: fc.integer({ min: -1, max: 6 }),
    at: fc.nat(400).map((hour) => hour * 3_600_000),
    units: fc.integer({ min: 1, max: 9 }),
    priceMinor: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.constant(Number.NaN)),
  })
  .map((given) => ({ ...given, kind: given.order === -1 ? 'view' : 'purchase' }))
const someActs = fc.array(act, { maxLength: 40 })
const knownItem = fc.nat(ITEM_COUNT - 1)
const query: fc.Arbitrary<Query> = fc
  .record({
    seeds: fc.uniqueArray(knownItem, { maxLength: 3 }),
    items: fc.array(knownItem, { maxLength: 6 }),
    orders: fc.array(fc.array(knownItem, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
  })
  .map((given) => queryOf(given))

/** What is wrong with an answer. */
const faultsOf = (scores: Scores, itemCount: number): readonly string[] => {
  const faults: string[] = []
  const { length } = scores.scores
  if (!scores.scores.every(Number.isFinite)) faults.push('a score is not finite')
  if (scores.form === 'all') {
    if (length !== itemCount) faults.push(`${length} scores for ${itemCount} items`)
    return faults
  }
  if (scores.items.length !== length) faults.push(`${length} scores beside ${scores.items.length} items`)
  if (new Set(scores.items).size < scores.items.length) faults.push('an item comes twice')
  if (scores.items.some((item) => item < 0 || item >= itemCount)) faults.push('an item is unknown')
  if (scores.scores.some((score) => score <= 0)) faults.push('a score is not above 0')
  return faults
}

/** The bytes of a model, array by array: numbers and texts weigh nothing. */
const buffersOf = (model: ModelData): readonly Uint8Array[] =>
  Object.values(model).flatMap((value) => {
    if (typeof value !== 'object') return []
    const arrays = 'starts' in value ? [value.starts, value.columns, value.values] : [value]
    return arrays.flatMap((array) =>
      ArrayBuffer.isView(array) ? [new Uint8Array(array.buffer, array.byteOffset, array.byteLength)] : [],
    )
  })

const copyOf = <M extends ModelData>(model: M): M =>
  Object.fromEntries(
    Object.entries(model).map(([key, value]) => {
      if (typeof value !== 'object') return [key, value]
      if (!('starts' in value)) return [key, value.slice()]
      const { starts, columns, values } = value
      return [key, { ...value, starts: starts.slice(), columns: columns.slice(), values: values.slice() }]
    }),
  ) as unknown as M

const shapeOf = (data: TrainingData) => ({
  itemCount: data.itemCount,
  shopperCount: data.shopperCount,
  orderCount: data.orderCount,
  sessionCount: data.sessionCount,
  actCount: data.acts.count,
})

/** What may come in, by name, with the number of its items. */
const ODD_DATA: Readonly<Record<string, () => TrainingData>> = {
  'nothing at all': () => dataOf([]),
  'items, and no acts': () => dataOf([], { itemCount: ITEM_COUNT }),
  'one act': () => dataOf([{ item: 0, shopper: 0, order: 0, session: 0, kind: 'purchase' }]),
  'one act of nobody': () => dataOf([{ item: 3, session: 0 }], { itemCount: ITEM_COUNT }),
  'one shopper': () =>
    dataOf([1, 2, 1, 3].map((item, order) => ({ item, order, session: 0, shopper: 0, kind: 'purchase' }))),
  'one item': () =>
    dataOf(
      [0, 1, 2, 3].map((shopper) => ({
        item: 0,
        shopper,
        order: shopper,
        session: shopper,
        kind: 'purchase',
      })),
    ),
  'shoppers who bought everything': () =>
    dataOf(
      Array.from({ length: 5 * ITEM_COUNT }, (_, k) => {
        const shopper = Math.floor(k / ITEM_COUNT)
        return { item: k % ITEM_COUNT, shopper, order: shopper, session: shopper, kind: 'purchase' as const }
      }),
    ),
  'all acts at the same instant': () =>
    dataOf(
      Array.from({ length: 20 }, (_, k) => ({
        item: k % 5,
        shopper: k % 3,
        order: k % 4,
        session: k % 4,
        kind: 'purchase' as const,
        at: 1_700_000_000_000,
      })),
    ),
}

const ODD_QUERIES: readonly Query[] = [
  queryOf({}),
  queryOf({ seeds: [0] }),
  queryOf({ seeds: [-1, 10_000_000, 0] }),
  queryOf({ items: [-7, 0, 10_000_000] }),
  queryOf({ orders: [[-1, 0], [10_000_000], [1, 1]], items: [0, 0, 1], seeds: [1] }),
  queryOf({ orders: [[0, 1]], now: 4_000_000_000_000 }),
]

const withFacts = (data: TrainingData): TrainingData =>
  new TrainingData({
    ...data,
    acts: data.acts,
    facts: {
      ...noFacts(data.itemCount),
      tags: csrOfPairs(
        Int32Array.from({ length: data.itemCount }, (_, item) => item),
        Int32Array.from({ length: data.itemCount }, (_, item) => item % 3),
        data.itemCount,
        3,
      ),
      tagNames: ['category:Bread', 'category:Butter', 'brand:Alba'],
      textFields: [
        {
          name: 'title',
          texts: Array.from({ length: data.itemCount }, (_, k) => (k % 2 === 0 ? '' : `面包 № ${k}`)),
        },
      ],
    },
  })

/** What a job is asked of a shopper who likes the even items, and was here an hour before the newest act of the world. */
const askedFor = (job: Job, { now }: TrainingData): Query => {
  if (job === 'similar' || job === 'completion')
    return queryOf({ seeds: job === 'similar' ? [2] : [2, 4], now })
  const asked = queryOf({ orders: [[2, 4], [6]], items: [8, 2], now })
  const { length } = asked.history.at
  return {
    ...asked,
    history: { ...asked.history, at: asked.history.at.map((_, k) => now - (length - k) * 3_600_000) },
  }
}

/**
 * @param options  in place of the defaults, for recipes whose defaults ask for more data than these little worlds have
 */
export const recipeContract = <O extends Options, M extends ModelData>(
  recipe: Recipe<O, M>,
  { options = recipe.defaults }: { readonly options?: O } = {},
): void => {
  const train = async (data: TrainingData, other: Partial<Training> = {}): Promise<M> =>
    recipe.train(data, options, { ...training, ...other })

  describe(`recipe ${recipe.name}`, () => {
    test.each(Object.entries(ODD_DATA))('learns from %s and answers whatever is asked', async (_, make) => {
      for (const data of [make(), withFacts(make())]) {
        const score = recipe.scorer(await train(data))
        for (const asked of ODD_QUERIES) expect(faultsOf(score(asked), data.itemCount)).toEqual([])
      }
    })

    test('scores are finite, of known items, each once', async () => {
      await fc.assert(
        fc.asyncProperty(someActs, fc.array(query, { maxLength: 4 }), async (acts, queries) => {
          const score = recipe.scorer(await train(dataOf(acts, { itemCount: ITEM_COUNT })))
          for (const asked of queries) expect(faultsOf(score(asked), ITEM_COUNT)).toEqual([])
        }),
        { numRuns: 30 },
      )
    })

    test('an answer depends on the question, and not on those asked before', async () => {
      const { data } = checkerboard()
      const model = await train(data)
      const questions = [...ODD_QUERIES, askedFor('top-n', data), askedFor('completion', data)]
      const used = recipe.scorer(model)
      for (const asked of questions) used(asked)
      for (const asked of questions.toReversed()) {
        const ofUsed = bestOf(used(asked), 20)
        expect(ofUsed).toEqual(bestOf(recipe.scorer(model)(asked), 20))
      }
    })

    test('the same data give the same bytes, in whatever order threads do their parts', async () => {
      const { data } = checkerboard({ itemCount: 60 })
      const model = await train(data)
      expect(await train(data)).toEqual(model)
      expect(await train(data, { compute: shuffledCompute })).toEqual(model)
    })

    test('a stored model answers like the one that was trained', async () => {
      const { data } = checkerboard()
      const model = await train(data)
      const asked = askedFor(recipe.jobs[0], data)
      expect(recipe.scorer(copyOf(model))(asked)).toEqual(recipe.scorer(model)(asked))
    })

    test('the estimate of memory covers the model', async () => {
      for (const data of [checkerboard().data, dataOf([])]) {
        const model = await train(data)
        const bytes = buffersOf(model).reduce((sum, { byteLength }) => sum + byteLength, 0)
        const estimate = recipe.memoryBytes(shapeOf(data), options)
        expect(estimate).toBeLessThan(Number.POSITIVE_INFINITY)
        expect(estimate).toBeGreaterThanOrEqual(data.acts.count === 0 ? 0 : bytes)
      }
    })

    test('progress goes from 0 to 1, and what `report` throws stops the training', async () => {
      const { data } = checkerboard()
      const reported: number[] = []
      await train(data, { report: (share) => void reported.push(share) })
      expect(reported.every((share, k) => share >= (reported[k - 1] ?? 0) && share <= 1)).toBe(true)
      expect(reported).not.toEqual([])
      const cancelled = new Error('cancelled')
      await expect(
        train(data, {
          report: () => {
            throw cancelled
          },
        }),
      ).rejects.toBe(cancelled)
    })

    test('a shopper with 20,000 acts costs no more than others', async () => {
      const acts = Array.from({ length: 20_000 }, (_, k) => ({
        item: (k * 7919) % 300,
        shopper: 0,
        order: k % 2 === 0 ? k >> 4 : -1,
        session: k >> 8,
        kind: k % 2 === 0 ? ('purchase' as const) : ('view' as const),
        at: k * 60_000,
      }))
      const score = recipe.scorer(await train(dataOf(acts)))
      const orders = Array.from({ length: 2_000 }, (_, k) => [k % 300, (k * 3) % 300, (k * 7) % 300])
      const items = Array.from({ length: 14_000 }, (_, k) => (k * 31) % 300)
      for (let repeat = 0; repeat < 5; repeat++)
        expect(faultsOf(score(queryOf({ orders, items })), 300)).toEqual([])
    }, 60_000)

    const personalJobs = recipe.jobs.filter((job) => job !== 'popular')
    test.runIf(personalJobs.length > 0)('on a checkerboard, finds items of the own color', async () => {
      const { data, colorOf } = checkerboard()
      const score = recipe.scorer(await train(data))
      for (const job of personalJobs) {
        const best = bestOf(score(askedFor(job, data)), 3).items
        expect({ job, count: best.length }).toEqual({ job, count: 3 })
        expect({ job, colors: [...best].map(colorOf) }).toEqual({ job, colors: [0, 0, 0] })
      }
    })

    const seedJobs = recipe.jobs.filter((job) => job === 'similar' || job === 'completion')
    test.runIf(seedJobs.length > 0)('seeds are never proposed', async () => {
      const { data } = checkerboard()
      const score = recipe.scorer(await train(data))
      for (const seeds of [[2], [2, 4], [1, 2, 3, 19]]) {
        const scoreOf = lookup(score(queryOf({ seeds })))
        expect(seeds.filter((seed) => scoreOf(seed) > 0)).toEqual([])
      }
    })

    test.each(Object.entries(recipe.ranges) as [string, Range][])(
      'the default of %s is in its range',
      (key, range) => {
        const value = recipe.defaults[key]
        const isInside =
          'of' in range ? range.of.includes(value) : Number(value) >= range.from && Number(value) <= range.to
        const isLogarithmic = !('of' in range) && range.scale === 'log'
        expect(isInside).toBe(true)
        expect(!isLogarithmic || range.from > 0).toBe(true)
      },
    )
  })
}
