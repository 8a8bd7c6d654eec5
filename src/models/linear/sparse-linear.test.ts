import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { ease } from './ease.ts'
import { lookup } from '../scores.ts'
import { type SparseLinearOptions, sparseLinear } from './sparse-linear.ts'
import { dataOfOrders, queryOf } from '../training-data.test-support.ts'
import type { TrainingData } from '../training-data.ts'

const training = { compute: inlineCompute, seed: 1, report: () => {} }
const train = async (data: TrainingData, options: Partial<SparseLinearOptions> = {}) =>
  sparseLinear.train(data, { ...sparseLinear.defaults, ...options }, training)

const ITEM_COUNT = 30
const someOrders = fc.array(fc.uniqueArray(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 40,
})

test('with all items for neighbours it is EASE', async () => {
  await fc.assert(
    fc.asyncProperty(
      someOrders,
      fc.record({
        l2: fc.double({ min: 1, max: 20, noNaN: true }),
        penaltyExponent: fc.constantFrom(0, 0.5),
        popularityExponent: fc.constantFrom(0, 0.25),
        negativeWeight: fc.constantFrom(0, 0.5, 1),
      }),
      fc.uniqueArray(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 5 }),
      async (orders, options, items) => {
        // One order of all makes every item a neighbour of every other.
        const data = dataOfOrders([...orders, Array.from({ length: ITEM_COUNT }, (_, item) => item)])
        const sparse = sparseLinear.scorer(await train(data, options))
        const exact = ease.scorer(await ease.train(data, { ...ease.defaults, ...options, keep: 0 }, training))
        const asked = queryOf({ items })
        const [scoreOf, exactOf] = [lookup(sparse(asked)), lookup(exact(asked))]
        for (let item = 0; item < ITEM_COUNT; item++)
          expect(scoreOf(item)).toBeCloseTo(Math.max(0, exactOf(item)), 4)
      },
    ),
    { numRuns: 30 },
  )
})

test('an item is a sum of its nearest neighbours, as if there were no other items', async () => {
  const near = [
    ...Array.from({ length: 9 }, () => [0, 1]),
    ...Array.from({ length: 9 }, () => [2, 1]),
    [0, 2, 1],
  ]
  const linksToOne = async (orders: readonly (readonly number[])[]): Promise<readonly number[]> => {
    const score = sparseLinear.scorer(await train(dataOfOrders(orders), { neighborMax: 2, l2: 1 }))
    return [0, 2, 3].map((item) => lookup(score(queryOf({ items: [item] })))(1))
  }
  const [fromZero, fromTwo, fromThree] = await linksToOne([...near, [3, 0, 1]])
  expect([fromZero, fromTwo, 0]).toEqual(await linksToOne([...near, [0, 1]]))
  expect(fromThree).toBe(0)
})

test('rows that hold more than the most are passed over', async () => {
  const giant = Array.from({ length: 50 }, (_, item) => item)
  const { links } = await train(dataOfOrders([giant, [0, 1], [0, 1]]), { rowItemMax: 10, l2: 1 })
  expect([...links.columns]).toEqual([1, 0])
  expect(links.values.every((value) => value > 0.3 && value < 1)).toBe(true)
})

test('pairs beyond the most that are remembered change little', async () => {
  const orders = Array.from({ length: 300 }, (_, k) =>
    Array.from({ length: 6 }, (_, m) => 20 * (k % 5) + ((k * 7 + m * m * 5) % 20)),
  )
  const data = dataOfOrders(orders)
  const few = sparseLinear.scorer(await train(data, { l2: 5, neighborMax: 8, pairMax: 12 }))
  const all = sparseLinear.scorer(await train(data, { l2: 5, neighborMax: 8, pairMax: 100 }))
  for (let item = 0; item < 100; item += 7) {
    const asked = queryOf({ items: [item] })
    const [scoreOf, fullOf] = [lookup(few(asked)), lookup(all(asked))]
    for (let other = 0; other < 100; other++)
      expect(Math.abs(scoreOf(other) - fullOf(other))).toBeLessThan(0.1)
  }
})

test('where all go together and few pairs are remembered, weights stay within reason', async () => {
  const random = rng(1)
  const orders = Array.from({ length: 80 }, () =>
    Array.from({ length: 40 }, (_, item) => item).filter(() => random.chance(0.9)),
  )
  const { links } = await train(dataOfOrders(orders), { l2: 0.01, neighborMax: 10, pairMax: 10 })
  expect(links.values.every((value) => Math.abs(value) < 2)).toBe(true)
})
