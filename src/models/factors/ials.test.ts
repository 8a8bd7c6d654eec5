import { expect, test } from 'vitest'
import { checkerboard, plantedPersonas } from '../../evaluation/oracle-worlds.test-support.ts'
import { openBlockSweep } from '../../kernels/block-sweep.ts'
import { rng } from '../../math/rng.ts'
import { type Compute, inlineCompute } from '../compute.ts'
import { ials, type IalsModel, type IalsOptions } from './ials.ts'
import { trainFactors } from './ials-train.ts'
import { bestOf, lookup } from '../scores.ts'
import type { TrainingData } from '../training-data.ts'
import { dataOf, type GivenAct, queryOf } from '../training-data.test-support.ts'

const SMALL: IalsOptions = {
  ...ials.defaults,
  dimensions: 16,
  block: 8,
  epochs: 6,
  unobservedWeight: 0.05,
  ridge: 0.05,
  ridgeExponent: 0.5,
}

const train = async (data: TrainingData, options: Partial<IalsOptions> = {}): Promise<IalsModel> =>
  ials.train(data, { ...SMALL, ...options }, { compute: inlineCompute, seed: 3, report: () => {} })

/** The objective of `ials.ts` with each shopper's row solved for, by its definition. */
const objective = (data: TrainingData, model: IalsModel): number => {
  const { dimensions: size, items, itemCount, unobservedWeight: w0, ridge, ridgeExponent } = model
  const { touched, shopperCount } = data
  const shoppersOf = new Int32Array(itemCount)
  for (const item of touched.columns) shoppersOf[item]++
  const solver = openBlockSweep({ size, block: size, rowMax: 1, actMax: itemCount, otherMax: itemCount })
  solver.others.set(items)
  solver.gram.set(model.gram.map((value) => w0 * value))
  let sum = 0
  for (let shopper = 0; shopper < shopperCount; shopper++) {
    const own = touched.columns.subarray(touched.starts[shopper], touched.starts[shopper + 1])
    solver.columns.set(own)
    solver.weights.fill(1)
    solver.starts[1] = own.length
    solver.ridges[0] = ridge * (own.length + w0 * itemCount) ** ridgeExponent
    solver.rows.fill(0)
    solver.sweep(1)
    sum += (solver.ridges[0] ?? 0) * solver.rows.reduce((total, value) => total + value ** 2, 0)
    for (let item = 0; item < itemCount; item++) {
      let product = 0
      for (let k = 0; k < size; k++) product += (items[item * size + k] ?? 0) * (solver.rows[k] ?? 0)
      sum += w0 * product ** 2 + (own.includes(item) ? (1 - product) ** 2 : 0)
    }
  }
  for (let item = 0; item < itemCount; item++) {
    const length = items
      .subarray(item * size, (item + 1) * size)
      .reduce((total, value) => total + value ** 2, 0)
    sum += ridge * ((shoppersOf[item] ?? 0) + w0 * shopperCount) ** ridgeExponent * length
  }
  return sum
}

const PLAIN: Partial<IalsOptions> = { coldActs: 0, repeatExponent: 0 }

test('each further epoch lowers the objective, and blocks end near where exact solutions do', async () => {
  const { data } = plantedPersonas()
  const after: number[] = []
  for (const epochs of [1, 2, 4, 8]) after.push(objective(data, await train(data, { ...PLAIN, epochs })))
  expect(after).toEqual(after.toSorted((a, b) => b - a))
  const exact = objective(data, await train(data, { ...PLAIN, epochs: 40, block: 16 }))
  const blocks = objective(data, await train(data, { ...PLAIN, epochs: 40 }))
  expect(Math.abs(blocks / exact - 1)).toBeLessThan(0.02)
})

test('shoppers are shown items of their persona that they do not have', async () => {
  const { data, personaOf } = plantedPersonas()
  const score = ials.scorer(await train(data))
  let own = 0
  for (let shopper = 0; shopper < 40; shopper++) {
    const items = [
      ...data.touched.columns.subarray(data.touched.starts[shopper], data.touched.starts[shopper + 1]),
    ]
    const best = bestOf(score(queryOf({ items })), 3, (item) => !items.includes(item)).items
    own += best.filter((item) => personaOf(item) === personaOf(shopper)).length
  }
  expect(own / 120).toBeGreaterThan(0.75)
})

test('an item that nobody chose yet is shown to those who like its kind', async () => {
  const { data, personaOf } = plantedPersonas()
  const hidden = [0, 1, 2, 3]
  const { acts } = data
  const rows = [...acts.item.keys()].filter((row) => !hidden.includes(acts.item[row] ?? 0))
  const given: GivenAct[] = rows.map((row) => ({
    item: acts.item[row] ?? 0,
    shopper: acts.shopper[row] ?? 0,
    at: acts.at[row] ?? 0,
  }))
  const without = dataOf(given, { facts: data.facts, itemCount: data.itemCount })
  const winnersOf = async (options: Partial<IalsOptions>): Promise<number> => {
    const score = ials.scorer(await train(without, options))
    let winners = 0
    for (let shopper = 0; shopper < 40; shopper++) {
      const items = [
        ...without.touched.columns.subarray(
          without.touched.starts[shopper],
          without.touched.starts[shopper + 1],
        ),
      ]
      const best = bestOf(score(queryOf({ items })), 1, (item) => hidden.includes(item)).items[0]
      if (best !== undefined && personaOf(best) === personaOf(shopper)) winners++
    }
    return winners
  }
  expect(await winnersOf({ coldActs: 5 })).toBeGreaterThan(34)
  expect(await winnersOf({ coldActs: 0 })).toBe(0)
})

test('an item with enough acts keeps the factors it has learned', async () => {
  const { data } = plantedPersonas()
  const [own, blended] = [await train(data, { coldActs: 0 }), await train(data, { coldActs: 5 })]
  const counts = new Int32Array(data.itemCount)
  for (const item of data.touched.columns) counts[item]++
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(5)
  expect(blended.items).toEqual(own.items)
})

test('purchases count more than views when they weigh more', async () => {
  const { data } = checkerboard()
  const model = await train(data, { viewWeight: 0.1, purchaseWeight: 3, repeatExponent: 1 })
  const history = queryOf({ orders: [[0]], items: [1] })
  const scoreOf = lookup(ials.scorer(model)(history))
  expect(scoreOf(2)).toBeGreaterThan(scoreOf(3))
})

test('the newest acts count most when old ones fade', async () => {
  const { data, colorOf } = checkerboard()
  const turned = queryOf({ items: [0, 2, 4, 6, 8, 10, 1, 3] })
  const bestColor = async (halfLifeItems: number): Promise<number> =>
    colorOf(
      bestOf(ials.scorer(await train(data, { halfLifeItems }))(turned), 1, (item) => item >= 12).items[0] ??
        0,
    )
  expect(await bestColor(0)).toBe(0)
  expect(await bestColor(1)).toBe(1)
})

test('threads that copy rows one by one come to the same factors as those that copy them all', async () => {
  const random = rng(2, 'pairs')
  const given = Array.from({ length: 3_000 }, () => ({ shopper: random.int(400), item: random.int(60) }))
  const { touched } = dataOf(given)
  const options = { ...SMALL, epochs: 2 }
  const training = { compute: inlineCompute, seed: 3, report: () => {} }
  const whole = await trainFactors(touched, options, training)
  const byRow = await trainFactors(touched, options, training, 0)
  expect(byRow).toEqual(whole)
})

test('many threads hold no more copies of a side than the memory that is told counts, and give the same', async () => {
  const { data } = plantedPersonas({ shopperCount: 40 })
  const copiedBytes: number[] = []
  const computeOf = (threadCount: number): Compute => ({
    threadCount,
    run: (task, args, partCount, onPart) => {
      const { isCopied, others } = args as { readonly isCopied?: boolean; readonly others?: Float32Array }
      if (isCopied === true && others !== undefined) copiedBytes.push(threadCount * others.byteLength)
      return inlineCompute.run(task, args, partCount, onPart)
    },
  })
  const factorsWith = (threadCount: number) =>
    trainFactors(data.touched, SMALL, { compute: computeOf(threadCount), seed: 3, report: () => {} })
  const few = await factorsWith(2)
  const largest = Math.max(...copiedBytes)
  expect(largest).toBe(2 * 4 * SMALL.dimensions * Math.max(data.shopperCount, data.itemCount))
  expect(await factorsWith(64)).toEqual(few)
  expect(Math.max(...copiedBytes)).toBe(largest)
})

test('dimensions and blocks of any size are rounded to what the kernels take', async () => {
  const { data } = checkerboard()
  const model = await train(data, { dimensions: 11, block: 3 })
  expect(model.dimensions).toBe(16)
  expect(model.items.length).toBe(16 * data.itemCount)
})
