import fc from 'fast-check'
import { expect, test } from 'vitest'
import { autoregression, type AutoregressionOptions } from './autoregression.ts'
import { inlineCompute } from '../compute.ts'
import { bestOf, lookup } from '../scores.ts'
import { dataOfSessions, queryOf } from '../training-data.test-support.ts'

const ITEM_COUNT = 5
const scorerOf = async (
  sessions: readonly (readonly number[])[],
  options: Partial<AutoregressionOptions> = {},
) => {
  const model = await autoregression.train(
    dataOfSessions(sessions, ITEM_COUNT),
    { ...autoregression.defaults, of: 'session', ...options },
    { compute: inlineCompute, seed: 1, report: () => {} },
  )
  return autoregression.scorer(model)
}

/** One memory above the other, after some acts. */
const memoriesOf = (items: readonly number[], decays: readonly number[]): number[] =>
  decays.flatMap((decay) => {
    const memory = Array.from({ length: ITEM_COUNT }, () => 0)
    for (const [p, item] of items.entries())
      memory[item] = (memory[item] ?? 0) + decay ** (items.length - 1 - p)
    return memory
  })

/** By Gauss and Jordan. */
const solved = (
  matrix: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
): number[][] => {
  const rows = matrix.map((row, k) => [...row, ...(right[k] ?? [])])
  for (const [p, pivotRow] of rows.entries()) {
    const pivot = pivotRow[p] ?? 1
    for (let c = 0; c < pivotRow.length; c++) pivotRow[c] = (pivotRow[c] ?? 0) / pivot
    for (const [r, row] of rows.entries()) {
      const factor = row[p] ?? 0
      if (r !== p) for (let c = 0; c < row.length; c++) row[c] = (row[c] ?? 0) - factor * (pivotRow[c] ?? 0)
    }
  }
  return rows.map((row) => row.slice(matrix.length))
}

/** The formula, act by act. */
const naiveScores = (
  sessions: readonly (readonly number[])[],
  query: readonly number[],
  { shortDecay, longDecay, aheadDecay, l2, longPenalty }: AutoregressionOptions,
): number[] => {
  const decays = longDecay > 0 ? [shortDecay, longDecay] : [shortDecay]
  const size = decays.length * ITEM_COUNT
  const gram = Array.from({ length: size }, (_, f) =>
    Array.from({ length: size }, (_unused, g) => (f !== g ? 0 : f < ITEM_COUNT ? l2 : l2 * longPenalty)),
  )
  const answers = Array.from({ length: size }, () => Array.from({ length: ITEM_COUNT }, () => 0))
  for (const items of sessions)
    for (let t = 1; t < items.length; t++) {
      const h = memoriesOf(items.slice(0, t), decays)
      for (const [f, value] of h.entries()) {
        for (const [g, other] of h.entries()) (gram[f] as number[])[g] = (gram[f]?.[g] ?? 0) + value * other
        for (const [ahead, item] of items.slice(t).entries())
          (answers[f] as number[])[item] = (answers[f]?.[item] ?? 0) + value * aheadDecay ** ahead
      }
    }
  const weights = solved(gram, answers)
  const h = memoriesOf(query, decays)
  return Array.from({ length: ITEM_COUNT }, (_, item) =>
    h.reduce((sum, value, f) => sum + value * (weights[f]?.[item] ?? 0), 0),
  )
}

test('scores are those of the regression, computed act by act', async () => {
  const items = fc.array(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 7 })
  const options = fc.record({
    shortDecay: fc.constantFrom(0, 0.3, 0.6),
    longDecay: fc.constantFrom(0, 0.5, 0.9),
    aheadDecay: fc.constantFrom(0, 0.4),
    l2: fc.constantFrom(0.5, 2),
    longPenalty: fc.constantFrom(1, 3),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(items, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(ITEM_COUNT - 1), { minLength: 1, maxLength: 5 }),
      options,
      async (sessions, query, chosen) => {
        const known = query.filter((item) => sessions.flat().includes(item))
        const score = lookup((await scorerOf(sessions, chosen))(queryOf({ items: query })))
        const expected = naiveScores(sessions, known, { ...autoregression.defaults, ...chosen })
        for (const [item, value] of expected.entries()) expect(score(item)).toBeCloseTo(value, 2)
      },
    ),
    { numRuns: 60 },
  )
})

test('it tells the way there from the way back', async () => {
  const score = await scorerOf(
    Array.from({ length: 20 }, () => [0, 1, 2, 3, 4]),
    { l2: 1 },
  )
  expect(bestOf(score(queryOf({ items: [1] })), 1).items[0]).toBe(2)
  expect(bestOf(score(queryOf({ items: [3] })), 1).items[0]).toBe(4)
})

test('items beyond itemMax are neither learned nor proposed', async () => {
  const score = await scorerOf(
    [
      [0, 1],
      [0, 1],
      [2, 3],
    ],
    { itemMax: 2, l2: 1 },
  )
  expect(bestOf(score(queryOf({ items: [2] })), 5).items).toHaveLength(0)
  expect([...bestOf(score(queryOf({ items: [2, 0, 3] })), 5).items]).toEqual([1])
})

test('with few links kept, the strongest of each sign are', async () => {
  const often = Array.from({ length: 9 }, (_, k) => (k % 3 === 0 ? [0, 2] : [0, 1]))
  const sessions = [...often, [3, 4]]
  const options = { keep: 1, longDecay: 0, l2: 1 }
  const score = await scorerOf(sessions, options)
  expect([...bestOf(score(queryOf({ items: [0] })), 5).items]).toEqual([1])
})
