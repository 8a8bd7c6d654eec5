import { expect, test } from 'vitest'
import { rng } from '../math/rng.ts'
import { inlineCompute } from '../models/compute.ts'
import { type AnyRecipe, anyRecipe } from '../models/recipe.ts'
import { dataOf } from '../models/training-data.test-support.ts'
import { topNCases } from './cases-top-n.ts'
import { type SearchSettings, search } from './search.ts'
import { dataBefore } from './splits.ts'
import { counting, sameGroup } from './toy-recipes.test-support.ts'

/** Shoppers of four groups take only items of their group; all are there from the beginning to the end. */
const data = dataOf(
  Array.from({ length: 900 }, (_, k) => ({
    shopper: k % 60,
    item: rng(5, 'act', k).int(15) * 4 + (k % 4),
  })),
)
const { acts } = data
const cut = Math.floor(acts.count / 2)
const cases = new Map([
  ['top-n' as const, topNCases(data, { from: cut, until: acts.count, caseMax: 1_000, seed: 1 })],
])

const setting = (given: Partial<SearchSettings> & { clockOf?: { ms: number } }): SearchSettings => {
  const time = given.clockOf ?? { ms: 0 }
  return {
    recipes: [sameGroup((seconds) => (time.ms += 1_000 * seconds))],
    baseline: counting,
    data: dataBefore(data, cut),
    cases,
    k: 10,
    budgetMs: 60_000,
    clock: () => time.ms,
    memoryMaxBytes: 1_000,
    training: { compute: inlineCompute, seed: 1, report: () => {} },
    ...given,
  }
}

test('finds the options that fit the world, and is ahead of the baseline', async () => {
  const { best, trials } = await search(setting({}))
  const ofJob = best.get('top-n')
  expect(ofJob?.get('same-group')?.options).toMatchObject({ groupCount: 4 })
  expect(ofJob?.get('same-group')?.mean).toBeGreaterThan(ofJob?.get('counting')?.mean ?? 1)
  expect(trials[0].recipe).toBe('counting')
  expect(trials[1].options).toEqual({ groupCount: 5, seconds: 1 })
})

test('goes the same way twice', async () => {
  const [one, other] = [await search(setting({})), await search(setting({}))]
  expect(one.trials).toEqual(other.trials)
})

test('tries no options twice, and ends when there are none left', async () => {
  const { trials } = await search(setting({ budgetMs: 1_000_000 }))
  const tried = trials.map(({ recipe, options }) => `${recipe} ${JSON.stringify(options)}`)
  expect(new Set(tried).size).toBe(tried.length)
  expect(tried.length).toBeLessThanOrEqual(12)
})

test('keeps to its budget', async () => {
  const clockOf = { ms: 5_000 }
  const recipe = sameGroup((seconds) => (clockOf.ms += 1_000 * seconds))
  await search(setting({ recipes: [recipe], clockOf, budgetMs: 4_500 }))
  expect(clockOf.ms).toBe(5_000 + 4_000)
})

test('a slow recipe does not take the time of those behind it, and is tried again in the end', async () => {
  const clockOf = { ms: 0 }
  const lasting = (seconds: number, name: string): AnyRecipe =>
    anyRecipe({
      ...sameGroup(() => {}, { name }),
      ranges: {},
      train: (_, __, { report }) => {
        for (let second = 0; second < seconds; second++) {
          clockOf.ms += 1_000
          report(second / seconds)
        }
        return { itemCount: 60, groupCount: 4 }
      },
    })
  const quick = Array.from({ length: 10 }, (_, k) => lasting(1, `quick-${k}`))
  // Its share is 2 · 60 / 11 s; what is left of a half after the others is enough.
  const { trials, passedOver } = await search(
    setting({ recipes: [lasting(14, 'slow'), ...quick], clockOf, budgetMs: 60_000 }),
  )
  const names = trials.map(({ recipe }) => recipe)
  expect(names.slice(0, 12)).toEqual(['counting', ...quick.map(({ name }) => name), 'slow'])
  expect(passedOver).toEqual([])
})

test('the small are tried before the large, and who got no time at all is told apart', async () => {
  const clockOf = { ms: 0 }
  const sized = (name: string, bytes: number, seconds: number): AnyRecipe => ({
    ...sameGroup((one) => (clockOf.ms += 1_000 * one * seconds), { name }),
    memoryBytes: () => bytes,
  })
  const recipes = [sized('largest', 900, 1), sized('large', 800, 100), sized('small', 10, 1)]
  const { trials, passedOver } = await search(setting({ recipes, clockOf }))
  expect(trials.map(({ recipe }) => recipe).slice(0, 2)).toEqual(['counting', 'small'])
  expect(passedOver.find(({ recipe }) => recipe === 'largest')).toEqual({
    recipe: 'largest',
    why: 'No time was left for it; give a larger budget.',
  })
})

test('recipes that learn quickly try more than those that take long', async () => {
  const clockOf = { ms: 0 }
  const advance = (seconds: number): void => void (clockOf.ms += 1_000 * seconds)
  const slow = sameGroup(advance, { name: 'slow', defaults: { groupCount: 5, seconds: 8 } })
  const { trials } = await search(setting({ recipes: [slow, sameGroup(advance)], clockOf }))
  const names = trials.map(({ recipe }) => recipe)
  const secondOfSlow = names.indexOf('slow', names.indexOf('slow') + 1)
  expect(names.slice(0, secondOfSlow).filter((name) => name === 'same-group').length).toBeGreaterThanOrEqual(
    7,
  )
})

test('a training that outlasts the budget is stopped, and said so; the others are tried', async () => {
  const clockOf = { ms: 0 }
  const advance = (seconds: number): void => void (clockOf.ms += 1_000 * seconds)
  const endless = sameGroup(advance, { name: 'endless', defaults: { groupCount: 5, seconds: 1_000 } })
  const { passedOver, best } = await search(setting({ recipes: [sameGroup(advance), endless], clockOf }))
  expect(passedOver).toEqual([
    { recipe: 'endless', why: 'Its training did not end within its share of the time.' },
  ])
  expect(best.get('top-n')?.has('same-group')).toBe(true)
})

test('recipes that need too much memory, fail, or have nothing to do are passed over with the reason', async () => {
  const failing = anyRecipe({
    ...sameGroup(() => {}, { name: 'failing' }),
    train: () => {
      throw new Error('no bread')
    },
  })
  const large = sameGroup(() => {}, { name: 'large', bytes: 3 * 2 ** 20 })
  const idle = { ...sameGroup(() => {}, { name: 'idle' }), jobs: ['completion' as const] }
  const { passedOver, trials } = await search(
    setting({ recipes: [failing, large, idle], memoryMaxBytes: 2 * 2 ** 20 }),
  )
  expect(passedOver).toEqual([
    { recipe: 'failing', why: 'It failed: no bread' },
    { recipe: 'large', why: 'It would need 3 MiB; 2 are allowed.' },
    { recipe: 'idle', why: 'There are no cases for what it does.' },
  ])
  expect(trials.map(({ recipe }) => recipe)).toEqual(['counting', 'failing'])
})

test('a recipe that was stopped once and then fails is passed over with the reason, and tried no more', async () => {
  const clockOf = { ms: 0 }
  let trainings = 0
  const slow = anyRecipe({
    ...sameGroup(() => {}, { name: 'slow' }),
    train: (_, __, { report }) => {
      if (++trainings > 1) throw new Error('no bread')
      clockOf.ms += 30_000
      report(0.5)
      return {}
    },
  })
  const others = Array.from({ length: 10 }, (_, k) => sameGroup(() => {}, { name: `other-${k}` }))
  const { passedOver } = await search(setting({ recipes: [slow, ...others], clockOf }))
  expect(passedOver).toEqual([{ recipe: 'slow', why: 'It failed: no bread' }])
  expect(trainings).toBe(2)
})

test('what `report` throws ends the search', async () => {
  const cancelled = new Error('cancelled')
  const training = {
    compute: inlineCompute,
    seed: 1,
    report: () => {
      throw cancelled
    },
  }
  await expect(search(setting({ training }))).rejects.toBe(cancelled)
})
