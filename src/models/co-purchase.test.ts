import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Csr, csrOfPairs } from '../math/csr.ts'
import { type CoPurchaseOptions, coPurchase } from './co-purchase.ts'

const ordersOf = (orders: readonly (readonly number[])[], itemCount: number): Csr =>
  csrOfPairs(
    Int32Array.from(orders.flatMap((items, order) => items.map(() => order))),
    Int32Array.from(orders.flat()),
    orders.length,
    itemCount,
  )
const plain: CoPurchaseOptions = { neighborMax: 100, sharedOrderMin: 1, shrinkage: 0, orderItemMax: 200 }
const likenessOf = (
  orders: readonly (readonly number[])[],
  itemCount: number,
  options: Partial<CoPurchaseOptions>,
  seed: number,
) => {
  const { items, scores } = coPurchase.propose(
    coPurchase.train({ orders: ordersOf(orders, itemCount) }, { ...plain, ...options }),
    Int32Array.of(seed),
  )
  return new Map([...items].map((item, k) => [item, scores[k] as number]))
}

test('on a checkerboard, items are alike within their colour and never across', () => {
  const orders = Array.from({ length: 20 }, (_, order) => [0, 2, 4, 6].map((item) => item + (order % 2)))
  for (let seed = 0; seed < 8; seed++) {
    const likeness = likenessOf(orders, 8, {}, seed)
    expect([...likeness.keys()].sort((a, b) => a - b)).toEqual(
      [0, 2, 4, 6].map((item) => item + (seed % 2)).filter((item) => item !== seed),
    )
    for (const value of likeness.values()) expect(value).toBeCloseTo(1, 6)
  }
})

const orders = fc.array(fc.uniqueArray(fc.nat(6), { maxLength: 5 }), { maxLength: 25 })

test('likeness agrees with the formula, pair by pair', () => {
  fc.assert(
    fc.property(
      orders,
      fc.nat(6),
      fc.constantFrom(0, 5),
      fc.constantFrom(1, 2),
      (all, seed, shrinkage, sharedOrderMin) => {
        const likeness = likenessOf(all, 7, { shrinkage, sharedOrderMin }, seed)
        const count = (...items: number[]): number =>
          all.filter((order) => items.every((item) => order.includes(item))).length
        for (let item = 0; item < 7; item++) {
          const shared = item === seed ? 0 : count(item, seed)
          const isKnown = shared > 0 && shared >= sharedOrderMin
          expect(likeness.has(item)).toBe(isKnown)
          const cosine = isKnown ? shared / Math.sqrt(count(item) * count(seed)) : 0
          expect(likeness.get(item) ?? 0).toBeCloseTo(
            isKnown ? (cosine * shared) / (shared + shrinkage) : 0,
            6,
          )
        }
      },
    ),
  )
})

test('training twice gives the same bytes, and the order of orders does not matter', () => {
  fc.assert(
    fc.property(orders, (all) => {
      const train = (some: readonly (readonly number[])[]) =>
        coPurchase.train({ orders: ordersOf(some, 7) }, plain)
      expect(train(all)).toEqual(train(all))
      expect(train(all.toReversed())).toEqual(train(all))
    }),
  )
})

test('nothing bought gives a model that proposes nothing; a seed out of range proposes nothing', () => {
  expect(likenessOf([], 0, {}, 0).size).toBe(0)
  expect(likenessOf([[0, 1]], 2, {}, -1).size).toBe(0)
  expect(likenessOf([[0, 1]], 2, {}, 2).size).toBe(0)
})

test('orders too large to mean anything are passed over', () => {
  expect(
    likenessOf(
      [
        [0, 1, 2],
        [0, 1],
      ],
      3,
      { orderItemMax: 2 },
      0,
    ),
  ).toEqual(new Map([[1, 1]]))
})

test('the most alike are kept, ties by the lower number, and no seed is proposed', () => {
  const all = [
    [0, 1],
    [0, 1],
    [0, 2],
    [0, 3],
  ]
  expect([...likenessOf(all, 4, { neighborMax: 2 }, 0).keys()]).toEqual([1, 2])
  const model = coPurchase.train({ orders: ordersOf(all, 4) }, plain)
  expect([...coPurchase.propose(model, Int32Array.of(0, 1)).items].sort()).toEqual([2, 3])
})
