import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineCompute } from '../compute.ts'
import { ordersOf } from './order-table.ts'
import { lookup } from '../scores.ts'
import { frequencyVector, type TifuKnnOptions, tifuKnn } from './tifu-knn.ts'
import { dataOfOrders, queryOf } from '../training-data.test-support.ts'

const ITEMS = 6
const training = { compute: inlineCompute, seed: 1, report: () => {} }
const options: TifuKnnOptions = { ...tifuKnn.defaults, neighborCount: 2, groupCount: 2, ownWeight: 0.6 }

/** The formula over dense vectors. */
const naiveVector = (orders: readonly (readonly number[])[]): number[] => {
  const groups = Math.min(options.groupCount, orders.length)
  const vector = Array.from({ length: ITEMS }, () => 0)
  for (let group = 0; group < groups; group++) {
    const from = Math.floor((group * orders.length) / groups)
    const to = Math.floor(((group + 1) * orders.length) / groups)
    for (let t = from; t < to; t++)
      for (const item of orders[t] ?? [])
        vector[item] +=
          (options.groupDecay ** (groups - 1 - group) * options.orderDecay ** (orders.length - 1 - t)) /
          (to - from) /
          groups
  }
  return vector
}

test('an older group counts less, and so does an older order', () => {
  const { items, values } = frequencyVector(
    ordersOf(queryOf({ orders: [[0], [1], [2], [0]] }), ITEMS),
    options,
  )
  expect([...items]).toEqual([0, 1, 2])
  const [g, o] = [options.groupDecay, options.orderDecay]
  expect(values[0]).toBeCloseTo((g * o ** 3 + 1) / 4)
  expect(values[1]).toBeCloseTo((g * o ** 2) / 4)
  expect(values[2]).toBeCloseTo(o / 4)
})

const history = fc.array(fc.uniqueArray(fc.nat(ITEMS - 1), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 5,
})

test('scores are the own vector and the mean of the nearest, as by the formula', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: 3, maxLength: 6 }), history, async (others, own) => {
      const owner = others.flatMap((orders, shopper) => orders.map(() => shopper))
      const data = dataOfOrders(others.flat(), ITEMS, (order) => owner[order])
      const score = lookup(
        tifuKnn.scorer(await tifuKnn.train(data, options, training))(queryOf({ orders: own })),
      )
      const mine = naiveVector(own)
      const vectors = others.map(naiveVector)
      const distance = (vector: readonly number[]): number =>
        vector.reduce((sum, value, item) => sum + (value - mine[item]) ** 2, 0)
      const sorted = vectors.toSorted((a, b) => distance(a) - distance(b))
      // Where the second and the third are equally near, either may be chosen.
      fc.pre(Math.abs(distance(sorted[1]) - distance(sorted[2])) > 1e-6)
      for (let item = 0; item < ITEMS; item++)
        expect(score(item)).toBeCloseTo(0.6 * mine[item] + (0.4 * (sorted[0][item] + sorted[1][item])) / 2, 5)
    }),
  )
})

test('only those who ordered last are kept', async () => {
  const data = dataOfOrders([[0], [1], [2], [0]], 3, (order) => order % 3)
  const { vectors } = await tifuKnn.train(data, { ...options, shopperMax: 2 }, training)
  // Orders come from shoppers 0, 1, 2 and 0 again: 1 came last longest ago.
  expect(vectors.rowCount).toBe(2)
  expect([...vectors.columns]).toEqual([0, 2])
})
