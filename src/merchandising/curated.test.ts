import { expect, test } from 'vitest'
import { checkCuratedList, curatedItems } from './curated.ts'

const LIST = { curatedListId: 'Editors.Picks_~-1', itemIds: ['c', 'a', 'c', 'b'] }

test('T11 a list by hand keeps its order, each item once', () => {
  expect(curatedItems(LIST, 0)).toEqual({ itemIds: ['c', 'a', 'b'] })
})

test('T11 it shows from its first instant until before its last', () => {
  const list = { ...LIST, from: 10, until: 20 }
  expect([9, 10, 19, 20].map((now) => curatedItems(list, now))).toEqual([
    { cause: 'NOT_YET' },
    { itemIds: ['c', 'a', 'b'] },
    { itemIds: ['c', 'a', 'b'] },
    { cause: 'OVER' },
  ])
})

const pointerOf = (curatedListId: string, others: readonly string[] = []): string | undefined =>
  checkCuratedList({ curatedListId, itemIds: [] }, ['best-selling', 'RecoNew'], others)?.pointer

test.each(['new_handbags', 'A-Z.a~z_09', 'x'.repeat(64), '~', '...', 'bestselling2'])(
  'T11 %s may name a list',
  (name) => {
    expect(pointerOf(name)).toBeUndefined()
  },
)

test.each([
  '',
  'x'.repeat(65),
  'with space',
  'a/b',
  'ä',
  '.',
  '..',
  'best-selling',
  'Best-Selling',
  'BEST_SELLING',
  'bestselling',
  'reconew',
])('T11 %j may not', (name) => {
  expect(pointerOf(name)).toBe('/curatedListId')
})

test('T11 names that differ in case alone are the same list', () => {
  expect(pointerOf('Spring', ['spring', 'summer'])).toBe('/curatedListId')
  expect(pointerOf('spring', ['spring', 'summer'])).toBeUndefined()
  expect(pointerOf('spring-1', ['spring_1'])).toBeUndefined()
})

test('a window that never opens is refused', () => {
  expect(checkCuratedList({ ...LIST, from: 2, until: 2 }, [])?.pointer).toBe('/until')
})
