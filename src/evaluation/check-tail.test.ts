import { expect, test } from 'vitest'
import { inlineCompute } from '../models/compute.ts'
import type { AnyRecipe } from '../models/recipe.ts'
import { NO_SCORES } from '../models/scores.ts'
import { dataOf } from '../models/training-data.test-support.ts'
import { checkTail, type Rival } from './check-tail.ts'

const HOUR_MS = 3_600_000
const SESSIONS = 400
/** Sessions look at the items of their half of the time: what was popular before the change is not after it. */
const data = dataOf(
  Array.from({ length: 2 * SESSIONS }, (_, k) => {
    const session = Math.floor(k / 2)
    const isLate = session >= 0.9 * SESSIONS
    return { at: k * HOUR_MS, session, item: (isLate ? 4 : 0) + ((session + k) % 4), shopper: session % 50 }
  }),
)
const countsItems: AnyRecipe = {
  name: 'counts',
  version: 1,
  jobs: ['popular'],
  defaults: {},
  ranges: {},
  memoryBytes: () => 0,
  train: ({ acts, itemCount }) => {
    const counts = new Float32Array(itemCount)
    for (const item of acts.item) counts[item]++
    return { counts }
  },
  scorer: (model) => () => ({ form: 'all', scores: model['counts'] as Float32Array }),
}
const training = { compute: inlineCompute, seed: 1, report: () => {} }
const check = async (rival?: Rival, over = data, recipe = countsItems) =>
  checkTail({
    recipe,
    options: {},
    model: await recipe.train(over, {}, training),
    job: 'popular',
    data: over,
    training,
    rival,
  })
const knownUntil = 1.5 * SESSIONS * HOUR_MS
const silent: Rival = { score: () => NO_SCORES, knownUntil }
const allKnowing: Rival = {
  score: () => ({ form: 'few', items: Int32Array.of(4, 5, 6, 7), scores: Float32Array.of(1, 1, 1, 1) }),
  knownUntil: 1.8 * SESSIONS * HOUR_MS,
}

test('coverage is that of the model that will serve, quality that of one that does not know the answers', async () => {
  const { coverage, quality, lead } = await check()
  expect(coverage).toEqual({ askedCount: 40, answeredShare: 1, itemShare: 1 })
  expect(quality).toMatchObject({ metric: 'ndcg', k: 10, mean: 0, caseCount: 40 })
  expect(lead).toBeUndefined()
})

test('a recipe that says nothing covers nothing', async () => {
  const mute: AnyRecipe = { ...countsItems, scorer: () => () => NO_SCORES }
  const { coverage } = await check(undefined, data, mute)
  expect(coverage).toEqual({ askedCount: 40, answeredShare: 0, itemShare: 0 })
})

test('both are asked for what happened since the rival was trained', async () => {
  const ofSilent = await check(silent)
  expect(ofSilent.coverage.askedCount).toBeGreaterThan(90)
  expect(ofSilent.lead?.low).toBeGreaterThan(0)
  const ofAllKnowing = await check(allKnowing)
  expect(ofAllKnowing.lead?.high).toBeLessThan(0)
})

test('with too little since then there is no lead, and with too little at all no quality', async () => {
  const fresh = await check({ ...silent, knownUntil: 2 * SESSIONS * HOUR_MS })
  expect([fresh.lead, fresh.quality?.caseCount]).toEqual([undefined, 40])
  const little = await check(silent, dataOf([{ item: 0, session: 0, shopper: 0 }]))
  expect([little.lead, little.quality]).toEqual([undefined, undefined])
})
