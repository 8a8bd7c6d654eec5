import { expect, test } from 'vitest'
import { inlineCompute } from '../models/compute.ts'
import { dataOf, queryOf } from '../models/training-data.test-support.ts'
import type { Case } from './cases.ts'
import { type Measured, measure } from './measure.ts'
import { runTrial, type TrialContext } from './trial.ts'
import { sameGroup } from './toy-recipes.test-support.ts'

const data = dataOf([{ item: 11 }])
/** Right is the next item of the same group of four. */
const casesOf = (count: number): readonly Case[] =>
  Array.from({ length: count }, (_, k) => ({
    query: queryOf({ items: [k % 4] }),
    relevant: new Set([(k % 4) + 4]),
    cluster: k,
  }))
const recipe = sameGroup(() => {})
const goodScore = recipe.scorer({ itemCount: 12, groupCount: 4 })
const contextOf = (count: number, best: Measured | undefined): TrialContext => ({
  data,
  cases: new Map([['top-n', casesOf(count)]]),
  k: 3,
  clock: () => 0,
  training: { compute: inlineCompute, seed: 1, report: () => {} },
  best: () => best,
})
const run = async (count: number, groupCount: number, best?: Measured) =>
  (await runTrial(recipe, { groupCount, seconds: 0 }, ['top-n', 'similar'], contextOf(count, best))).trial
    .scores

test('what is clearly behind the best after a quarter of the cases is not asked the others', async () => {
  const best = measure(goodScore, casesOf(800), { k: 3 })
  expect(await run(800, 5, best)).toEqual({ 'top-n': { mean: 0, caseCount: 200, isDropped: true } })
})

test('what keeps up is asked all', async () => {
  const best = measure(goodScore, casesOf(800), { k: 3 })
  expect((await run(800, 4, best))['top-n']).toMatchObject({ caseCount: 800, isDropped: false })
})

test('few cases drop nothing, and neither does a recipe without a best', async () => {
  const best = measure(goodScore, casesOf(100), { k: 3 })
  expect((await run(100, 5, best))['top-n']).toMatchObject({ caseCount: 100, isDropped: false })
  expect((await run(800, 5))['top-n']).toMatchObject({ caseCount: 800, isDropped: false })
})
