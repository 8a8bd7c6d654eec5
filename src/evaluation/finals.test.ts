import { expect, test } from 'vitest'
import { inlineCompute } from '../models/compute.ts'
import { anyRecipe, type Job, type Options } from '../models/recipe.ts'
import { dataOf, queryOf } from '../models/training-data.test-support.ts'
import type { Case } from './cases.ts'
import { measureFinals } from './finals.ts'
import { measure } from './measure.ts'
import { sameGroup } from './toy-recipes.test-support.ts'

/** The shopper has 4, 8 and 0; right are 8, a repeat, and 5, which is new; and 11 for whom nothing is known. */
const cases: readonly Case[] = [
  { query: queryOf({ items: [4, 8, 4, 0] }), relevant: new Set([8, 5]), cluster: 0 },
  { query: queryOf({ items: [3] }), relevant: new Set([11]), cluster: 1 },
]
const nothing = measure(() => ({ form: 'few', items: new Int32Array(0), scores: new Float32Array(0) }), [], {
  k: 3,
})

const finalsOf = async (
  optionsOf: Readonly<Partial<Record<Job, Options>>>,
  report: (doneShare: number) => void = () => {},
) => {
  const trained: Options[] = []
  const toy = sameGroup(() => {})
  const recipe = anyRecipe({
    ...toy,
    train: (data, options, training) => {
      trained.push(options)
      if (options['groupCount'] === BROKEN) throw new Error('no bread')
      return toy.train(data, options, training)
    },
  })
  const { finals, passedOver } = await measureFinals(
    {
      best: new Map(
        Object.entries(optionsOf).map(([job, options]) => [
          job as Job,
          new Map([['same-group', { options, mean: 0.5, measured: nothing }]]),
        ]),
      ),
      trials: [],
      passedOver: [],
    },
    {
      recipes: [recipe],
      data: dataOf([{ item: 11 }]),
      cases: new Map([
        ['top-n', cases],
        ['next-item', cases],
      ]),
      coldItems: new Set([11]),
      k: 3,
      clock: () => 0,
      training: { compute: inlineCompute, seed: 1, report },
      onFinal: () => {},
    },
  )
  return { finals, passedOver, trained }
}
const BROKEN = 7
const good = { groupCount: 4, seconds: 0 }

test('options that are the best for two jobs are trained once, other options of the recipe again', async () => {
  expect((await finalsOf({ 'top-n': good, 'next-item': good })).trained).toEqual([good])
  const other = { groupCount: 3, seconds: 0 }
  const { finals, trained } = await finalsOf({ 'top-n': good, 'next-item': other })
  expect(trained).toEqual([good, other])
  expect(finals.get('next-item')?.get('same-group')?.options).toEqual(other)
})

test('repeats, first times, cold items and cold shoppers are told apart', async () => {
  const { finals } = await finalsOf({ 'top-n': good })
  const slices = finals.get('top-n')?.get('same-group')?.slices ?? []
  const meanOf = Object.fromEntries(slices.map(({ slice, interval }) => [slice, interval.mean]))
  // Of 0, 4 and 8 the repeat stands third; 5 is not of the group. Among 3, 7 and 11 the cold one is third, too.
  expect(meanOf).toEqual({ 'cold shoppers': 0.5, 'cold items': 1, repeats: 0.5, 'first time': 0.25 })
})

test('options that fail on all the data are left out with the reason, and the others are measured', async () => {
  const { finals, passedOver } = await finalsOf({
    'next-item': { groupCount: BROKEN, seconds: 0 },
    'top-n': good,
  })
  expect(finals.has('next-item')).toBe(false)
  expect(finals.get('top-n')?.has('same-group')).toBe(true)
  expect(passedOver).toEqual([
    { recipe: 'same-group', why: 'On all that was known before the test, it failed: no bread' },
  ])
})

test('what `report` throws is no failure of the recipe, and passes', async () => {
  const cancelled = new Error('cancelled')
  const cancel = (): void => {
    throw cancelled
  }
  await expect(finalsOf({ 'top-n': good }, cancel)).rejects.toBe(cancelled)
})
