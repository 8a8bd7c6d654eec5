import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineCompute } from '../compute.ts'
import { lookup } from '../scores.ts'
import { dataOfOrders, queryOf } from '../training-data.test-support.ts'
import { type UpCfOptions, upCf } from './up-cf.ts'

const ITEMS = 6
const options: UpCfOptions = { orderWindow: 2, asymmetry: 0.3, locality: 3, shopperMax: 100 }

/** w(u) of the formula, dense. */
const naiveShares = (orders: readonly (readonly number[])[]): number[] => {
  const newest = orders.slice(-options.orderWindow)
  return Array.from(
    { length: ITEMS },
    (_, item) => newest.filter((o) => o.includes(item)).length / newest.length,
  )
}
const product = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, item) => sum + value * b[item], 0)

const history = fc.array(fc.uniqueArray(fc.nat(ITEMS - 1), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
})

test('scores are the own shares and the votes of shoppers alike, as by the formula', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(history, { maxLength: 5 }), history, async (others, own) => {
      const owner = others.flatMap((orders, shopper) => orders.map(() => shopper))
      const data = dataOfOrders(others.flat(), ITEMS, (order) => owner[order])
      const model = await upCf.train(data, options, { compute: inlineCompute, seed: 1, report: () => {} })
      const score = lookup(upCf.scorer(model)(queryOf({ orders: own })))
      const mine = naiveShares(own)
      const voters = others.map(naiveShares).map((theirs) => ({
        theirs,
        vote:
          (product(mine, theirs) / (product(mine, mine) ** 0.3 * product(theirs, theirs) ** 0.7)) **
          options.locality,
      }))
      for (let item = 0; item < ITEMS; item++)
        expect(score(item)).toBeCloseTo(
          voters.reduce((sum, { theirs, vote }) => sum + vote * theirs[item], mine[item]),
          4,
        )
    }),
  )
})

test('a stranger is told nothing', async () => {
  const model = await upCf.train(dataOfOrders([[0, 1]]), options, {
    compute: inlineCompute,
    seed: 1,
    report: () => {},
  })
  expect(upCf.scorer(model)(queryOf({})).scores.length).toBe(0)
})
