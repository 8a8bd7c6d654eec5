import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineCompute } from '../compute.ts'
import { type EaseOptions, ease } from './ease.ts'
import { bestOf, lookup } from '../scores.ts'
import { dataOf, dataOfOrders, type GivenAct, queryOf } from '../training-data.test-support.ts'
import type { TrainingData } from '../training-data.ts'

const training = { compute: inlineCompute, seed: 1, report: () => {} }
const train = async (data: TrainingData, options: Partial<EaseOptions> = {}) =>
  ease.train(data, { ...ease.defaults, ...options }, training)

/** Steck's formula, by Gauss and Jordan in doubles. Row i, column j: what item i says of item j. */
const naiveLinks = (orders: readonly (readonly number[])[], itemCount: number, l2: number): number[][] => {
  const a = Array.from({ length: itemCount }, (_, i) =>
    Array.from({ length: itemCount }, (_, j) => {
      const shared = orders.filter((order) => order.includes(i) && order.includes(j)).length
      return shared + (i === j ? l2 : 0)
    }),
  )
  const p = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)))
  for (let k = 0; k < itemCount; k++) {
    const pivot = a[k][k]
    for (const matrix of [a, p]) matrix[k] = matrix[k].map((value) => value / pivot)
    for (let r = 0; r < itemCount; r++) {
      if (r === k) continue
      const share = a[r][k]
      for (const matrix of [a, p]) matrix[r] = matrix[r].map((value, c) => value - share * matrix[k][c])
    }
  }
  return p.map((row, i) => row.map((value, j) => (i === j ? 0 : -value / p[j][j])))
}

const ITEM_COUNT = 9
const someOrders = fc.array(fc.uniqueArray(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 25,
})

test('scores are those of the formula, from few shoppers as from many', async () => {
  await fc.assert(
    fc.asyncProperty(
      someOrders,
      fc.double({ min: 0.5, max: 50, noNaN: true }),
      fc.uniqueArray(fc.nat(ITEM_COUNT - 1), { minLength: 1 }),
      async (orders, l2, history) => {
        const links = naiveLinks(orders, ITEM_COUNT, l2)
        const score = ease.scorer(await train(dataOfOrders(orders, ITEM_COUNT), { l2 }))
        const scoreOf = lookup(score(queryOf({ items: history })))
        for (let j = 0; j < ITEM_COUNT; j++)
          expect(scoreOf(j)).toBeCloseTo(
            history.reduce((sum, i) => sum + links[i][j], 0),
            4,
          )
      },
    ),
    { numRuns: 60 },
  )
})

test('jam goes with bread and butter, and not with nails', async () => {
  const [bread, butter, jam, nails, hammer] = [0, 1, 2, 3, 4]
  const orders = Array.from({ length: 30 }, (_, k) =>
    k % 3 === 0 ? [nails, hammer] : k % 3 === 1 ? [bread, butter, jam] : [bread, jam],
  )
  const score = ease.scorer(await train(dataOfOrders(orders), { l2: 5 }))
  const scoreOf = lookup(score(queryOf({ items: [bread, butter] })))
  expect(scoreOf(jam)).toBeGreaterThan(0.3)
  expect(scoreOf(nails)).toBeLessThanOrEqual(0)
  expect(scoreOf(hammer)).toBeLessThanOrEqual(0)
})

/** Three kinds of shoppers, each with ten items of its own that it likes. */
const personas = dataOfOrders(
  Array.from({ length: 120 }, (_, k) =>
    Array.from({ length: 5 }, (_, m) => 10 * (k % 3) + ((k * 7 + m * m * 3) % 10)),
  ),
)

test('links that are dropped are the weakest, and the best items stay', async () => {
  const all = ease.scorer(await train(personas, { keep: 0 }))
  const model = await train(personas, { keep: 4 })
  expect(model.dense).toHaveLength(0)
  expect(model.sparse.columns.length).toBeLessThanOrEqual(30 * 8)
  const few = ease.scorer(model)
  for (let item = 0; item < 30; item++) {
    const asked = queryOf({ items: [item] })
    const [best, kept] = [bestOf(all(asked), 3), bestOf(few(asked), 3)]
    expect(kept).toEqual(best)
  }
})

test('negative links count what they are told to, and without them no score is below 0', async () => {
  // Bread goes with either of two butters: who has one needs no other.
  const data = dataOfOrders(Array.from({ length: 20 }, (_, k) => [0, 1 + (k % 2)]))
  const lowestWith = async (negativeWeight: number): Promise<number> =>
    Math.min(...ease.scorer(await train(data, { negativeWeight, l2: 2 }))(queryOf({ items: [1] })).scores)
  expect(await lowestWith(1)).toBeLessThan(0)
  expect(await lowestWith(0.5)).toBeCloseTo((await lowestWith(1)) / 2, 6)
  expect(await lowestWith(0)).toBe(0)
})

test('only the items of most shoppers are modelled, and the others score nothing', async () => {
  const orders = [
    [0, 1, 2],
    [1, 2],
    [1, 2, 3],
    [2, 1],
  ]
  const model = await train(dataOfOrders(orders), { itemMax: 2, l2: 1 })
  expect([...model.items]).toEqual([1, 2])
  const score = ease.scorer(model)
  const { scores } = score(queryOf({ items: [1] }))
  expect(scores).toHaveLength(4)
  expect(scores[2]).toBeGreaterThan(0)
  expect([scores[0], scores[1], scores[3]]).toEqual([0, 0, 0])
  expect(score(queryOf({ items: [0, 3] })).scores).toHaveLength(0)
})

test('popular items are held back, or brought forward, by their exponents', async () => {
  const orders = [...Array.from({ length: 20 }, () => [0, 1]), [0, 2], [0, 2], [3, 2]]
  const scoresWith = async (options: Partial<EaseOptions>) =>
    lookup(ease.scorer(await train(dataOfOrders(orders), { l2: 2, ...options }))(queryOf({ items: [0] })))
  const plain = await scoresWith({})
  const tilted = await scoresWith({ popularityExponent: 0.5 })
  expect(tilted(1)).toBeCloseTo(plain(1) / Math.sqrt(20), 5)
  expect(tilted(2)).toBeCloseTo(plain(2) / Math.sqrt(3), 5)
  const held = await scoresWith({ penaltyExponent: 1 })
  expect(held(1)).toBeLessThan(plain(1))
})

test('the bytes of a model are the same in any order of work', async () => {
  const backwards: typeof inlineCompute = {
    threadCount: 2,
    run: async (task, args, partCount) => {
      const threads = [task.open(args), task.open(args)]
      for (let part = partCount - 1; part >= 0; part--) threads[part % 2](part)
    },
  }
  const acts: GivenAct[] = Array.from({ length: 400 }, (_, k) => ({ item: (k * k) % 61, shopper: k % 37 }))
  for (const shopperShift of [0, 1_000]) {
    const data = dataOf(acts.map((act) => ({ ...act, shopper: (act.shopper ?? 0) + shopperShift })))
    const model = await train(data, { keep: 5 })
    const other = await ease.train(data, { ...ease.defaults, keep: 5 }, { ...training, compute: backwards })
    expect(other).toEqual(model)
  }
})

test('memory for a shop of 20,000 items is told beforehand, and grows with the square', () => {
  const shape = { itemCount: 20_000, shopperCount: 1e6, orderCount: 1e6, sessionCount: 1e6, actCount: 1e7 }
  const bytes = ease.memoryBytes(shape, ease.defaults)
  expect(bytes).toBeGreaterThan(2 * 20_000 ** 2)
  expect(bytes).toBeLessThan(3e9)
})
