import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineCompute } from '../compute.ts'
import { bestOf, lookup } from '../scores.ts'
import { dataOfSessions, queryOf } from '../training-data.test-support.ts'
import { transitions, type TransitionsModel, type TransitionsOptions } from './transitions.ts'

const ITEM_COUNT = 6
const modelOf = async (
  sessions: readonly (readonly number[])[],
  options: Partial<TransitionsOptions> = {},
): Promise<TransitionsModel> =>
  transitions.train(
    dataOfSessions(sessions, ITEM_COUNT),
    { ...transitions.defaults, ...options },
    { compute: inlineCompute, seed: 1, report: () => {} },
  )

const zeros = (): number[][] =>
  Array.from({ length: ITEM_COUNT }, () => Array.from({ length: ITEM_COUNT }, () => 0))
const denseOf = ({ follows: { starts, columns, values } }: TransitionsModel): number[][] => {
  const dense = zeros()
  for (let row = 0; row < ITEM_COUNT; row++)
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++)
      (dense[row] as number[])[columns[k] ?? 0] = values[k] ?? 0
  return dense
}

/** The formula, word by word. */
const naive = (sessions: readonly (readonly number[])[], o: TransitionsOptions): number[][] => {
  const pairs = zeros()
  for (const [s, items] of sessions.entries())
    for (const [p, i] of items.entries())
      for (const [q, j] of items.entries()) {
        if (q <= p || q - p > o.window || i === j) continue
        const recent = Math.exp(-o.recency * (1 - (s + 1) / sessions.length))
        const weight = recent * o.decay ** (q - p - 1)
        ;(pairs[i] as number[])[j] = (pairs[i]?.[j] ?? 0) + weight
        ;(pairs[j] as number[])[i] = (pairs[j]?.[i] ?? 0) + o.backward * weight
      }
  const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0)
  const direct = pairs.map((row) =>
    row.map((value, j) =>
      value === 0
        ? 0
        : value / sum(row) ** o.rowPower / sum(pairs.map((other) => other[j] ?? 0)) ** o.columnPower,
    ),
  )
  if (o.hops === 1) return direct
  return direct.map((row, i) =>
    row.map((_, j) => (i === j ? 0 : sum(row.map((value, via) => value * (direct[via]?.[j] ?? 0))))),
  )
}

test('what follows what is that of the formula, in one hop and in two', async () => {
  const sessions = fc.array(fc.array(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 7 }), {
    minLength: 1,
    maxLength: 6,
  })
  const options = fc.record({
    window: fc.integer({ min: 1, max: 4 }),
    decay: fc.constantFrom(0.3, 0.7, 1),
    backward: fc.constantFrom(0, 0.5, 1),
    recency: fc.constantFrom(0, 2),
    rowPower: fc.constantFrom(0, 0.6, 1),
    columnPower: fc.constantFrom(0, 0.4),
    hops: fc.constantFrom(1 as const, 2 as const),
  })
  await fc.assert(
    fc.asyncProperty(sessions, options, async (given, chosen) => {
      const expected = naive(given, { ...transitions.defaults, ...chosen })
      const dense = denseOf(await modelOf(given, chosen))
      for (const [i, row] of expected.entries())
        for (const [j, value] of row.entries()) expect(dense[i]?.[j]).toBeCloseTo(value, 4)
    }),
  )
})

test('of each row the best are kept', async () => {
  const sessions = [
    [0, 2],
    [0, 1],
    [0, 1],
    [0, 3],
  ]
  const { follows } = await modelOf(sessions, { keepMax: 1, columnPower: 0, recency: 0 })
  expect([...follows.columns.subarray(0, follows.starts[1])]).toEqual([1])
})

test('newer items of the query count more', async () => {
  const score = transitions.scorer(
    await modelOf([
      [0, 1],
      [2, 3],
    ]),
  )
  expect(bestOf(score(queryOf({ items: [0, 2] })), 1).items[0]).toBe(3)
  expect(bestOf(score(queryOf({ items: [2, 0] })), 1).items[0]).toBe(1)
})

test('two hops find what one cannot', async () => {
  const sessions = [
    [0, 1],
    [1, 2],
  ]
  const asked = queryOf({ items: [0] })
  expect(lookup(transitions.scorer(await modelOf(sessions, { hops: 1 }))(asked))(2)).toBe(0)
  expect(lookup(transitions.scorer(await modelOf(sessions, { hops: 2 }))(asked))(2)).toBeGreaterThan(0)
})
