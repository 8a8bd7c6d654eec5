import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineCompute } from '../compute.ts'
import { lookup } from '../scores.ts'
import { dataOf, queryOf } from '../training-data.test-support.ts'
import { graphFilter } from './graph-filter.ts'

const ITEMS = 6
const training = { compute: inlineCompute, seed: 1, report: () => {} }
const pairs = fc.uniqueArray(fc.record({ shopper: fc.nat(5), item: fc.nat(ITEMS - 1) }), {
  selector: ({ shopper, item }) => `${shopper}/${item}`,
  minLength: 1,
  maxLength: 25,
})

/** x d^−b · R̃ᵀR̃, and R̃ᵀR̃ alone, written out. */
const naive = (given: readonly { shopper: number; item: number }[], a: number, b: number) => {
  const has = (shopper: number, item: number): boolean =>
    given.some((pair) => pair.shopper === shopper && pair.item === item)
  const sizeOf = (shopper: number): number => given.filter((pair) => pair.shopper === shopper).length
  const countOf = (item: number): number => given.filter((pair) => pair.item === item).length
  const gram = (i: number, j: number): number => {
    let sum = 0
    for (let shopper = 0; shopper < 6; shopper++)
      if (sizeOf(shopper) > 1 && has(shopper, i) && has(shopper, j)) sum += sizeOf(shopper) ** (-2 * a)
    return sum === 0 ? 0 : sum * countOf(i) ** -b * countOf(j) ** -b
  }
  return { gram, countOf }
}

test('without factors the score is the formula of the first term', async () => {
  await fc.assert(
    fc.asyncProperty(pairs, fc.nat(ITEMS - 1), async (given, touched) => {
      const options = { ...graphFilter.defaults, factors: 0, shopperExponent: 0.4, itemExponent: 0.3 }
      const model = await graphFilter.train(dataOf(given, { itemCount: ITEMS }), options, training)
      const scoreOf = lookup(graphFilter.scorer(model)(queryOf({ items: [touched] })))
      const { gram, countOf } = naive(given, 0.4, 0.3)
      for (let item = 0; item < ITEMS; item++)
        expect(scoreOf(item)).toBeCloseTo(
          countOf(touched) === 0 ? 0 : countOf(touched) ** -0.3 * gram(touched, item),
          4,
        )
    }),
  )
})

test('with all factors and exponents of a half, the second term is a plain multiple of R̃ᵀR̃', async () => {
  const given = [0, 1, 2, 3, 4, 5].flatMap((shopper) =>
    [shopper % 3, 3 + (shopper % 2), (shopper + 2) % 5].map((item) => ({ shopper, item })),
  )
  const unique = given.filter(
    (pair, k) => given.findIndex((p) => p.shopper === pair.shopper && p.item === pair.item) === k,
  )
  const options = {
    ...graphFilter.defaults,
    factors: ITEMS,
    shopperExponent: 0.5,
    itemExponent: 0.5,
    spectrumExponent: 2,
    smoothWeight: 1,
    neighborMax: 0,
  }
  const model = await graphFilter.train(dataOf(unique, { itemCount: ITEMS }), options, training)
  const scoreOf = lookup(graphFilter.scorer(model)(queryOf({ items: [3] })))
  const { gram, countOf } = naive(unique, 0.5, 0.5)
  // The largest singular value of R̃ with exponents of a half is 1.
  for (const item of [0, 1, 2, 3, 4])
    expect(scoreOf(item)).toBeCloseTo((countOf(3) ** -0.5 * gram(3, item)) / countOf(item) ** -0.5, 3)
})
