import { expect, test } from 'vitest'
import { inlineCompute } from '../models/compute.ts'
import { anyRecipe, JOBS } from '../models/recipe.ts'
import { NO_SCORES } from '../models/scores.ts'
import { dataOf } from '../models/training-data.test-support.ts'
import { type EvaluationSettings, evaluate } from './evaluate.ts'
import { counting, sameGroup } from './toy-recipes.test-support.ts'

/** Sessions of three views and an order within a group of four; shoppers come back every 30 hours. */
const data = dataOf(
  Array.from({ length: 1_500 }, (_, k) => {
    const shopper = k % 30
    const group = shopper % 4
    const itemAt = (step: number) => ((k * 31 + step * 17) % 12) * 4 + group
    const at = k * 3_600_000
    return [
      ...[0, 1, 2].map((step) => ({ shopper, session: k, item: itemAt(step), at: at + step })),
      ...[1, 2].map((step) => ({
        shopper,
        session: k,
        item: itemAt(step),
        kind: 'purchase' as const,
        order: k,
        at: at + 5,
      })),
    ]
  }).flat(),
)

const settingsAt = (time: { ms: number }): EvaluationSettings => ({
  recipes: [
    sameGroup((seconds) => void (time.ms += 1_000 * seconds), { defaults: { groupCount: 5, seconds: 1 } }),
  ],
  baseline: counting,
  jobs: JOBS,
  k: 10,
  budgetMs: 15_000,
  caseMax: 120,
  memoryMaxBytes: 1e9,
  clock: () => time.ms,
  training: { compute: inlineCompute, seed: 3, report: () => {} },
  say: () => {},
})

test('chooses on the validation part, reports on the test part, and says why', async () => {
  const { jobs, without, cuts, baseline } = await evaluate(data, settingsAt({ ms: 0 }))
  expect(jobs.map(({ job }) => job)).toEqual(['next-item', 'next-basket', 'completion', 'similar', 'popular'])
  expect(without).toMatchObject([{ job: 'top-n' }])
  const nextItem = jobs[0]
  expect(nextItem.chosen).toMatchObject({ recipe: 'same-group', options: { groupCount: 4 } })
  expect(nextItem.chosen.why).toMatch(
    /^ndcg@10 of 0\.\d{4} on 120 cases of the validation part, the best of 2 recipes: 0\.\d{4} ahead of counting \(p = 0\.\d{3}\)\.$/,
  )
  const [first, second] = nextItem.results
  expect(first.recipe).toBe('same-group')
  expect(first.lead?.low).toBeGreaterThan(0)
  expect(first.metrics.recall.mean).toBeGreaterThan(second.metrics.recall.high)
  expect(first.qualities.coverage).toBeGreaterThan(second.qualities.coverage)
  expect(second).toMatchObject({ recipe: baseline })
  expect(second.lead).toBeUndefined()
  expect(nextItem.testCases).toBe(120)
  expect(cuts.testFrom).toBeGreaterThan(cuts.validationFrom)
})

test('models are asked only of what comes after all that they know, and each part by its own', async () => {
  const parts: { newest: number; asked: number[] }[] = []
  const spy = anyRecipe({
    ...counting,
    name: 'spy',
    jobs: ['next-item'],
    train: ({ acts }) => ({ newest: acts.at[acts.count - 1] }),
    scorer: (model) => {
      const part = { newest: Number(model['newest']), asked: [] as number[] }
      parts.push(part)
      return ({ now }) => {
        part.asked.push(now)
        return NO_SCORES
      }
    },
  })
  const { cuts } = await evaluate(data, { ...settingsAt({ ms: 0 }), recipes: [spy], jobs: ['next-item'] })
  const [search, final] = parts
  expect(parts).toHaveLength(2)
  expect(search.newest).toBeLessThan(cuts.validationFrom)
  expect(Math.min(...search.asked)).toBeGreaterThanOrEqual(cuts.validationFrom)
  expect(Math.max(...search.asked)).toBeLessThan(cuts.testFrom)
  expect(final.newest).toBeLessThan(cuts.testFrom)
  expect(final.newest).toBeGreaterThan(cuts.validationFrom)
  expect(Math.min(...final.asked)).toBeGreaterThanOrEqual(cuts.testFrom)
})

test('a recipe that fails on all the data is not chosen, however good it was before, and the report says so', async () => {
  const toy = sameGroup(() => {})
  const breaking = anyRecipe({
    ...toy,
    train: (known, options, training) => {
      if (known.acts.count > 0.85 * data.acts.count) throw new Error('no bread')
      return toy.train(known, options, training)
    },
  })
  const { jobs, passedOver } = await evaluate(data, { ...settingsAt({ ms: 0 }), recipes: [breaking] })
  const nextItem = jobs.find(({ job }) => job === 'next-item')
  expect(nextItem?.results.map(({ recipe }) => recipe)).toEqual(['counting'])
  expect(nextItem?.chosen.recipe).toBe('counting')
  expect(passedOver).toContainEqual({
    recipe: 'same-group',
    why: 'On all that was known before the test, it failed: no bread',
  })
})

test('a job whose recipes all fail is passed over, and not for want of cases', async () => {
  const broken = anyRecipe({
    ...counting,
    train: () => {
      throw new Error('no bread')
    },
  })
  const { jobs, without } = await evaluate(data, {
    ...settingsAt({ ms: 0 }),
    recipes: [],
    baseline: broken,
    jobs: ['popular'],
  })
  expect(jobs).toEqual([])
  expect(without).toEqual([
    {
      job: 'popular',
      why: 'Every recipe of it failed; the reasons stand with the recipes that were passed over.',
    },
  ])
})

test('where nothing beats the baseline, the baseline is chosen', async () => {
  const { jobs } = await evaluate(data, settingsAt({ ms: 0 }))
  expect(jobs.find(({ job }) => job === 'popular')?.chosen.recipe).toBe('counting')
})

test('a part of the cases that is the whole is not there', async () => {
  const { jobs } = await evaluate(data, settingsAt({ ms: 0 }))
  const slicesOf = (name: string) =>
    jobs.find(({ job }) => job === name)?.results[0].slices.map(({ slice }) => slice)
  expect(slicesOf('popular')).toEqual([])
  expect(slicesOf('next-item')).not.toContain('cold shoppers')
})

test('gives plain data, the same twice', async () => {
  const one = JSON.stringify(await evaluate(data, settingsAt({ ms: 0 })))
  expect(JSON.stringify(await evaluate(data, settingsAt({ ms: 0 })))).toBe(one)
})

test('too little data: every job is passed over with the counts', async () => {
  const { jobs, without } = await evaluate(dataOf([{ item: 0 }]), settingsAt({ ms: 0 }))
  expect(jobs).toEqual([])
  expect(without).toHaveLength(JOBS.length)
  expect(without[0].why).toBe('There are 0 cases to choose by and 0 to test on; 20 of each are needed.')
})
