import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChosenRecipe, readChoice, writeChoice } from './choice.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-choice-'))
})
afterEach(() => rm(folder, { recursive: true }))

const chosen: ChosenRecipe = {
  recipe: 'ease',
  options: { l2: 50 },
  metric: 'ndcg@10',
  mean: 0.3,
  low: 0.29,
  high: 0.31,
  evaluatedAt: 1,
  why: 'It is ahead.',
}

test('what was chosen is read as it was written, and the file is whole or not there', async () => {
  await writeChoice(join(folder, 'shop'), { similar: chosen })
  expect(await readChoice(join(folder, 'shop'))).toEqual({ similar: chosen })
  expect(await readdir(join(folder, 'shop'))).toEqual(['choice.json'])
})

test('jobs that were not measured this time keep what was chosen before', async () => {
  await writeChoice(folder, { similar: chosen, 'top-n': chosen })
  await writeChoice(folder, { similar: { ...chosen, recipe: 'ials' } })
  expect(await readChoice(folder)).toMatchObject({ similar: { recipe: 'ials' }, 'top-n': { recipe: 'ease' } })
})

test('a shop that was never evaluated has no choice, and neither does a damaged file', async () => {
  expect(await readChoice(folder)).toEqual({})
  await writeFile(join(folder, 'choice.json'), '{"similar":')
  expect(await readChoice(folder)).toEqual({})
  await writeFile(
    join(folder, 'choice.json'),
    '{"similar":{"recipe":7,"options":{}},"bread":{"recipe":"a","options":{}}}',
  )
  expect(await readChoice(folder)).toEqual({})
})
