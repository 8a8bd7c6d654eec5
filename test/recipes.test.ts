/** Every recipe there is keeps the contract: files below `src/models` and `src/evaluation` that export one are found by themselves. */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { rankedOrders, rankedSessions } from '../src/evaluation/two-stage.ts'
import { recipeContract } from '../src/models/recipe.contract.ts'
import type { AnyRecipe, Recipe } from '../src/models/recipe.ts'
import { NO_SCORES } from '../src/models/scores.ts'

const isRecipe = (value: unknown): value is AnyRecipe =>
  typeof value === 'object' && value !== null && 'scorer' in value && 'train' in value && 'jobs' in value

/** The plainest recipe: shows what the least is that the contract asks for. */
const countsOfItems: Recipe<Record<never, never>, { readonly counts: Float32Array }> = {
  name: 'counts-of-items',
  version: 1,
  jobs: ['popular'],
  defaults: {},
  ranges: {},
  memoryBytes: ({ itemCount }) => 4 * itemCount,
  train: ({ acts, itemCount }, _, { report }) => {
    const counts = new Float32Array(itemCount)
    for (const item of acts.item) counts[item] = (counts[item] ?? 0) + 1
    report(1)
    return { counts }
  },
  scorer:
    ({ counts }) =>
    () =>
      counts.length === 0 ? NO_SCORES : { form: 'all', scores: counts },
}
recipeContract(countsOfItems)

const files = ['models', 'evaluation'].flatMap((folder) =>
  readdirSync(resolve('src', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|contract|test-support)\.ts$/.test(file))
    .map((file) => `${folder}/${file}`),
)
const recipes: AnyRecipe[] = []
for (const file of files) {
  try {
    const exported = (await import(/* @vite-ignore */ `../src/${file}`)) as object
    recipes.push(...Object.values(exported).filter(isRecipe))
  } catch (error) {
    test(`${file} can be loaded`, () => {
      expect(error).toBeUndefined()
    })
  }
}
for (const recipe of recipes) recipeContract(recipe)
// The little worlds hold too few examples for the defaults, which then blend; with these, trees put in order.
for (const { name, ...recipe } of [rankedSessions, rankedOrders])
  recipeContract(
    { ...recipe, name: `${name} with trees` },
    { options: { ...recipe.defaults, exampleMin: 1, trees: 10, minLeafRows: 1 } },
  )

test('no two recipes share a name', () => {
  const names = recipes.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
