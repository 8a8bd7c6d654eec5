import { expect, test } from 'vitest'
import { DAY_MS } from '../../domain/local-day.ts'
import { ITEM_FIGURES, OrderMemory } from './order-memory.ts'
import { orderTable, ordersBefore, ownItems } from './order-table.ts'
import { dataOf, type GivenAct } from '../training-data.test-support.ts'

const [bread, sofa] = [0, 1]
const buy = (shopper: number, item: number, day: number): GivenAct => ({
  shopper,
  item,
  at: day * DAY_MS,
  kind: 'purchase',
})

const memoryOf = (acts: readonly GivenAct[], itemCount = 2): OrderMemory => {
  const memory = new OrderMemory(itemCount, [5, 50, 500])
  const table = orderTable(dataOf(acts, { itemCount }))
  const placeOf = new Map<number, number>()
  for (let order = 0; order < table.count; order++) {
    const who = table.shopper[order]
    const past = ordersBefore(table, who, placeOf.get(who) ?? 0)
    placeOf.set(who, (placeOf.get(who) ?? 0) + 1)
    const lines = table.items.subarray(table.starts[order], table.starts[order + 1])
    memory.add(table.at[order], lines, past, ownItems(past))
  }
  return memory
}
const figuresOf = (memory: OrderMemory, item: number): Record<(typeof ITEM_FIGURES)[number], number> => {
  const row = new Float32Array(ITEM_FIGURES.length + 1)
  memory.write(item, row, 1)
  return Object.fromEntries(ITEM_FIGURES.map((name, k) => [name, row[k + 1]])) as ReturnType<typeof figuresOf>
}

test('shares forget by their half-lives', () => {
  const bread5 = figuresOf(memoryOf([buy(0, bread, 0), buy(1, sofa, 5)]), bread)
  expect(bread5.shareShort).toBeCloseTo(0.5 / 1.5)
  expect(bread5.shareLong).toBeCloseTo(2 ** -0.01 / (1 + 2 ** -0.01))
})

test('what shoppers bought before is nothing new', () => {
  const figures = figuresOf(memoryOf([buy(0, bread, 0), buy(0, bread, 0.001)]), bread)
  expect(figures.shareShort).toBeCloseTo(1)
  expect(figures.newShort).toBeCloseTo(0.5, 3)
})

test('repeats are counted over the later orders of buyers, and lean on those of all items', () => {
  // Bread: 3 later orders, 3 repeats. Sofa: 3 later orders, none.
  const acts = [0, 1, 2, 3].map((k) => buy(0, bread, 10 * k))
  const memory = memoryOf([buy(0, sofa, 0), ...acts])
  expect(figuresOf(memory, bread).repeatChances).toBe(3)
  expect(figuresOf(memory, bread).repeatRate).toBeCloseTo((3 + 5 * 0.5) / (3 + 5))
  expect(figuresOf(memory, sofa).repeatRate).toBeCloseTo((0 + 5 * 0.5) / (3 + 5))
  expect(figuresOf(memory, bread).gapDays).toBeCloseTo(10)
})

test('nobody bought anything twice: the gap is not known', () => {
  expect(figuresOf(memoryOf([buy(0, bread, 0)]), bread).gapDays).toBeNaN()
})

test('a hundred years of orders stay within the range of numbers', () => {
  const acts = Array.from({ length: 3650 }, (_, k) => buy(k, k < 3649 ? bread : sofa, 10 * k))
  const memory = memoryOf(acts)
  // Halved every 5 days, orders every 10: 3/4 of all weight is that of the newest.
  expect(figuresOf(memory, sofa).shareShort).toBeCloseTo(0.75)
  expect(figuresOf(memory, bread).shareShort).toBeCloseTo(0.25)
})
