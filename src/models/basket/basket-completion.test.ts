import { expect, test } from 'vitest'
import { plantedBundles } from '../../evaluation/oracle-worlds.test-support.ts'
import { csrOfPairs } from '../../math/csr.ts'
import { rng } from '../../math/rng.ts'
import { type BasketOptions, basket } from './basket-completion.ts'
import { coOccurrence } from '../pairs/co-occurrence.ts'
import { inlineCompute } from '../compute.ts'
import { noFacts } from '../item-facts.ts'
import { bestOf, lookup } from '../scores.ts'
import { TrainingData } from '../training-data.ts'
import { dataOfOrders, queryOf } from '../training-data.test-support.ts'

const training = { compute: inlineCompute, seed: 1, report: () => {} }
const PLAIN: BasketOptions = {
  ...basket.defaults,
  l2: 1,
  sizeExponent: 0,
  halfLifeDays: 0,
  contentWeight: 0,
  pairMax: 0,
}
const learn = async (data: TrainingData, options: Partial<BasketOptions> = {}) =>
  basket.scorer(await basket.train(data, { ...PLAIN, ...options }, training))

test('finds what goes with two things together, where sums of pairs cannot', async () => {
  const { data, bundles } = plantedBundles({ orderCount: 600 })
  const alike = await coOccurrence.train(data, coOccurrence.defaults, training)
  const rightOf = (score: Awaited<ReturnType<typeof learn>>) =>
    bundles.flatMap(({ first, second, together, alone }) => {
      const best = (seeds: number[]) => bestOf(score(queryOf({ seeds })), 1).items[0]
      return [best([first, second]) === together, best([first]) === alone, best([second]) === alone]
    })
  const allRight = Array.from({ length: 3 * bundles.length }, () => true)
  expect(rightOf(await learn(data, { pairMax: 4, pairCaution: 4 }))).toEqual(allRight)
  expect(rightOf(await learn(data))).not.toEqual(allRight)
  expect(rightOf(coOccurrence.scorer(alike))).not.toEqual(allRight)
})

/** One after the other, bias and weights are set to what is best as the others stand. */
const descend = (orders: readonly (readonly number[])[], itemCount: number, target: number, l2: number) => {
  const weights = new Float64Array(itemCount)
  let bias = 0
  const leftOf = (order: readonly number[]): number =>
    (order.includes(target) ? 1 : 0) - bias - order.reduce((sum, item) => sum + weights[item], 0)
  for (let round = 0; round < 400; round++) {
    bias += orders.reduce((sum, order) => sum + leftOf(order), 0) / orders.length
    for (let i = 0; i < itemCount; i++) {
      if (i === target) continue
      const holding = orders.filter((order) => order.includes(i))
      const left = holding.reduce((sum, order) => sum + leftOf(order) + weights[i], 0)
      weights[i] = left / (holding.length + l2)
    }
  }
  return { bias, weights }
}

test('weights are those of ridge regression on the rest of each order', async () => {
  const random = rng(4, 'orders')
  const orders = Array.from({ length: 60 }, () =>
    random.shuffle([0, 1, 2, 3, 4, 5]).slice(0, 1 + random.int(4)),
  )
  const { bias, weights } = await basket.train(dataOfOrders(orders, 6), { ...PLAIN, l2: 3 }, training)
  for (let target = 0; target < 6; target++) {
    const expected = descend(orders, 6, target, 3)
    expect(bias[target]).toBeCloseTo(expected.bias, 4)
    for (let i = 0; i < 6; i++) {
      const row = weights.columns.subarray(weights.starts[i], weights.starts[i + 1])
      const learned = i === target ? 0 : weights.values[weights.starts[i] + row.indexOf(target)]
      expect(learned).toBeCloseTo(expected.weights[i], 4)
    }
  }
  expect(weights.columns).toHaveLength(30)
})

test('things that stand for each other do not count twice', async () => {
  // Whoever takes 0 takes 1 as well; half of them take 2. Whoever takes 3 takes 4 in three of five orders.
  const twins = Array.from({ length: 60 }, (_, k) => (k % 2 === 0 ? [0, 1, 2] : [0, 1]))
  const other = Array.from({ length: 60 }, (_, k) => (k % 5 < 3 ? [3, 4] : [3]))
  const data = dataOfOrders([...twins, ...other])
  const scoreOf = lookup((await learn(data))(queryOf({ seeds: [0, 1, 3] })))
  expect(scoreOf(4)).toBeGreaterThan(scoreOf(2))
  expect([0, 1, 3].map(scoreOf)).toEqual([0, 0, 0])
  const alike = await coOccurrence.train(data, coOccurrence.defaults, training)
  const summed = lookup(coOccurrence.scorer(alike)(queryOf({ seeds: [0, 1, 3] })))
  expect(summed(2)).toBeGreaterThan(summed(4))
})

test('where things just add up, no pair speaks for itself', async () => {
  const random = rng(8, 'orders')
  // Each of 0, 1, 2 is in half of the orders and brings 3 in a third of the cases.
  const orders = Array.from({ length: 500 }, () => {
    const held = [0, 1, 2].filter(() => random.chance(0.5))
    return held.some(() => random.chance(1 / 3)) ? [...held, 3] : held
  })
  const { pairSeconds } = await basket.train(
    dataOfOrders(orders, 4),
    { ...PLAIN, pairMax: 4, pairCaution: 5 },
    training,
  )
  expect(pairSeconds).toHaveLength(0)
})

test('an item that nobody has bought yet is proposed by its words and tags', async () => {
  const random = rng(9, 'teas')
  // Items 0 to 3 are cups, 4 to 7 teas; orders hold a cup and a tea. Item 8 is a new tea.
  const orders = Array.from({ length: 80 }, () => [random.int(4), 4 + random.int(4)])
  const bare = dataOfOrders(orders, 100)
  const items = Int32Array.from({ length: 9 }, (_, item) => item)
  const tags = csrOfPairs(items, Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1), 100, 2)
  const facts = { ...noFacts(100), tags, tagNames: ['category:Cups', 'category:Teas'] }
  const data = new TrainingData({ ...bare, acts: bare.acts, facts })
  const scoreOfNew = async (contentWeight: number) =>
    lookup((await learn(data, { contentWeight }))(queryOf({ seeds: [4, 5] })))(8)
  expect(await scoreOfNew(0)).toBe(0)
  expect(await scoreOfNew(2)).toBeGreaterThan(0)
})

test('newer and smaller orders weigh more', async () => {
  const day = 86_400_000
  const orders = [
    ...Array.from({ length: 20 }, () => [0, 1]),
    ...Array.from({ length: 20 }, () => [0, 2, 3, 4, 5]),
  ]
  const bare = dataOfOrders(orders)
  const at = bare.acts.at.map((order) => (order < 20 ? 0 : 100 * day))
  const data = new TrainingData({ ...bare, acts: { ...bare.acts, at }, now: 100 * day })
  const ratioOf = async (options: Partial<BasketOptions>) => {
    const scoreOf = lookup((await learn(data, { ...options, l2: 10 }))(queryOf({ seeds: [0] })))
    return scoreOf(1) / scoreOf(2)
  }
  const plain = await ratioOf({})
  expect(await ratioOf({ halfLifeDays: 50 })).toBeLessThan(plain)
  expect(await ratioOf({ sizeExponent: 1 })).toBeGreaterThan(plain)
})

test('wholesale orders are passed over', async () => {
  const data = dataOfOrders([
    [0, 1],
    [0, 1],
    [0, 2, 3, 4],
  ])
  const scoreOf = lookup((await learn(data, { orderItemMax: 3 }))(queryOf({ seeds: [0] })))
  expect([scoreOf(1) > 0, scoreOf(2)]).toEqual([true, 0])
})

test('what words need is told, too: few orders of many items that are described take what is met by words', () => {
  const shape = { itemCount: 8_000, shopperCount: 100, orderCount: 100, sessionCount: 0, actCount: 300 }
  // Items of a shop with common words meet 4,096 others each; every one is held three times on the way.
  expect(basket.memoryBytes(shape, basket.defaults)).toBeGreaterThan(8_000 * 4_096 * 3 * 8)
  expect(basket.memoryBytes(shape, { ...basket.defaults, contentWeight: 0 })).toBeLessThan(1e8)
})

test('an item that the basket says nothing of has its prior, and one that goes with it more', async () => {
  const [BREAD, BUTTER, SOAP] = [0, 1, 2]
  const orders = [
    ...Array.from({ length: 10 }, () => [BREAD, BUTTER]),
    ...Array.from({ length: 40 }, () => [SOAP]),
  ]
  const model = await basket.train(dataOfOrders(orders), PLAIN, training)
  const prior = basket.prior?.(model) as Float32Array
  const scoreOf = lookup(basket.scorer(model)(queryOf({ seeds: [BREAD] })))
  expect(scoreOf(BUTTER)).toBeGreaterThan(prior[BUTTER])
  expect(scoreOf(SOAP)).toBeLessThanOrEqual(prior[SOAP])
  expect(prior[SOAP]).toBeGreaterThan(prior[BUTTER])
})
