import { expect, test } from 'vitest'
import { LIST_RECIPES } from '../lists/lists.ts'
import { given, item, NOW } from './given.test-support.ts'
import { ListRanking } from './list-ranking.ts'

test('far places are ranked again rather than that rankings fill the memory', () => {
  const { view } = given({ items: Array.from({ length: 20 }, (_, k) => item(`item-${k}`)) })
  const newest = LIST_RECIPES.find(({ list }) => list === 'new') as (typeof LIST_RECIPES)[number]
  const ranking = new ListRanking(view, { count: 10, items: 50 })
  const shape = { stock: 'hide', sets: [], rules: undefined } as const
  const rank = (channel: string) =>
    ranking.rank(newest, {}, { channel, category: undefined, includeDescendants: false }, shape, 1, NOW)
  const first = rank('a')
  expect(rank('a')).toBe(first)
  rank('b')
  expect(rank('a')).toBe(first)
  rank('c')
  expect(rank('a')).toBe(first)
  rank('d')
  rank('e')
  expect(rank('a')).not.toBe(first)
  expect(rank('a')).toEqual(first)
})
