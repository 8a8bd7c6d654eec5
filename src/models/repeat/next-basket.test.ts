import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { rng } from '../../math/rng.ts'
import { inlineCompute } from '../compute.ts'
import { nextBasket } from './next-basket.ts'
import { basketExamples } from './next-basket-examples.ts'
import { NEXT_BASKET_FEATURES } from './next-basket-features.ts'
import { orderTable } from './order-table.ts'
import { bestOf, lookup } from '../scores.ts'
import { dataOf, dataOfOrders, type GivenAct, queryOf } from '../training-data.test-support.ts'
import type { TrainingData } from '../training-data.ts'

const training = { compute: inlineCompute, seed: 1, report: () => {} }
const options = { ...nextBasket.defaults, trees: 20, leaves: 7, minLeafRows: 20, exampleMax: 400 }
const learn = async (data: TrainingData, other: Partial<typeof options> = {}) =>
  nextBasket.scorer(await nextBasket.train(data, { ...options, ...other }, training))

const [coffee, sofa, beans, machine, hit] = [0, 1, 2, 3, 4]
const ITEMS = 40

/**
 * Orders every week over a year and a half by 30 shoppers: coffee every other week, at some time a sofa; who has a
 * machine takes beans in the order after it; a hit that everybody takes once in the last month; and odds and ends.
 */
const household = (): TrainingData => {
  const acts: GivenAct[] = []
  for (let shopper = 0; shopper < 30; shopper++) {
    const random = rng(1, 'household', shopper)
    const machineWeek = random.int(60)
    const sofaWeek = random.int(60)
    const hitWeek = 66 + random.int(4)
    for (let week = 0; week < 70; week++) {
      const items = new Set([hit + 1 + random.int(ITEMS - hit - 1)])
      if ((week + shopper) % 2 === 0) items.add(coffee)
      if (week === sofaWeek) items.add(sofa)
      if (week === machineWeek) items.add(machine)
      if (week === machineWeek + 1) items.add(beans)
      if (week === hitWeek) items.add(hit)
      for (const item of items)
        acts.push({ shopper, item, order: shopper * 70 + week, at: 7 * week * DAY_MS, kind: 'purchase' })
    }
  }
  return dataOf(acts, { itemCount: ITEMS })
}
const householdScorer = learn(household())

/** A shopper of ten weeks with these items and odds and ends; asked a week after the last order. */
const after = (weeks: Readonly<Record<number, readonly number[]>>) => {
  const orders = Array.from({ length: 10 }, (_, week) => [...(weeks[week] ?? []), 10 + week])
  const query = queryOf({ orders })
  return {
    ...query,
    history: { ...query.history, at: query.history.at.map((week) => (60 + week) * 7 * DAY_MS) },
    now: 70 * 7 * DAY_MS,
  }
}

test('coffee when it is due, a sofa never again, the hit for who has not had it, beans after the machine', async () => {
  const score = await householdScorer
  const drinker = { 0: [coffee, sofa], 2: [coffee], 4: [coffee], 6: [coffee], 8: [coffee] }
  const dueScore = lookup(score(after(drinker)))
  const early = lookup(score(after({ ...drinker, 9: [coffee] })))
  expect(dueScore(coffee)).toBeGreaterThan(2 * early(coffee))
  expect(bestOf(score(after(drinker)), 1).items[0]).toBe(coffee)
  expect(dueScore(sofa)).toBeLessThan(dueScore(coffee) / 3)
  expect(dueScore(hit)).toBeGreaterThan(dueScore(sofa))
  const withMachine = lookup(score(after({ ...drinker, 9: [machine] })))
  expect(withMachine(beans)).toBeGreaterThan(dueScore(beans))
})

test('nothing that an example knows came after it', () => {
  const orders = [[0, 1], [2], [0, 3], [1], [0, 2], [3, 1], [0], [2, 1]]
  const shopperOf = (order: number): number => order % 2
  const examplesOf = (lists: readonly (readonly number[])[]) =>
    basketExamples(orderTable(dataOfOrders(lists, 4, shopperOf)), 4, {
      ...options,
      exampleMax: 100,
      halfLivesDays: [4, 60, 365],
      seed: 1,
    }).rows
  const whole = examplesOf(orders)
  const part = examplesOf([...orders.slice(0, 6), [3], [3]])
  const groups = 3
  const end = whole.groupStarts[groups]
  expect(part.groupStarts[groups]).toBe(end)
  expect(part.labels.slice(0, end)).toEqual(whole.labels.slice(0, end))
  const cells = end * NEXT_BASKET_FEATURES.length
  expect(part.values.slice(0, cells)).toEqual(whole.values.slice(0, cells))
})

test('examples are the newest orders of shoppers who ordered before', () => {
  const orders = Array.from({ length: 30 }, () => [0])
  const table = orderTable(dataOfOrders(orders, 1, (order) => order % 10))
  const { rows } = basketExamples(table, 1, {
    ...options,
    exampleMax: 7,
    halfLivesDays: [4, 60, 365],
    seed: 1,
  })
  expect(rows.groupStarts.length - 1).toBe(7)
})

test('a shopper who orders every day is one among others', () => {
  const orders = Array.from({ length: 300 }, () => [0])
  const table = orderTable(dataOfOrders(orders, 1, () => 0))
  const { rows } = basketExamples(table, 1, { ...options, halfLivesDays: [4, 60, 365], seed: 1 })
  expect(rows.groupStarts.length - 1).toBe(20)
})

test('an example of a shopper who owns half the shop keeps what was right and is no larger than others', () => {
  const everything = Array.from({ length: 600 }, (_, item) => item)
  const table = orderTable(dataOfOrders([everything, [5, 7, 11]], 600, () => 0))
  const { rows } = basketExamples(table, 600, { ...options, halfLivesDays: [4, 60, 365], seed: 1 })
  expect(rows.rowCount).toBe(200)
  const own = rows.labels.reduce((sum, label) => sum + label, 0)
  expect(own).toBeGreaterThan(0)
})

test('with too little to learn from it counts what the shopper bought, ties by popularity', async () => {
  const score = await learn(dataOfOrders([[coffee, sofa], [sofa], [beans]]))
  expect([...bestOf(score(queryOf({ orders: [[coffee], [coffee, beans, sofa]] })), 3).items]).toEqual([
    coffee,
    sofa,
    beans,
  ])
})

test('strangers are told what is popular, and nobody what lies in the basket', async () => {
  const score = await householdScorer
  expect(bestOf(score(queryOf({})), 1).items[0]).toBe(hit)
  // Trees have seen no strangers, and are not asked.
  expect(score(queryOf({}))).toEqual((await learn(household(), { trees: 0 }))(queryOf({})))
  expect(lookup(score({ ...after({ 0: [coffee] }), seeds: Int32Array.of(coffee) }))(coffee)).toBe(0)
})
