/** Cut down to the items of a store, a model says of them what the whole one says. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Csr } from '../math/csr.ts'
import { pairTableOf } from '../models/basket/basket-pairs.ts'
import { basketScorer } from '../models/basket/basket-scorer.ts'
import { neighborScorer } from '../models/neighbor-scorer.ts'
import { NO_HISTORY } from '../models/query.ts'
import { lookup, type Scores } from '../models/scores.ts'
import { prunedModel } from './prune-model.ts'
import type { BasketPart, ModelPart, NeighborPart } from './snapshot-parts.ts'

const ITEMS = 12
const value = fc.integer({ min: -8, max: 8 }).map((whole) => whole / 4)
const matrix = (isPositive: boolean): fc.Arbitrary<Csr> =>
  fc
    .array(
      fc.uniqueArray(fc.tuple(fc.nat(ITEMS - 1), value), {
        selector: ([column]) => column,
        maxLength: ITEMS,
      }),
      { minLength: ITEMS, maxLength: ITEMS },
    )
    .map((rows) => {
      const entries = rows.flat()
      return {
        rowCount: ITEMS,
        columnCount: ITEMS,
        starts: Int32Array.from([0, ...rows.map((_, r) => rows.slice(0, r + 1).flat().length)]),
        columns: Int32Array.from(entries, ([column]) => column),
        values: Float32Array.from(entries, ([, one]) => (isPositive ? Math.abs(one) + 0.25 : one)),
      }
    })
const neighbors: fc.Arbitrary<NeighborPart> = matrix(true).map((csr) => ({
  form: 'neighbors',
  neighbors: csr,
  historyHalfLifeActs: 5,
}))
const PAIR_MAX = 2
const basket: fc.Arbitrary<BasketPart> = fc
  .record({
    weights: matrix(false),
    bias: fc.array(value, { minLength: ITEMS, maxLength: ITEMS }),
    pairs: fc.array(fc.tuple(fc.nat(ITEMS - 2), fc.nat(ITEMS - 1), value), {
      minLength: ITEMS * PAIR_MAX,
      maxLength: ITEMS * PAIR_MAX,
    }),
  })
  .map(({ weights, bias, pairs }) => {
    const items = Int32Array.from(pairs.flatMap(([a, b]) => (b > a ? [a, b] : [-1, -1])))
    const table = pairTableOf(
      items,
      Float32Array.from(pairs, ([, , one]) => one),
      ITEMS,
      PAIR_MAX,
    )
    return { form: 'basket', weights, bias: Float32Array.from(bias), ...table }
  })

const scored = (part: ModelPart, seeds: readonly number[]): Scores => {
  const score =
    part.form === 'neighbors' ? neighborScorer(part.neighbors, part.historyHalfLifeActs) : basketScorer(part)
  return score({ now: 0, seeds: Int32Array.from(seeds), history: NO_HISTORY, sessionStart: 0 })
}

const store = fc
  .uniqueArray(fc.nat(ITEMS - 1), { minLength: 1, maxLength: ITEMS })
  .map((kept) => kept.sort((a, b) => a - b))

test.each([
  ['neighbours', neighbors],
  ['basket completion', basket],
] as const)('%s: scores of the items that are kept stay the same, whatever is in the basket', (_, part) => {
  fc.assert(
    fc.property(
      part as fc.Arbitrary<ModelPart>,
      store,
      fc.array(fc.nat(ITEMS - 1), { maxLength: 5 }),
      (whole, kept, picks) => {
        const places = Int32Array.from({ length: ITEMS }, (__, item) =>
          kept.includes(item) ? 100 + item : -1,
        )
        const pruned = prunedModel(
          [{ role: 'completion', recipe: 'r', part: whole }],
          places,
          Number.POSITIVE_INFINITY,
        )
        expect(pruned.cut).toEqual([])
        expect([...pruned.modelItems]).toEqual(kept.map((item) => 100 + item))
        const seeds = picks.filter((item) => kept.includes(item))
        const was = lookup(scored(whole, seeds))
        const is = lookup(
          scored(
            pruned.parts[0]?.part as ModelPart,
            seeds.map((item) => kept.indexOf(item)),
          ),
        )
        expect(kept.map((__, place) => is(place))).toEqual(kept.map((item) => was(item)))
      },
    ),
  )
})

test('with a limit, the neighbours that weigh most stay, and the role is named', () => {
  const csr: Csr = {
    rowCount: 2,
    columnCount: 4,
    starts: Int32Array.from([0, 4, 5]),
    columns: Int32Array.from([0, 1, 2, 3, 0]),
    values: Float32Array.from([1, -9, 4, 2, 1]),
  }
  const part: NeighborPart = { form: 'neighbors', neighbors: csr, historyHalfLifeActs: 5 }
  const { parts, cut } = prunedModel(
    [{ role: 'bought-bought', recipe: 'r', part }],
    Int32Array.of(0, 1, -1, -1),
    1,
  )
  expect(cut).toEqual(['bought-bought'])
  expect(parts[0]?.part).toMatchObject({
    neighbors: { starts: Int32Array.of(0, 1, 2), columns: Int32Array.of(1, 0) },
  })
})
