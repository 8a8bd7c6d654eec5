import { expect, test } from 'vitest'
import type { RecipeRecord } from '../artifacts/model-manifest.ts'
import { csrOfPairs } from '../math/csr.ts'
import { coOccurrence } from '../models/pairs/co-occurrence.ts'
import { bestOf } from '../models/scores.ts'
import { queryOf } from '../models/training-data.test-support.ts'
import { ANSWER_MS_MAX } from './answer-time.ts'
import { openRoles } from './open-roles.ts'

/** What goes with item 0 is one item, which tells the parts from each other. */
const partOf = (neighbor: number) => ({
  data: {
    neighbors: csrOfPairs(Int32Array.of(0), Int32Array.of(neighbor), 9, 9),
    historyHalfLifeActs: 5,
  },
  byteCount: 1,
})
const trained = (name: string, part: string, version = coOccurrence.version): RecipeRecord => ({
  name,
  recipe: name.split('/')[0] as string,
  version,
  options: {},
  memoryBytes: 0,
  state: 'trained',
  part,
  partBytes: 1,
  checkPart: '',
  check: { job: 'similar', coverage: { askedCount: 0, answeredShare: 0, itemShare: 0 } },
})
const passedOver = (name: string): RecipeRecord => ({
  name,
  recipe: name.split('/')[0] as string,
  version: 1,
  options: {},
  memoryBytes: 0,
  state: 'passed-over',
  reason: 'the oven is too small',
})
/** @param msOfAnswer  what the clock says that every answer takes */
const open = async (recipes: readonly RecipeRecord[], msOfAnswer = 0) => {
  let at = 0
  const read: string[] = []
  const opened = await openRoles(
    { recipes, modelVersion: 'm', itemIds: Array.from({ length: 9 }, (_, k) => `item-${k}`) },
    {
      readPart: async (part) => {
        read.push(part)
        return partOf(Number(part))
      },
      now: 0,
      clock: () => (at += msOfAnswer),
    },
  )
  const answerOf = (role: 'bought-bought' | 'next-item'): readonly number[] => {
    const scorer = opened.roles.get(role)
    return scorer === undefined ? [] : [...bestOf(scorer.score(queryOf({ seeds: [0], items: [0] })), 1).items]
  }
  return { ...opened, read, answerOf }
}
// The recipe that evaluation chose for the next item is one whose parts are as easy to write as these.
const OWN = [trained('co-occurrence', '1')]
const CHOSEN = [...OWN, trained('co-occurrence/next-item', '2')]

test('roles whose recipe was not trained are missing, and each says why', async () => {
  const { roles, missing } = await open([...OWN, passedOver('text-similarity')])
  expect([...roles.keys()]).toEqual(['bought-bought'])
  expect(roles.get('bought-bought')).toMatchObject({ role: 'bought-bought', recipe: 'co-occurrence' })
  expect(missing.get('similar-text')).toBe('text-similarity was passed over: the oven is too small.')
  expect(missing.get('taste')).toContain('npx aisle train')
  expect(missing.size).toBe(8)
})

test('what evaluation chose answers, when it is fast enough', async () => {
  const { roles, answerOf } = await open(CHOSEN, ANSWER_MS_MAX)
  expect(roles.get('next-item')).not.toHaveProperty('note')
  expect(roles.get('next-item')?.recipe).toBe('co-occurrence/next-item')
  expect([answerOf('bought-bought'), answerOf('next-item')]).toEqual([[1], [2]])
})

test('what evaluation chose and answers too slowly gives way, and it is said', async () => {
  const alone = await open(CHOSEN, ANSWER_MS_MAX + 0.1)
  expect(alone.missing.get('next-item')).toBe(
    'co-occurrence/next-item takes 2.1 ms an answer, and may take 2.',
  )
  expect(alone.answerOf('bought-bought')).toEqual([1])
  const beside = await open([...CHOSEN, { ...trained('transitions', '3'), version: 0 }], 3)
  expect(beside.missing.get('next-item')).toMatch(/3\.0 ms.*transitions is of version 0/)
})

test('one that is slow only at first is not taken for slow', async () => {
  let at = 0
  let step = 5
  const { roles } = await openRoles(
    { recipes: CHOSEN, modelVersion: 'm', itemIds: ['a'] },
    {
      readPart: async (part) => partOf(Number(part)),
      now: 0,
      clock: () => {
        at += step
        step *= 0.95
        return at
      },
    },
  )
  expect(roles.get('next-item')?.recipe).toBe('co-occurrence/next-item')
})

test('a recipe of another version is passed over for the one below it, or misses', async () => {
  const { missing, roles, read } = await open([
    ...OWN,
    trained('co-occurrence/viewed-viewed', '2', 0),
    trained('gone/next-item', '3'),
  ])
  expect(missing.get('viewed-viewed')).toMatch(/viewed-viewed is of version 0, .* reads version 1/)
  expect(missing.get('next-item')).toContain('no such recipe')
  expect([...roles.keys()]).toEqual(['bought-bought'])
  expect(read).toEqual(['1'])
})

test('a model of which nothing is of this version is refused, one that has nothing is not', async () => {
  const outdated = open([trained('co-occurrence', '1', 0)])
  await expect(outdated).rejects.toMatchObject({ code: 'MODEL_CORRUPT' })
  expect((await open([passedOver('co-occurrence')])).roles.size).toBe(0)
})

test('roles that share what they learned share it in memory', async () => {
  const { read, roles } = await open([...OWN, trained('co-occurrence/next-item', '1')])
  expect(read).toEqual(['1'])
  expect(roles.get('next-item')?.score).toBe(roles.get('bought-bought')?.score)
})
